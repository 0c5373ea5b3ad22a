// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new address whose traffic is spread (`NetworkLoadBalancersPost` of LXD's description).
public struct NewNetworkLoadBalancer: RequestDocument {
    public var listenAddress: String
    public var description: String?
    /// Where traffic can go.
    public var backends: [NetworkLoadBalancer.Backend]
    /// What goes where.
    public var ports: [NetworkLoadBalancer.Port]
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        listenAddress: String, description: String? = nil,
        backends: [NetworkLoadBalancer.Backend] = [], ports: [NetworkLoadBalancer.Port] = [],
        config: [String: String] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.listenAddress = listenAddress
        self.description = description
        self.backends = backends
        self.ports = ports
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "listen_address": listenAddress, "description": description, "backends": backends,
            "ports": ports, "config": config,
        ])
    }
}
