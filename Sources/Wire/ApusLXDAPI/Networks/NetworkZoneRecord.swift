// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What clients put into a zone under one name (`NetworkZoneRecord` of LXD's description).
public struct NetworkZoneRecord: Creatable {
    public typealias Creation = NewNetworkZoneRecord

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["network-zones", "*", "records", "*"]
    public static let writableKeys: Set = ["config", "description", "entries"]
    public static let readOnlyKeys: Set = ["name"]

    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    public var entries: [NetworkZoneRecord.Entry] {
        get { self[list: "entries"] }
        set { self[list: "entries"] = newValue }
    }

    public var name: String { self[value: "name"] ?? key }

    /// The zone it is in.
    public var zone: Reference<NetworkZone> { Reference(url: url.dropping(2)) }

    /// One answer (`NetworkZoneRecordEntry`).
    public struct Entry: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// How long it may be kept; nil for the zone's own.
        public var ttlSeconds: Int? {
            get { self[value: "ttl"] }
            set { self[value: "ttl"] = newValue }
        }

        /// `A`, `AAAA`, `CNAME`, `TXT` and others.
        public var type: String? {
            get { self[value: "type"] }
            set { self[value: "type"] = newValue }
        }

        public var value: String? {
            get { self[value: "value"] }
            set { self[value: "value"] = newValue }
        }

        public init(type: String, value: String, ttlSeconds: Int? = nil) {
            self.init(contents: DocumentContents())
            self.type = type
            self.value = value
            self.ttlSeconds = ttlSeconds
        }
    }
}
