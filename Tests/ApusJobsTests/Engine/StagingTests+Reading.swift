// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

extension StagingTests {
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

    @Test func `gives up half of a chunk when there is no room for the other`() async throws {
        for (names, count) in [(["a", "b"], 120), (["ballast"], 750)] {
            _ = try await put(names, count)
            try await evict(names)
        }
        let (a, ballast) = (ObjectKey(try ObjectName("a")), ObjectKey(try ObjectName("ballast")))
        try await archive.stageIn([a], in: jobs.container, pin: false)
        try await until("one is there") { try await residency("a")?.cache == .resident }
        let id = try await jobs.create(.get, [JobItem("a"), JobItem("b")]).job.id
        func isReady() async throws -> Bool {
            try await !jobs.engine.readyChunks(of: id).listing.chunkNumbers.isEmpty
        }
        try await until("both are there") { try await isReady() }
        _ = try await archive.evict([a], in: jobs.container)
        try await archive.stageIn([ballast], in: jobs.container, pin: true)
        try await until("the cache is full") { try await residency("ballast")?.cache == .resident }
        #expect(try await residency("b")?.isPinned == true)
        #expect(try await !isReady())
        #expect(try await residency("b")?.cache == .absent)
        _ = try await archive.evict([ballast], in: jobs.container)
        try await until("both are there again") { try await isReady() }
        for name in ["a", "b"] {
            #expect(try await jobs.get(name, offset: 0, of: id) == text(name, 120))
        }
        #expect(try await jobs.engine.job(id).status == .completed)
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
}
