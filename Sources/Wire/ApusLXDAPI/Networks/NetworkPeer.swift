// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Another network that this one speaks to without leaving OVN (`NetworkPeer` of LXD's
/// description).
public struct NetworkPeer: Creatable {
    public typealias Creation = NewNetworkPeer

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["networks", "*", "peers", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = [
        "name", "status", "target_network", "target_project", "used_by",
    ]

    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    public var name: String { self[value: "name"] ?? key }
    /// `Created`, `Pending`, or `Unknown`: pending until the other network names this one too.
    public var status: String? { self[value: "status"] }
    public var targetNetworkName: String? { self[value: "target_network"] }
    public var targetProjectName: String? { self[value: "target_project"] }
    public var usedBy: UsedBy { users }

    /// The network it is of.
    public var network: Reference<Network> { Reference(url: url.dropping(2)) }

    /// The other network.
    public var targetNetwork: Reference<Network>? {
        targetNetworkName.map {
            Reference(url: ServerAddress().networks[$0].url.inProject(targetProjectName))
        }
    }
}
