// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Addresses of networks that something has (`NetworkAllocations` of LXD's description).
public struct NetworkAllocation: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// One address or a range, as `address/prefix`.
    public var addresses: String? { self[value: "addresses"] }
    public var hardwareAddress: String? { self[value: "hwaddr"] }
    /// Whether what leaves from there gets another address.
    public var hasNAT: Bool? { self[value: "nat"] }
    public var networkName: String? { self[value: "network"] }
    /// What has it: `instance`, `network`, `network-forward`, `network-load-balancer`, `uplink`.
    public var type: String? { self[value: "type"] }
    /// What has it.
    public var usedBy: ResourceURL? { self[value: "used_by"] }
}
