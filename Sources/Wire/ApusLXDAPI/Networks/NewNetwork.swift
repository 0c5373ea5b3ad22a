// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new network (`NetworksPost` of LXD's description).
public struct NewNetwork: RequestDocument {
    /// An interface of this name appears: at most 15 bytes.
    public var name: String
    /// `bridge`, `ovn`, `macvlan`, `sriov` or `physical`; nil for a bridge.
    public var type: String?
    public var description: String?
    public var config: [String: String]
    public var extra: [String: JSONValue]

    public init(
        name: String, type: String? = nil, description: String? = nil,
        config: [String: String] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.type = type
        self.description = description
        self.config = config
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "type": type, "description": description, "config": config])
    }
}
