// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Configuration and devices that instances share (`Profile` of LXD's description).
public struct Profile: Creatable {
    public typealias Creation = NewProfile

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["profiles", "*"]
    public static let writableKeys: Set = ["config", "description", "devices"]
    public static let readOnlyKeys: Set = ["access_entitlements", "name", "project", "used_by"]

    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// Devices by name.
    public var devices: [String: [String: String]] {
        get { self[map: "devices"] }
        set { self[map: "devices"] = newValue }
    }

    public var name: String { self[value: "name"] ?? key }
    public var accessEntitlements: [String] { self[list: "access_entitlements"] }

    /// The instances, and the profiles of other projects, that use it.
    public var usedBy: UsedBy { users }
}
