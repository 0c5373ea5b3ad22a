// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMaintenance
import ApusModel
import ApusStorage
import ApusTelemetry
import Testing

@testable import ApusObjectStore

@Suite struct ObjectAuditorTests {
    /// Stores an object whose row does not tell the truth about its bytes.
    private func putUntrue(
        _ name: String, etag: String, expiresAt: UInt64? = nil, _ fixture: StoreFixture
    ) async throws {
        let broker = fixture.backend.container(fixture.container)
        let writer = try await broker.stage(sizeBytes: 4)
        try await writer.write(Bytes("true"))
        let row = ObjectRow(
            createdAt: fixture.store.clock.tick(), sizeBytes: 4, etag: etag, contentType: "x",
            expiresAt: expiresAt)
        _ = try await broker.commit([
            ObjectChange(
                ObjectKey(try fixture.address(name).object), .put(row, try await writer.seal()))
        ])
    }

    private let md5OfTrue = "b326b5062b2f0e69046810717534cb09"

    @Test func `takes out what has another digest than its ETag`() async throws {
        try await withStore(.memory) { fixture in
            try await fixture.put("whole")
            try await putUntrue("wrong", etag: "0123456789abcdef0123456789abcdef", fixture)
            let counts = try await fixture.runOnce { ObjectAuditor(fixture.store, clock: $0) }
            #expect(counts == ["verified": 1, "bytes": 1, "quarantined": 1])
            #expect(try await fixture.names() == ["whole"])
            let address = try fixture.address("wrong")
            await #expect(throws: StoreError.self) {
                try await fixture.store.open(address, for: fixture.owner)
            }
        }
    }

    @Test func `leaves objects whose ETag is no digest of theirs`() async throws {
        try await withStore(.memory) { fixture in
            try await putUntrue("parts", etag: "0123456789abcdef0123456789abcdef-2", fixture)
            let counts = try await fixture.runOnce { ObjectAuditor(fixture.store, clock: $0) }
            #expect(counts == ["verified": 1, "bytes": 4])
        }
    }

    @Test func `goes on where the last process stopped`() async throws {
        try await withStore(.memory) { fixture in
            for number in 0..<1000 { try await fixture.put("\(number)") }
            // 20 a second: so far it comes until the clock stands still.
            let clock = SimulatedClock(limit: .seconds(31))
            let registry = MetricsRegistry()
            let scheduler = Scheduler(
                [
                    Scheduler.Entry(
                        ObjectAuditor(fixture.store, clock: clock), every: .seconds(1))
                ],
                clock: clock, registry: registry, logger: nil, wallClock: { 0 },
                random: { 0 })
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await scheduler.run() }
                while clock.elapsed < .seconds(30) { await Task.yield() }
                scheduler.stop()
            }
            // It notes where it is every ten seconds, at the end of a page.
            let counts = try await fixture.runOnce { ObjectAuditor(fixture.store, clock: $0) }
            #expect([400, 500, 600].contains(counts["verified"] ?? 0))
            let again = try await fixture.runOnce { ObjectAuditor(fixture.store, clock: $0) }
            #expect(again["verified"] == 1000)
        }
    }

    @Test func `holds itself down to objects and bytes a second`() async throws {
        try await withStore(.memory) { fixture in
            for number in 0..<10 {
                try await fixture.put("\(number)", String(repeating: "x", count: 1000))
            }
            var options = ObjectAuditor.Options()
            options.objectsPerSecond = 0
            options.bytesPerSecond = 500
            let clock = SimulatedClock()
            let work = ObjectAuditor(fixture.store, options, clock: clock)
            let scheduler = Scheduler(
                [Scheduler.Entry(work, every: .seconds(1))], clock: clock,
                registry: MetricsRegistry(), logger: nil, wallClock: { 0 })
            _ = try await scheduler.runOnce(work.name)
            #expect(clock.elapsed == .seconds(18))
        }
    }

    @Test func `queues what should have expired and stands in no queue`() async throws {
        try await withStore(.memory) { fixture in
            let past = fixture.store.clock.now().seconds - 200_000
            try await putUntrue("forgotten", etag: md5OfTrue, expiresAt: past, fixture)
            let counts = try await fixture.runOnce { ObjectAuditor(fixture.store, clock: $0) }
            #expect(counts["queued to expire"] == 1)
            #expect(try await fixture.expire() == ["deleted": 1])
            #expect(try await fixture.names() == [])
        }
    }

    @Test func `looks at once at what a request could not read`() async throws {
        try await withStore(.memory) { fixture in
            try await putUntrue("wrong", etag: "0123456789abcdef0123456789abcdef", fixture)
            let address = try fixture.address("wrong")
            fixture.store.suspects.note(StorageError(.unavailable, "for a while"), address)
            #expect(try await fixture.runOnce { _ in SuspectAuditor(fixture.store) } == [:])
            fixture.store.suspects.note(StorageError(.corrupt, "checksum"), address)
            let counts = try await fixture.runOnce { _ in SuspectAuditor(fixture.store) }
            #expect(counts == ["quarantined": 1])
            #expect(try await fixture.names() == [])
        }
    }
}
