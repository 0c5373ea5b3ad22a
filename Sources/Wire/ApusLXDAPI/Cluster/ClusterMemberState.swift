// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// How a member of a cluster is (`ClusterMemberState` of LXD's description).
public struct ClusterMemberState: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// By name.
    public var storagePools: [String: StoragePoolState] { self[map: "storage_pools"] }
    public var system: System? { self[value: "sysinfo"] }

    /// What the member's kernel says (`ClusterMemberSysInfo`).
    public struct System: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var bufferedBytes: Int? { self[value: "buffered_ram"] }
        public var freeBytes: Int? { self[value: "free_ram"] }
        public var freeSwapBytes: Int? { self[value: "free_swap"] }
        /// Over 1, 5 and 15 minutes.
        public var loadAverages: [Double] { self[list: "load_averages"] }
        public var processorCount: Int? { self[value: "logical_cpus"] }
        public var processCount: Int? { self[value: "processes"] }
        public var sharedBytes: Int? { self[value: "shared_ram"] }
        public var totalBytes: Int? { self[value: "total_ram"] }
        public var totalSwapBytes: Int? { self[value: "total_swap"] }
        public var uptimeSeconds: Int? { self[value: "uptime"] }
    }
}

/// Empties a member of instances, or brings them back (`ClusterMemberStatePost` of LXD's
/// description).
public struct ClusterMemberStateChange: RequestDocument {
    /// `evacuate` or `restore`.
    public var action: String
    /// What becomes of the instances: `stop`, `migrate`, `live-migrate`; `skip` to leave them
    /// elsewhere on a restore; nil for what each says.
    public var mode: String?
    /// Whether checks that would refuse it are skipped.
    public var isForced: Bool
    public var extra: [String: JSONValue]

    public init(
        action: String, mode: String? = nil, isForced: Bool = false,
        extra: [String: JSONValue] = [:]
    ) {
        self.action = action
        self.mode = mode
        self.isForced = isForced
        self.extra = extra
    }

    public var json: JSONValue {
        document(["action": action, "mode": mode, "force": isForced])
    }

    public static func evacuate(
        mode: String? = nil, isForced: Bool = false
    ) -> ClusterMemberStateChange {
        ClusterMemberStateChange(action: "evacuate", mode: mode, isForced: isForced)
    }

    public static func restore(mode: String? = nil) -> ClusterMemberStateChange {
        ClusterMemberStateChange(action: "restore", mode: mode)
    }
}
