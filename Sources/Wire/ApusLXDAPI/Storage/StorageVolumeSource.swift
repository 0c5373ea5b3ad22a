// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What a new volume is a copy of (`StorageVolumeSource` of LXD's description).
public struct StorageVolumeSource: RequestDocument {
    /// `copy` or `migration`.
    public var type: String
    /// The volume, or `volume/snapshot`.
    public var name: String?
    /// The pool it is in.
    public var pool: String?
    /// The project it is in; nil for that of the new volume.
    public var project: String?
    /// The member of the cluster that it is on.
    public var location: String?
    /// Whether snapshots are left behind.
    public var isVolumeOnly: Bool
    /// Whether a volume of that name exists and is brought up to date.
    public var isRefresh: Bool
    /// Who connects: `pull` or `push`.
    public var mode: String?
    /// URL of the other server's operation.
    public var operation: String?
    /// The other server's certificate, PEM.
    public var certificate: String?
    /// Of that operation's WebSockets.
    public var secrets: [String: String]
    public var extra: [String: JSONValue]

    public init(
        type: String, name: String? = nil, pool: String? = nil, project: String? = nil,
        location: String? = nil, isVolumeOnly: Bool = false, isRefresh: Bool = false,
        mode: String? = nil, operation: String? = nil, certificate: String? = nil,
        secrets: [String: String] = [:], extra: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.name = name
        self.pool = pool
        self.project = project
        self.location = location
        self.isVolumeOnly = isVolumeOnly
        self.isRefresh = isRefresh
        self.mode = mode
        self.operation = operation
        self.certificate = certificate
        self.secrets = secrets
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "type": type, "name": name, "pool": pool, "project": project, "location": location,
            "volume_only": isVolumeOnly, "refresh": isRefresh, "mode": mode, "operation": operation,
            "certificate": certificate, "secrets": secrets,
        ])
    }

    /// Another volume of this server, or one of its snapshots.
    ///
    /// - Parameter pool: the one it is in.
    public static func copy(
        of volume: String, snapshot: String? = nil, inPool pool: String,
        project: String? = nil, location: String? = nil, isVolumeOnly: Bool = false,
        isRefresh: Bool = false
    ) -> StorageVolumeSource {
        StorageVolumeSource(
            type: "copy", name: snapshot.map { "\(volume)/\($0)" } ?? volume, pool: pool,
            project: project, location: location, isVolumeOnly: isVolumeOnly,
            isRefresh: isRefresh)
    }

    /// A volume of another server, which this one fetches.
    ///
    /// - Parameters:
    ///   - operation: URL of the other server's operation, host included.
    ///   - certificate: that server's, PEM.
    ///   - secrets: those of the operation's WebSockets, by name.
    public static func migration(
        from operation: String, certificate: String?, secrets: [String: String],
        isVolumeOnly: Bool = false, isRefresh: Bool = false
    ) -> StorageVolumeSource {
        StorageVolumeSource(
            type: "migration", isVolumeOnly: isVolumeOnly, isRefresh: isRefresh, mode: "pull",
            operation: operation, certificate: certificate, secrets: secrets)
    }
    /// A volume that another server, or the client, sends: the operation that creates the volume
    /// has the WebSockets for it.
    public static func migrationByPush(
        isVolumeOnly: Bool = false, isRefresh: Bool = false
    ) -> StorageVolumeSource {
        StorageVolumeSource(
            type: "migration", isVolumeOnly: isVolumeOnly, isRefresh: isRefresh, mode: "push")
    }
}
