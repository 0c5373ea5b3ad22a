// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// The state of a volume at a moment (`StorageVolumeSnapshot` of LXD's description).
public struct StorageVolumeSnapshot: Creatable {
    public typealias Creation = NewStorageVolumeSnapshot

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["storage-pools", "*", "volumes", "*", "*", "snapshots", "*"]
    public static let writableKeys: Set = ["description", "expires_at"]
    public static let readOnlyKeys: Set = ["config", "content_type", "created_at", "name"]

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// When the server deletes it; nil for never.
    public var expiresAt: LXDTime? {
        get { self[value: "expires_at"] }
        set { self[value: "expires_at"] = newValue }
    }

    public var config: [String: String] { self[map: "config"] }
    public var contentType: VolumeContentType? { self[value: "content_type"] }
    public var createdAt: LXDTime? { self[value: "created_at"] }

    /// Its name below the volume's.
    public var name: String { key }

    /// The volume it is of.
    public var volume: Reference<StorageVolume> { Reference(url: url.dropping(2)) }

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        // Some servers put the volume's name in front.
        (members["name"]?.text?.split(separator: "/").last).map { [String($0)] }
    }
}
