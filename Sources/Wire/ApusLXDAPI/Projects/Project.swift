// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Resources that are kept apart from others (`Project` of LXD's description).
public struct Project: Creatable {
    public typealias Creation = NewProject

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["projects", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "name", "replica_mode", "used_by",
    ]

    /// `features.*` say what kinds of resources it has of its own, `limits.*` and `restricted.*`
    /// what is allowed in it.
    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    public var name: String { self[value: "name"] ?? key }
    /// Whether it is the copy that replicators write to: `leader` or `standby`.
    public var replicaMode: String? { self[value: "replica_mode"] }
    /// What is in it.
    public var usedBy: UsedBy { users }
}
