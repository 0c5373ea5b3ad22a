// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusBytes
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusStorage
import ApusTar
import ApusTestSupport
import Synchronization
import Testing

@Suite struct VolumeTests {
    @Test func `holds every body as a member of a tar archive`() async throws {
        let place = try await Place()
        let names = ["a", "dir/日本", String(repeating: "long", count: 200), "../b//c"]
        for (seed, name) in names.enumerated() {
            try await place.put(name, pattern(1000 + seed, seed: seed))
            try await place.archived(name)
        }
        let reader = TarReader(BodyReader(try Self.contents(try #require(try place.volumes.first))))
        for (seed, name) in names.enumerated() {
            let entry = try #require(try await reader.nextEntry())
            if seed < 3 { #expect(entry.name.text == "AUTH_test/c/\(name)") }
            #expect(!entry.name.text.contains("/../"))
            #expect(entry.attributes["SCHILY.xattr.user.apus.container"]?.text == "c")
            #expect(entry.attributes["SCHILY.xattr.user.meta.colour"]?.text == "blü")
            var bytes = ByteWriter()
            while let more = try await reader.nextBytes() { bytes.append(more) }
            #expect(bytes.finish() == pattern(1000 + seed, seed: seed))
        }
        #expect(try await reader.nextEntry() == nil)
        await place.backend.shutdown()
    }

    private static func contents(_ path: String) throws -> Bytes {
        let descriptor = try FileCalls.open(path, flags: 0)
        defer { FileCalls.close(descriptor) }
        return try FileCalls.read(
            descriptor, at: 0, count: Int(try FileCalls.status(of: descriptor).sizeBytes))
    }

    @Test func `goes on to another when one is full, and is read volume by volume in order`()
        async throws
    {
        let place = try await Place { $0.cacheBytes = 16 << 20 }
        var names: [String] = []
        for number in 0..<9 {
            names.append("o\(number)")
            try await place.put("o\(number)", pattern(1 << 20, seed: number))
            try await place.archived("o\(number)")
        }
        let media = try await place.backend.media()
        #expect(media.map(\.name) == ["APU00001", "APU00002", "APU00003"])
        #expect(media.map(\.isFull) == [true, true, false])
        for name in names { _ = try await place.evict(name) }
        // Asked for in no order.
        let asked = [8, 2, 0, 5, 7, 1, 3, 6, 4].map { names[$0] }
        try await place.backend.stageIn(asked.map(key), in: Place.address, pin: false)
        for name in names { try await place.resident(name) }
        for (number, name) in names.enumerated() {
            #expect(try await place.bytes(name) == pattern(1 << 20, seed: number))
        }
        // Once asked together, each volume is read in one go.
        let reads = place.events.reads
        var sweeps: [String: Int] = [:]
        var last: (volume: String, offset: UInt64) = ("", 0)
        for read in reads {
            if read.volume != last.volume || read.offset < last.offset {
                sweeps[read.volume, default: 0] += 1
            }
            last = read
        }
        #expect(sweeps == ["APU00001": 1, "APU00002": 1, "APU00003": 1])
        await place.backend.shutdown()
    }

    @Test func `finds a flipped bit, and never hands out wrong bytes`() async throws {
        let place = try await Place()
        try await place.put("a", pattern(100_000))
        try await place.put("b", pattern(100_000, seed: 2))
        try await place.archived("a", "b")
        try await place.backend.verify([key("a"), key("b")], in: Place.address)
        let volume = try #require(try place.volumes.first)
        let reads = place.events.reads
        try place.flip(volume, at: try #require(reads.first).offset + 50_000)
        _ = try await place.evict("a", "b")
        var found: [StorageError.Reason] = []
        for name in ["a", "b"] {
            do {
                try await place.backend.verify([key(name)], in: Place.address)
            } catch {
                found.append(error.reason)
            }
        }
        #expect(found == [.corrupt])
        try await place.stageIn("a", "b", pin: true)
        try await place.until("one is damaged") {
            place.statistic("archive_wanted_bodies") == 0
        }
        var damaged = 0
        for (name, seed) in [("a", 1), ("b", 2)] {
            do {
                #expect(try await place.bytes(name) == pattern(100_000, seed: seed))
            } catch let error as StorageError {
                #expect(error.reason == .corrupt)
                #expect(try await place.residency(name)?.cache == .absent)
                damaged += 1
            }
        }
        #expect(damaged == 1)
        await place.backend.shutdown()
    }

    @Test func `writes again what is damaged on its volume while the cache has it`() async throws {
        let place = try await Place()
        for (seed, name) in ["a", "b"].enumerated() {
            try await place.put(name, pattern(100_000, seed: seed))
            try await place.archived(name)
        }
        try place.flip(try #require(try place.volumes.first), at: 50_000)
        let both = [key("a"), key("b")]
        await #expect(throws: StorageError.self) {
            try await place.backend.verify(both, in: Place.address)
        }
        try await place.archived("a", "b")
        try await place.until("one was written again") {
            place.statistic("archived_bodies_total") == 3
        }
        try await place.backend.verify(both, in: Place.address)
        #expect(place.statistic("archive_volume_live_bytes") == 200_000)
        #expect(try await place.backend.cacheSpace().evictableBytes == 200_000)
        // The other place is the one that it is read from.
        #expect(try await place.evict("a", "b") == 200_000)
        try await place.stageIn("a", "b")
        try await place.resident("a", "b")
        #expect(try await place.bytes("a") == pattern(100_000, seed: 0))
        await place.backend.shutdown()
    }

    @Test(arguments: [false, true])
    func `does not lose an object whose copy in the cache is damaged`(
        isDamagedTwice: Bool
    ) async throws {
        let place = try await Place(.file)
        let bytes = pattern(100_000)
        try await place.put("a", bytes)
        try await place.archived("a")
        try await place.stageIn("a", pin: true)
        let bodies = try place.files(in: "cache/bodies")
        #expect(bodies.count == 1)
        try place.flip(try #require(bodies.first), at: 50_000)
        if isDamagedTwice { try place.flip(try #require(try place.volumes.first), at: 50_000) }
        let walk = try await place.backend.objects(.all, after: nil, limit: 10)
        let location = try #require(walk.elements.first)
        guard case .damaged(let reason) = try await place.backend.verify(location, read: { _ in })
        else {
            Issue.record("nothing is damaged")
            return
        }
        let isGone = try await place.backend.quarantine(location, reason: reason)
        #expect(isGone == isDamagedTwice)
        if isDamagedTwice {
            await #expect(throws: StorageError.self) { try await place.container.row(key("a")) }
            #expect(try await place.backend.cacheSpace().usedBytes == 0)
        } else {
            // It comes back, since it is pinned.
            try await place.resident("a")
            #expect(try await place.bytes("a") == bytes)
            #expect(try await place.backend.verify(location, read: { _ in }) == .intact)
            #expect(try await place.residency("a")?.isPinned == true)
            #expect(try await place.backend.cacheSpace().usedBytes == 100_000)
        }
        await place.backend.shutdown()
    }

    @Test func `goes on after a restart`() async throws {
        var place = try await Place(.packed) { $0.delay = .seconds(3_600) }
        try await place.put("late", pattern(1000))
        #expect(try await place.residency("late")?.isArchived == false)
        // What waited is found, archived once, and what was asked for comes.
        place = try await place.reopened()
        try await place.archived("late")
        try await place.put("more", pattern(2000, seed: 2))
        try await place.archived("more")
        _ = try await place.evict("late", "more")
        let before = try await place.backend.media()
        place = try await place.reopened { $0.speed = MediumSpeed(mount: .seconds(3_600)) }
        try await place.stageIn("more", pin: true)
        #expect(try await place.residency("more")?.cache == .arriving)
        place = try await place.reopened()
        try await place.resident("more")
        #expect(try await place.residency("more")?.isPinned == true)
        #expect(try await place.residency("late")?.cache == .absent)
        #expect(try await place.bytes("more") == pattern(2000, seed: 2))
        #expect(try await place.backend.media().map(\.usedBytes) == before.map(\.usedBytes))
        #expect(try await place.backend.cacheSpace().usedBytes == 2000)
        await place.backend.shutdown()
    }

    @Test func `writes over what was being written when it ended`() async throws {
        var place = try await Place()
        try await place.put("a", pattern(1000))
        try await place.archived("a")
        let volume = try #require(try place.volumes.first)
        await place.backend.shutdown()
        let end = try place.size(volume)
        try place.write(pattern(5000, seed: 3), to: volume, at: end - 1024)
        place = try await place.reopened()
        #expect(try place.size(volume) == end)
        try await place.put("b", pattern(1000, seed: 2))
        try await place.archived("b")
        try await place.backend.verify([key("a"), key("b")], in: Place.address)
        await place.backend.shutdown()
    }

    @Test(arguments: [false, true])
    func `makes its catalogue anew of the volumes`(isDamaged: Bool) async throws {
        var place = try await Place()
        try await place.put("a", pattern(1000))
        try await place.archived("a")
        try await place.put("b", pattern(1000, seed: 2))
        try await place.archived("b")
        _ = try await place.evict("a", "b")
        let volume = try #require(try place.volumes.first)
        let used = try await place.backend.media().map(\.usedBytes)
        await place.backend.shutdown()
        try FileCalls.remove(place.directory.path + "/catalogue/APU00001")
        // Within the header of the second member, so that nothing behind it is understood.
        if isDamaged { try place.flip(volume, at: used[0] - 1024 - 300) }
        place = try await place.reopened()
        #expect(try await place.backend.media().first?.usedBytes == used[0])
        try await place.put("c", pattern(1000, seed: 3))
        try await place.archived("c")
        // It went where it does no harm.
        let expected = isDamaged ? "APU00002" : "APU00001"
        #expect(try await place.residency("c")?.media == [expected])
        try await place.stageIn("a", "b")
        try await place.resident("a", "b")
        #expect(try await place.bytes("b") == pattern(1000, seed: 2))
        await place.backend.shutdown()
    }

    @Test func `removes a full volume when nothing of it is needed`() async throws {
        let place = try await Place { $0.cacheBytes = 16 << 20 }
        for number in 0..<5 {
            try await place.put("o\(number)", pattern(1 << 20, seed: number))
            try await place.archived("o\(number)")
        }
        #expect(try await place.backend.media().count == 2)
        _ = try await place.backend.reclaim(olderThan: moment(1), limit: 100)
        #expect(try await place.backend.media().count == 2)
        for number in 0..<3 {
            _ = try await place.container.commit([
                ObjectChange(key("o\(number)"), .remove(at: moment(9)))
            ])
        }
        let report = try await place.backend.reclaim(olderThan: moment(1), limit: 100)
        #expect(report.sizeBytes >= 3 << 20)
        #expect(try await place.backend.media().map(\.name) == ["APU00002"])
        #expect(try place.volumes.count == 1)
        #expect(try await place.bytes("o4") == pattern(1 << 20, seed: 4))
        await place.backend.shutdown()
    }

    @Test func `makes rows anew of the volumes when the cache is lost`() async throws {
        var place = try await Place(.memory)
        try await place.put("a", pattern(1000))
        try await place.archived("a")
        try await place.put("a", pattern(2000, seed: 2), at: 3)
        try await place.put("b", pattern(3000, seed: 3))
        try await place.archived("a", "b")
        let row = try await place.container.row(key("a"))
        // Its cache is in memory, and gone.
        place = try await place.reopened()
        let adopting = try #require(place.backend as? ArchiveBackend<MemoryBackend>)
        #expect(try await adopting.adoptVolumes() == RebuildReport(restored: 3))
        #expect(try await place.container.row(key("a")) == row)
        #expect(try await place.container.stat(.current).totals.bytesUsed == 5000)
        try await place.stageIn("a", "b")
        try await place.resident("a", "b")
        #expect(try await place.bytes("a") == pattern(2000, seed: 2))
        #expect(try await place.bytes("b") == pattern(3000, seed: 3))
        // Nothing new the second time.
        #expect(try await adopting.adoptVolumes() == RebuildReport())
        await place.backend.shutdown()
    }

    @Test func `is copied with its volumes while it serves`() async throws {
        var place = try await Place()
        try await place.put("a", pattern(100_000))
        try await place.archived("a")
        _ = try await place.evict("a")
        try await place.put("b", pattern(100, seed: 2))
        let copy = CopyingSink(try TemporaryDirectory())
        let report = try await #require(place.backend as? any BackupSource).backUp(into: copy)
        #expect(report.items >= 3)
        await place.backend.shutdown()
        place = try await Place(in: copy.directory)
        try await place.stageIn("a")
        try await place.resident("a")
        #expect(try await place.bytes("a") == pattern(100_000))
        #expect(try await place.bytes("b") == pattern(100, seed: 2))
        await place.backend.shutdown()
    }

    @Test(arguments: [CacheEngine.file, .packed])
    func `keeps volumes for an index that is to be made anew`(
        _ engine: CacheEngine
    ) async throws {
        var place = try await Place(engine) { $0.cacheBytes = 16 << 20 }
        for number in 0..<4 {
            try await place.put("o\(number)", pattern(1 << 20, seed: number))
            try await place.archived("o\(number)")
            _ = try await place.evict("o\(number)")
        }
        try await place.backend.quarantine(.container(Place.address), reason: "a test")
        await place.backend.shutdown()
        let backend = try await engine.open(
            place.directory.path, ArchiveOptions(cacheBytes: 16 << 20, volumeBytes: 4 << 20))
        _ = try await backend.reclaim(olderThan: moment(1), limit: 100)
        #expect(try await backend.media().count == 2)
        let report = try await backend.rebuild(.container(Place.address))
        #expect(report == RebuildReport(restored: 4))
        await backend.shutdown()
        place = try await Place(engine, in: place.directory)
        try await place.stageIn("o3")
        try await place.resident("o3")
        #expect(try await place.bytes("o3") == pattern(1 << 20, seed: 3))
        await place.backend.shutdown()
    }

    @Test func `writes to a device until it is full`() async throws {
        let directory = try TemporaryDirectory()
        let device = try directory.write("", to: "device")
        var place = try await Place(in: directory) {
            $0.write(toDevice: device)
            $0.volumeBytes = 300_000
            $0.cacheBytes = 16 << 20
        }
        try await place.put("a", pattern(200_000))
        try await place.archived("a")
        _ = try await place.evict("a")
        try await place.put("b", pattern(200_000, seed: 2))
        try await place.until("it is full") {
            (place.statistic("archive_failures_total") ?? 0) > 0
        }
        #expect(try await place.residency("b")?.isArchived == false)
        #expect(try await place.backend.media().map(\.isFull) == [true])
        let refusal = await #expect(throws: StorageError.self) {
            try await place.container.stage(sizeBytes: 16 << 20)
        }
        #expect(refusal?.reason == .insufficientStorage(neededBytes: 16 << 20))
        #expect(refusal?.detail.contains("the device is full") == true)
        place = try await place.reopened {
            $0.write(toDevice: device)
            $0.volumeBytes = 300_000
        }
        try await place.stageIn("a")
        try await place.resident("a")
        #expect(try await place.bytes("a") == pattern(200_000))
        #expect(try await place.bytes("b") == pattern(200_000, seed: 2))
        await place.backend.shutdown()
    }

    @Test func `does not write over what is no volume`() async throws {
        let directory = try TemporaryDirectory()
        let device = try directory.write("somebody's data", to: "device")
        await #expect(throws: StorageError.self) {
            _ = try await Place(in: directory) { $0.write(toDevice: device) }
        }
        #expect(read(device) == "somebody's data")
    }

    @Test(arguments: ["somebody's data", ""])
    func `does not write to another device that has got the name`(_ data: String) async throws {
        let directory = try TemporaryDirectory()
        let device = try directory.write("", to: "device")
        let place = try await Place(in: directory) { $0.write(toDevice: device) }
        try await place.put("a", pattern(1000))
        try await place.archived("a")
        await place.backend.shutdown()
        try directory.write(data, to: "device")
        await #expect(throws: StorageError.self) {
            _ = try await Place(in: directory) { $0.write(toDevice: device) }
        }
        #expect(read(device) == data)
    }

    @Test(arguments: [true, false])
    func `ends in the middle of a large body, and does it again later`(
        isWriting: Bool
    ) async throws {
        let bytes = Bytes([UInt8](repeating: 7, count: 10 << 20))
        let isSlow = Mutex(isWriting)
        let begun = Latch()
        // A medium that is so slow that it only gets on when somebody wants to end.
        func slowed(_ options: inout ArchiveOptions) {
            options.cacheBytes = 16 << 20
            options.volumeBytes = 32 << 20
            options.speed = MediumSpeed(bytesPerSecond: 1)
            options.clock = ArchiveClock(now: { .now }) { _ in
                guard isSlow.withLock({ $0 }) else { return }
                begun.open()
                while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
            }
        }
        var place = try await Place(.packed, slowed)
        try await place.put("a", bytes)
        if !isWriting {
            try await place.archived("a")
            _ = try await place.evict("a")
            isSlow.withLock { $0 = true }
            try await place.stageIn("a")
        }
        try await begun.wait()
        let before = place.events.all.count
        await place.backend.shutdown()
        // Nothing but the end of a volume follows.
        #expect(place.events.all.count <= before + 1)
        place = try await Place(.packed, in: place.directory) { $0.cacheBytes = 16 << 20 }
        if isWriting { try await place.archived("a") }
        try await place.resident("a")
        #expect(try await place.bytes("a") == bytes)
        try await place.backend.verify([key("a")], in: Place.address)
        #expect(place.statistic("archive_damaged_bodies_total") == 0)
        await place.backend.shutdown()
    }

    @Test func `takes the time that it is told a medium takes`() async throws {
        let waits = Waits()
        let place = try await Place(.memory) {
            $0.clock = ArchiveClock(now: { .now }, sleep: { waits.add($0) })
            $0.speed = MediumSpeed(
                mount: .seconds(60), seek: .seconds(7), bytesPerSecond: 1_000)
        }
        try await place.put("a", pattern(100_000))
        try await place.archived("a")
        _ = try await place.evict("a")
        try await place.stageIn("a")
        try await place.resident("a")
        #expect(try await place.bytes("a") == pattern(100_000))
        let all = waits.all
        #expect(all.count { $0 == .seconds(60) } == 1)
        #expect(all.count { $0 == .seconds(7) } >= 2)
        #expect(all.contains { $0 > .seconds(90) && $0 < .seconds(110) })
        await place.backend.shutdown()
    }
}

/// Writes the items of a backup where they are found again.
private final class CopyingSink: BackupSink {
    let directory: TemporaryDirectory
    private let file = Mutex<(descriptor: Int32, offset: UInt64)?>(nil)

    init(_ directory: TemporaryDirectory) {
        self.directory = directory
    }

    func begin(_ name: String, sizeBytes: UInt64) async throws {
        let path = try directory.write("", to: name)
        let descriptor = try FileCalls.open(path, flags: 2)
        file.withLock { $0 = (descriptor, 0) }
    }

    func write(_ piece: BodyPiece) async throws {
        let bytes: Bytes =
            switch piece {
            case .bytes(let bytes): bytes
            case .region(let region): try await region.file.read(region.range)
            }
        try file.withLock { file in
            guard let open = file else { return }
            try FileCalls.writeAll(open.descriptor, bytes, at: open.offset)
            file = (open.descriptor, open.offset + UInt64(bytes.count))
        }
    }

    func end() async throws {
        file.withLock { file in
            if let open = file { FileCalls.close(open.descriptor) }
            file = nil
        }
    }
}
