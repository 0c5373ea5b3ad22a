// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusTestSupport
import Testing

/// Jobs over an archive, whose cache has room for a thousand bytes.
@Suite struct StagingTests {
    let directory: TemporaryDirectory
    let archive: any Staging
    let jobs: TestJobs

    init() async throws {
        directory = try TemporaryDirectory()
        archive = try await smallArchive(in: directory)
        jobs = try await TestJobs(over: archive) { $0.waitLimit = .seconds(300) }
    }

    func text(_ name: String, _ count: Int) -> String {
        String(String(repeating: name, count: count).prefix(count))
    }

    func put(_ names: [String], _ count: Int) async throws -> String {
        let id = try await jobs.create(.put, names.map { .put($0, UInt64(count)) }) {
            $0.blobSizeBytes = 1000
        }.job.id
        for name in names { _ = try await jobs.put(text(name, count), name, of: id) }
        return id
    }

    func residency(_ name: String) async throws -> Residency? {
        try await archive.residency(
            of: [ObjectKey(try ObjectName(name))], in: jobs.container
        ).first ?? nil
    }

    func evict(_ names: [String]) async throws {
        for name in names {
            try await until("\(name) is archived") { try await residency(name)?.isArchived == true }
        }
        _ = try await archive.evict(
            names.map { ObjectKey(try ObjectName($0)) }, in: jobs.container)
    }

    @Test func `is over when everything is on a volume`() async throws {
        let id = try await put(["a", "b", "c"], 60)
        jobs.pass(seconds: 60)
        try await until("the job is over") {
            try await jobs.engine.tick()
            let job = try await jobs.engine.job(id)
            guard job.status == .completed else {
                #expect(job.cachedBytes == 180)
                return false
            }
            #expect(job.completedBytes == 180)
            return true
        }
        for name in ["a", "b", "c"] {
            #expect(try await residency(name)?.isArchived == true)
        }
        #expect(try await archive.cacheSpace().reservedBytes == 0)
        await archive.shutdown()
    }

