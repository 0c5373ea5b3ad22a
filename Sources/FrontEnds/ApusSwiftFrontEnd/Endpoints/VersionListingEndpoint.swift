// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusSwiftAPI

extension SwiftFrontEnd {
    /// `GET ?versions`: the versions of a container's objects, always in JSON.
    func listVersions(
        _ request: SwiftRequest, _ address: ContainerAddress
    ) async throws -> Response {
        if let format = request.query["format"], !format.isEmpty {
            guard format.lowercased() == "json" else { throw Refusal(406) }
        }
        guard let accept = Accept(request.headers["Accept"] ?? "") else {
            throw Refusal(400, html: "Invalid Accept header")
        }
        guard request.query["format"] != nil || accept.best(of: ["application/json"]) != nil else {
            throw Refusal(406)
        }
        let parameters = try ListingParameters(
            request, limit: store.constraints.containerListingLimit)
        let view = try await store.versions(
            of: address, try versionQuery(request, parameters.query), for: request.caller)
        var subdirectories: [String] = []
        let versions: [(listing: ObjectListing, id: String, isLatest: Bool)?] =
            view.entries.map { entry in
                switch entry {
                case .subdirectory(let name):
                    subdirectories.append(name)
                    return nil
                case .version(let listing, let id, let isLatest):
                    return (listing, id.description, isLatest)
                }
            }
        var headers = headers(of: view.container)
        headers["Content-Type"] = "application/json; charset=utf-8"
        return Response(
            .ok, headers: headers,
            body: .bytes(
                ContainerListingDocument.write(
                    versions: versions, subdirectories: subdirectories)))
    }

    private func versionQuery(
        _ request: SwiftRequest, _ names: ListingQuery
    ) throws -> VersionQuery {
        var marker: VersionID?
        if let text = request.query["version_marker"] {
            guard names.marker != nil else {
                throw Refusal(400, html: "version_marker param requires marker")
            }
            marker = VersionID(text)
            guard marker != nil else { throw Refusal(400, html: "invalid version_marker param") }
        }
        // Whatever a moment is written with would cut the names of versions.
        let isMoment = { (byte: UInt8) in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
                || byte == 0
        }
        if let delimiter = names.delimiter, delimiter.utf8.contains(where: isMoment) {
            throw Refusal(400, html: "invalid delimiter param")
        }
        return VersionQuery(names, marker: marker)
    }
}
