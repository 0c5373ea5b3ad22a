// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ServerResources {
    /// Graphics cards (`ResourcesGPU`).
    public struct GPU: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var cards: [Card] { self[list: "cards"] }
        public var count: Int? { self[value: "total"] }

        /// A graphics card (`ResourcesGPUCard`).
        public struct Card: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var driver: String? { self[value: "driver"] }
            public var driverVersion: String? { self[value: "driver_version"] }
            /// Nil when no driver offers it.
            public var drm: DRM? { self[value: "drm"] }
            /// Virtual cards that it can be divided into, by their kind.
            public var mediatedDevices: [String: MediatedDevice] { self[map: "mdev"] }
            public var numaNode: Int? { self[value: "numa_node"] }
            /// Nil unless it is one of theirs.
            public var nvidia: Nvidia? { self[value: "nvidia"] }
            /// Nil unless it is on that bus.
            public var pciAddress: String? { self[value: "pci_address"] }
            public var product: String? { self[value: "product"] }
            public var productID: String? { self[value: "product_id"] }
            /// Nil when it cannot appear as several.
            public var virtualFunctions: VirtualFunctions? { self[value: "sriov"] }
            /// Nil unless it is on that bus.
            public var usbAddress: String? { self[value: "usb_address"] }
            public var vendor: String? { self[value: "vendor"] }
            public var vendorID: String? { self[value: "vendor_id"] }
        }

        /// How the kernel offers a graphics card (`ResourcesGPUCardDRM`).
        public struct DRM: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            /// Major and minor number.
            public var cardDevice: String? { self[value: "card_device"] }
            public var cardName: String? { self[value: "card_name"] }
            /// Major and minor number.
            public var controlDevice: String? { self[value: "control_device"] }
            public var controlName: String? { self[value: "control_name"] }
            public var id: Int? { self[value: "id"] }
            /// Major and minor number.
            public var renderDevice: String? { self[value: "render_device"] }
            public var renderName: String? { self[value: "render_name"] }
        }

        /// A kind of virtual card (`ResourcesGPUCardMdev`).
        public struct MediatedDevice: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var api: String? { self[value: "api"] }
            /// How many more there can be.
            public var availableCount: Int? { self[value: "available"] }
            public var description: String? { self[value: "description"] }
            /// Those there are, by UUID.
            public var devices: [String] { self[list: "devices"] }
            public var name: String? { self[value: "name"] }
        }

        /// What NVIDIA's driver says of a card (`ResourcesGPUCardNvidia`).
        public struct Nvidia: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var architecture: String? { self[value: "architecture"] }
            public var brand: String? { self[value: "brand"] }
            /// Major and minor number.
            public var cardDevice: String? { self[value: "card_device"] }
            public var cardName: String? { self[value: "card_name"] }
            public var cudaVersion: String? { self[value: "cuda_version"] }
            public var model: String? { self[value: "model"] }
            public var nvrmVersion: String? { self[value: "nvrm_version"] }
            public var uuid: String? { self[value: "uuid"] }
        }

        /// One card as several (`ResourcesGPUCardSRIOV`).
        public struct VirtualFunctions: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var currentCount: Int? { self[value: "current_vfs"] }
            public var maximumCount: Int? { self[value: "maximum_vfs"] }
            public var functions: [Card] { self[list: "vfs"] }
        }
    }
}
