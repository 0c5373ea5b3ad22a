// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct StorageDocumentTests {
    @Test func `reads and writes storage pool`() throws {
        var value = try example(
            StoragePool.self, at: ResourceURL(["1.0", "storage-pools", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "driver": "driver-4", "locations": ["locations-5"], "name": "name-6",
            "status": "status-7", "used_by": ["/1.0/instances/web8"]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.driver == "driver-4")
        #expect(value.locations == ["locations-5"])
        #expect(value.name == "name-6")
        #expect(value.status == "status-7")
        #expect(value.usedBy.instances.names == ["web8"])

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads storage pool state`() throws {
        let value = try #require(
            StoragePoolState(
                json: document(
                    #"""
                    {"inodes": {"total": 102, "used": 103}, "space": {"total": 105, "used": 106}}
                    """#)))
        #expect(value.inodes?.total == 102)
        #expect(value.inodes?.used == 103)
        #expect(value.space?.totalBytes == 105)
        #expect(value.space?.usedBytes == 106)
    }

    @Test func `reads and writes storage volume`() throws {
        var value = try example(
            StorageVolume.self,
            at: ResourceURL(["1.0", "storage-pools", "a", "volumes", "a", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "content_type":
            "block", "created_at": "2026-01-05T10:00:00Z", "description": "description-5", "location":
            "location-6", "name": "a", "pool": "a", "project": "p", "type": "custom", "used_by":
            ["/1.0/instances/web7"]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.contentType == "block")
        #expect(value.createdAt?.description == "2026-01-05T10:00:00Z")
        #expect(value.description == "description-5")
        #expect(value.location == "location-6")
        #expect(value.name == "a")
        #expect(value.storagePool.name == "a")
        #expect(value.projectName == "p")
        #expect(value.type == "custom")
        #expect(value.usedBy.instances.names == ["web7"])

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads and writes storage volume snapshot`() throws {
        var value = try example(
            StorageVolumeSnapshot.self,
            at: ResourceURL(["1.0", "storage-pools", "a", "volumes", "a", "a", "snapshots", "a"]),
            #"""
            {"config": {"k": "1"}, "content_type": "block", "created_at": "2026-01-04T10:00:00Z",
            "description": "description-4", "expires_at": "2026-01-06T10:00:00Z", "name": "a"}
            """#)
        #expect(value.config == ["k": "1"])
        #expect(value.contentType == "block")
        #expect(value.createdAt?.description == "2026-01-04T10:00:00Z")
        #expect(value.description == "description-4")
        #expect(value.expiresAt?.description == "2026-01-06T10:00:00Z")
        #expect(value.name == "a")

        value.description = "other"
        value.expiresAt = nil
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["expires_at"] == nil)
        #expect(value.isModified)
    }

    @Test func `reads and writes storage volume backup`() throws {
        let value = try example(
            StorageVolumeBackup.self,
            at: ResourceURL(["1.0", "storage-pools", "a", "volumes", "a", "a", "backups", "a"]),
            #"""
            {"created_at": "2026-01-02T10:00:00Z", "expires_at": "2026-01-03T10:00:00Z", "name": "a",
            "optimized_storage": true, "volume_only": true}
            """#)
        #expect(value.createdAt?.description == "2026-01-02T10:00:00Z")
        #expect(value.expiresAt?.description == "2026-01-03T10:00:00Z")
        #expect(value.name == "a")
        #expect(value.isOptimizedStorage == true)
        #expect(value.isVolumeOnly == true)
    }

    @Test func `reads storage volume state`() throws {
        let value = try #require(
            StorageVolumeState(
                json: document(
                    #"""
                    {"usage": {"total": 102, "used": 103}}
                    """#)))
        #expect(value.usage?.totalBytes == 102)
        #expect(value.usage?.usedBytes == 103)
    }

    @Test func `reads and writes storage bucket`() throws {
        var value = try example(
            StorageBucket.self, at: ResourceURL(["1.0", "storage-pools", "a", "buckets", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "location": "location-4", "name": "name-5", "project": "p", "s3_url":
            "s3_url-6"}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.location == "location-4")
        #expect(value.name == "name-5")
        #expect(value.projectName == "p")
        #expect(value.endpoint == "s3_url-6")

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads and writes storage bucket key`() throws {
        var value = try example(
            StorageBucketKey.self,
            at: ResourceURL(["1.0", "storage-pools", "a", "buckets", "a", "keys", "a"]),
            #"""
            {"access-key": "access-key-1", "description": "description-2", "name": "name-3", "role":
            "role-4", "secret-key": "secret-key-5"}
            """#)
        #expect(value.accessKey == "access-key-1")
        #expect(value.description == "description-2")
        #expect(value.name == "name-3")
        #expect(value.role == "role-4")
        #expect(value.secretKey == "secret-key-5")

        value.accessKey = "other"
        value.description = "other"
        value.role = "other"
        value.secretKey = "other"
        #expect(value.encoded["access-key"] == "other")
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["role"] == "other")
        #expect(value.encoded["secret-key"] == "other")
        #expect(value.isModified)
    }
}
