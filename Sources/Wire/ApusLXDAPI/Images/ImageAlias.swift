// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A name of an image (`ImageAliasesEntry` of LXD's description).
public struct ImageAlias: Creatable {
    public typealias Creation = NewImageAlias

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["images", "aliases", "*"]
    public static let writableKeys: Set = ["description", "target"]
    public static let readOnlyKeys: Set = ["access_entitlements", "name", "type"]

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// The fingerprint of the image.
    public var target: String? {
        get { self[value: "target"] }
        set { self[value: "target"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    public var name: String { self[value: "name"] ?? key }
    /// What instances the image makes.
    public var type: InstanceType? { self[value: "type"] }

    /// The image.
    public var image: Reference<Image>? { reference(to: target, in: "images") }
}
