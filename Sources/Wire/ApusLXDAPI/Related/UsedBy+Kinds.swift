// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension UsedBy {
    public var instances: References<Instance> { all(Instance.self) }
    public var instanceSnapshots: References<InstanceSnapshot> { all(InstanceSnapshot.self) }
    public var profiles: References<Profile> { all(Profile.self) }
    public var images: References<Image> { all(Image.self) }
    public var networks: References<Network> { all(Network.self) }
    public var networkACLs: References<NetworkACL> { all(NetworkACL.self) }
    public var networkZones: References<NetworkZone> { all(NetworkZone.self) }
    public var networkLoadBalancers: References<NetworkLoadBalancer> {
        all(NetworkLoadBalancer.self)
    }
    public var storagePools: References<StoragePool> { all(StoragePool.self) }
    public var volumes: References<StorageVolume> { all(StorageVolume.self) }
    public var volumeSnapshots: References<StorageVolumeSnapshot> {
        all(StorageVolumeSnapshot.self)
    }
    public var buckets: References<StorageBucket> { all(StorageBucket.self) }
    public var projects: References<Project> { all(Project.self) }
    public var clusterMembers: References<ClusterMember> { all(ClusterMember.self) }
    public var replicators: References<Replicator> { all(Replicator.self) }
    public var placementGroups: References<PlacementGroup> { all(PlacementGroup.self) }
}
