// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What copies a project's instances to another cluster (`Replicator` of LXD's description).
public struct Replicator: Creatable {
    public typealias Creation = NewReplicator

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["replicators", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "last_run_at", "last_run_status", "name", "project",
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
    /// Nil when it never ran.
    public var lastRunAt: LXDTime? { self[value: "last_run_at"] }
    /// `Running`, `Completed` or `Failed`.
    public var lastRunStatus: String? { self[value: "last_run_status"] }
    public var name: String { self[value: "name"] ?? key }
}
