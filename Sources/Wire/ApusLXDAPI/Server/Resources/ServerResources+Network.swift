// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ServerResources {
    /// Network cards (`ResourcesNetwork`).
    public struct Network: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var cards: [Card] { self[list: "cards"] }
        public var count: Int? { self[value: "total"] }

        /// A network card (`ResourcesNetworkCard`).
        public struct Card: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var driver: String? { self[value: "driver"] }
            public var driverVersion: String? { self[value: "driver_version"] }
            public var firmwareVersion: String? { self[value: "firmware_version"] }
            public var numaNode: Int? { self[value: "numa_node"] }
            /// Nil unless it is on that bus.
            public var pciAddress: String? { self[value: "pci_address"] }
            public var ports: [Port] { self[list: "ports"] }
            public var product: String? { self[value: "product"] }
            public var productID: String? { self[value: "product_id"] }
            /// Nil when it cannot appear as several.
            public var virtualFunctions: VirtualFunctions? { self[value: "sriov"] }
            /// Nil unless it is on that bus.
            public var usbAddress: String? { self[value: "usb_address"] }
            /// Nil unless it offers virtio itself.
            public var vdpa: VDPA? { self[value: "vdpa"] }
            public var vendor: String? { self[value: "vendor"] }
            public var vendorID: String? { self[value: "vendor_id"] }
        }

        /// A port of a network card (`ResourcesNetworkCardPort`).
        public struct Port: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var hardwareAddress: String? { self[value: "address"] }
            public var hasAutoNegotiation: Bool? { self[value: "auto_negotiation"] }
            /// What the kernel calls it, `eth0`.
            public var name: String? { self[value: "id"] }
            /// Nil for other kinds of ports.
            public var infiniBand: InfiniBand? { self[value: "infiniband"] }
            public var hasLink: Bool? { self[value: "link_detected"] }
            /// `full` or `half`.
            public var duplex: String? { self[value: "link_duplex"] }
            public var megabitsPerSecond: Int? { self[value: "link_speed"] }
            public var number: Int? { self[value: "port"] }
            /// `twisted pair`, `fibre` and others.
            public var portType: String? { self[value: "port_type"] }
            /// `ethernet` or `infiniband`.
            public var `protocol`: String? { self[value: "protocol"] }
            /// `1000baseT/Full` and others.
            public var supportedModes: [String] { self[list: "supported_modes"] }
            public var supportedPorts: [String] { self[list: "supported_ports"] }
            public var transceiverType: String? { self[value: "transceiver_type"] }
        }

        /// How the kernel offers an InfiniBand port (`ResourcesNetworkCardPortInfiniband`): names, and
        /// devices as major and minor number.
        public struct InfiniBand: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var issmDevice: String? { self[value: "issm_device"] }
            public var issmName: String? { self[value: "issm_name"] }
            public var madDevice: String? { self[value: "mad_device"] }
            public var madName: String? { self[value: "mad_name"] }
            public var verbDevice: String? { self[value: "verb_device"] }
            public var verbName: String? { self[value: "verb_name"] }
        }

        /// One card as several (`ResourcesNetworkCardSRIOV`).
        public struct VirtualFunctions: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var currentCount: Int? { self[value: "current_vfs"] }
            public var maximumCount: Int? { self[value: "maximum_vfs"] }
            public var functions: [Card] { self[list: "vfs"] }
        }

        /// A card that offers virtio itself (`ResourcesNetworkCardVDPA`).
        public struct VDPA: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var device: String? { self[value: "device"] }
            public var name: String? { self[value: "name"] }
        }
    }
}
