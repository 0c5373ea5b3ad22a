// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A token for an identity (`IdentityBearerToken` of LXD's description).
public struct IdentityBearerToken: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// A secret: printing the document does not show it.
    public var token: String? { self[value: "token"] }
}

/// Asks for a token; the one before is void then (`IdentityBearerTokenPost` of LXD's description).
public struct IdentityBearerTokenRequest: RequestDocument {
    /// How long it holds, such as `7d` or `1H 30M`; nil for the server's own.
    public var expiry: String?
    public var extra: [String: JSONValue]

    public init(expiry: String? = nil, extra: [String: JSONValue] = [:]) {
        self.expiry = expiry
        self.extra = extra
    }

    public var json: JSONValue {
        document(["expiry": expiry])
    }
}
