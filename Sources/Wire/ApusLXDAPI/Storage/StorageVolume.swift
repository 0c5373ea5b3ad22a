// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A volume of a storage pool (`StorageVolume` of LXD's description).
///
/// Its key is its type and its name: `custom/data`.
public struct StorageVolume: Creatable {
    public typealias Creation = NewStorageVolume

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["storage-pools", "*", "volumes", "*", "*"]
    public static let keyLength = 2
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "content_type", "created_at", "location", "name", "pool", "project",
        "type", "used_by",
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
    public var contentType: VolumeContentType? { self[value: "content_type"] }
    public var createdAt: LXDTime? { self[value: "created_at"] }
    /// The member of the cluster that it is on.
    public var location: String? { self[value: "location"] }
    /// The instances, profiles and images that use it.
    public var usedBy: UsedBy { users }

    public var name: String { self[value: "name"] ?? url.segments.last ?? "" }
    public var type: VolumeType? {
        self[value: "type"] ?? url.segments.dropLast().last.map(VolumeType.init(rawValue:))
    }

    /// The pool it is in.
    public var storagePool: Reference<StoragePool> {
        Reference(url: ResourceURL(url.dropping(3).segments))
    }

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        // Lists have snapshots too, as `volume/snapshot`: those are resources of another kind.
        guard let type = members["type"]?.text, let name = members["name"]?.text,
            !name.contains("/")
        else { return nil }
        return [type, name]
    }

    public static func address(
        of members: [String: JSONValue], listedIn collection: ResourceURL
    ) -> ResourceURL? {
        // Lists of one type, and of all pools, are not where the volumes are.
        let isOfPool = collection.segments.count > 2 && collection.segments[1] == "storage-pools"
        guard let segments = keySegments(of: members),
            let pool = isOfPool ? collection.segments[2] : members["pool"]?.text
        else { return nil }
        return ServerAddress().storagePools[pool].volumes.url.appending(segments)
            .inProject(collection.project)
    }
}

/// What a volume is for.
public struct VolumeType: OpenText {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Made by clients.
    public static let custom: VolumeType = "custom"
    public static let container: VolumeType = "container"
    public static let virtualMachine: VolumeType = "virtual-machine"
    public static let image: VolumeType = "image"
}

/// What is on a volume.
public struct VolumeContentType: OpenText {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let filesystem: VolumeContentType = "filesystem"
    public static let block: VolumeContentType = "block"
    /// The image of a CD or DVD.
    public static let iso: VolumeContentType = "iso"
}
