// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Something that a server wants seen to (`Warning` of LXD's description).
public struct Warning: Entity {
    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["warnings", "*"]
    public static let writableKeys: Set = ["status"]
    public static let readOnlyKeys: Set = [
        "count", "entity_url", "first_seen_at", "last_message", "last_seen_at", "location",
        "project", "severity", "type", "uuid",
    ]

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        members["uuid"]?.text.map { [$0] }
    }

    public var status: Status? {
        get { self[value: "status"] }
        set { self[value: "status"] = newValue }
    }

    /// How often it came up.
    public var count: Int? { self[value: "count"] }
    /// What it is about.
    public var subject: ResourceURL? { self[value: "entity_url"] }
    public var firstSeenAt: LXDTime? { self[value: "first_seen_at"] }
    public var lastMessage: String? { self[value: "last_message"] }
    public var lastSeenAt: LXDTime? { self[value: "last_seen_at"] }
    /// The member of the cluster that it came up on.
    public var location: String? { self[value: "location"] }
    /// `low`, `moderate` or `high`.
    public var severity: String? { self[value: "severity"] }
    public var type: String? { self[value: "type"] }
    public var uuid: String { self[value: "uuid"] ?? key }

    /// Whether someone has seen to it.
    public struct Status: OpenText {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let new: Status = "new"
        public static let acknowledged: Status = "acknowledged"
        /// The server's own doing: the cause is gone.
        public static let resolved: Status = "resolved"
    }
}
