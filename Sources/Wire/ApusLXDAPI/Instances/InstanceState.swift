// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What an instance does at the moment (`InstanceState` of LXD's description).
public struct InstanceState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    public var status: String? { self[value: "status"] }
    public var statusCode: StatusCode? { self[value: "status_code"] }
    /// The process id of its first process at the server; 0 when it does not run.
    public var processID: Int? { self[value: "pid"] }
    /// How many processes it has; -1 where that is unknown.
    public var processCount: Int? { self[value: "processes"] }
    /// Processor time used, in nanoseconds.
    public var cpuNanoseconds: Int? { self["cpu"]?.usage?.integer.map(Int.init) }
    public var memory: Memory? { self[value: "memory"] }
    /// By the name of the disk device.
    public var disks: [String: Disk] { self[map: "disk"] }
    /// By the name of the interface within the instance.
    public var networks: [String: Network] { self[map: "network"] }

    /// Memory, in bytes.
    public struct Memory: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var usageBytes: Int? { self[value: "usage"] }
        public var peakBytes: Int? { self[value: "usage_peak"] }
        public var totalBytes: Int? { self[value: "total"] }
        public var swapUsageBytes: Int? { self[value: "swap_usage"] }
        public var swapPeakBytes: Int? { self[value: "swap_usage_peak"] }
    }

    /// A disk, in bytes.
    public struct Disk: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var usageBytes: Int? { self[value: "usage"] }
        public var totalBytes: Int? { self[value: "total"] }
    }

    /// A network interface.
    public struct Network: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var addresses: [Address] { self[list: "addresses"] }
        public var counters: Counters? { self[value: "counters"] }
        public var hardwareAddress: String? { self[value: "hwaddr"] }
        /// The interface's other end at the server.
        public var hostName: String? { self[value: "host_name"] }
        public var mtu: Int? { self[value: "mtu"] }
        /// `up` or `down`.
        public var state: String? { self[value: "state"] }
        public var type: String? { self[value: "type"] }
    }

    /// An address of an interface.
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

    /// What went through an interface.
    public struct Counters: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var bytesReceived: Int? { self[value: "bytes_received"] }
        public var bytesSent: Int? { self[value: "bytes_sent"] }
        public var errorsReceived: Int? { self[value: "errors_received"] }
        public var errorsSent: Int? { self[value: "errors_sent"] }
        public var packetsReceived: Int? { self[value: "packets_received"] }
        public var packetsSent: Int? { self[value: "packets_sent"] }
        public var packetsDroppedInbound: Int? { self[value: "packets_dropped_inbound"] }
        public var packetsDroppedOutbound: Int? { self[value: "packets_dropped_outbound"] }
    }
}
