// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusBytes
import ApusIO
import ApusJobs
import ApusMemoryBackend
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
        archive = try await ArchiveBackend.open(
            MemoryBackend(), in: directory.path,
            options: ArchiveOptions(
                cacheBytes: 1000, volumeBytes: 1 << 20, delay: .zero, recalls: false,
                highWatermarkPercent: 100, lowWatermarkPercent: 90))
        jobs = try await TestJobs(over: archive) { $0.waitLimit = .seconds(300) }
    }

    private func until(
        _ what: String, _ condition: () async throws -> Bool
    ) async throws {
        for _ in 0..<5000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("not within 10 s: \(what)")
        throw CancellationError()
    }

    private func text(_ name: String, _ count: Int) -> String {
        String(String(repeating: name, count: count).prefix(count))
    }

    private func put(_ names: [String], _ count: Int) async throws -> String {
        let id = try await jobs.create(.put, names.map { .put($0, UInt64(count)) }) {
            $0.blobSizeBytes = 1000
        }.job.id
        for name in names { _ = try await jobs.put(text(name, count), name, of: id) }
        return id
    }

    private func residency(_ name: String) async throws -> Residency? {
        try await archive.residency(
            of: [ObjectKey(try ObjectName(name))], in: jobs.container
        ).first ?? nil
    }

    private func evict(_ names: [String]) async throws {
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

    @Test func `brings back what is read, chunk by chunk, and lets it go again`() async throws {
        let names = (0..<10).map { "o\($0)" }
        _ = try await put(names, 90)
        try await evict(names)
        let got = try await jobs.create(.get, names.map { JobItem($0) })
        // A quarter of the cache.
        #expect(got.chunkNumbers.count == 5)
        #expect(got.job.cachedBytes == 0)
        #expect(try await jobs.blobs(got)[0] == ["o0@0+90", "o1@0+90"])
        var read: [String] = []
        try await until("everything was read") {
            let ready: ReadyChunks
            do {
                ready = try await jobs.engine.readyChunks(of: got.job.id, preferred: 2)
            } catch JobError.ended {
                return true
            }
            for chunk in ready.listing.chunkNumbers {
                for blob in try await ready.listing.blobs(ofChunk: chunk).blobs {
                    let text = try await jobs.get(blob.name, offset: 0, of: got.job.id)
                    #expect(text == self.text(blob.name, 90))
                    read.append(blob.name)
                }
            }
            return false
        }
        #expect(read == names)
        #expect(try await jobs.engine.job(got.job.id).status == .completed)
        for name in names { #expect(try await residency(name)?.cache == .absent) }
        await archive.shutdown()
    }

    @Test(arguments: [false, true])
    func `lets go of what was read when the next one needs its room`(
        restarts: Bool
    ) async throws {
        // No two of them fit, and they come one after the other.
        for name in ["x", "y", "z"] {
            _ = try await put([name], 600)
            try await evict([name])
        }
        let id = try await jobs.create(.get, ["x", "y", "z"].map { JobItem($0) }).job.id
        var read = Set<String>()
        try await until("everything was read") {
            do {
                try await jobs.engine.tick()
                for chunk in try await jobs.engine.readyChunks(of: id).listing.chunkNumbers {
                    let listing = try await jobs.engine.readyChunks(of: id).listing
                    for blob in try await listing.blobs(ofChunk: chunk).blobs
                    where !read.contains(blob.name) {
                        let text = try await jobs.get(blob.name, offset: 0, of: id)
                        #expect(text == self.text(blob.name, 600))
                        read.insert(blob.name)
                        if restarts {
                            try await jobs.engine.tick()
                            try jobs.kill()
                        }
                    }
                }
            } catch JobError.ended {
                return true
            }
            return read.count == 3
        }
        try await jobs.engine.tick()
        #expect(try await jobs.engine.job(id).status == .completed)
        for name in ["x", "y", "z"] { #expect(try await residency(name)?.isPinned == false) }
        await archive.shutdown()
    }

    @Test func `keeps an object until all ranges of it are read`() async throws {
        let put = try await jobs.create(.put, [.put("a", 300)]) { $0.blobSizeBytes = 50 }.job.id
        for number in 0..<6 {
            _ = try await jobs.put(text("a", 50), "a", offset: UInt64(number * 50), of: put)
        }
        try await evict(["a"])
        let ranges = [(0, 50), (100, 50), (200, 50)].map { offset, length in
            JobItem("a", offset: UInt64(offset), lengthBytes: UInt64(length))
        }
        let id = try await jobs.create(.get, ranges).job.id
        try await until("it is there") {
            try await !jobs.engine.readyChunks(of: id).listing.chunkNumbers.isEmpty
        }
        for offset: UInt64 in [0, 200] {
            #expect(try await jobs.get("a", offset: offset, of: id) == text("a", 50))
            try await jobs.engine.tick()
            #expect(try await residency("a")?.isPinned == true)
        }
        #expect(try await jobs.get("a", offset: 100, of: id) == text("a", 50))
        #expect(try await jobs.engine.job(id).status == .completed)
        #expect(try await residency("a")?.cache == .absent)
        await archive.shutdown()
    }

    @Test func `lets jobs read in turn that need more than the cache together`() async throws {
        _ = try await put(["ballast"], 520)
        try await evict(["ballast"])
        let letters = ["a", "b", "c", "d", "e", "f", "g", "h"]
        // On the volume lie the first objects of all jobs before the second of any.
        for number in 0..<2 {
            let names = letters.map { "\($0)\(number)" }
            _ = try await put(names, 100)
            try await evict(names)
        }
        var ids: [String] = []
        for letter in letters {
            let items = [JobItem("\(letter)0"), JobItem("\(letter)1")]
            ids.append(try await jobs.create(.get, items).job.id)
        }
        // Nothing can come before all of them have asked.
        let ballast = [ObjectKey(try ObjectName("ballast"))]
        try await archive.stageIn(ballast, in: jobs.container, pin: true)
        try await until("the cache is full") { try await residency("ballast")?.cache == .resident }
        for id in ids {
            #expect(try await jobs.engine.readyChunks(of: id).listing.chunkNumbers.isEmpty)
        }
        _ = try await archive.evict(ballast, in: jobs.container)
        var read: Set<String> = []
        try await until("everything was read") {
            for id in ids {
                do {
                    let listing = try await jobs.engine.readyChunks(of: id).listing
                    for chunk in listing.chunkNumbers {
                        for blob in try await listing.blobs(ofChunk: chunk).blobs {
                            let text = try await jobs.get(blob.name, offset: 0, of: id)
                            #expect(text == self.text(blob.name, 100))
                            read.insert(blob.name)
                        }
                    }
                } catch JobError.ended {
                    continue
                }
            }
            return read.count == 16
        }
        for id in ids { #expect(try await jobs.engine.job(id).status == .completed) }
        #expect(try await archive.cacheSpace().reservedBytes == 0)
        await archive.shutdown()
    }

    @Test func `tells what is in the cache of versions, which lie beside their bucket`()
        async throws
    {
        jobs.pass(seconds: 1)
        _ = try await jobs.store.create(
            jobs.container, policy: nil, metadata: [:], versions: true, for: jobs.owner)
        let made = try await jobs.create(.put, [.put("a", 3)])
        _ = try await jobs.put("abc", "a", of: made.job.id)
        let place = try await jobs.store.info(try jobs.object("a"), for: jobs.owner).address
        let keys = [ObjectKey(place.object)]
        #expect(place.container != jobs.container)
        try await until("it is archived") {
            try await archive.residency(of: keys, in: place.container)[0]?.isArchived == true
        }
        let id = try await jobs.create(.get, [JobItem("a")]).job.id
        #expect(try await jobs.blobs(try await jobs.engine.listing(id)) == [["a@0+3*"]])
        _ = try await archive.evict(keys, in: place.container)
        #expect(try await jobs.blobs(try await jobs.engine.listing(id)) == [["a@0+3"]])
        try await until("it is there") {
            try await !jobs.engine.readyChunks(of: id).listing.chunkNumbers.isEmpty
        }
        #expect(try await jobs.blobs(try await jobs.engine.listing(id)) == [["a@0+3*"]])
        await archive.shutdown()
    }

    @Test(arguments: [false, true])
    func `gives up what the process before has brought in`(isOver: Bool) async throws {
        let names = ["a", "b"]
        _ = try await put(names, 100)
        try await evict(names)
        let id = try await jobs.create(.get, names.map { JobItem($0) }).job.id
        try await until("both are there") {
            try await !jobs.engine.readyChunks(of: id).listing.chunkNumbers.isEmpty
        }
        #expect(try await residency("a")?.isPinned == true)
        if isOver {
            // As if it had been killed between that it was over and what follows of it.
            let records = RecordStore(jobs.store, in: .jobs)
            try await records.update(try ObjectName(id), in: try ContainerName("jobs")) {
                var info = $0
                info.fields["status"] = JobStatus.canceled.rawValue
                return info
            }
        }
        try jobs.kill()
        if !isOver { try await jobs.engine.cancel(id) }
        #expect(try await jobs.engine.job(id).status == .canceled)
        for name in names {
            let residency = try await residency(name)
            #expect(residency?.cache == .absent && residency?.isPinned == false)
        }
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

    @Test(arguments: [false, true])
    func `reads back what it has written before it is over`(isDamaged: Bool) async throws {
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
        if isDamaged { try damage(text("bad", 90)) }
        jobs.pass(seconds: 60)
        try await jobs.engine.tick()
        #expect(try await jobs.engine.job(id).status == .inProgress)
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
        let read = try FileCalls.read(file, at: 0, count: 16_384)
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
        try await archive.reserve(900)
        await archive.shutdown()
    }
}
