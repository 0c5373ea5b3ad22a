// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ServerResources {
    /// Memory (`ResourcesMemory`), in bytes.
    public struct Memory: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// The size of one huge page.
        public var hugePageBytes: Int? { self[value: "hugepages_size"] }
        public var totalHugePageBytes: Int? { self[value: "hugepages_total"] }
        public var usedHugePageBytes: Int? { self[value: "hugepages_used"] }
        public var nodes: [Node] { self[list: "nodes"] }
        public var totalBytes: Int? { self[value: "total"] }
        public var usedBytes: Int? { self[value: "used"] }

        /// The memory near one processor (`ResourcesMemoryNode`).
        public struct Node: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var totalHugePageBytes: Int? { self[value: "hugepages_total"] }
            public var usedHugePageBytes: Int? { self[value: "hugepages_used"] }
            public var numaNode: Int? { self[value: "numa_node"] }
            public var totalBytes: Int? { self[value: "total"] }
            public var usedBytes: Int? { self[value: "used"] }
        }
    }
}
