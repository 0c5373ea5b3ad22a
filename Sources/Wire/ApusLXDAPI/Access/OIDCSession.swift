// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A login by OpenID Connect (`OIDCSession` of LXD's description).
public struct OIDCSession: Entity {
    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["auth", "oidc-sessions", "*"]
    public static let writableKeys: Set<String> = []
    public static let readOnlyKeys: Set = [
        "created_at", "email", "expires_at", "ip", "user_agent", "username", "uuid",
    ]
    public static let isPatchable = false

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        members["uuid"]?.text.map { [$0] }
    }

    public var createdAt: LXDTime? { self[value: "created_at"] }
    /// Of the one who logged in.
    public var email: String? { self[value: "email"] }
    public var expiresAt: LXDTime? { self[value: "expires_at"] }
    /// Where the login came from.
    public var address: String? { self[value: "ip"] }
    public var userAgent: String? { self[value: "user_agent"] }
    public var username: String? { self[value: "username"] }
    public var uuid: String { self[value: "uuid"] ?? key }
}
