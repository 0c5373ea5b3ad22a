// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFileBackend
import ApusIO
import ApusMaintenance
import ApusMemoryBackend
import ApusModel
import ApusPackedBackend
import ApusStorage
import ApusTelemetry
import ApusTestSupport
import Synchronization
import Testing

@testable import ApusObjectStore

/// A store on an engine, with a clock that stands where it was put.
struct StoreFixture {
    let store: ObjectStore
    let backend: any Backend
    let owner: Caller
    let account: AccountName
    let container: ContainerAddress
    private let seconds: Moment
    /// The same store over another engine.
    func store(over backend: any Backend) -> ObjectStore {
        ObjectStore(
            policies: StoragePolicies(backend), versioning: store.versioning, clock: store.clock,
            compute: Lane(name: "compute", threads: 1))
    }

    /// Kept for as long as the engine has its files there.
    private let directory: TemporaryDirectory?

    private final class Moment: Sendable {
        let value = Mutex<UInt64>(1_000_000_000)
    }

    enum Engine: String, CaseIterable, Sendable {
        case memory
        case file
        case packed
    }

    init(_ engine: Engine) async throws {
        switch engine {
        case .memory:
            directory = nil
            backend = MemoryBackend()
        case .file:
            let directory = try TemporaryDirectory()
            self.directory = directory
            backend = try await FileBackend.open(directory.path + "/data")
        case .packed:
            let directory = try TemporaryDirectory()
            self.directory = directory
            backend = try await PackedBackend.open(directory.path + "/data")
        }
        account = try AccountName("AUTH_test")
        owner = Caller(Principal(user: "u", ownedAccounts: [account]))
        container = ContainerAddress(account, try ContainerName("c"))
        let seconds = Moment()
        self.seconds = seconds
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        store = ObjectStore(
            policies: StoragePolicies(backend), versioning: versioning,
            clock: StoreClock {
                Timestamp(
                    ticks: seconds.value.withLock { $0 } * Timestamp.ticksPerSecond)
            }, compute: Lane(name: "compute", threads: 1))
        _ = try await store.create(container, policy: nil, metadata: [:], for: owner)
    }

    var auditable: (any Auditable)? { backend as? any Auditable }

    func advance(seconds count: UInt64) {
        seconds.value.withLock { $0 += count }
    }

    func address(_ name: String) throws -> ObjectAddress {
        ObjectAddress(container, try ObjectName(name))
    }

    func put(_ name: String, _ text: String = "x", expiring expiry: Expiry? = nil) async throws {
        _ = try await store.put(
            PutRequest(try address(name), contentType: "text/plain", expiry: expiry),
            body: BodyReader(Bytes(text)), for: owner)
    }

    /// Puts an object twice more with versions switched on, and deletes it.
    ///
    /// - Returns: the ids of both versions, whose bodies are `first` and `second`.
    func putVersions(of name: String) async throws -> [VersionID] {
        try await store.update(container, metadata: [:], versions: true, for: owner)
        var ids: [VersionID] = []
        for text in ["first", "second"] {
            let outcome = try await store.put(
                PutRequest(try address(name), contentType: "text/plain"),
                body: BodyReader(Bytes(text)), for: owner)
            ids.append(try #require(outcome.version))
        }
        _ = try await store.delete(try address(name), for: owner)
        return ids
    }

    /// The bytes of a version.
    func text(_ name: String, _ version: VersionID, in store: ObjectStore) async throws -> String {
        let opened = try await store.open(
            try address(name), ReadOptions(version: version), for: owner)
        return try await opened.body().collect(limitBytes: 1000).text
    }

    /// The ETag of a version.
    func etag(of name: String, _ version: VersionID) async throws -> String {
        try await store.info(
            try address(name), ReadOptions(version: version), for: owner
        ).row.etag
    }

    /// What the container lists.
    func names() async throws -> [String] {
        try await backend.container(container).list(ListingQuery()).entries.map(\.name)
    }

    /// How many rows the queue has.
    func queueLength() async throws -> UInt64 {
        do {
            return try await backend.account(.expiringObjects).stat(.current).totals.objectCount
        } catch {
            guard error.reason == .notFound else { throw error }
            return 0
        }
    }

    /// One pass of some work, which fails on no item.
    @discardableResult
    func runOnce(
        _ work: (any WorkClock) -> any BackgroundWork
    ) async throws -> [String: UInt64] {
        let clock = SimulatedClock()
        let work = work(clock)
        let scheduler = Scheduler(
            [Scheduler.Entry(work, every: .seconds(300))], clock: clock,
            registry: MetricsRegistry(), logger: nil, wallClock: { 0 })
        let counts = try #require(try await scheduler.runOnce(work.name))
        #expect(counts.errors == 0)
        return counts.byOutcome
    }

    /// One pass over the queue.
    @discardableResult
    func expire(concurrency: Int = 1) async throws -> [String: UInt64] {
        var options = ObjectExpirer.Options()
        options.concurrency = concurrency
        return try await runOnce { ObjectExpirer(store, options, clock: $0) }
    }

    func close() async {
        await backend.shutdown()
    }
}

/// Lends a store and closes it.
func withStore(
    _ engine: StoreFixture.Engine, _ body: (StoreFixture) async throws -> Void
) async throws {
    let fixture = try await StoreFixture(engine)
    do {
        try await body(fixture)
    } catch {
        await fixture.close()
        throw error
    }
    await fixture.close()
}
