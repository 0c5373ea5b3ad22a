// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Another cluster that this one knows (`ClusterLink` of LXD's description).
public struct ClusterLink: Creatable {
    public typealias Creation = NewClusterLink

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["cluster", "links", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = ["access_entitlements", "name", "type", "used_by"]

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
    /// How much the clusters trust each other.
    public var type: String? { self[value: "type"] }
    public var usedBy: UsedBy { users }
}
