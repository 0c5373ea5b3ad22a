// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Which instances of a pool answer (`NetworkLoadBalancerPoolState` of LXD's description).
public struct NetworkLoadBalancerPoolState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var targets: [Target] { self[list: "targets"] }

    /// An instance and how it is (`NetworkLoadBalancerPoolTarget`).
    public struct Target: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var address: String? { self[value: "address"] }
        /// The instance's network device.
        public var device: String? { self[value: "device"] }
        /// Of the load balancer.
        public var listenAddress: String? { self[value: "listen_address"] }
        /// Of the load balancer.
        public var listenPort: String? { self[value: "listen_port"] }
        /// Of the instance.
        public var name: String? { self[value: "name"] }
        public var port: String? { self[value: "port"] }
        /// How the instance answers: `online`, `offline`, `error` and others.
        public var status: String? { self[value: "status"] }
    }
}
