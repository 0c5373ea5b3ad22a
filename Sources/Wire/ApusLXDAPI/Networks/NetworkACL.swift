// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Rules for what goes through networks (`NetworkACL` of LXD's description).
public struct NetworkACL: Creatable {
    public typealias Creation = NewNetworkACL

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["network-acls", "*"]
    public static let writableKeys: Set = ["config", "description", "egress", "ingress"]
    public static let readOnlyKeys: Set = ["access_entitlements", "name", "project", "used_by"]

    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// The rules for what instances send.
    public var egress: [Rule] {
        get { self[list: "egress"] }
        set { self[list: "egress"] = newValue }
    }

    /// The rules for what instances get.
    public var ingress: [Rule] {
        get { self[list: "ingress"] }
        set { self[list: "ingress"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    public var name: String { self[value: "name"] ?? key }
    /// The networks and instances it applies to.
    public var usedBy: UsedBy { users }

    /// A rule (`NetworkACLRule`).
    public struct Rule: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// `allow`, `allow-stateless`, `drop` or `reject`.
        public var action: String? {
            get { self[value: "action"] }
            set { self[value: "action"] = newValue }
        }

        public var description: String? {
            get { self[value: "description"] }
            set { self[value: "description"] = newValue }
        }

        /// Like `source`.
        public var destination: String? {
            get { self[value: "destination"] }
            set { self[value: "destination"] = newValue }
        }

        /// Like `sourcePort`.
        public var destinationPort: String? {
            get { self[value: "destination_port"] }
            set { self[value: "destination_port"] = newValue }
        }

        public var icmpCode: String? {
            get { self[value: "icmp_code"] }
            set { self[value: "icmp_code"] = newValue }
        }

        public var icmpType: String? {
            get { self[value: "icmp_type"] }
            set { self[value: "icmp_type"] = newValue }
        }

        /// `tcp`, `udp`, `icmp4` or `icmp6`; nil for any.
        public var `protocol`: String? {
            get { self[value: "protocol"] }
            set { self[value: "protocol"] = newValue }
        }

        /// Addresses, ranges, names of lists or of peers, with commas between them; nil for any.
        public var source: String? {
            get { self[value: "source"] }
            set { self[value: "source"] = newValue }
        }

        /// Ports and ranges of them, with commas between them; nil for any.
        public var sourcePort: String? {
            get { self[value: "source_port"] }
            set { self[value: "source_port"] = newValue }
        }

        /// `enabled`, `disabled` or `logged`; servers ask for one.
        public var state: String? {
            get { self[value: "state"] }
            set { self[value: "state"] = newValue }
        }

        public init(
            action: String, source: String? = nil, sourcePort: String? = nil,
            destination: String? = nil, destinationPort: String? = nil, protocol: String? = nil,
            icmpType: String? = nil, icmpCode: String? = nil, state: String? = "enabled",
            description: String? = nil
        ) {
            self.init(contents: DocumentContents())
            self.action = action
            self.source = source
            self.sourcePort = sourcePort
            self.destination = destination
            self.destinationPort = destinationPort
            self.protocol = `protocol`
            self.icmpType = icmpType
            self.icmpCode = icmpCode
            self.state = state
            self.description = description
        }
    }
}
