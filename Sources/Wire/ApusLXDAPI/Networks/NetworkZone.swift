// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A DNS zone that the server fills with the names of instances (`NetworkZone` of LXD's
/// description).
public struct NetworkZone: Creatable {
    public typealias Creation = NewNetworkZone

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["network-zones", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = ["access_entitlements", "name", "project", "used_by"]

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
    /// The networks whose names are in it.
    public var usedBy: UsedBy { users }
}
