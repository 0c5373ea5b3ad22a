// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// New rules for what goes through networks (`NetworkACLsPost` of LXD's description).
public struct NewNetworkACL: RequestDocument {
    public var name: String
    public var description: String?
    /// The rules for what instances get.
    public var ingress: [NetworkACL.Rule]
    /// The rules for what instances send.
    public var egress: [NetworkACL.Rule]
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        name: String, description: String? = nil, ingress: [NetworkACL.Rule] = [],
        egress: [NetworkACL.Rule] = [], config: [String: String] = [:],
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.ingress = ingress
        self.egress = egress
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "description": description, "ingress": ingress, "egress": egress,
            "config": config,
        ])
    }
}
