// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

extension SwiftFrontEnd {
    /// `/crossdomain.xml`: which pages' plug-ins may come; nil when a request is not for it.
    ///
    /// Source: OpenStack Swift, "Cross Domain".
    func crossDomainPolicy(_ request: Request) -> Response? {
        guard let policy = settings.crossDomainPolicy, request.method == .get,
            request.target.prefix(upTo: "?") == "/crossdomain.xml"
        else { return nil }
        let document = """
            <?xml version="1.0"?>
            <!DOCTYPE cross-domain-policy SYSTEM \
            "http://www.adobe.com/xml/dtds/cross-domain-policy.dtd" >
            <cross-domain-policy>
            \(policy)
            </cross-domain-policy>
            """
        return Response(
            .ok, headers: ["Content-Type": "application/xml"], body: .bytes(Bytes(document)))
    }
}
