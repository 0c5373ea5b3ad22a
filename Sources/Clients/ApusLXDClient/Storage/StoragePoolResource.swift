// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusLXDAPI

/// A storage pool by its name: what is done to it, and what lies in it.
public struct StoragePoolResource: Resource {
    public typealias Value = StoragePool

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// All volumes, by type and name: `custom/data`.
    public var volumes: EntityCollection<StorageVolume> { collection("volumes") }

    /// The volumes of one type, by name.
    public func volumes(_ type: VolumeType) -> EntityCollection<StorageVolume> {
        EntityCollection(url.appending("volumes"), of: lxd, keyPrefix: [type.rawValue])
    }

    /// A volume.
    public func volume(_ name: String, type: VolumeType = .custom) -> VolumeResource {
        VolumeResource(lxd: lxd, url: url.appending("volumes", type.rawValue, name))
    }

    /// Buckets, which are reached by S3.
    public var buckets: EntityCollection<StorageBucket> { collection("buckets") }

    /// A bucket.
    public func bucket(_ name: String) -> BucketResource {
        BucketResource(lxd: lxd, url: url.appending("buckets", name))
    }

    /// How much room it has, on the member that the client names.
    ///
    /// - Throws: `LXDError`.
    public func resources() async throws -> StoragePoolState {
        try await lxd.require("resources", for: "The room in a storage pool")
        return try await lxd.document(url.appending("resources"))
    }
}

extension LXD {
    /// Storage pools.
    public var storagePools: EntityCollection<StoragePool> { collection(url.storagePools) }

    /// A storage pool by its name.
    public func storagePool(_ name: String) -> StoragePoolResource {
        StoragePoolResource(lxd: self, url: url.storagePools[name].url)
    }

    /// The storage pool an entity tells of.
    public func storagePool(_ pool: StoragePool) -> StoragePoolResource {
        StoragePoolResource(lxd: self, url: pool.url)
    }

    /// The volume an entity tells of.
    public func volume(_ volume: StorageVolume) -> VolumeResource {
        VolumeResource(lxd: self, url: volume.url)
    }

    /// The volumes of all pools, in the order of types and names.
    ///
    /// - Parameters:
    ///   - type: nil for all.
    ///   - inAllProjects: whether those of other projects come too.
    /// - Throws: `LXDError`.
    public func storageVolumes(
        _ type: VolumeType? = nil, inAllProjects: Bool = false
    ) async throws -> [StorageVolume] {
        try await require("storage_volumes_all", for: "Listing the volumes of all pools")
        let volumes = EntityCollection<StorageVolume>(
            url.storageVolumes.url, of: self, keyPrefix: type.map { [$0.rawValue] } ?? [])
        return try await (inAllProjects ? volumes.inAllProjects : volumes).all()
    }
}
