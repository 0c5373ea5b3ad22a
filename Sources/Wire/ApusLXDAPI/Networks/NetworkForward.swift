// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// An address whose traffic goes to others within a network (`NetworkForward` of LXD's
/// description).
public struct NetworkForward: Creatable {
    public typealias Creation = NewNetworkForward

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["networks", "*", "forwards", "*"]
    public static let writableKeys: Set = ["config", "description", "ports"]
    public static let readOnlyKeys: Set = ["listen_address", "location"]

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        members["listen_address"]?.text.map { [$0] }
    }

    /// `target_address` gets what no port takes.
    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    public var ports: [NetworkForward.Port] {
        get { self[list: "ports"] }
        set { self[list: "ports"] = newValue }
    }

    public var listenAddress: String { self[value: "listen_address"] ?? key }
    /// The member of the cluster that it is on.
    public var location: String? { self[value: "location"] }

    /// The network it leads into.
    public var network: Reference<Network> { Reference(url: url.dropping(2)) }

    /// Ports that go to another address (`NetworkForwardPort`).
    public struct Port: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var description: String? {
            get { self[value: "description"] }
            set { self[value: "description"] = newValue }
        }

        /// Ports and ranges of them, with commas between them.
        public var listenPorts: String? {
            get { self[value: "listen_port"] }
            set { self[value: "listen_port"] = newValue }
        }

        /// `tcp` or `udp`.
        public var `protocol`: String? {
            get { self[value: "protocol"] }
            set { self[value: "protocol"] = newValue }
        }

        public var targetAddress: String? {
            get { self[value: "target_address"] }
            set { self[value: "target_address"] = newValue }
        }

        /// Ports and ranges of them; nil for the same.
        public var targetPorts: String? {
            get { self[value: "target_port"] }
            set { self[value: "target_port"] = newValue }
        }

        public init(
            protocol: String, listenPorts: String, targetAddress: String,
            targetPorts: String? = nil, description: String? = nil
        ) {
            self.init(contents: DocumentContents())
            self.protocol = `protocol`
            self.listenPorts = listenPorts
            self.targetAddress = targetAddress
            self.targetPorts = targetPorts
            self.description = description
        }
    }
}
