// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A server of images that a name stands for (`ImageRegistry` of LXD's description, extension
/// `image_registries`).
public struct ImageRegistry: Creatable {
    public typealias Creation = NewImageRegistry

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["image-registries", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "builtin", "name", "protocol", "public",
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
    /// Whether it came with the server and cannot be changed.
    public var isBuiltIn: Bool? { self[value: "builtin"] }
    public var name: String { self[value: "name"] ?? key }
    /// `lxd` or `simplestreams`.
    public var `protocol`: String? { self[value: "protocol"] }
    /// Whether it needs no trust.
    public var isPublic: Bool? { self[value: "public"] }
}