    @Test func `makes those wait for whom the cache has no room`() async throws {
        let big = try await jobs.create(.put, (0..<9).map { .put("b\($0)", 100) }) {
            $0.blobSizeBytes = 100
            $0.reservesAtOnce = true
        }
        #expect(try await archive.cacheSpace().reservedBytes == 900)
        let small = try await jobs.create(.put, [.put("s", 200)]) { $0.blobSizeBytes = 1000 }
        let id = small.job.id
        #expect(try await jobs.engine.readyChunks(of: id).listing.chunkNumbers.isEmpty)
        await #expect(throws: JobError.cacheFull(retryAfterSeconds: 60)) {
            try await jobs.put(text("s", 200), "s", of: id)
        }
        await #expect(throws: JobError.cacheFull(retryAfterSeconds: 60)) {
            try await jobs.engine.allocate(chunk: id)
        }
        #expect(try await jobs.engine.job(id).cachedBytes == 0)
        // What is reserved is what has not come.
        _ = try await jobs.put(text("b", 100), "b3", of: big.job.id)
        #expect(try await archive.cacheSpace().reservedBytes == 800)
        try await jobs.engine.cancel(big.job.id)
        #expect(try await archive.cacheSpace().reservedBytes == 0)
        #expect(try await jobs.engine.readyChunks(of: id).listing.chunkNumbers == [0])
        _ = try await jobs.put(text("s", 200), "s", of: id)
        #expect(try await jobs.names() == ["b3", "s"])
        await archive.shutdown()
    }

    @Test func `gives room back that was reserved for a job that is not made`() async throws {
        for _ in 0..<2 {
            await #expect(throws: JobError.cacheFull(retryAfterSeconds: 60)) {
                try await jobs.create(.put, [.put("a", 800), .put("b", 800)]) {
                    $0.reservesAtOnce = true
                }
            }
        }
        #expect(try await archive.cacheSpace().reservedBytes == 0)
        #expect(try await jobs.engine.jobs(.inProgress).isEmpty)
        await archive.shutdown()
    }

    @Test func `keeps its records in the cache, and finds those that are not`() async throws {
        let records = RecordStore(jobs.store, in: .jobs)
        let (box, name) = (try ContainerName("plans"), try ObjectName("one"))
        try await records.put(name, in: box, Bytes(text("old", 100)))
        try await records.put(name, in: box, Bytes(text("new", 200)), fields: ["f": "1"])
        _ = try await records.update(name, in: box) { $0 }
        let place = ContainerAddress(.jobs, box)
        func residency() async throws -> Residency? {
            try await archive.residency(of: [ObjectKey(name)], in: place)[0]
        }
        try await until("it is archived") { try await residency()?.isArchived == true }
        // All that is not pinned goes.
        try await until("there is room") {
            do {
                try await archive.reserve(800)
                return true
            } catch {
                return false
            }
        }
        await #expect(throws: StorageError.self) { try await archive.reserve(1) }
        #expect(try await residency()?.isPinned == true)
        #expect(try await records.get(name, in: box)?.document.text == text("new", 200))
        await archive.unreserve(800)
        // As if the pin had never been.
        _ = try await archive.evict([ObjectKey(name)], in: place)
        #expect(try await residency()?.cache == .absent)
        #expect(try await records.get(name, in: box)?.document.text == text("new", 200))
        #expect(try await residency()?.isPinned == true)
        await archive.shutdown()
    }

    /// What is in the cache is written again, but not for ever.
    @Test(arguments: [(0, true), (1, true), (3, true), (4, true), (1, false)])
    func `reads back what it has written before it is over`(
        damages: Int, isCached: Bool
    ) async throws {
        let id = try await jobs.create(.put, [.put("good", 80), .put("bad", 90)]) {
            $0.verifiesAfterWrite = true
            $0.blobSizeBytes = 1000
        }.job.id
        for (name, count) in [("good", 80), ("bad", 90)] {
            _ = try await jobs.put(text(name, count), name, of: id)
            try await until("\(name) is archived") {
                try await residency(name)?.isArchived == true
            }
        }
        if !isCached { try await evict(["bad"]) }
        jobs.pass(seconds: 60)
        try await jobs.engine.tick()
        // The first one is the good one.
        #expect(try await jobs.engine.work())
        for _ in 0..<damages {
            try damage(text("bad", 90))
            #expect(try await jobs.engine.job(id).status == .inProgress)
            #expect(try await jobs.engine.work())
            try await until("bad is archived again") {
                try await residency("bad")?.isArchived == true
            }
            try await jobs.engine.tick()
        }
        let isDamaged = damages > 3 || damages > 0 && !isCached
        #expect(try await jobs.engine.job(id).status == (isDamaged ? .canceled : .inProgress))
        while try await jobs.engine.work() {}
        let job = try await jobs.engine.job(id)
        #expect(job.status == (isDamaged ? .canceled : .completed))
        let message = "bad cannot be read back as it was written"
        #expect(job.errorMessage == (isDamaged ? message : nil))
        #expect(try await jobs.names() == ["bad", "good"])
        await archive.shutdown()
    }

    /// Changes a byte of a body on the only volume.
    private func damage(_ body: String) throws {
        let file = try FileCalls.open(directory.path + "/volumes/APU00001.tar", flags: 2)
        defer { FileCalls.close(file) }
        let read = try FileCalls.read(file, at: 0, count: 65_536)
        let bytes = (0..<read.count).map { read[$0] }
        let wanted = Array(body.utf8)
        let place = try #require(
            bytes.indices.first { bytes[$0...].starts(with: wanted) })
        try FileCalls.writeAll(file, Bytes("X"), at: UInt64(place))
    }

    @Test func `refuses at once what the cache can never hold`() async throws {
        let refusal = JobError.neverFits("big", limitBytes: 1000)
        for blobSize: UInt64 in [100, 2000] {
            await #expect(throws: refusal) {
                try await jobs.create(.put, [.put("a", 1000), .put("big", 1001)]) {
                    $0.blobSizeBytes = blobSize
                }
            }
        }
        #expect(jobs.engine.failures().map(\.error) == [refusal, refusal])
        await #expect(throws: refusal) {
            try await jobs.engine.putObject(
                BlobUpload(try jobs.object("big")),
                JobRequest(.put, in: jobs.container, userID: "user-1", userName: "spectra"),
                body: BodyReader(Bytes(text("big", 1001))))
        }
        #expect(try await jobs.engine.jobs(.inProgress).isEmpty)
        // All together may be more.
        let many = try await jobs.create(.put, [.put("a", 900), .put("b", 900)])
        #expect(many.job.originalBytes == 1800)
        let forced = try await jobs.create(.put, [.put("big", 1001)]) {
            $0.ignoresCacheSize = true
        }
        #expect(forced.job.originalBytes == 1001)
        await archive.shutdown()
    }

    @Test func `waits for an object that is read without a job`() async throws {
        _ = try await put(["a"], 300)
        try await evict(["a"])
        await #expect(throws: JobError.notInCache(retryAfterSeconds: 60)) {
            try await jobs.engine.openObject(try jobs.object("a"), waits: false)
        }
        #expect(try await residency("a")?.cache == .absent)
        #expect(try await jobs.text("a") == text("a", 300))
        await archive.shutdown()
    }

    @Test func `stages and verifies`() async throws {
        let names = ["a", "b", "c"]
        _ = try await put(names, 100)
        try await evict(names)
        let verified = try await jobs.create(.verify, names.map { JobItem($0) }).job.id
        while try await jobs.engine.work() {}
        let job = try await jobs.engine.job(verified)
        #expect(job.status == .completed)
        #expect(job.completedBytes == 300)
        #expect(job.errorMessage == nil)
        // It was read from the volume, and nothing was brought back for it.
        for name in names { #expect(try await residency(name)?.cache == .absent) }
        let staged = try await jobs.create(.stage, [JobItem("b")]).job.id
        try await until("it is there") {
            try await jobs.engine.job(staged).status == .completed
        }
        #expect(try await residency("b")?.cache == .resident)
        #expect(try await residency("b")?.isPinned == false)
        #expect(try await residency("a")?.cache == .absent)
        await archive.shutdown()
    }

    @Test func `stages more than the cache holds at a time`() async throws {
        let names = (0..<12).map { "o\($0)" }
        for name in names {
            _ = try await put([name], 200)
            try await evict([name])
        }
        let id = try await jobs.create(.stage, names.map { JobItem($0) }).job.id
        try await until("all of them have been there") {
            try await jobs.engine.job(id).status == .completed
        }
        // Others find room.
        await #expect(throws: Never.self) { try await archive.reserve(900) }
        await archive.shutdown()
    }
}
