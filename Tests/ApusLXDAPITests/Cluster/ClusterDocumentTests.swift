// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct ClusterDocumentTests {
    @Test func `reads and writes cluster`() throws {
        let value = try example(
            Cluster.self, at: ResourceURL(["1.0", "cluster"]),
            #"""
            {"enabled": true, "member_config": [{"description": "description-3", "entity": "entity-4",
            "key": "key-5", "name": "name-6", "value": "value-7"}], "server_name": "server_name-8"}
            """#)
        #expect(value.isEnabled == true)
        #expect(value.memberConfig.first?.description == "description-3")
        #expect(value.memberConfig.first?.entity == "entity-4")
        #expect(value.memberConfig.first?.key == "key-5")
        #expect(value.memberConfig.first?.name == "name-6")
        #expect(value.memberConfig.first?.value == "value-7")
        #expect(value.serverName == "server_name-8")
    }

    @Test func `reads and writes cluster member`() throws {
        var value = try example(
            ClusterMember.self, at: ResourceURL(["1.0", "cluster", "members", "a"]),
            #"""
            {"architecture": "architecture-1", "config": {"k": "2"}, "database": true, "description":
            "description-4", "failure_domain": "failure_domain-5", "groups": ["groups-6"], "message":
            "message-7", "roles": ["roles-8"], "server_name": "server_name-9", "status": "status-10",
            "url": "url-11"}
            """#)
        #expect(value.architecture == "architecture-1")
        #expect(value.config == ["k": "2"])
        #expect(value.hasDatabase == true)
        #expect(value.description == "description-4")
        #expect(value.failureDomain == "failure_domain-5")
        #expect(value.groupNames == ["groups-6"])
        #expect(value.message == "message-7")
        #expect(value.roles == ["roles-8"])
        #expect(value.serverName == "server_name-9")
        #expect(value.status == "status-10")
        #expect(value.endpoint == "url-11")

        value.config = ["x": "y"]
        value.description = "other"
        value.failureDomain = "other"
        value.groupNames = ["x"]
        value.roles = ["x"]
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["failure_domain"] == "other")
        #expect(value.encoded["groups"] == ["x"])
        #expect(value.encoded["roles"] == ["x"])
        #expect(value.isModified)
    }

    @Test func `reads cluster member state`() throws {
        let value = try #require(
            ClusterMemberState(
                json: document(
                    #"""
                    {"storage_pools": {"m": {"inodes": {"total": 103, "used": 104}, "space": {"total": 106,
                    "used": 107}}}, "sysinfo": {"buffered_ram": 109, "free_ram": 110, "free_swap": 111,
                    "load_averages": [12.5], "logical_cpus": 113, "processes": 114, "shared_ram": 115,
                    "total_ram": 116, "total_swap": 117, "uptime": 118}}
                    """#)))
        #expect(value.storagePools["m"]?.inodes?.total == 103)
        #expect(value.storagePools["m"]?.inodes?.used == 104)
        #expect(value.storagePools["m"]?.space?.totalBytes == 106)
        #expect(value.storagePools["m"]?.space?.usedBytes == 107)
        #expect(value.system?.bufferedBytes == 109)
        #expect(value.system?.freeBytes == 110)
        #expect(value.system?.freeSwapBytes == 111)
        #expect(value.system?.loadAverages == [12.5])
        #expect(value.system?.processorCount == 113)
        #expect(value.system?.processCount == 114)
        #expect(value.system?.sharedBytes == 115)
        #expect(value.system?.totalBytes == 116)
        #expect(value.system?.totalSwapBytes == 117)
        #expect(value.system?.uptimeSeconds == 118)
    }

    @Test func `reads and writes cluster group`() throws {
        var value = try example(
            ClusterGroup.self, at: ResourceURL(["1.0", "cluster", "groups", "a"]),
            #"""
            {"description": "description-1", "members": ["members-2"], "name": "name-3", "used_by":
            ["/1.0/instances/web4"]}
            """#)
        #expect(value.description == "description-1")
        #expect(value.memberNames == ["members-2"])
        #expect(value.name == "name-3")
        #expect(value.usedBy.instances.names == ["web4"])

        value.description = "other"
        value.memberNames = ["x"]
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["members"] == ["x"])
        #expect(value.isModified)
    }

    @Test func `reads and writes cluster link`() throws {
        var value = try example(
            ClusterLink.self, at: ResourceURL(["1.0", "cluster", "links", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "name": "name-4", "type": "type-5", "used_by": ["/1.0/instances/web6"]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.name == "name-4")
        #expect(value.type == "type-5")
        #expect(value.usedBy.instances.names == ["web6"])

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads cluster link state`() throws {
        let value = try #require(
            ClusterLinkState(
                json: document(
                    #"""
                    {"cluster_link_members": [{"address": "address-2", "server_name": "server_name-3", "status":
                    "status-4"}]}
                    """#)))
        #expect(value.members.first?.address == "address-2")
        #expect(value.members.first?.serverName == "server_name-3")
        #expect(value.members.first?.status == "status-4")
    }

    @Test func `reads cluster link certificate`() throws {
        let value = try #require(
            ClusterLinkCertificate(
                json: document(
                    #"""
                    {"certificate": "certificate-1", "fingerprint": "fingerprint-2"}
                    """#)))
        #expect(value.certificate == "certificate-1")
        #expect(value.fingerprint == "fingerprint-2")
    }
}
