// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new group of identities (`AuthGroupsPost` of LXD's description).
public struct NewAuthGroup: RequestDocument {
    public var name: String
    public var description: String?
    public var permissions: [Permission]
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, permissions: [Permission] = [],
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.permissions = permissions
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "description": description, "permissions": permissions])
    }
}
