// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct ProjectDocumentTests {
    @Test func `reads and writes project`() throws {
        var value = try example(
            Project.self, at: ResourceURL(["1.0", "projects", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "name": "name-4", "replica_mode": "replica_mode-5", "used_by":
            ["/1.0/instances/web6"]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.name == "name-4")
        #expect(value.replicaMode == "replica_mode-5")
        #expect(value.usedBy.instances.names == ["web6"])

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads project state`() throws {
        let value = try #require(
            ProjectState(
                json: document(
                    #"""
                    {"resources": {"m": {"Limit": 102, "Usage": 103}}}
                    """#)))
        #expect(value.resources["m"]?.limit == 102)
        #expect(value.resources["m"]?.usage == 103)
    }

    @Test func `reads and writes replicator`() throws {
        var value = try example(
            Replicator.self, at: ResourceURL(["1.0", "replicators", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "last_run_at": "2026-01-05T10:00:00Z", "last_run_status":
            "last_run_status-5", "name": "name-6", "project": "p"}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.lastRunAt?.description == "2026-01-05T10:00:00Z")
        #expect(value.lastRunStatus == "last_run_status-5")
        #expect(value.name == "name-6")
        #expect(value.projectName == "p")

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads replicator state`() throws {
        let value = try #require(
            ReplicatorState(
                json: document(
                    #"""
                    {"status": "status-1"}
                    """#)))
        #expect(value.status == "status-1")
    }

    @Test func `reads and writes placement group`() throws {
        var value = try example(
            PlacementGroup.self, at: ResourceURL(["1.0", "placement-groups", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "name": "name-4", "project": "p", "used_by": ["/1.0/instances/web5"]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.name == "name-4")
        #expect(value.projectName == "p")
        #expect(value.usedBy.instances.names == ["web5"])

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }
}
