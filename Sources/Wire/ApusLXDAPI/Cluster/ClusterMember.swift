// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A server of a cluster (`ClusterMember` of LXD's description).
public struct ClusterMember: Creatable {
    public typealias Creation = NewClusterMember

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["cluster", "members", "*"]
    public static let writableKeys: Set = [
        "config", "description", "failure_domain", "groups", "roles",
    ]
    public static let readOnlyKeys: Set = [
        "architecture", "database", "message", "server_name", "status", "url",
    ]

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        members["server_name"]?.text.map { [$0] }
    }

    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// Members of one domain are thought to fail together.
    public var failureDomain: String? {
        get { self[value: "failure_domain"] }
        set { self[value: "failure_domain"] = newValue }
    }

    /// The names of the groups it is in.
    public var groupNames: [String] {
        get { self[list: "groups"] }
        set { self[list: "groups"] = newValue }
    }

    /// `database`, `event-hub` and others.
    public var roles: [String] {
        get { self[list: "roles"] }
        set { self[list: "roles"] = newValue }
    }

    public var architecture: String? { self[value: "architecture"] }
    /// Whether it holds a copy of the cluster's database.
    public var hasDatabase: Bool? { self[value: "database"] }
    /// What its status means.
    public var message: String? { self[value: "message"] }
    public var serverName: String { self[value: "server_name"] ?? key }
    /// `Online`, `Offline`, `Evacuated`, `Blocked` and others.
    public var status: String? { self[value: "status"] }
    /// The URL it listens at.
    public var endpoint: String? { self[value: "url"] }

    /// The groups it is in.
    public var groups: References<ClusterGroup> {
        globalReferences(to: groupNames, in: "cluster", "groups")
    }
}
