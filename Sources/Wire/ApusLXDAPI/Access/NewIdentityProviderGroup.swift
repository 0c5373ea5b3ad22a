// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A group of an OpenID Connect provider that the server shall know (`IdentityProviderGroupsPost`
/// of LXD's description).
public struct NewIdentityProviderGroup: RequestDocument {
    /// As the provider says it.
    public var name: String
    /// The names of the server's groups that its members are in.
    public var groups: [String]
    public var extra: [String: JSONValue]

    public init(name: String, groups: [String] = [], extra: [String: JSONValue] = [:]) {
        self.name = name
        self.groups = groups
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "groups": groups])
    }
}
