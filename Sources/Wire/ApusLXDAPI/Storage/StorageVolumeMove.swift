// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new name or place for a volume (`StorageVolumePost` of LXD's description).
public struct StorageVolumeMove: RequestDocument {
    /// The name it gets, or keeps.
    public var name: String
    /// The pool to move to; nil to stay.
    public var pool: String?
    /// The project to move to; nil to stay.
    public var project: String?
    /// Whether it is sent to another server.
    public var isMigration: Bool
    /// Whether snapshots are left behind.
    public var isVolumeOnly: Bool
    /// Where to send it; nil for a server that fetches it.
    public var target: MigrationTarget?
    /// Where in the cluster it comes from, when it moves between members.
    public var source: StorageVolumeSource?
    public var extra: [String: JSONValue]

    public init(
        name: String, pool: String? = nil, project: String? = nil, isMigration: Bool = false,
        isVolumeOnly: Bool = false, target: MigrationTarget? = nil,
        source: StorageVolumeSource? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.pool = pool
        self.project = project
        self.isMigration = isMigration
        self.isVolumeOnly = isVolumeOnly
        self.target = target
        self.source = source
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "pool": pool, "project": project, "migration": isMigration,
            "volume_only": isVolumeOnly, "target": target?.json, "source": source?.json,
        ])
    }

    /// Only another name.
    public static func rename(to name: String) -> StorageVolumeMove {
        StorageVolumeMove(name: name)
    }

    /// To another server, which fetches it from the operation that this answers with.
    public static func offer(_ name: String, isVolumeOnly: Bool = false) -> StorageVolumeMove {
        StorageVolumeMove(name: name, isMigration: true, isVolumeOnly: isVolumeOnly)
    }
}

/// A new name for a snapshot of a volume, or a way to another server (`StorageVolumeSnapshotPost`
/// of LXD's description).
public struct StorageVolumeSnapshotMove: RequestDocument {
    /// The name it gets, or keeps.
    public var name: String
    /// Whether it is sent to another server.
    public var isMigration: Bool
    /// Where to send it; nil for a server that fetches it.
    public var target: MigrationTarget?
    public var extra: [String: JSONValue]

    public init(
        name: String, isMigration: Bool = false, target: MigrationTarget? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.isMigration = isMigration
        self.target = target
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "migration": isMigration, "target": target?.json])
    }
}

/// Brings a volume back to a snapshot (`restore` of `StorageVolumePut` of LXD's description).
public struct StorageVolumeRestore: RequestDocument {
    /// The snapshot's name.
    public var snapshot: String
    public var extra: [String: JSONValue]

    public init(snapshot: String, extra: [String: JSONValue] = [:]) {
        self.snapshot = snapshot
        self.extra = extra
    }

    public var json: JSONValue {
        document(["restore": snapshot])
    }
}
