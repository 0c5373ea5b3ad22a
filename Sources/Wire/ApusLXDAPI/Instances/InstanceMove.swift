// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new name, place or project for an instance (`InstancePost` of LXD's description).
public struct InstanceMove: RequestDocument {
    /// The new name; nil for the old one.
    public var name: String?
    /// Whether more changes than the name.
    public var isMigration: Bool
    /// Whether it goes on running.
    public var isLive: Bool
    /// Whether snapshots are left behind.
    public var isInstanceOnly: Bool
    /// The storage pool to move to; nil to stay.
    public var pool: String?
    /// The project to move to; nil to stay.
    public var project: String?
    /// Where to send it; nil for a server that fetches it, or a move within the cluster, which the
    /// address's `target` names.
    public var target: MigrationTarget?
    /// Replaces the configuration on the way; nil to keep it.
    public var config: [String: String]?
    /// Replaces the devices on the way; nil to keep them.
    public var devices: [String: [String: String]]?
    /// Replaces the profiles on the way; nil to keep them.
    public var profiles: [String]?
    /// Whether files that vanish meanwhile are no error.
    public var allowsInconsistency: Bool
    public var overridesSnapshotProfiles: Bool
    public var extra: [String: JSONValue]

    public init(
        name: String? = nil, isMigration: Bool = false, isLive: Bool = false,
        isInstanceOnly: Bool = false, pool: String? = nil, project: String? = nil,
        target: MigrationTarget? = nil, config: [String: String]? = nil,
        devices: [String: [String: String]]? = nil, profiles: [String]? = nil,
        allowsInconsistency: Bool = false, overridesSnapshotProfiles: Bool = false,
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.isMigration = isMigration
        self.isLive = isLive
        self.isInstanceOnly = isInstanceOnly
        self.pool = pool
        self.project = project
        self.target = target
        self.config = config
        self.devices = devices
        self.profiles = profiles
        self.allowsInconsistency = allowsInconsistency
        self.overridesSnapshotProfiles = overridesSnapshotProfiles
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "migration": isMigration, "live": isLive, "instance_only": isInstanceOnly,
            "container_only": isInstanceOnly, "pool": pool, "project": project,
            "target": target?.json, "Config": config, "Devices": devices, "Profiles": profiles,
            "allow_inconsistent": allowsInconsistency,
            "override_snapshot_profiles": overridesSnapshotProfiles,
        ])
    }

    /// Only another name.
    public static func rename(to name: String) -> InstanceMove { InstanceMove(name: name) }

    /// To another pool or project of this server; to another member of the cluster by the
    /// address's `target`.
    public static func move(
        name: String? = nil, pool: String? = nil, project: String? = nil,
        isInstanceOnly: Bool = false, isLive: Bool = false
    ) -> InstanceMove {
        InstanceMove(
            name: name, isMigration: true, isLive: isLive, isInstanceOnly: isInstanceOnly,
            pool: pool, project: project)
    }

    /// To another server, which fetches it from the operation that this answers with.
    public static func offer(
        isInstanceOnly: Bool = false, isLive: Bool = false, allowsInconsistency: Bool = false
    ) -> InstanceMove {
        InstanceMove(
            isMigration: true, isLive: isLive, isInstanceOnly: isInstanceOnly,
            allowsInconsistency: allowsInconsistency)
    }
}

/// A new name for a snapshot of an instance, or a way to another server (`InstanceSnapshotPost` of
/// LXD's description).
public struct InstanceSnapshotMove: RequestDocument {
    /// The new name.
    public var name: String?
    /// Whether more changes than the name.
    public var isMigration: Bool
    /// Whether the running state comes along.
    public var isLive: Bool
    /// Where to send it; nil for a server that fetches it.
    public var target: MigrationTarget?
    public var extra: [String: JSONValue]

    public init(
        name: String? = nil, isMigration: Bool = false, isLive: Bool = false,
        target: MigrationTarget? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.isMigration = isMigration
        self.isLive = isLive
        self.target = target
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "migration": isMigration, "live": isLive, "target": target?.json])
    }

    /// Only another name.
    public static func rename(to name: String) -> InstanceSnapshotMove {
        InstanceSnapshotMove(name: name)
    }
}

/// The server that something is sent to (`InstancePostTarget` and `StorageVolumePostTarget` of
/// LXD's description).
public struct MigrationTarget: RequestDocument {
    /// URL of its operation, host included.
    public var operation: String
    /// Its certificate, PEM.
    public var certificate: String?
    /// Of the operation's WebSockets, by name.
    public var secrets: [String: String]
    public var extra: [String: JSONValue]

    public init(
        operation: String, certificate: String? = nil, secrets: [String: String] = [:],
        extra: [String: JSONValue] = [:]
    ) {
        self.operation = operation
        self.certificate = certificate
        self.secrets = secrets
        self.extra = extra
    }

    public var json: JSONValue {
        document(["operation": operation, "certificate": certificate, "secrets": secrets])
    }
}
