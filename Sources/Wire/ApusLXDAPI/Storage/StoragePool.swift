// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A place that volumes and buckets are in (`StoragePool` of LXD's description).
public struct StoragePool: Creatable {
    public typealias Creation = NewStoragePool

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["storage-pools", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "driver", "locations", "name", "status", "used_by",
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
    /// `dir`, `zfs`, `btrfs`, `lvm`, `ceph` and others.
    public var driver: String? { self[value: "driver"] }
    /// The members of the cluster that have it.
    public var locations: [String] { self[list: "locations"] }
    public var name: String { self[value: "name"] ?? key }
    /// `Created`, `Pending`, `Errored`, `Unavailable` or `Unknown`.
    public var status: String? { self[value: "status"] }
    /// Volumes, instances, images and profiles in it or using it.
    public var usedBy: UsedBy { users }

    /// The members of the cluster that have it.
    public var members: References<ClusterMember> {
        globalReferences(to: locations, in: "cluster", "members")
    }
}
