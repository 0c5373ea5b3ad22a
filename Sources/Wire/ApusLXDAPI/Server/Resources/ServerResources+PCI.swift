// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ServerResources {
    /// What is on the PCI bus (`ResourcesPCI`).
    public struct PCI: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var devices: [Device] { self[list: "devices"] }
        public var count: Int? { self[value: "total"] }

        /// Something on the PCI bus (`ResourcesPCIDevice`).
        public struct Device: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var driver: String? { self[value: "driver"] }
            public var driverVersion: String? { self[value: "driver_version"] }
            /// Devices of one group go to an instance together.
            public var iommuGroup: Int? { self[value: "iommu_group"] }
            public var numaNode: Int? { self[value: "numa_node"] }
            public var pciAddress: String? { self[value: "pci_address"] }
            public var product: String? { self[value: "product"] }
            public var productID: String? { self[value: "product_id"] }
            public var vendor: String? { self[value: "vendor"] }
            public var vendorID: String? { self[value: "vendor_id"] }
            /// Nil when it has none.
            public var productData: ProductData? { self[value: "vpd"] }
        }

        /// What a device says of itself (`ResourcesPCIVPD`).
        public struct ProductData: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            /// By the PCI specification's two-letter names.
            public var entries: [String: String] { self[map: "entries"] }
            public var productName: String? { self[value: "product_name"] }
        }
    }
}
