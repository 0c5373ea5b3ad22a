// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A copy of a volume in one file at the server (`StoragePoolVolumeBackup` of LXD's description).
public struct StorageVolumeBackup: Creatable {
    public typealias Creation = NewVolumeBackup

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["storage-pools", "*", "volumes", "*", "*", "backups", "*"]
    public static let writableKeys: Set<String> = []
    public static let readOnlyKeys: Set = [
        "created_at", "expires_at", "name", "optimized_storage", "volume_only",
    ]
    public static let isPatchable = false

    public var createdAt: LXDTime? { self[value: "created_at"] }
    /// When the server deletes it; nil for never.
    public var expiresAt: LXDTime? { self[value: "expires_at"] }
    /// Whether it is in the storage driver's own format.
    public var isOptimizedStorage: Bool? { self[value: "optimized_storage"] }
    /// Whether snapshots are left out.
    public var isVolumeOnly: Bool? { self[value: "volume_only"] }

    public var name: String { key }

    /// The volume it is of.
    public var volume: Reference<StorageVolume> { Reference(url: url.dropping(2)) }

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        // Some servers put the volume's name in front.
        (members["name"]?.text?.split(separator: "/").last).map { [String($0)] }
    }
}
