// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMaintenance
import ApusModel
import ApusStorage
import ApusTelemetry
import Synchronization
import Testing

@testable import ApusObjectStore

/// Two stores whose containers are kept alike; the far end is another store in the same process.
@Suite(.timeLimit(.minutes(10))) struct ContainerSyncTests {
    /// A container of a store, written to as by requests of another cluster.
    private struct Far: SyncDestination {
        let fixture: StoreFixture
        /// What has been asked of it.
        let log = Log()

        final class Log: Sendable {
            let lines = Mutex<[String]>([])
            /// Names that are refused.
            let refused = Mutex<Set<String>>([])

            func take() -> [String] {
                lines.withLock { lines in
                    defer { lines = [] }
                    return lines.sorted()
                }
            }

            func note(_ verb: String, _ name: ObjectName) throws {
                lines.withLock { $0.append("\(verb) \(name)") }
                if refused.withLock({ $0.contains(name.text) }) { throw StoreError.denied }
            }
        }

        private var caller: Caller {
            Caller(Principal(grant: .container(fixture.container)))
        }

        func moment(of name: ObjectName) async throws -> Timestamp? {
            try log.note("look", name)
            do {
                return try await fixture.store.info(
                    ObjectAddress(fixture.container, name), ReadOptions(links: .none), for: caller
                ).row.modifiedAt
            } catch StoreError.notFound {
                return nil
            }
        }

        func put(_ object: OpenedObject) async throws {
            let row = object.info.row
            let name = object.info.address.object
            try log.note("put", name)
            var request = PutRequest(
                ObjectAddress(fixture.container, name), contentType: row.contentType,
                metadata: row.metadata, etag: row.etag)
            request.madeAt = row.modifiedAt
            request.symlink = object.info.symlink
            request.isStoredManifest = object.info.isStaticManifest
            do {
                _ = try await fixture.store.put(
                    request, body: try await object.body(), for: caller)
            } catch StoreError.outdated {}
        }

        func delete(_ name: ObjectName, at moment: Timestamp) async throws {
            try log.note("delete", name)
            do {
                _ = try await fixture.store.delete(
                    ObjectAddress(fixture.container, name), madeAt: moment, for: caller)
            } catch StoreError.outdated {} catch StoreError.notFound {}
        }
    }

    /// Lets a fixture's container be in sync with another's.
    private func join(_ near: StoreFixture, to target: String = "//r/c/a/c") async throws {
        try await near.store.update(
            near.container,
            metadata: ["x-container-sync-to": target, "x-container-sync-key": "secret"],
            for: near.owner)
    }

    private func sync(
        _ near: StoreFixture, _ far: Far, options: ContainerSync.Options = .init(),
        failures: UInt64 = 0
    ) async throws {
        let clock = SimulatedClock()
        let work = ContainerSync(near.store, options, clock: clock) { _, key in
            #expect(key == "secret")
            return far
        }
        let scheduler = Scheduler(
            [Scheduler.Entry(work, every: .seconds(300))], clock: clock,
            registry: MetricsRegistry(), logger: nil, wallClock: { 0 })
        let counts = try #require(try await scheduler.runOnce(work.name))
        #expect(counts.errors == failures)
    }

    @Test(arguments: StoreFixture.Engine.allCases)
    func `sends what is new and deletes what has gone`(_ engine: StoreFixture.Engine) async throws {
        let near = try await StoreFixture(engine)
        let other = try await StoreFixture(.memory)
        let far = Far(fixture: other)
        for name in ["a", "b", "ä/ c"] { try await near.put(name, "of \(name)") }
        try await sync(near, far)
        #expect(try await other.names() == [], "nobody has asked for it")

        try await join(near)
        try await sync(near, far)
        #expect(try await other.names() == ["a", "b", "ä/ c"])
        let here = try await near.store.info(near.address("b"), for: near.owner).row
        let there = try await other.store.info(other.address("b"), for: other.owner).row
        #expect(there.modifiedAt == here.modifiedAt)
        #expect(there.etag == here.etag)
        #expect(far.log.take().count == 6)

        // Nothing to do, and nothing is asked.
        try await sync(near, far)
        #expect(far.log.take() == [])

        try await near.put("b", "newer")
        _ = try await near.store.delete(near.address("a"), for: near.owner)
        try await sync(near, far)
        #expect(far.log.take() == ["delete a", "look b", "put b"])
        #expect(try await other.names() == ["b", "ä/ c"])
        try await sync(near, far)
        #expect(far.log.take() == [])
        await near.close()
    }

    @Test func `takes away nothing that has changed at the far end`() async throws {
        let near = try await StoreFixture(.memory)
        let other = try await StoreFixture(.memory)
        let far = Far(fixture: other)
        try await join(near)
        try await near.put("a")
        try await near.put("b")
        try await sync(near, far)
        other.advance(seconds: 10)
        try await other.put("a", "theirs")
        try await other.put("own")
        _ = try await near.store.delete(near.address("a"), for: near.owner)
        try await near.put("b", "ours")
        try await sync(near, far)
        #expect(try await other.names() == ["a", "b", "own"])
    }

    @Test func `two containers follow each other`() async throws {
        let first = try await StoreFixture(.memory)
        let second = try await StoreFixture(.file)
        let (toFirst, toSecond) = (Far(fixture: first), Far(fixture: second))
        for fixture in [first, second] { try await join(fixture) }
        try await first.put("a")
        try await first.put("b")
        try await second.put("c")
        try await sync(first, toSecond)
        // Deleted before the second has ever looked.
        _ = try await second.store.delete(second.address("a"), for: second.owner)
        try await sync(second, toFirst)
        try await sync(first, toSecond)
        #expect(try await first.names() == ["b", "c"])
        #expect(try await second.names() == ["b", "c"])
        second.advance(seconds: 1)
        try await second.put("b", "newer")
        _ = try await first.store.delete(first.address("c"), for: first.owner)
        for _ in 0..<2 {
            try await sync(first, toSecond)
            try await sync(second, toFirst)
        }
        #expect(try await first.names() == ["b"])
        #expect(try await second.names() == ["b"])
        let row = try await first.store.info(first.address("b"), for: first.owner).row
        #expect(row.sizeBytes == 5)
    }

    @Test func `goes on with what is left, whatever fails`() async throws {
        let near = try await StoreFixture(.memory)
        let other = try await StoreFixture(.memory)
        let far = Far(fixture: other)
        try await join(near)
        for number in 0..<30 { try await near.put("\(number / 10)\(number % 10)") }
        far.log.refused.withLock { $0 = ["03", "17"] }
        try await sync(near, far, failures: 2)
        #expect(try await other.names().count == 28)
        _ = far.log.take()
        far.log.refused.withLock { $0 = [] }
        try await sync(near, far)
        #expect(far.log.take() == ["look 03", "look 17", "put 03", "put 17"])

        // So many failures that the rest waits.
        for number in 0..<30 {
            _ = try await near.store.delete(
                near.address("\(number / 10)\(number % 10)"), for: near.owner)
        }
        far.log.refused.withLock { $0 = Set((0..<20).map { "\($0 / 10)\($0 % 10)" }) }
        var options = ContainerSync.Options()
        options.concurrency = 2
        options.failureLimit = 4
        try await sync(near, far, options: options, failures: 4)
        #expect(far.log.take().count == 4)
        far.log.refused.withLock { $0 = [] }
        try await sync(near, far)
        #expect(try await other.names() == [])

        // No time at all: nothing is lost.
        try await near.put("late")
        options.containerTime = .zero
        try await sync(near, far, options: options)
        #expect(try await other.names() == [])
        try await sync(near, far)
        #expect(try await other.names() == ["late"])
    }

    @Test func `begins anew with another far end, and forgets the one before`() async throws {
        let near = try await StoreFixture(.memory)
        let other = try await StoreFixture(.memory)
        try await join(near)
        try await near.put("a")
        try await sync(near, Far(fixture: try await StoreFixture(.memory)))
        try await join(near, to: "//r/c/b/c")
        try await sync(near, Far(fixture: other))
        #expect(try await other.names() == ["a"])
        let account = try await near.backend.account(.containerSync).stat(.current)
        #expect(account.totals.objectCount == 1)
        let nothing: String? = nil
        try await near.store.update(
            near.container, metadata: ["x-container-sync-to": nothing], for: near.owner)
        try await sync(near, Far(fixture: other))
        let left = try await near.backend.account(.containerSync).stat(.current)
        #expect(left.totals.objectCount == 0)
    }

    @Test func `links and manifests stand for themselves`() async throws {
        let near = try await StoreFixture(.memory)
        let other = try await StoreFixture(.memory)
        let far = Far(fixture: other)
        try await join(near)
        try await near.put("target", "hello")
        var link = PutRequest(try near.address("link"), contentType: "")
        link.symlink = SymlinkTarget(try near.address("target"))
        _ = try await near.store.put(link, body: .empty, for: near.owner)
        try await sync(near, far)
        let info = try await other.store.info(
            other.address("link"), ReadOptions(links: .none), for: other.owner)
        #expect(info.symlink?.address == (try near.address("target")))
        #expect(info.row.contentType == "application/symlink")
    }
}
