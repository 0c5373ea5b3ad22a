// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new group of members (`ClusterGroupsPost` of LXD's description).
public struct NewClusterGroup: RequestDocument {
    public var name: String
    public var description: String?
    /// The names of the members.
    public var members: [String]
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, members: [String] = [],
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.members = members
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "description": description, "members": members])
    }
}
