// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new snapshot of an instance (`InstanceSnapshotsPost` of LXD's description).
public struct NewInstanceSnapshot: RequestDocument {
    /// Nil for one that the server chooses.
    public var name: String?
    /// Whether the running state is part of it.
    public var isStateful: Bool
    /// When the server deletes it; nil for what `snapshots.expiry` says.
    public var expiresAt: LXDTime?
    /// Which disks it covers: `root` or `all-exclusive`; nil for `root`.
    public var diskVolumesMode: String?
    public var extra: [String: JSONValue]

    public init(
        name: String? = nil, isStateful: Bool = false, expiresAt: LXDTime? = nil,
        diskVolumesMode: String? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.isStateful = isStateful
        self.expiresAt = expiresAt
        self.diskVolumesMode = diskVolumesMode
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "stateful": isStateful, "expires_at": expiresAt,
            "disk_volumes_mode": diskVolumesMode,
        ])
    }
}
