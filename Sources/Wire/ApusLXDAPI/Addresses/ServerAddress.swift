// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The addresses of everything on a server, by LXD's REST description: `server.instances["web"]
/// .snapshots["before"]`. Names are escaped, whatever is in them.
public struct ServerAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    /// `/1.0`.
    public init() { url = ResourceURL(["1.0"]) }

    public var resources: ResourceURL { item("resources") }
    public var metrics: ResourceURL { item("metrics") }
    public var events: ResourceURL { item("events") }
    public var metadataConfiguration: ResourceURL { item("metadata", "configuration") }

    public var certificates: CollectionAddress<ResourceURL> { item("certificates") }
    public var auth: AuthAddress { item("auth") }
    public var cluster: ClusterAddress { item("cluster") }
    public var images: ImagesAddress { item("images") }
    public var imageRegistries: CollectionAddress<ImageRegistryAddress> {
        item("image-registries")
    }
    public var instances: CollectionAddress<InstanceAddress> { item("instances") }
    public var networks: CollectionAddress<NetworkAddress> { item("networks") }
    public var networkACLs: CollectionAddress<NetworkACLAddress> { item("network-acls") }
    public var networkAllocations: ResourceURL { item("network-allocations") }
    public var networkZones: CollectionAddress<NetworkZoneAddress> { item("network-zones") }
    public var operations: CollectionAddress<OperationAddress> { item("operations") }
    public var placementGroups: CollectionAddress<ResourceURL> { item("placement-groups") }
    public var profiles: CollectionAddress<ResourceURL> { item("profiles") }
    public var projects: CollectionAddress<StatefulAddress> { item("projects") }
    public var replicators: CollectionAddress<StatefulAddress> { item("replicators") }
    public var storagePools: CollectionAddress<StoragePoolAddress> { item("storage-pools") }
    public var storageVolumes: CollectionAddress<ResourceURL> { item("storage-volumes") }
    public var warnings: CollectionAddress<ResourceURL> { item("warnings") }
}

/// `/1.0/auth`.
public struct AuthAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var groups: CollectionAddress<ResourceURL> { item("groups") }
    public var identities: IdentitiesAddress { item("identities") }
    public var identityProviderGroups: CollectionAddress<ResourceURL> {
        item("identity-provider-groups")
    }
    public var permissions: ResourceURL { item("permissions") }
    public var oidcSessions: CollectionAddress<ResourceURL> { item("oidc-sessions") }
}

/// `/1.0/auth/identities`.
public struct IdentitiesAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    /// Who is asking.
    public var current: ResourceURL { item("current") }
    public var tls: CollectionAddress<ResourceURL> { item("tls") }
    public var oidc: CollectionAddress<ResourceURL> { item("oidc") }
    public var bearer: CollectionAddress<BearerIdentityAddress> { item("bearer") }
}

/// An identity that proves itself by a bearer token.
public struct BearerIdentityAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var token: ResourceURL { item("token") }
}

/// `/1.0/cluster`.
public struct ClusterAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var certificate: ResourceURL { item("certificate") }
    public var groups: CollectionAddress<ResourceURL> { item("groups") }
    public var links: CollectionAddress<StatefulAddress> { item("links") }
    public var members: CollectionAddress<StatefulAddress> { item("members") }
}

/// Something with a `state` below it.
public struct StatefulAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var state: ResourceURL { item("state") }
}

/// `/1.0/images`, by fingerprint.
public struct ImagesAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public subscript(fingerprint: String) -> ImageAddress { item(fingerprint) }
    public var aliases: CollectionAddress<ResourceURL> { item("aliases") }
}

/// An image.
public struct ImageAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var export: ResourceURL { item("export") }
    public var refresh: ResourceURL { item("refresh") }
    public var secret: ResourceURL { item("secret") }
}

/// A server of images that a name stands for.
public struct ImageRegistryAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    /// What it has to give.
    public var images: ResourceURL { item("images") }
}

/// An instance.
public struct InstanceAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var backups: CollectionAddress<BackupAddress> { item("backups") }
    public var console: ResourceURL { item("console") }
    public var exec: ResourceURL { item("exec") }
    /// A file or directory within the instance.
    public func files(path: String) -> ResourceURL { url.appending("files").with("path", path) }
    public var logs: InstanceLogsAddress { item("logs") }
    public var metadata: InstanceMetadataAddress { item("metadata") }
    public var rebuild: ResourceURL { item("rebuild") }
    public var sftp: ResourceURL { item("sftp") }
    public var snapshots: CollectionAddress<ResourceURL> { item("snapshots") }
    public var state: ResourceURL { item("state") }
    public var uefiVariables: ResourceURL { item("uefi-vars") }
}

/// A backup of an instance or a volume.
public struct BackupAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var export: ResourceURL { item("export") }
}

/// The log files of an instance.
public struct InstanceLogsAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public subscript(file: String) -> ResourceURL { item(file) }
    /// What commands run with recorded output have written.
    public var execOutput: CollectionAddress<ResourceURL> { item("exec-output") }
}

/// What an instance's image says of it.
public struct InstanceMetadataAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    /// The names of all templates.
    public var templates: ResourceURL { item("templates") }
    /// One template.
    public func template(path: String) -> ResourceURL { templates.with("path", path) }
}

/// A network.
public struct NetworkAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var forwards: CollectionAddress<ResourceURL> { item("forwards") }
    public var leases: ResourceURL { item("leases") }
    public var loadBalancers: CollectionAddress<ResourceURL> { item("load-balancers") }
    public var loadBalancerPools: CollectionAddress<StatefulAddress> {
        item("load-balancer-pools")
    }
    public var peers: CollectionAddress<ResourceURL> { item("peers") }
    public var state: ResourceURL { item("state") }
}

/// A network access control list.
public struct NetworkACLAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var log: ResourceURL { item("log") }
}

/// A zone of names.
public struct NetworkZoneAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var records: CollectionAddress<ResourceURL> { item("records") }
}

/// An operation.
public struct OperationAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var wait: ResourceURL { item("wait") }
    public var websocket: ResourceURL { item("websocket") }
}

/// A storage pool.
public struct StoragePoolAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var buckets: CollectionAddress<BucketAddress> { item("buckets") }
    public var resources: ResourceURL { item("resources") }
    public var volumes: VolumesAddress { item("volumes") }
}

/// A bucket of a storage pool.
public struct BucketAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var keys: CollectionAddress<ResourceURL> { item("keys") }
}

/// The volumes of a storage pool.
public struct VolumesAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    /// The volumes of a type: `custom`, `container`, `virtual-machine`, `image`.
    public subscript(type: String) -> CollectionAddress<VolumeAddress> { item(type) }
    /// The volumes that clients make.
    public var custom: CollectionAddress<VolumeAddress> { item("custom") }
}

/// A volume.
public struct VolumeAddress: ResourceAddress {
    public let url: ResourceURL
    public init(url: ResourceURL) { self.url = url }

    public var backups: CollectionAddress<BackupAddress> { item("backups") }
    public var snapshots: CollectionAddress<ResourceURL> { item("snapshots") }
    public var state: ResourceURL { item("state") }
}
