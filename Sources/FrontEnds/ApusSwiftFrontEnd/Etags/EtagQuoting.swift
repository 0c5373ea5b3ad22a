// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusModel
import ApusObjectStore

/// What an operator may choose about ETags in quotes (`[filter:etag-quoter]`).
public struct EtagQuotingSettings: Hashable, Sendable {
    /// Whether they are quoted where neither container nor account says
    /// (`enable_by_default`).
    public var isUsual = false

    public init() {}
}

extension SwiftFrontEnd {
    /// Quotes the ETag of an object's response, where that is wanted.
    ///
    /// Source: OpenStack Swift, "Etag Quoter"; RFC 9110, 8.8.3.
    func quotingEtag(_ response: Response, _ path: SwiftPath) async throws -> Response {
        guard let settings = settings.etagQuoting, let address = path.objectAddress,
            let etag = response.headers["Etag"], !Self.isQuoted(etag),
            try await store.quotesEntityTags(in: address.container) ?? settings.isUsual
        else { return response }
        var response = response
        response.headers["Etag"] = "\"\(etag)\""
        return response
    }

    private static func isQuoted(_ etag: String) -> Bool {
        let isBegun = etag.startsBytewise(with: "\"") || etag.startsBytewise(with: "W/\"")
        return isBegun && etag.utf8.last == UInt8(ascii: "\"")
    }

    /// What a request says of ETags in an account or a container.
    func etagChanges(_ headers: Headers, _ name: String) -> [String: String?] {
        guard settings.etagQuoting != nil else { return [:] }
        var value: String?
        if let field = headers[name] {
            if !field.isEmpty { value = SwiftRequest.isTrue(field) ? "True" : "False" }
        } else if (headers["x-remove-" + name.dropFirst(2)] ?? "").isEmpty {
            return [:]
        }
        return [name: value]
    }
}
