// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusBytes
import ApusMemoryBackend
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

@Suite struct ArchiveBackendTests {
    @Test(arguments: CacheEngine.allCases)
    func `brings back the bytes that it has evicted`(_ engine: CacheEngine) async throws {
        let place = try await Place(engine)
        let bytes = pattern(300_000)
        try await place.put("a", bytes)
        let before = try await place.container.row(key("a"))
        try await place.archived("a")
        #expect(try await place.evict("a") == 300_000)
        #expect(try await place.residency("a")?.cache == .absent)
        #expect(try await place.backend.cacheSpace().usedBytes == 0)
        // Nothing else has changed.
        #expect(try await place.container.row(key("a")) == before)
        #expect(try await place.container.stat(.current).totals.bytesUsed == 300_000)
        let entries = try await place.container.list(ListingQuery()).entries
        guard case .object(let listed)? = entries.first else { throw CancellationError() }
        #expect(listed.sizeBytes == 300_000)
        #expect(listed.etag == before.etag)
        await #expect(throws: StorageError.self) { try await place.bytes("a") }
        try await place.stageIn("a")
        try await place.resident("a")
        #expect(try await place.bytes("a") == bytes)
        #expect(try await place.container.row(key("a")) == before)
        #expect(try await place.backend.cacheSpace().usedBytes == 300_000)
        await place.backend.shutdown()
    }

    @Test(arguments: CacheEngine.allCases)
    func `goes on with rows whose bodies are elsewhere`(_ engine: CacheEngine) async throws {
        let place = try await Place(engine)
        let bytes = pattern(50_000)
        for name in ["amended", "moved", "removed", "replaced"] {
            try await place.put(name, bytes)
            try await place.archived(name)
        }
        #expect(try await place.evict("amended", "moved", "removed", "replaced") == 200_000)
        var row = try await place.container.row(key("amended"))
        row.metadata["x-object-meta-size"] = "large"
        row.modifiedAt = moment(5)
        let version = ObjectKey(checked("moved"), in: .versions(moment(2)))
        let new = try await place.stage(pattern(10, seed: 2))
        let replaced = try await place.container.commit([
            ObjectChange(key("amended"), .amend(row)),
            ObjectChange(version, .move(from: key("moved"))),
            ObjectChange(key("removed"), .remove(at: moment(6))),
            ObjectChange(
                key("replaced"), .put(place.row(pattern(10, seed: 2), at: 7), new)),
        ])
        #expect(replaced.map { $0?.sizeBytes } == [50_000, nil, 50_000, 50_000])
        #expect(replaced.allSatisfy { $0?.system.isEmpty ?? true })
        let totals = try await place.container.stat(.current).totals
        #expect(totals.objectCount == 2)
        #expect(totals.bytesUsed == 50_010)
        try await place.backend.stageIn([key("amended"), version], in: Place.address, pin: false)
        try await place.resident("amended")
        #expect(try await place.bytes("amended") == bytes)
        #expect(try await place.container.row(key("amended")) == row)
        try await place.until("the version is there") {
            try await place.backend.residency(of: [version], in: Place.address)[0]?.cache
                == .resident
        }
        #expect(try await place.bytes(version) == bytes)
        #expect(try await place.bytes("replaced") == pattern(10, seed: 2))
        #expect(try await place.backend.cacheSpace().usedBytes == 100_010)
        await place.backend.shutdown()
    }

    @Test func `replaces a row that tells its place wrong`() async throws {
        let directory = try TemporaryDirectory()
        let cache = MemoryBackend()
        _ = try await cache.account(Place.address.account).create(at: moment(1), metadata: [:])
        let container = cache.container(Place.address)
        _ = try await container.create(ContainerRecord(createdAt: moment(1)))
        var row = ObjectRow(createdAt: moment(2), sizeBytes: 0, etag: "e", contentType: "t")
        row.system["archive"] = "nonsense"
        let empty = try await container.stage(sizeBytes: 0).seal()
        _ = try await container.commit([ObjectChange(key("a"), .put(row, empty))])

        let archive = try await ArchiveBackend.open(
            cache, in: directory.path, options: ArchiveOptions(cacheBytes: 1 << 20))
        let broker = archive.container(Place.address)
        await #expect(throws: StorageError.self) {
            try await broker.commit([ObjectChange(key("a"), .amend(row))])
        }
        let writer = try await broker.stage(sizeBytes: 10)
        try await writer.write(pattern(10))
        let body = try await writer.seal()
        row.createdAt = moment(3)
        row.modifiedAt = moment(3)
        row.sizeBytes = 10
        let replaced = try await broker.commit([ObjectChange(key("a"), .put(row, body))])
        #expect(replaced.map { $0?.createdAt } == [moment(2)])
        #expect(try await archive.cacheSpace().usedBytes == 10)
        await archive.shutdown()
    }

    @Test func `goes on beside a container that cannot be read`() async throws {
        let place = try await Place { $0.delay = .milliseconds(200) }
        let address = ContainerAddress(Place.address.account, checked("other"))
        let other = place.backend.container(address)
        _ = try await other.create(ContainerRecord(createdAt: moment(1)))
        let writer = try await other.stage(sizeBytes: 10)
        try await writer.write(pattern(10))
        let body = try await writer.seal()
        _ = try await other.commit([ObjectChange(key("o"), .put(place.row(pattern(10)), body))])
        // Its body is the first that waits.
        try await place.put("a", pattern(1000))
        try await place.backend.quarantine(.container(address), reason: "a test")
        try await place.archived("a")
        #expect(place.statistic("archive_failures_total") == 0)
        // Nor is it forgotten.
        _ = try await place.backend.rebuild(.container(address))
        try await place.until("the other body is archived") {
            try await place.backend.residency(of: [key("o")], in: address)[0]?.isArchived == true
        }
        await place.backend.shutdown()
    }
}
