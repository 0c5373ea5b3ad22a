// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Nodes

extension DS3 {
    /// `GET /_rest_/node`; answers 200 [Node].
    public static func getNodesSpectraS3(
        page: Page? = nil
    ) -> Request<List<Node>> {
        var request = Request<List<Node>>("GetNodesSpectraS3", .get, "/_rest_/node")
        request.page(page)
        return request
    }

    /// `GET /_rest_/node/{id}`; answers 200 Node.
    public static func getNodeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Node> {
        try Request("GetNodeSpectraS3", .get, "/_rest_/node/", member: id)
    }

    /// `PUT /_rest_/node/{id}`; answers 200 Node.
    public static func modifyNodeSpectraS3(
        id: String, dnsName: String? = nil, name: String? = nil
    ) throws(DS3Error) -> Request<Node> {
        var request = try Request<Node>("ModifyNodeSpectraS3", .put, "/_rest_/node/", member: id)
        request.text("dns_name", dnsName)
        request.text("name", name)
        return request
    }
}
