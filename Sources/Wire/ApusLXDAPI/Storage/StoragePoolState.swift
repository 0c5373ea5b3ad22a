// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How full a storage pool is (`ResourcesStoragePool` and `StoragePoolState` of LXD's description).
public struct StoragePoolState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// Nil where files are not counted.
    public var inodes: Inodes? { self[value: "inodes"] }
    public var space: Space? { self[value: "space"] }

    /// Bytes (`ResourcesStoragePoolSpace`).
    public struct Space: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var totalBytes: Int? { self[value: "total"] }
        public var usedBytes: Int? { self[value: "used"] }
    }

    /// Numbers of files (`ResourcesStoragePoolInodes`).
    public struct Inodes: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var total: Int? { self[value: "total"] }
        public var used: Int? { self[value: "used"] }
    }
}
