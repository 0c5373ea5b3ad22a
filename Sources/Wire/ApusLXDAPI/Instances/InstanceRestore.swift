// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Brings an instance back to a snapshot (`restore` of `InstancePut` of LXD's description).
public struct InstanceRestore: RequestDocument {
    /// The snapshot's name.
    public var snapshot: String
    /// Whether the running state is taken up again.
    public var isStateful: Bool
    /// Which disks are restored with it: `root` or `all-exclusive`; nil for `root`.
    public var diskVolumesMode: String?
    public var extra: [String: JSONValue]

    public init(
        snapshot: String, isStateful: Bool = false, diskVolumesMode: String? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.snapshot = snapshot
        self.isStateful = isStateful
        self.diskVolumesMode = diskVolumesMode
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "restore": snapshot, "stateful": isStateful,
            "restore_disk_volumes_mode": diskVolumesMode,
        ])
    }
}

/// Puts another image in the place of an instance's root disk (`InstanceRebuildPost` of LXD's
/// description).
public struct InstanceRebuild: RequestDocument {
    public var source: InstanceSource
    public var extra: [String: JSONValue]

    public init(source: InstanceSource, extra: [String: JSONValue] = [:]) {
        self.source = source
        self.extra = extra
    }

    public var json: JSONValue {
        document(["source": source.json])
    }
}
