// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new peer of a network (`NetworkPeersPost` of LXD's description).
public struct NewNetworkPeer: RequestDocument {
    public var name: String
    /// The name of the other network.
    public var targetNetwork: String
    /// The project it is in; nil for that of this one.
    public var targetProject: String?
    public var description: String?
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        name: String, targetNetwork: String, targetProject: String? = nil,
        description: String? = nil, config: [String: String] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.targetNetwork = targetNetwork
        self.targetProject = targetProject
        self.description = description
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "target_network": targetNetwork, "target_project": targetProject,
            "description": description, "config": config,
        ])
    }
}
