// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct RelatedResourcesTests {
    static func entity<Value: Entity>(
        _ type: Value.Type, at path: String, _ members: [String: JSONValue] = [:]
    ) throws -> Value {
        let url = try #require(ResourceURL(path))
        #expect(url.matches(Value.pattern))
        return Value(record: EntityRecord(url: url, members: members))
    }

    @Test func `names what images come with and go by`() throws {
        let image = try Self.entity(
            Image.self, at: "/1.0/images/5ac4?project=p",
            ["profiles": ["default"], "aliases": [["name": "debian/12"]]])
        #expect(image.profiles[0].url.encoded == "/1.0/profiles/default?project=p")
        #expect(
            image.aliasEntries[0].url.encoded == "/1.0/images/aliases/debian%2F12?project=p")
        let alias = try Self.entity(
            ImageAlias.self, at: "/1.0/images/aliases/tiny?project=p", ["target": "5ac4"])
        #expect(alias.image?.url.encoded == "/1.0/images/5ac4?project=p")
    }

    @Test func `names the pool, the volume and the bucket`() throws {
        let base = "/1.0/storage-pools/fast"
        let volume = try Self.entity(
            StorageVolume.self, at: "\(base)/volumes/custom/data?project=p")
        #expect(volume.key == "custom/data")
        #expect(volume.name == "data")
        #expect(volume.type == .custom)
        #expect(volume.storagePool.url.encoded == base)
        let snapshot = try Self.entity(
            StorageVolumeSnapshot.self,
            at: "\(base)/volumes/custom/data/snapshots/before?project=p")
        #expect(snapshot.volume.url == volume.url)
        #expect(snapshot.volume.name == "custom/data")
        let backup = try Self.entity(
            StorageVolumeBackup.self, at: "\(base)/volumes/custom/data/backups/b?project=p")
        #expect(backup.volume.url == volume.url)
        let key = try Self.entity(
            StorageBucketKey.self, at: "\(base)/buckets/photos/keys/k?project=p")
        #expect(key.bucket.url.encoded == "\(base)/buckets/photos?project=p")
        let bucket = try Self.entity(StorageBucket.self, at: key.bucket.url.encoded)
        #expect(bucket.storagePool.url.encoded == base)
    }

    @Test(
        arguments: [
            (["type": "custom", "name": "data"], ["custom", "data"]),
            (["type": "custom", "name": "data/before"], nil),
            (["type": "custom"], nil),
        ] as [([String: JSONValue], [String]?)])
    func `takes snapshots in lists of volumes for no volumes`(
        members: [String: JSONValue], segments: [String]?
    ) {
        #expect(StorageVolume.keySegments(of: members) == segments)
    }

    @Test(arguments: [
        "/1.0/storage-pools/fast/volumes?project=p",
        "/1.0/storage-pools/fast/volumes/custom?project=p",
        "/1.0/storage-volumes?project=p", "/1.0/storage-volumes/custom?project=p",
    ])
    func `finds volumes where they are, whatever list they are in`(list: String) throws {
        let list = try #require(ResourceURL(list))
        let members: [String: JSONValue] = ["type": "custom", "name": "data", "pool": "fast"]
        #expect(
            StorageVolume.address(of: members, listedIn: list)?.encoded
                == "/1.0/storage-pools/fast/volumes/custom/data?project=p")
        #expect(StorageVolume.address(of: ["name": "data"], listedIn: list) == nil)
    }

    @Test(arguments: ["/1.0/auth/identities", "/1.0/auth/identities/tls"])
    func `finds identities by how they prove themselves`(list: String) throws {
        let list = try #require(ResourceURL(list))
        let members: [String: JSONValue] = ["authentication_method": "tls", "id": "5ac4"]
        #expect(
            Identity.address(of: members, listedIn: list)?.encoded
                == "/1.0/auth/identities/tls/5ac4")
    }

    @Test func `names snapshots by the last part of what servers call them`() {
        let members: [String: JSONValue] = ["name": "data/before"]
        #expect(StorageVolumeSnapshot.keySegments(of: members) == ["before"])
        #expect(StorageVolumeBackup.keySegments(of: members) == ["before"])
    }

    @Test func `names networks, zones and peers`() throws {
        let forward = try Self.entity(
            NetworkForward.self, at: "/1.0/networks/br0/forwards/fd00::1?project=p")
        #expect(forward.listenAddress == "fd00::1")
        #expect(forward.network.url.encoded == "/1.0/networks/br0?project=p")
        let record = try Self.entity(
            NetworkZoneRecord.self, at: "/1.0/network-zones/example.org/records/www")
        #expect(record.zone.name == "example.org")
        let peer = try Self.entity(
            NetworkPeer.self, at: "/1.0/networks/ovn0/peers/x",
            ["target_network": "ovn1", "target_project": "other"])
        #expect(peer.targetNetwork?.url.encoded == "/1.0/networks/ovn1?project=other")
        let pool = try Self.entity(
            NetworkLoadBalancerPool.self, at: "/1.0/networks/ovn0/load-balancer-pools/p",
            ["instances": [["name": "web"]]])
        #expect(pool.instances.names == ["web"])
        let lease = try #require(NetworkLease(json: ["hostname": "web", "project": "p"]))
        #expect(lease.instance?.url.encoded == "/1.0/instances/web?project=p")
    }

    @Test func `names members and groups of a cluster, which are in no project`() throws {
        let group = try Self.entity(
            ClusterGroup.self, at: "/1.0/cluster/groups/gpu?project=p", ["members": ["a", "b"]])
        #expect(group.members[1].url.encoded == "/1.0/cluster/members/b")
        let member = try Self.entity(
            ClusterMember.self, at: "/1.0/cluster/members/a", ["groups": ["gpu"]])
        #expect(member.groups[0].url.encoded == "/1.0/cluster/groups/gpu")
        let pool = try Self.entity(
            StoragePool.self, at: "/1.0/storage-pools/fast", ["locations": ["a"]])
        #expect(pool.members.names == ["a"])
        let network = try Self.entity(
            Network.self, at: "/1.0/networks/br0?project=p", ["locations": ["a"]])
        #expect(network.members[0].url.encoded == "/1.0/cluster/members/a")
    }

    @Test func `names identities, groups and projects of those who may`() throws {
        let group = try Self.entity(
            AuthGroup.self, at: "/1.0/auth/groups/g",
            [
                "identities": ["tls": ["5ac4"], "oidc": ["me@example.org"]],
                "identity_provider_groups": ["staff"],
            ])
        #expect(group.identities.names == ["oidc/me@example.org", "tls/5ac4"])
        #expect(
            group.identityProviderGroups[0].url.encoded
                == "/1.0/auth/identity-provider-groups/staff")
        let identity = try Self.entity(
            Identity.self, at: "/1.0/auth/identities/tls/5ac4", ["groups": ["g"]])
        #expect(identity.groups[0].url == group.url)
        #expect(identity.key == "tls/5ac4")
        #expect(
            Identity.keySegments(of: ["authentication_method": "oidc", "id": "me@example.org"])
                == ["oidc", "me@example.org"])
        let certificate = try Self.entity(
            Certificate.self, at: "/1.0/certificates/5ac4", ["projects": ["p"]])
        #expect(certificate.projects[0].url.encoded == "/1.0/projects/p")
    }

    @Test func `sorts users by every kind`() throws {
        let paths = [
            "/1.0/instances/i", "/1.0/instances/i/snapshots/s", "/1.0/profiles/f",
            "/1.0/images/5ac4", "/1.0/networks/n", "/1.0/network-acls/a", "/1.0/network-zones/z",
            "/1.0/networks/n/load-balancers/192.0.2.1", "/1.0/storage-pools/p",
            "/1.0/storage-pools/p/volumes/custom/v",
            "/1.0/storage-pools/p/volumes/custom/v/snapshots/vs", "/1.0/storage-pools/p/buckets/b",
            "/1.0/projects/x", "/1.0/cluster/members/m", "/1.0/replicators/r",
            "/1.0/placement-groups/g",
        ]
        let usedBy = UsedBy(try paths.map { try #require(ResourceURL($0)) })
        #expect(usedBy.instances.names == ["i"])
        #expect(usedBy.instanceSnapshots.names == ["s"])
        #expect(usedBy.profiles.names == ["f"])
        #expect(usedBy.images.names == ["5ac4"])
        #expect(usedBy.networks.names == ["n"])
        #expect(usedBy.networkACLs.names == ["a"])
        #expect(usedBy.networkZones.names == ["z"])
        #expect(usedBy.networkLoadBalancers.names == ["192.0.2.1"])
        #expect(usedBy.storagePools.names == ["p"])
        #expect(usedBy.volumes.names == ["custom/v"])
        #expect(usedBy.volumeSnapshots.names == ["vs"])
        #expect(usedBy.buckets.names == ["b"])
        #expect(usedBy.projects.names == ["x"])
        #expect(usedBy.clusterMembers.names == ["m"])
        #expect(usedBy.replicators.names == ["r"])
        #expect(usedBy.placementGroups.names == ["g"])
    }
}
