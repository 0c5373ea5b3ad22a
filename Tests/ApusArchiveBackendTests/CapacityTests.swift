// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusBytes
import ApusModel
import ApusStorage
import ApusTestSupport
import Synchronization
import Testing

@Suite struct CapacityTests {
    /// Evicts by itself at once when it is asked to, and writes no volume otherwise.
    private func tight(
        _ change: (inout ArchiveOptions) -> Void = { _ in }
    ) async throws -> Place {
        try await Place(.memory) { options in
            options.cacheBytes = 1000
            options.highWatermarkPercent = 100
            options.lowWatermarkPercent = 100
            change(&options)
        }
    }

    private func reason(_ body: () async throws -> Void) async -> StorageError.Reason? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? StorageError)?.reason
        }
    }

    @Test func `makes room of what was not used for longest`() async throws {
        let place = try await tight()
        for name in ["a", "b", "c"] {
            try await place.put(name, pattern(300))
            try await place.archived(name)
        }
        _ = try await place.bytes("a")
        try await place.put("d", pattern(300))
        #expect(try await place.residency("a")?.cache == .resident)
        #expect(try await place.residency("b")?.cache == .absent)
        #expect(try await place.residency("c")?.cache == .resident)
        let space = try await place.backend.cacheSpace()
        #expect(space.usedBytes == 900)
        #expect(space.capacityBytes == 1000)
        await place.backend.shutdown()
    }

    @Test func `lets go as soon as volumes have what is above the mark`() async throws {
        let place = try await tight {
            $0.highWatermarkPercent = 50
            $0.lowWatermarkPercent = 40
            // Both are there before a volume has one.
            $0.delay = .milliseconds(100)
        }
        for name in ["a", "b"] { try await place.put(name, pattern(300)) }
        try await place.until("one of them is gone") {
            try await place.backend.cacheSpace().usedBytes == 300
        }
        #expect(try await place.backend.cacheSpace().usedBytes == 300)
        await place.backend.shutdown()
    }

    @Test func `never evicts what no volume has, or somebody has pinned`() async throws {
        let place = try await tight { $0.delay = .seconds(3_600) }
        try await place.put("a", pattern(600))
        #expect(try await place.evict("a") == 0)
        #expect(await reason { try await place.put("b", pattern(600)) } == .busy)
        #expect(await reason { try await place.backend.reserve(600) } == .busy)
        #expect(try await place.bytes("a") == pattern(600))
        await place.backend.shutdown()

        let other = try await tight()
        try await other.put("a", pattern(600))
        try await other.archived("a")
        try await other.stageIn("a", pin: true)
        #expect(try await other.residency("a")?.isPinned == true)
        #expect(try await other.backend.cacheSpace().evictableBytes == 0)
        #expect(await reason { try await other.put("b", pattern(600)) } == .busy)
        // Its pin goes with the eviction.
        #expect(try await other.evict("a") == 600)
        try await other.put("b", pattern(600))
        await other.backend.shutdown()
    }

    @Test func `refuses at once what can never be held`() async throws {
        let place = try await tight()
        let large = StorageError.Reason.insufficientStorage(neededBytes: 1001)
        #expect(
            await reason { _ = try await place.container.stage(sizeBytes: 1001) } == large)
        let writer = try await place.container.stage(sizeBytes: nil)
        try await writer.write(pattern(900))
        #expect(await reason { try await writer.write(pattern(101)) } == large)
        await writer.abandon()
        #expect(try await place.backend.cacheSpace().usedBytes == 0)
        #expect(await reason { try await place.backend.reserve(1001) } == large)
        for name in ["a", "b"] {
            try await place.put(name, pattern(600))
            try await place.archived(name)
        }
        #expect(
            await reason { try await place.stageIn("a", "b") }
                == .insufficientStorage(neededBytes: 1200))
        await place.backend.shutdown()
    }

    @Test func `sets room aside, of what may go`() async throws {
        let place = try await tight()
        try await place.put("a", pattern(600))
        try await place.archived("a")
        try await place.backend.reserve(700)
        #expect(try await place.residency("a")?.cache == .absent)
        #expect(try await place.backend.cacheSpace().reservedBytes == 700)
        #expect(await reason { try await place.backend.reserve(400) } == .busy)
        // Who does not reserve takes what is there.
        try await place.put("b", pattern(900))
        await place.backend.unreserve(700)
        #expect(try await place.backend.cacheSpace().reservedBytes == 0)
        await place.backend.shutdown()
    }

    @Test func `waits with what is asked for until there is room`() async throws {
        let place = try await tight()
        for name in ["a", "b"] {
            try await place.put(name, pattern(600, seed: name == "a" ? 1 : 2))
            try await place.archived(name)
            _ = try await place.evict(name)
        }
        try await place.stageIn("a", pin: true)
        try await place.resident("a")
        try await place.stageIn("b", pin: true)
        #expect(try await place.residency("b")?.cache == .arriving)
        // It has been promised its room.
        #expect(try await place.backend.cacheSpace().reservedBytes == 600)
        #expect(await reason { try await place.backend.reserve(1) } == .busy)
        _ = try await place.evict("a")
        try await place.resident("b")
        #expect(try await place.backend.cacheSpace().reservedBytes == 0)
        #expect(try await place.bytes("b") == pattern(600, seed: 2))
        await place.backend.shutdown()
    }

    @Test func `reads a body once, however many ask for it`() async throws {
        let place = try await Place()
        try await place.put("a", pattern(100_000))
        try await place.archived("a")
        _ = try await place.evict("a")
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { try await place.stageIn("a") } }
            try await group.waitForAll()
        }
        try await place.resident("a")
        #expect(place.events.reads.count == 1)
        try await place.until("it is counted") { place.statistic("staged_bodies_total") == 1 }
        await place.backend.shutdown()
    }

    @Test func `is not held up by what has no room in it any more`() async throws {
        var place = try await Place()
        for name in ["large", "small"] {
            let bytes = pattern(name == "large" ? 600_000 : 1000)
            try await place.put(name, bytes)
            try await place.archived(name)
        }
        _ = try await place.evict("large", "small")
        // Asked for, and not there yet when the process ends.
        place = try await place.reopened { $0.speed = MediumSpeed(mount: .seconds(3_600)) }
        try await place.stageIn("large", "small")
        place = try await place.reopened {
            $0.cacheBytes = 500_000
            $0.recalls = true
        }
        #expect(
            await reason { _ = try await place.bytes("large") }
                == .insufficientStorage(neededBytes: 600_000))
        try await place.resident("small")
        #expect(try await place.residency("large")?.cache == .absent)
        await place.backend.shutdown()
    }

    @Test func `asks for what somebody tried to read`() async throws {
        let place = try await Place { $0.recalls = true }
        try await place.put("a", pattern(1000))
        try await place.archived("a")
        _ = try await place.evict("a")
        #expect(await reason { _ = try await place.bytes("a") } == .busy)
        try await place.resident("a")
        #expect(try await place.bytes("a") == pattern(1000))
        await place.backend.shutdown()
    }

    @Test(arguments: CacheEngine.allCases)
    func `counts parts, what is made of them, and what goes with an account`(
        _ engine: CacheEngine
    ) async throws {
        let place = try await Place(engine)
        func part(_ number: UInt32) -> ObjectKey {
            ObjectKey(checked("whole"), in: .parts(upload: 7, number: number))
        }
        for number in [1, 2, 3] as [UInt32] {
            let bytes = pattern(10_000, seed: Int(number))
            let body = try await place.stage(bytes)
            _ = try await place.container.commit([
                ObjectChange(part(number), .put(place.row(bytes), body))
            ])
        }
        #expect(try await place.backend.cacheSpace().usedBytes == 30_000)
        #expect(
            try await place.backend.residency(of: [part(1)], in: Place.address)[0]?.isArchived
                == false)
        var row = place.row(pattern(20_000))
        row.sizeBytes = 20_000
        _ = try await place.container.commit([
            ObjectChange(key("whole"), .assemble(row, from: [part(1), part(2)]))
        ])
        #expect(try await place.backend.cacheSpace().usedBytes == 30_000)
        // The checksum of the whole is that of its parts joined: the medium agrees.
        try await place.archived("whole")
        try await place.backend.verify([key("whole")], in: Place.address)
        #expect(try await place.evict("whole") == 20_000)
        try await place.stageIn("whole")
        try await place.resident("whole")
        let whole = Bytes(pattern(10_000, seed: 1).array + pattern(10_000, seed: 2).array)
        #expect(try await place.bytes("whole") == whole)
        try await place.backend.account(Place.address.account).delete(at: moment(20))
        #expect(try await place.backend.cacheSpace().usedBytes == 0)
        #expect(place.statistic("archive_volume_live_bytes") == 0)
        await place.backend.shutdown()
    }
}

/// How long somebody wanted to wait.
final class Waits: Sendable {
    private let waits = Mutex<[Duration]>([])

    func add(_ wait: Duration) {
        waits.withLock { $0.append(wait) }
    }

    var all: [Duration] { waits.withLock { $0 } }
}
