// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusLXDAPI
import Observation
import Synchronization
import Testing

@testable import ApusLXDClient

@Suite(.timeLimit(.minutes(10))) struct HandleTests {
    private static func lxd(_ document: JSONValue) -> LXD {
        LXD(exchange: ScriptedServer { _ in ScriptedServer.value(document, etag: "1") })
    }

    @Test func `is one object for all who ask, in every view`() throws {
        let lxd = Self.lxd([:])
        let first = try lxd.profiles.handle("default")
        let second = try lxd.inProject("default").profiles.handle("default")
        #expect(first === second)
        #expect(try lxd.inProject("other").profiles.handle("default") !== first)
    }

    @Test func `lives as long as somebody holds it`() throws {
        let lxd = Self.lxd([:])
        weak var seen: Handle<Profile>?
        do {
            let handle = try lxd.profiles.handle("default")
            seen = handle
            #expect(seen != nil)
            withExtendedLifetime(handle) {}
        }
        #expect(seen == nil)
    }

    @Test func `sees what any read brings`() async throws {
        let lxd = Self.lxd(["name": "default", "description": "seen"])
        let handle = try lxd.profiles.handle("default")
        #expect(handle.value == nil)
        let changed = Mutex(false)
        withObservationTracking {
            _ = handle.value
        } onChange: {
            changed.withLock { $0 = true }
        }
        _ = try await lxd.profiles["default"]
        #expect(handle.value?.description == "seen")
        #expect(changed.withLock { $0 })
    }

    @Test func `does not go back to what was asked before`() throws {
        let lxd = Self.lxd([:])
        let handle = try lxd.profiles.handle("default")
        func profile(_ text: String) -> Profile {
            Profile(
                record: EntityRecord(url: handle.url, members: ["description": .string(text)]))
        }
        let early = lxd.transport.handles.nextTicket()
        let late = lxd.transport.handles.nextTicket()
        lxd.transport.handles.publish(profile("late"), ticket: late, at: handle.url)
        lxd.transport.handles.publish(profile("early"), ticket: early, at: handle.url)
        #expect(handle.value?.description == "late")
    }

    @Test func `knows of a deletion`() async throws {
        let lxd = LXD(
            exchange: ScriptedServer { request in
                request.method == .delete
                    ? ScriptedServer.value(.null) : ScriptedServer.value(["name": "p"])
            })
        let handle = try lxd.profiles.handle("p")
        _ = try await lxd.profiles["p"]
        var values = handle.values().makeAsyncIterator()
        #expect(await values.next()??.name == "p")
        try await lxd.profiles.delete("p")
        #expect(handle.isDeleted)
        #expect(await values.next() == .some(nil))
    }

    @Test func `is safe between tasks`() async throws {
        let lxd = Self.lxd(["name": "p"])
        let handles = try await withThrowingTaskGroup(of: Handle<Profile>.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    let handle = try lxd.profiles.handle("p")
                    try await handle.refresh()
                    return handle
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(handles.map { ObjectIdentifier($0) }).count == 1)
    }
}
