// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ServerResources {
    /// Disks (`ResourcesStorage`).
    public struct Storage: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var disks: [Disk] { self[list: "disks"] }
        /// Of disks and partitions together.
        public var count: Int? { self[value: "total"] }

        /// A disk (`ResourcesStorageDisk`).
        public struct Disk: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var blockBytes: Int? { self[value: "block_size"] }
            /// Major and minor number.
            public var device: String? { self[value: "device"] }
            /// Of the file system on it.
            public var filesystemUUID: String? { self[value: "device_fs_uuid"] }
            /// Its name in `/dev/disk/by-id`.
            public var deviceID: String? { self[value: "device_id"] }
            /// Its name in `/dev/disk/by-path`.
            public var devicePath: String? { self[value: "device_path"] }
            public var firmwareVersion: String? { self[value: "firmware_version"] }
            /// What the kernel calls it, `sda`.
            public var name: String? { self[value: "id"] }
            public var model: String? { self[value: "model"] }
            public var isMounted: Bool? { self[value: "mounted"] }
            public var numaNode: Int? { self[value: "numa_node"] }
            public var partitions: [Partition] { self[list: "partitions"] }
            public var pciAddress: String? { self[value: "pci_address"] }
            public var isReadOnly: Bool? { self[value: "read_only"] }
            public var isRemovable: Bool? { self[value: "removable"] }
            /// 0 for one that does not turn.
            public var revolutionsPerMinute: Int? { self[value: "rpm"] }
            public var serial: String? { self[value: "serial"] }
            public var sizeBytes: Int? { self[value: "size"] }
            /// `nvme`, `sata`, `scsi` and others.
            public var type: String? { self[value: "type"] }
            public var usbAddress: String? { self[value: "usb_address"] }
            /// What uses it, a storage pool for example.
            public var usedBy: String? { self[value: "used_by"] }
            public var worldWideName: String? { self[value: "wwn"] }
        }

        /// A part of a disk (`ResourcesStorageDiskPartition`).
        public struct Partition: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            /// Major and minor number.
            public var device: String? { self[value: "device"] }
            /// Of the file system on it.
            public var filesystemUUID: String? { self[value: "device_fs_uuid"] }
            /// What the kernel calls it, `sda1`.
            public var name: String? { self[value: "id"] }
            public var isMounted: Bool? { self[value: "mounted"] }
            public var number: Int? { self[value: "partition"] }
            public var isReadOnly: Bool? { self[value: "read_only"] }
            public var sizeBytes: Int? { self[value: "size"] }
        }
    }
}
