// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Members of a cluster under one name (`ClusterGroup` of LXD's description).
public struct ClusterGroup: Creatable {
    public typealias Creation = NewClusterGroup

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["cluster", "groups", "*"]
    public static let writableKeys: Set = ["description", "members"]
    public static let readOnlyKeys: Set = ["name", "used_by"]

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// The names of the members.
    public var memberNames: [String] {
        get { self[list: "members"] }
        set { self[list: "members"] = newValue }
    }

    public var name: String { self[value: "name"] ?? key }
    public var usedBy: UsedBy { users }

    /// The members.
    public var members: References<ClusterMember> {
        globalReferences(to: memberNames, in: "cluster", "members")
    }
}
