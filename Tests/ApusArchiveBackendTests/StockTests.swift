// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusBytes
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusStorage
import ApusTestSupport
import Synchronization
import Testing

/// An archive that opens, while its rows are looked at.
@Suite struct StockTests {
    private static let address = Place.address
    private static let count = 40

    private func open(
        _ cache: PacedCache, _ directory: TemporaryDirectory
    ) async throws -> ArchiveBackend<PacedCache> {
        var options = ArchiveOptions(cacheBytes: 1 << 20, volumeBytes: 4 << 20, delay: .zero)
        options.recalls = false
        return try await ArchiveBackend.open(cache, in: directory.path, options: options)
    }

    private func live(_ archive: ArchiveBackend<PacedCache>) -> Double? {
        archive.statistics.first { $0.name == "archive_volume_live_bytes" }?.value
    }

    private func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        for _ in 0..<20_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        Issue.record("not within 20 s: \(what)")
        throw CancellationError()
    }

    private func name(_ number: Int) -> ObjectKey { key("o\(10 + number)") }

    /// Objects on a volume, every other one of which is in the cache too; bodies of as many bytes
    /// as their numbers, and a thousand.
    private func fill(_ base: MemoryBackend, _ directory: TemporaryDirectory) async throws {
        let archive = try await open(PacedCache(base, pages: 0), directory)
        _ = try await archive.account(Self.address.account).create(at: moment(1), metadata: [:])
        let broker = archive.container(Self.address)
        _ = try await broker.create(ContainerRecord(createdAt: moment(1)))
        for number in 0..<Self.count {
            let writer = try await broker.stage(sizeBytes: UInt64(1000 + number))
            try await writer.write(pattern(1000 + number))
            let row = ObjectRow(
                createdAt: moment(2), sizeBytes: UInt64(1000 + number), etag: "e",
                contentType: "text/plain")
            let body = try await writer.seal()
            _ = try await broker.commit([ObjectChange(name(number), .put(row, body))])
        }
        let all = (0..<Self.count).map { name($0) }
        try await until("all are archived") {
            try await archive.residency(of: all, in: Self.address)
                .allSatisfy { $0?.isArchived == true }
        }
        _ = try await archive.evict(
            (0..<Self.count).filter { $0 % 2 == 1 }.map { name($0) }, in: Self.address)
        await archive.shutdown()
    }

    @Test func `serves what is in the cache, while what comes waits`() async throws {
        let (directory, base) = (try TemporaryDirectory(), MemoryBackend())
        try await fill(base, directory)
        let cache = PacedCache(base, pages: 1)
        let archive = try await open(cache, directory)
        let broker = archive.container(Self.address)
        #expect(try await broker.list(ListingQuery()).entries.count == Self.count)
        #expect(try await broker.open(name(0)).read(0..<1000).isEmpty == false)
        await #expect(throws: StorageError.self) { try await broker.open(name(1)) }
        #expect(try await broker.row(name(1)).sizeBytes == 1001)
        try await archive.stageIn([name(1)], in: Self.address, pin: false)
        let waiting = Task { try await broker.stage(sizeBytes: 1 << 20) }
        waiting.cancel()
        await #expect(throws: StorageError.self) { try await waiting.value }
        cache.open(0)
        try await until("it has come") {
            try await archive.residency(of: [name(1)], in: Self.address)[0]?.cache == .resident
        }
        let writer = try await broker.stage(sizeBytes: 10)
        await writer.abandon()
        await archive.shutdown()
    }

    /// Rows before, within and behind what has been looked at go, come and change.
    @Test(arguments: 0...4)
    func `counts right what changes meanwhile`(pages: Int) async throws {
        let (directory, base) = (try TemporaryDirectory(), MemoryBackend())
        try await fill(base, directory)
        let cache = PacedCache(base, pages: 4)
        var archive = try await open(cache, directory)
        for page in 0..<pages { cache.open(page) }
        try await until("so many pages were looked at") {
            cache.calls > min(pages, 3)
        }
        let broker = archive.container(Self.address)
        var expected: UInt64 = 0
        for number in 0..<Self.count {
            let size = UInt64(1000 + number)
            let old = name(number)
            var isThere = number % 2 == 0
            switch number % 10 {
            case 0, 1:
                _ = try await broker.commit([ObjectChange(old, .remove(at: moment(9)))])
                isThere = false
            case 2, 3:
                let front = key("a\(number)")
                _ = try await broker.commit([ObjectChange(front, .move(from: old))])
            case 4, 5:
                let end = key("z\(number)")
                _ = try await broker.commit([ObjectChange(end, .move(from: old))])
            case 6:
                #expect(try await archive.evict([old], in: Self.address) == size)
                isThere = false
            case 8:
                try await archive.stageIn([old], in: Self.address, pin: true)
            default:
                var row = try await broker.row(old)
                row.contentType = "text/html"
                row.modifiedAt = moment(8)
                _ = try await broker.commit([ObjectChange(old, .amend(row))])
            }
            if isThere { expected += size }
        }
        for page in pages..<4 { cache.open(page) }
        let space = try await archive.cacheSpace()
        #expect(space.usedBytes == expected)
        let needed = live(archive)
        await archive.shutdown()
        // As they are counted when nobody changes anything.
        archive = try await open(PacedCache(base, pages: 0), directory)
        #expect(try await archive.cacheSpace() == space)
        #expect(live(archive) == needed)
        await archive.shutdown()
    }
}

