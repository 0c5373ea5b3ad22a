// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a network does at the moment (`NetworkState` of LXD's description).
public struct NetworkState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var addresses: [Address] { self[list: "addresses"] }
    /// Nil unless it is a bond.
    public var bond: Bond? { self[value: "bond"] }
    /// Nil unless it is a bridge.
    public var bridge: Bridge? { self[value: "bridge"] }
    public var counters: Counters? { self[value: "counters"] }
    public var hardwareAddress: String? { self[value: "hwaddr"] }
    /// In bytes.
    public var mtu: Int? { self[value: "mtu"] }
    /// Nil unless it is of OVN.
    public var ovn: OVN? { self[value: "ovn"] }
    /// `up` or `down`.
    public var state: String? { self[value: "state"] }
    /// `broadcast`, `loopback` and others.
    public var type: String? { self[value: "type"] }
    /// Nil unless it is a VLAN.
    public var vlan: VLAN? { self[value: "vlan"] }

    /// An address of the network's interface (`NetworkStateAddress`).
    public struct Address: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var address: String? { self[value: "address"] }
        /// `inet` or `inet6`.
        public var family: String? { self[value: "family"] }
        /// The length of the prefix, in bits.
        public var netmask: String? { self[value: "netmask"] }
        /// `global`, `link` or `local`.
        public var scope: String? { self[value: "scope"] }
    }

    /// What went through the network's interface (`NetworkStateCounters`).
    public struct Counters: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var bytesReceived: Int? { self[value: "bytes_received"] }
        public var bytesSent: Int? { self[value: "bytes_sent"] }
        public var packetsReceived: Int? { self[value: "packets_received"] }
        public var packetsSent: Int? { self[value: "packets_sent"] }
    }

    /// Several interfaces as one (`NetworkStateBond`).
    public struct Bond: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var downDelayMilliseconds: Int? { self[value: "down_delay"] }
        public var lowerDevices: [String] { self[list: "lower_devices"] }
        /// How often the links are looked at.
        public var miiIntervalMilliseconds: Int? { self[value: "mii_frequency"] }
        /// `up` or `down`.
        public var miiState: String? { self[value: "mii_state"] }
        /// `802.3ad`, `active-backup` and others.
        public var mode: String? { self[value: "mode"] }
        /// `layer2`, `layer3+4` and others.
        public var transmitPolicy: String? { self[value: "transmit_policy"] }
        public var upDelayMilliseconds: Int? { self[value: "up_delay"] }
    }

    /// Interfaces joined like the ports of a switch (`NetworkStateBridge`).
    public struct Bridge: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// How long a new port waits, in hundredths of a second.
        public var forwardDelayHundredths: Int? { self[value: "forward_delay"] }
        /// Priority and hardware address.
        public var id: String? { self[value: "id"] }
        public var hasSpanningTree: Bool? { self[value: "stp"] }
        /// The interfaces that are its ports.
        public var upperDevices: [String] { self[list: "upper_devices"] }
        public var defaultVLAN: Int? { self[value: "vlan_default"] }
        public var hasVLANFiltering: Bool? { self[value: "vlan_filtering"] }
    }

    /// A virtual LAN on an interface (`NetworkStateVLAN`).
    public struct VLAN: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// The interface it is on.
        public var lowerDevice: String? { self[value: "lower_device"] }
        public var id: Int? { self[value: "vid"] }
    }

    /// A network of OVN (`NetworkStateOVN`).
    public struct OVN: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// The host name of the chassis its router is on.
        public var chassis: String? { self[value: "chassis"] }
    }
}
