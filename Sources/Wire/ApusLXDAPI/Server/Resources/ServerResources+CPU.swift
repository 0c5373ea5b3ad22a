// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ServerResources {
    /// Processors (`ResourcesCPU`).
    public struct CPU: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// `x86_64`, `aarch64` and others.
        public var architecture: String? { self[value: "architecture"] }
        public var sockets: [Socket] { self[list: "sockets"] }
        /// How many threads all sockets have together.
        public var threadCount: Int? { self[value: "total"] }

        /// A processor in its socket (`ResourcesCPUSocket`).
        public struct Socket: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var caches: [Cache] { self[list: "cache"] }
            public var cores: [Core] { self[list: "cores"] }
            public var averageMegahertz: Int? { self[value: "frequency"] }
            public var minimumMegahertz: Int? { self[value: "frequency_minimum"] }
            public var turboMegahertz: Int? { self[value: "frequency_turbo"] }
            public var name: String? { self[value: "name"] }
            public var number: Int? { self[value: "socket"] }
            public var vendor: String? { self[value: "vendor"] }
        }

        /// A cache of a processor (`ResourcesCPUCache`).
        public struct Cache: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var level: Int? { self[value: "level"] }
            public var sizeBytes: Int? { self[value: "size"] }
            /// `Data`, `Instruction` or `Unified`.
            public var type: String? { self[value: "type"] }
        }

        /// A core of a processor (`ResourcesCPUCore`).
        public struct Core: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            public var number: Int? { self[value: "core"] }
            public var dieNumber: Int? { self[value: "die"] }
            public var megahertz: Int? { self[value: "frequency"] }
            public var threads: [Thread] { self[list: "threads"] }
        }

        /// A thread of a core (`ResourcesCPUThread`).
        public struct Thread: LXDDocument {
            public var contents: DocumentContents
            public init(contents: DocumentContents) { self.contents = contents }

            /// What the kernel calls it: unique at the server.
            public var id: Int? { self[value: "id"] }
            /// Whether the kernel keeps others off it.
            public var isIsolated: Bool? { self[value: "isolated"] }
            public var numaNode: Int? { self[value: "numa_node"] }
            public var isOnline: Bool? { self[value: "online"] }
            /// Within the core.
            public var number: Int? { self[value: "thread"] }
        }
    }
}
