// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// The state of an instance at a moment (`InstanceSnapshot` of LXD's description).
public struct InstanceSnapshot: Creatable {
    public typealias Creation = NewInstanceSnapshot

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["instances", "*", "snapshots", "*"]
    public static let writableKeys: Set = ["expires_at"]
    public static let readOnlyKeys: Set = [
        "architecture", "config", "created_at", "devices", "ephemeral", "expanded_config",
        "expanded_devices", "last_used_at", "name", "profiles", "size", "stateful",
    ]

    /// When the server deletes it; nil for never.
    public var expiresAt: LXDTime? {
        get { self[value: "expires_at"] }
        set { self[value: "expires_at"] = newValue }
    }

    /// Its name below the instance's.
    public var name: String { key }
    public var architecture: String? { self[value: "architecture"] }
    public var config: [String: String] { self[map: "config"] }
    public var createdAt: LXDTime? { self[value: "created_at"] }
    public var devices: [String: [String: String]] { self[map: "devices"] }
    public var isEphemeral: Bool? { self[value: "ephemeral"] }
    public var expandedConfig: [String: String] { self[map: "expanded_config"] }
    public var expandedDevices: [String: [String: String]] { self[map: "expanded_devices"] }
    public var lastUsedAt: LXDTime? { self[value: "last_used_at"] }
    public var profileNames: [String] { self[list: "profiles"] }
    /// In bytes; nil or -1 where the storage cannot tell.
    public var sizeBytes: Int? { self[value: "size"] }
    public var isStateful: Bool? { self[value: "stateful"] }

    /// The instance it is of.
    public var instance: Reference<Instance> { Reference(url: url.dropping(2)) }
    /// The profiles the instance had.
    public var profiles: References<Profile> { references(to: profileNames, in: "profiles") }

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        // Older servers put the instance's name in front.
        (members["name"]?.text?.split(separator: "/").last).map { [String($0)] }
    }
}
