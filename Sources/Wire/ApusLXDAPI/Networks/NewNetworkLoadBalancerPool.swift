// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new pool of instances (`NetworkLoadBalancerPoolsPost` of LXD's description).
public struct NewNetworkLoadBalancerPool: RequestDocument {
    public var name: String
    public var description: String?
    public var instances: [NetworkLoadBalancerPool.Member]
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, instances: [NetworkLoadBalancerPool.Member] = [],
        config: [String: String] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.instances = instances
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "description": description, "instances": instances, "config": config,
        ])
    }
}
