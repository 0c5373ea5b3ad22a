// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Someone or something that a server knows (`Identity` of LXD's description).
///
/// Its key is how it proves itself and its identifier: `tls/5ac4…`.
public struct Identity: Creatable {
    public typealias Creation = NewIdentity

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["auth", "identities", "*", "*"]
    public static let keyLength = 2
    public static let writableKeys: Set = ["groups", "tls_certificate"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "authentication_method", "expires_at", "id", "name", "type",
    ]

    /// The names of the groups it is in.
    public var groupNames: [String] {
        get { self[list: "groups"] }
        set { self[list: "groups"] = newValue }
    }

    /// PEM; nil unless it proves itself by a certificate.
    public var tlsCertificate: String? {
        get { self[value: "tls_certificate"] }
        set { self[value: "tls_certificate"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    public var authenticationMethod: AuthenticationMethod? { self[value: "authentication_method"] }
    /// Nil for never.
    public var expiresAt: LXDTime? { self[value: "expires_at"] }
    /// A fingerprint, an address of electronic mail or a UUID, by the method.
    public var id: String? { self[value: "id"] }
    public var name: String? { self[value: "name"] }
    /// `Client certificate`, `OIDC client`, `DevLXD token bearer` and others.
    public var type: String? { self[value: "type"] }

    /// The groups it is in.
    public var groups: References<AuthGroup> {
        globalReferences(to: groupNames, in: "auth", "groups")
    }

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        guard let method = members["authentication_method"]?.text,
            let id = members["id"]?.text
        else { return nil }
        return [method, id]
    }

    public static func address(
        of members: [String: JSONValue], listedIn collection: ResourceURL
    ) -> ResourceURL? {
        // Lists of one method are below that of all.
        keySegments(of: members).map { ServerAddress().auth.identities.url.appending($0) }
    }
}

/// Who is asking (`IdentityInfo` of LXD's description).
public struct IdentityInfo: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    public var authenticationMethod: AuthenticationMethod? { self[value: "authentication_method"] }
    /// Those, and the ones its identity provider's groups belong to.
    public var effectiveGroupNames: [String] { self[list: "effective_groups"] }
    /// What these groups may do.
    public var effectivePermissions: [Permission] { self[list: "effective_permissions"] }
    /// Nil for never.
    public var expiresAt: LXDTime? { self[value: "expires_at"] }
    /// Whether groups say what it may do; otherwise its certificate does.
    public var isFineGrained: Bool? { self[value: "fine_grained"] }
    /// The names of the groups it is in.
    public var groupNames: [String] { self[list: "groups"] }
    public var id: String? { self[value: "id"] }
    public var name: String? { self[value: "name"] }
    /// PEM; nil unless it proves itself by a certificate.
    public var tlsCertificate: String? { self[value: "tls_certificate"] }
    public var type: String? { self[value: "type"] }
}

/// How an identity proves itself.
public struct AuthenticationMethod: OpenText {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A client certificate.
    public static let tls: AuthenticationMethod = "tls"
    /// OpenID Connect.
    public static let oidc: AuthenticationMethod = "oidc"
    /// A token that the server gave out.
    public static let bearer: AuthenticationMethod = "bearer"
}