/// A cache in memory that outlives its archives, and whose rows can be looked at ten at a time, a
/// page when it is opened.
private final class PacedCache: Auditable, Reclaiming {
    let name = "memory"
    private let base: MemoryBackend
    private let pages: [Latch]
    private let counted = Mutex(0)

    init(_ base: MemoryBackend, pages: Int) {
        self.base = base
        self.pages = (0..<pages).map { _ in Latch() }
    }

    /// How many pages were asked for.
    var calls: Int { counted.withLock { $0 } }

    func open(_ page: Int) { pages[page].open() }

    func objects(
        _ selection: ObjectSelection, after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<ObjectLocation> {
        // The one with which an archive begins is no page.
        if limit > 1 {
            let number = counted.withLock { calls in
                calls += 1
                return calls - 1
            }
            do {
                if number < pages.count { try await pages[number].wait() }
            } catch {
                throw StorageError(.cancelled, "a page")
            }
        }
        return try await base.objects(selection, after: position, limit: min(limit, 10))
    }

    // MARK: What is the engine's

    func account(_ name: AccountName) -> any AccountBroker { base.account(name) }

    func container(_ address: ContainerAddress) -> any ContainerBroker { base.container(address) }

    func checkHealth() async throws(StorageError) { try await base.checkHealth() }

    func shutdown() async {}

    func indexes(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<IndexAddress> {
        try await base.indexes(after: position, limit: limit)
    }

    func verify(
        _ location: ObjectLocation, read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) -> AuditVerdict {
        try await base.verify(location, read: read)
    }

    func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        try await base.quarantine(location, reason: reason)
    }

    func verify(_ index: IndexAddress) async throws(StorageError) -> AuditVerdict {
        try await base.verify(index)
    }

    func quarantine(_ index: IndexAddress, reason: String) async throws(StorageError) {
        try await base.quarantine(index, reason: reason)
    }

    func rebuild(_ index: IndexAddress) async throws(StorageError) -> RebuildReport {
        try await base.rebuild(index)
    }

    func reclaim(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        try await base.reclaim(olderThan: moment, limit: limit)
    }

    func deletedAccounts(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<DeletedAccount> {
        try await base.deletedAccounts(after: position, limit: limit)
    }

    func reap(
        _ account: AccountName, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        try await base.reap(account, limit: limit)
    }
}
