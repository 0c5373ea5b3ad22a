// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A network (`Network` of LXD's description).
public struct Network: Creatable {
    public typealias Creation = NewNetwork

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["networks", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "locations", "managed", "name", "project", "status", "type",
        "used_by",
    ]

    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    /// The members of the cluster that have it.
    public var locations: [String] { self[list: "locations"] }
    /// Whether LXD made it; others are interfaces of the server and cannot be changed.
    public var isManaged: Bool? { self[value: "managed"] }
    public var name: String { self[value: "name"] ?? key }
    /// `Created`, `Pending`, `Errored`, `Unavailable` or `Unknown`.
    public var status: String? { self[value: "status"] }
    /// `bridge`, `ovn`, `macvlan`, `sriov`, `physical`; `loopback`, `unknown` and others for
    /// interfaces of the server.
    public var type: String? { self[value: "type"] }
    /// The instances and profiles that use it.
    public var usedBy: UsedBy { users }

    /// The members of the cluster that have it.
    public var members: References<ClusterMember> {
        globalReferences(to: locations, in: "cluster", "members")
    }
}
