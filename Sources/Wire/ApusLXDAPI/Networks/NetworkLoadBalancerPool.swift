// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Instances that load balancers spread traffic over (`NetworkLoadBalancerPool` of LXD's
/// description).
public struct NetworkLoadBalancerPool: Creatable {
    public typealias Creation = NewNetworkLoadBalancerPool

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["networks", "*", "load-balancer-pools", "*"]
    public static let writableKeys: Set = ["config", "description", "instances"]
    public static let readOnlyKeys: Set = ["name", "used_by"]
    public static let isPatchable = false

    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// The instances, and their ports.
    public var members: [Member] {
        get { self[list: "instances"] }
        set { self[list: "instances"] = newValue }
    }

    public var name: String { self[value: "name"] ?? key }
    /// The load balancers that use it.
    public var usedBy: UsedBy { users }

    /// The network it is of.
    public var network: Reference<Network> { Reference(url: url.dropping(2)) }

    /// The instances.
    public var instances: References<Instance> {
        references(to: members.compactMap(\.name), in: "instances")
    }

    /// An instance of a pool (`NetworkLoadBalancerPoolInstance`).
    public struct Member: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// Of the instance.
        public var name: String? {
            get { self[value: "name"] }
            set { self[value: "name"] = newValue }
        }

        /// Nil for the port that traffic came to.
        public var targetPort: String? {
            get { self[value: "target_port"] }
            set { self[value: "target_port"] = newValue }
        }

        public init(name: String, targetPort: String? = nil) {
            self.init(contents: DocumentContents())
            self.name = name
            self.targetPort = targetPort
        }
    }
}
