// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The cluster that a server is in, or what one that it may join asks (`Cluster` of LXD's
/// description).
public struct Cluster: Entity {
    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["cluster"]
    public static let keyLength = 0
    public static let writableKeys: Set<String> = []
    public static let readOnlyKeys: Set = ["enabled", "member_config", "server_name"]
    public static let isPatchable = false

    /// Whether the server is in a cluster.
    public var isEnabled: Bool? { self[value: "enabled"] }
    /// What a server that joins has to answer.
    public var memberConfig: [MemberKey] { self[list: "member_config"] }
    /// The name of this member; nil or empty outside a cluster.
    public var serverName: String? { self[value: "server_name"] }

    /// A configuration key that each member has its own value of (`ClusterMemberConfigKey`).
    public struct MemberKey: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var description: String? {
            get { self[value: "description"] }
            set { self[value: "description"] = newValue }
        }

        /// `storage-pool` or `network`.
        public var entity: String? {
            get { self[value: "entity"] }
            set { self[value: "entity"] = newValue }
        }

        public var key: String? {
            get { self[value: "key"] }
            set { self[value: "key"] = newValue }
        }

        /// Of the pool or network.
        public var name: String? {
            get { self[value: "name"] }
            set { self[value: "name"] = newValue }
        }

        public var value: String? {
            get { self[value: "value"] }
            set { self[value: "value"] = newValue }
        }

        public init(
            entity: String, name: String, key: String, value: String? = nil,
            description: String? = nil
        ) {
            self.init(contents: DocumentContents())
            self.entity = entity
            self.name = name
            self.key = key
            self.value = value
            self.description = description
        }
    }
}
