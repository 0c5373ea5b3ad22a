// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A container or a virtual machine (`Instance` and `InstanceFull` of LXD's description).
public struct Instance: Creatable {
    public typealias Creation = NewInstance

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["instances", "*"]
    public static let writableKeys: Set = [
        "architecture", "config", "description", "devices", "ephemeral", "profiles", "stateful",
    ]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "backups", "created_at", "expanded_config", "expanded_devices",
        "last_used_at", "location", "name", "project", "snapshots", "state", "status",
        "status_code", "type",
    ]

    // MARK: What a client may change

    public var architecture: String? {
        get { self[value: "architecture"] }
        set { self[value: "architecture"] = newValue }
    }

    /// Its own configuration; that of its profiles comes on top (`expandedConfig`).
    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// Its own devices by name; those of its profiles come on top (`expandedDevices`).
    public var devices: [String: [String: String]] {
        get { self[map: "devices"] }
        set { self[map: "devices"] = newValue }
    }

    /// Whether it is deleted when it stops.
    public var isEphemeral: Bool? {
        get { self[value: "ephemeral"] }
        set { self[value: "ephemeral"] = newValue }
    }

    /// The names of its profiles; of two that set one key the later wins.
    public var profileNames: [String] {
        get { self[list: "profiles"] }
        set { self[list: "profiles"] = newValue }
    }

    /// Whether its running state is kept.
    public var isStateful: Bool? {
        get { self[value: "stateful"] }
        set { self[value: "stateful"] = newValue }
    }

    // MARK: What only the server sets

    public var name: String { self[value: "name"] ?? key }
    public var type: InstanceType? { self[value: "type"] }
    public var status: String? { self[value: "status"] }
    public var statusCode: StatusCode? { self[value: "status_code"] }
    public var createdAt: LXDTime? { self[value: "created_at"] }
    /// Nil when it was never started.
    public var lastUsedAt: LXDTime? { self[value: "last_used_at"] }
    public var expandedConfig: [String: String] { self[map: "expanded_config"] }
    public var expandedDevices: [String: [String: String]] { self[map: "expanded_devices"] }
    /// The member of the cluster that it is on; `none` without a cluster.
    public var location: String? { self[value: "location"] }
    public var accessEntitlements: [String] { self[list: "access_entitlements"] }

    // MARK: What only a full read has (recursion 2)

    /// What it does at the moment; nil unless it was read with its state.
    public var state: InstanceState? { self[value: "state"] }
    /// Its backups; empty unless it was read with them.
    public var backups: [InstanceBackup] {
        nested("backups", below: url.appending("backups"))
    }
    /// Its snapshots; empty unless it was read with them.
    public var snapshots: [InstanceSnapshot] {
        nested("snapshots", below: url.appending("snapshots"))
    }

    // MARK: Related resources

    /// Its profiles.
    public var profiles: References<Profile> { references(to: profileNames, in: "profiles") }
}

/// What kind of instance.
public struct InstanceType: OpenText {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let container: InstanceType = "container"
    public static let virtualMachine: InstanceType = "virtual-machine"
}
