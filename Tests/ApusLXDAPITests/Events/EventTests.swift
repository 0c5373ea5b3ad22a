// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct EventTests {
    @Test func `reads what was done to a resource, and where it is`() throws {
        let event = try #require(
            Event(
                json: document(
                    #"""
                    {"type": "lifecycle", "timestamp": "2026-11-21T10:00:00.5+01:00",
                    "location": "node1", "project": "p", "metadata": {"action": "instance-renamed",
                    "source": "/1.0/instances/a%20b", "context": {"old_name": "a", "tries": 2},
                    "requestor": {"username": "root", "protocol": "unix", "address": "@"},
                    "name": "a b", "project": "p"}}
                    """#)))
        #expect(event.type == .lifecycle)
        #expect(event.timestamp?.nanoseconds == 500_000_000)
        #expect(event.location == "node1")
        #expect(event.projectName == "p")
        #expect(event.source?.encoded == "/1.0/instances/a%20b?project=p")
        guard case .lifecycle(let lifecycle) = event.body else {
            Issue.record("read as \(event.body)")
            return
        }
        #expect(lifecycle.action == "instance-renamed")
        #expect(lifecycle.source?.project == nil)
        #expect(lifecycle.context == ["old_name": "a", "tries": 2])
        #expect(lifecycle.requestor?.userName == "root")
        #expect(lifecycle.requestor?.protocol == "unix")
        #expect(lifecycle.requestor?.address == "@")
        #expect(lifecycle.name == "a b")
        #expect(lifecycle.projectName == "p")
    }

    @Test(arguments: [
        ("/1.0/instances/a?project=x", "p", "/1.0/instances/a?project=x"),
        ("/1.0/instances/a", "default", "/1.0/instances/a"),
        ("/1.0/certificates/5ac4", "", "/1.0/certificates/5ac4"),
    ])
    func `adds the project only where the source has none`(
        source: JSONValue, project: JSONValue, url: String
    ) {
        let event = Event(
            json: ["type": "lifecycle", "project": project, "metadata": ["source": source]])
        #expect(event?.source?.encoded == url)
    }

    @Test func `reads operations`() throws {
        let event = try #require(
            Event(
                json: [
                    "type": "operation",
                    "metadata": [
                        "id": "5a-c4", "status_code": 103, "requestor": ["protocol": "tls"],
                        "metadata": ["progress": ["percent": "42"]],
                    ],
                ]))
        guard case .operation(let operation) = event.body else {
            Issue.record("read as \(event.body)")
            return
        }
        #expect(operation.url.encoded == "/1.0/operations/5a-c4")
        #expect(operation.statusCode == .running)
        #expect(operation.percent == 42)
        #expect(operation.requestor?.protocol == "tls")
        #expect(event.source == nil)
    }

    @Test(arguments: ["logging", "ovn", "network-acl"] as [EventType])
    func `reads lines of logs`(type: EventType) throws {
        let event = try #require(
            Event(
                json: [
                    "type": type.json,
                    "metadata": ["message": "m", "level": "info", "context": ["a": "1"]],
                ]))
        let line: Event.Logging
        switch event.body {
        case .logging(let logging) where type == .logging: line = logging
        case .network(let logging) where type != .logging: line = logging
        default:
            Issue.record("read as \(event.body)")
            return
        }
        #expect(line.message == "m")
        #expect(line.level == "info")
        #expect(line.context == ["a": "1"])
    }

    @Test(
        arguments: [
            ["type": "lifecycle"], ["type": "operation", "metadata": ["no": "id"]],
            ["type": "logging", "metadata": "text"], ["type": "new", "metadata": ["a": 1]], [:],
        ] as [JSONValue])
    func `takes what it cannot read for something else, whole`(json: JSONValue) {
        let event = Event(json: json)
        #expect(event?.body == .other)
        #expect(event?.json == json)
    }
}
