// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Identities that may do the same (`AuthGroup` of LXD's description).
public struct AuthGroup: Creatable {
    public typealias Creation = NewAuthGroup

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["auth", "groups", "*"]
    public static let writableKeys: Set = ["description", "permissions"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "identities", "identity_provider_groups", "name",
    ]

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    public var permissions: [Permission] {
        get { self[list: "permissions"] }
        set { self[list: "permissions"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    /// The identities in it, by authentication method.
    public var identityKeys: [String: [String]] { self[map: "identities"] }
    /// The names of the identity provider's groups that belong to it.
    public var identityProviderGroupNames: [String] { self[list: "identity_provider_groups"] }
    public var name: String { self[value: "name"] ?? key }

    /// The identities in it, by authentication method.
    public var identities: References<Identity> {
        let base = ServerAddress().auth.identities.url
        return References(
            identityKeys.sorted { $0.key < $1.key }.flatMap { method, keys in
                keys.map { Reference(url: base.appending(method, $0)) }
            })
    }

    /// The identity provider's groups that belong to it.
    public var identityProviderGroups: References<IdentityProviderGroup> {
        globalReferences(to: identityProviderGroupNames, in: "auth", "identity-provider-groups")
    }
}
