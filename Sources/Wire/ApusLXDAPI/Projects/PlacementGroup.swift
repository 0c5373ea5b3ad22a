// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Says how instances are spread over a cluster's members (`PlacementGroup` of LXD's description).
public struct PlacementGroup: Creatable {
    public typealias Creation = NewPlacementGroup

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["placement-groups", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = ["access_entitlements", "name", "project", "used_by"]

    /// `policy` (`spread` or `compact`) and `rigor` (`strict` or `permissive`).
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
    /// The instances and profiles that name it.
    public var usedBy: UsedBy { users }
}
