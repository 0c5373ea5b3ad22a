// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Where a new instance's file system comes from (`InstanceSource` of LXD's description).
///
/// The usual kinds have makers: `.image(alias: "debian/12")`, `.copy(of: "web")`.
public struct InstanceSource: RequestDocument {
    /// `image`, `copy`, `migration`, `conversion` or `none`.
    public var type: String
    /// Of an image.
    public var alias: String?
    /// Of an image, or the beginning of it.
    public var fingerprint: String?
    /// What an image's properties have to be.
    public var properties: [String: String]
    /// URL of the server that has the image; nil for this one.
    public var server: String?
    /// How to speak to it: `lxd` or `simplestreams`.
    public var `protocol`: String?
    /// What lets this server fetch a private image.
    public var secret: String?
    /// The other server's certificate, PEM; nil when a public authority has signed it.
    public var certificate: String?
    /// Who connects: `pull`, `push` or `relay`.
    public var mode: String?
    public var imageRegistry: String?
    /// The instance to copy, or `instance/snapshot`.
    public var source: String?
    /// The project of what is copied.
    public var project: String?
    /// Whether snapshots are left behind.
    public var isInstanceOnly: Bool
    /// Whether an instance of that name exists and is brought up to date.
    public var isRefresh: Bool
    /// Whether the running state comes along.
    public var isLive: Bool
    /// Whether files that vanish meanwhile are no error.
    public var allowsInconsistency: Bool
    public var overridesSnapshotProfiles: Bool
    /// URL of the other server's operation.
    public var operation: String?
    /// Of that operation's WebSockets.
    public var secrets: [String: String]
    /// The fingerprint of the image that the instance was made from.
    public var baseImage: String?
    /// How a foreign disk is converted: `format`, `virtio`.
    public var conversionOptions: [String]
    public var sourceDiskBytes: Int?
    public var extra: [String: JSONValue]

    public init(
        type: String, alias: String? = nil, fingerprint: String? = nil,
        properties: [String: String] = [:], server: String? = nil, protocol: String? = nil,
        secret: String? = nil, certificate: String? = nil, mode: String? = nil,
        imageRegistry: String? = nil, source: String? = nil, project: String? = nil,
        isInstanceOnly: Bool = false, isRefresh: Bool = false, isLive: Bool = false,
        allowsInconsistency: Bool = false, overridesSnapshotProfiles: Bool = false,
        operation: String? = nil, secrets: [String: String] = [:], baseImage: String? = nil,
        conversionOptions: [String] = [], sourceDiskBytes: Int? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.alias = alias
        self.fingerprint = fingerprint
        self.properties = properties
        self.server = server
        self.protocol = `protocol`
        self.secret = secret
        self.certificate = certificate
        self.mode = mode
        self.imageRegistry = imageRegistry
        self.source = source
        self.project = project
        self.isInstanceOnly = isInstanceOnly
        self.isRefresh = isRefresh
        self.isLive = isLive
        self.allowsInconsistency = allowsInconsistency
        self.overridesSnapshotProfiles = overridesSnapshotProfiles
        self.operation = operation
        self.secrets = secrets
        self.baseImage = baseImage
        self.conversionOptions = conversionOptions
        self.sourceDiskBytes = sourceDiskBytes
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "type": type, "alias": alias, "fingerprint": fingerprint, "properties": properties,
            "server": server, "protocol": `protocol`, "secret": secret, "certificate": certificate,
            "mode": mode, "image_registry": imageRegistry, "source": source, "project": project,
            "instance_only": isInstanceOnly, "container_only": isInstanceOnly, "refresh": isRefresh,
            "live": isLive, "allow_inconsistent": allowsInconsistency,
            "override_snapshot_profiles": overridesSnapshotProfiles, "operation": operation,
            "secrets": secrets, "base-image": baseImage, "conversion_options": conversionOptions,
            "source_disk_size": sourceDiskBytes,
        ])
    }

    /// An empty file system, for a virtual machine that boots from elsewhere.
    public static let none = InstanceSource(type: "none")

    /// An image of this server.
    public static func image(alias: String) -> InstanceSource {
        InstanceSource(type: "image", alias: alias)
    }

    /// An image of this server.
    public static func image(fingerprint: String) -> InstanceSource {
        InstanceSource(type: "image", fingerprint: fingerprint)
    }

    /// The newest image of this server whose properties have these values.
    public static func image(properties: [String: String]) -> InstanceSource {
        InstanceSource(type: "image", properties: properties)
    }

    /// An image of another server, which this one fetches.
    ///
    /// - Parameters:
    ///   - server: its URL.
    ///   - protocol: `simplestreams` or `lxd`.
    ///   - certificate: PEM; nil when a public authority has signed it.
    public static func image(
        alias: String, server: String, protocol: String = "simplestreams",
        certificate: String? = nil
    ) -> InstanceSource {
        InstanceSource(
            type: "image", alias: alias, server: server, protocol: `protocol`,
            certificate: certificate, mode: "pull")
    }

    /// An image of another server, which this one fetches.
    ///
    /// - Parameter secret: what the other server gave out for a private image.
    public static func image(
        fingerprint: String, server: String, protocol: String = "simplestreams",
        certificate: String? = nil, secret: String? = nil
    ) -> InstanceSource {
        InstanceSource(
            type: "image", fingerprint: fingerprint, server: server, protocol: `protocol`,
            secret: secret, certificate: certificate, mode: "pull")
    }

    /// Another instance of this server, or one of its snapshots.
    ///
    /// - Parameters:
    ///   - project: the one it is in; nil for that of the new instance.
    ///   - isRefresh: whether the new instance exists and is brought up to date.
    public static func copy(
        of instance: String, snapshot: String? = nil, project: String? = nil,
        isInstanceOnly: Bool = false, isRefresh: Bool = false,
        allowsInconsistency: Bool = false
    ) -> InstanceSource {
        InstanceSource(
            type: "copy", source: snapshot.map { "\(instance)/\($0)" } ?? instance,
            project: project, isInstanceOnly: isInstanceOnly,
            isRefresh: isRefresh, allowsInconsistency: allowsInconsistency)
    }

    /// An instance of another server, which this one fetches.
    ///
    /// - Parameters:
    ///   - operation: URL of the other server's operation, host included.
    ///   - certificate: that server's, PEM.
    ///   - secrets: those of the operation's WebSockets, by name.
    public static func migration(
        from operation: String, certificate: String?, secrets: [String: String],
        isInstanceOnly: Bool = false, isLive: Bool = false, isRefresh: Bool = false,
        baseImage: String? = nil
    ) -> InstanceSource {
        InstanceSource(
            type: "migration", certificate: certificate, mode: "pull",
            isInstanceOnly: isInstanceOnly, isRefresh: isRefresh,
            isLive: isLive, operation: operation, secrets: secrets, baseImage: baseImage)
    }

    /// An instance that another server, or the client, sends: the operation that creates the
    /// instance has the WebSockets for it.
    public static func migrationByPush(
        isInstanceOnly: Bool = false, isLive: Bool = false, isRefresh: Bool = false,
        baseImage: String? = nil
    ) -> InstanceSource {
        InstanceSource(
            type: "migration", mode: "push", isInstanceOnly: isInstanceOnly, isRefresh: isRefresh,
            isLive: isLive,
            baseImage: baseImage)
    }
}
