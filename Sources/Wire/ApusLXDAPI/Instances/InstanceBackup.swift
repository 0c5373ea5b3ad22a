// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A copy of an instance in one file at the server (`InstanceBackup` of LXD's description).
public struct InstanceBackup: Creatable {
    public typealias Creation = NewInstanceBackup

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["instances", "*", "backups", "*"]
    public static let writableKeys: Set<String> = []
    public static let readOnlyKeys: Set = [
        "container_only", "created_at", "expires_at", "instance_only", "name", "optimized_storage",
    ]
    public static let isPatchable = false

    public var name: String { key }
    public var createdAt: LXDTime? { self[value: "created_at"] }
    /// When the server deletes it; nil for never.
    public var expiresAt: LXDTime? { self[value: "expires_at"] }
    /// Whether snapshots are left out.
    public var isInstanceOnly: Bool? { self[value: "instance_only"] }
    /// Whether it is in the storage driver's own format.
    public var isOptimizedStorage: Bool? { self[value: "optimized_storage"] }

    /// The instance it is of.
    public var instance: Reference<Instance> { Reference(url: url.dropping(2)) }

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        // Some servers put the instance's name in front.
        (members["name"]?.text?.split(separator: "/").last).map { [String($0)] }
    }
}
