// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new address whose traffic goes to others (`NetworkForwardsPost` of LXD's description).
public struct NewNetworkForward: RequestDocument {
    public var listenAddress: String
    public var description: String?
    public var ports: [NetworkForward.Port]
    /// `target_address` gets what no port takes.
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        listenAddress: String, description: String? = nil, ports: [NetworkForward.Port] = [],
        config: [String: String] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.listenAddress = listenAddress
        self.description = description
        self.ports = ports
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "listen_address": listenAddress, "description": description, "ports": ports,
            "config": config,
        ])
    }
}
