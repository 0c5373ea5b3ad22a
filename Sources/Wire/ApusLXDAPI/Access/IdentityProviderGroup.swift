// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A group of an OpenID Connect provider (`IdentityProviderGroup` of LXD's description).
public struct IdentityProviderGroup: Creatable {
    public typealias Creation = NewIdentityProviderGroup

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["auth", "identity-provider-groups", "*"]
    public static let writableKeys: Set = ["groups"]
    public static let readOnlyKeys: Set = ["access_entitlements", "name"]

    /// The names of the server's groups that its members are in.
    public var groupNames: [String] {
        get { self[list: "groups"] }
        set { self[list: "groups"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    public var name: String { self[value: "name"] ?? key }

    /// The server's groups that its members are in.
    public var groups: References<AuthGroup> {
        globalReferences(to: groupNames, in: "auth", "groups")
    }
}
