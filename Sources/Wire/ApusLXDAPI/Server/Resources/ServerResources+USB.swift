// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ServerResources {
    /// What is on the USB (`ResourcesUSB`).
    public struct USB: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var devices: [Device] { self[list: "devices"] }
        public var count: Int? { self[value: "total"] }

        /// Something on the USB (`ResourcesUSBDevice`).
        public struct Device: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var busAddress: Int? { self[value: "bus_address"] }
            public var deviceAddress: Int? { self[value: "device_address"] }
            public var interfaces: [Interface] { self[list: "interfaces"] }
            public var product: String? { self[value: "product"] }
            public var productID: String? { self[value: "product_id"] }
            public var serial: String? { self[value: "serial"] }
            public var megabitsPerSecond: Double? { self[value: "speed"] }
            public var vendor: String? { self[value: "vendor"] }
            public var vendorID: String? { self[value: "vendor_id"] }
        }

        /// An interface of a device (`ResourcesUSBDeviceInterface`).
        public struct Interface: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var className: String? { self[value: "class"] }
            public var classID: Int? { self[value: "class_id"] }
            public var driver: String? { self[value: "driver"] }
            public var driverVersion: String? { self[value: "driver_version"] }
            public var number: Int? { self[value: "number"] }
            public var subclassName: String? { self[value: "subclass"] }
            public var subclassID: Int? { self[value: "subclass_id"] }
        }
    }
}
