// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct WarningDocumentTests {
    @Test func `reads and writes warning`() throws {
        var value = try example(
            Warning.self, at: ResourceURL(["1.0", "warnings", "a"]),
            #"""
            {"count": 101, "entity_url": "/1.0/projects/p2", "first_seen_at": "2026-01-04T10:00:00Z",
            "last_message": "last_message-4", "last_seen_at": "2026-01-06T10:00:00Z", "location":
            "location-6", "project": "p", "severity": "severity-7", "status": "acknowledged", "type":
            "type-9", "uuid": "uuid-10"}
            """#)
        #expect(value.count == 101)
        #expect(value.subject?.encoded == "/1.0/projects/p2")
        #expect(value.firstSeenAt?.description == "2026-01-04T10:00:00Z")
        #expect(value.lastMessage == "last_message-4")
        #expect(value.lastSeenAt?.description == "2026-01-06T10:00:00Z")
        #expect(value.location == "location-6")
        #expect(value.projectName == "p")
        #expect(value.severity == "severity-7")
        #expect(value.status == "acknowledged")
        #expect(value.type == "type-9")
        #expect(value.uuid == "uuid-10")

        value.status = .new
        #expect(value.encoded["status"] == "new")
        #expect(value.isModified)
    }

    @Test func `reads requestor`() throws {
        let value = try #require(
            Requestor(
                json: document(
                    #"""
                    {"address": "address-1", "protocol": "protocol-2", "username": "username-3"}
                    """#)))
        #expect(value.address == "address-1")
        #expect(value.protocol == "protocol-2")
        #expect(value.userName == "username-3")
    }
}
