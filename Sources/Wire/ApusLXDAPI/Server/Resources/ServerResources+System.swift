// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ServerResources {
    /// The machine (`ResourcesSystem`).
    public struct System: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var chassis: Chassis? { self[value: "chassis"] }
        public var family: String? { self[value: "family"] }
        public var firmware: Firmware? { self[value: "firmware"] }
        public var motherboard: Motherboard? { self[value: "motherboard"] }
        public var product: String? { self[value: "product"] }
        public var serial: String? { self[value: "serial"] }
        public var sku: String? { self[value: "sku"] }
        /// `physical`, `virtual-machine` or `container`.
        public var type: String? { self[value: "type"] }
        public var uuid: String? { self[value: "uuid"] }
        public var vendor: String? { self[value: "vendor"] }
        public var version: String? { self[value: "version"] }

        /// Its case (`ResourcesSystemChassis`).
        public struct Chassis: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var serial: String? { self[value: "serial"] }
            public var type: String? { self[value: "type"] }
            public var vendor: String? { self[value: "vendor"] }
            public var version: String? { self[value: "version"] }
        }

        /// Its firmware (`ResourcesSystemFirmware`).
        public struct Firmware: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            /// As the maker writes it.
            public var date: String? { self[value: "date"] }
            public var vendor: String? { self[value: "vendor"] }
            public var version: String? { self[value: "version"] }
        }

        /// Its main board (`ResourcesSystemMotherboard`).
        public struct Motherboard: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var product: String? { self[value: "product"] }
            public var serial: String? { self[value: "serial"] }
            public var vendor: String? { self[value: "vendor"] }
            public var version: String? { self[value: "version"] }
        }
    }
}
