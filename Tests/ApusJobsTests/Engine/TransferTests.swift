// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

@Suite struct TransferTests {
    @Test func `takes what was announced, and is over some seconds after its last byte`()
        async throws
    {
        let jobs = try await TestJobs()
        let made = try await jobs.create(
            .put, [.put("clip", 25), .put("folder/", 0), .put("note", 4)])
        let id = made.job.id
        #expect(made.job.name == "PUT by spectra")
        #expect(
            try await jobs.blobs(made) == [
                ["clip@0+10", "clip@10+10", "clip@20+5", "folder/@0+0", "note@0+4"]
            ])
        let ready = try await jobs.engine.readyChunks(of: id)
        #expect(ready.listing.chunkNumbers == [0])
        _ = try await jobs.put("0123456789", "clip", offset: 10, of: id)
        _ = try await jobs.put("", "folder/", of: id)
        let last = try await jobs.put("abcde", "clip", offset: 20, of: id)
        #expect(!last.isComplete)
        #expect(try await jobs.names() == ["folder/"])
        #expect(try await jobs.engine.job(id).cachedBytes == 15)
        let whole = try await jobs.put("ABCDEFGHIJ", "clip", offset: 0, of: id)
        #expect(whole.isComplete)
        #expect(try await jobs.text("clip") == "ABCDEFGHIJ0123456789abcde")
        _ = try await jobs.put("note", "note", offset: 0, of: id)
        var job = try await jobs.engine.job(id)
        #expect(job.status == .inProgress)
        #expect(job.cachedBytes == 29)
        #expect(job.completedBytes == 29)
        #expect(try await jobs.engine.readyChunks(of: id).listing.chunkNumbers.isEmpty)
        jobs.pass(seconds: 10)
        try await jobs.engine.tick()
        job = try await jobs.engine.job(id)
        #expect(job.status == .completed)
        #expect(job.originalBytes == 29)
        #expect(try await jobs.engine.jobs(.inProgress).isEmpty)
        #expect(try await jobs.engine.jobs(.completed).map(\.id) == [id])
        await #expect(throws: JobError.ended) { try await jobs.put("x", "note", of: id) }
        try jobs.kill()
        #expect(try await jobs.engine.job(id) == job)
        #expect(try await jobs.engine.listing(id).chunkNumbers.isEmpty)
    }

    @Test func `reads blobs that overlap what is wanted, and is over when each was read`()
        async throws
    {
        let jobs = try await TestJobs()
        let id = try await jobs.create(.put, [.put("clip", 25)]).job.id
        for (offset, text) in [(0, "ABCDEFGHIJ"), (10, "0123456789"), (20, "abcde")] {
            _ = try await jobs.put(text, "clip", offset: UInt64(offset), of: id)
        }
        let got = try await jobs.create(.get, [JobItem("clip", offset: 9, lengthBytes: 2)])
        #expect(try await jobs.blobs(got) == [["clip@0+10*", "clip@10+10*"]])
        let blob = try await got.blobs(ofChunk: 0).blobs[0]
        let info = try await jobs.store.info(try jobs.object("clip"), for: jobs.owner)
        #expect(blob.versionID == BlobLayout.versionID(of: info, at: try jobs.object("clip")))
        let opened = try await jobs.engine.openBlob(
            try jobs.object("clip"), offset: 10, of: got.job.id)
        #expect(opened.range == 10..<20)
        #expect(opened.checksum?.value == BodyChecksum.md5.of(Bytes("0123456789")))
        await #expect(throws: JobError.unsatisfiableRange) { try await opened.body(5..<12) }
        let part = opened.noting(try await opened.body(12..<14))
        #expect(try await part.collect(limitBytes: 9).text == "23")
        #expect(try await jobs.engine.job(got.job.id).completedBytes == 10)
        #expect(
            try await jobs.blobs(try await jobs.engine.readyChunks(of: got.job.id).listing)
                == [["clip@0+10*"]])
        await #expect(throws: JobError.notPlanned) {
            try await jobs.get("clip", offset: 20, of: got.job.id)
        }
        // Not read to its end: it stays.
        let broken = try await jobs.engine.openBlob(
            try jobs.object("clip"), offset: 0, of: got.job.id)
        _ = broken.noting(try await broken.body())
        #expect(try await jobs.engine.job(got.job.id).status == .inProgress)
        #expect(try await jobs.get("clip", offset: 0, of: got.job.id) == "ABCDEFGHIJ")
        #expect(try await jobs.engine.job(got.job.id).status == .completed)
    }

    @Test(arguments: [
        ([JobItem](), JobError.emptyList),
        ([.put("a", 1), .put("b", 1), .put("a", 2)], .duplicateName("a")),
        ([JobItem("a")], .sizeMissing("a")),
        ([.put("f/", 1)], .folderWithBytes("f/")),
        ([.put("", 1)], .badName("")),
        ([.put("there", 1)], .objectExists("there")),
        ([.put("announced", 1)], .objectExists("announced")),
        ([.put("big", 100 << 30)], .tooManyBlobs(limit: 5_000_000)),
    ])
    func `refuses lists`(items: [JobItem], error: JobError) async throws {
        let jobs = try await TestJobs()
        let other = try await jobs.create(.put, [.put("there", 1), .put("announced", 1)])
        _ = try await jobs.put("x", "there", of: other.job.id)
        await #expect(throws: error) { try await jobs.create(.put, items) }
        #expect(try await jobs.engine.jobs(.inProgress).map(\.id) == [other.job.id])
        let failure = try #require(jobs.engine.failures().first)
        #expect(failure.error == error)
        try jobs.engine.forgetFailure(failure.id)
        #expect(jobs.engine.failures().isEmpty)
    }

    @Test func `leaves out what is there, and refuses what is not`() async throws {
        let jobs = try await TestJobs()
        let id = try await jobs.create(.put, [.put("a", 1)]).job.id
        _ = try await jobs.put("x", "a", of: id)
        let made = try await jobs.create(.put, [.put("a", 1), .put("b", 2)]) {
            $0.ignoresNamingConflicts = true
        }
        #expect(try await jobs.blobs(made) == [["b@0+2"]])
        await #expect(throws: JobError.nothingToDo) {
            try await jobs.create(.put, [.put("a", 1)]) { $0.ignoresNamingConflicts = true }
        }
        await #expect(throws: JobError.noSuchObject("b")) {
            try await jobs.create(.get, [JobItem("a"), JobItem("b")])
        }
        await #expect(throws: JobError.noSuchObject("a")) {
            try await jobs.create(
                .get, [JobItem("a", versionID: "7c2f0f3e-8a51-4a6f-8b8e-000000000000")])
        }
    }

    @Test func `takes each blob once, of its length, with its checksum`() async throws {
        let jobs = try await TestJobs()
        let id = try await jobs.create(.put, [.put("clip", 15)]) {
            $0.checksum = .crc32c
            $0.requiresChecksum = true
        }.job.id
        func put(_ text: String, _ offset: UInt64, _ sent: String?) async throws {
            var upload = BlobUpload(try jobs.object("clip"), offset: offset)
            upload.metadata = ["x-object-meta-a\(offset)": "1"]
            if let sent { upload.expected = [.crc32c: BodyChecksum.crc32c.of(Bytes(sent))] }
            _ = try await jobs.engine.putBlob(upload, of: id, body: BodyReader(Bytes(text)))
        }
        await #expect(throws: JobError.checksumMissing) { try await put("abcde", 10, nil) }
        await #expect(throws: JobError.wrongLength(expected: 5)) { try await put("abc", 10, "abc") }
        await #expect(throws: JobError.notPlanned) { try await put("abc", 11, "abc") }
        await #expect(throws: StoreError.self) { try await put("abcde", 10, "abcdf") }
        try await put("abcde", 10, "abcde")
        await #expect(throws: JobError.blobExists) { try await put("abcde", 10, "abcde") }
        try await put("0123456789", 0, "0123456789")
        await #expect(throws: JobError.blobExists) { try await put("0123456789", 0, "0123456789") }
        let info = try await jobs.store.info(try jobs.object("clip"), for: jobs.owner)
        #expect(info.row.metadata == ["x-object-meta-a0": "1", "x-object-meta-a10": "1"])
        #expect(info.row.etag.hasSuffix("-2"))
        let layout = try #require(BlobLayout(info.row))
        #expect(
            layout.checksum(at: 10, of: 15)?.value == BodyChecksum.crc32c.of(Bytes("abcde")))
    }

    @Test(arguments: [BodyChecksum.crc32c, .sha512])
    func `compares with the checksums of what came`(type: BodyChecksum) async throws {
        let jobs = try await TestJobs()
        let id = try await jobs.create(.put, [.put("clip", 15), .put("one", 3)]) {
            $0.checksum = type
        }.job.id
        _ = try await jobs.put("0123456789", "clip", offset: 0, of: id)
        _ = try await jobs.put("abcde", "clip", offset: 10, of: id)
        _ = try await jobs.put("one", "one", of: id)
        func verify() async throws -> Job {
            let id = try await jobs.create(.verify, [JobItem("clip"), JobItem("one")]).job.id
            while try await jobs.engine.work() {}
            return try await jobs.engine.job(id)
        }
        let good = try await verify()
        #expect(good.status == .completed && good.errorMessage == nil)
        // Bytes of the same length that are sound, but not those that came.
        let broker = jobs.backend.container(jobs.container)
        let key = ObjectKey(try ObjectName("clip"))
        var row = try await broker.row(key)
        let known = try #require(row.system["ds3-checksums"])
        let last = Base64.encode(type.of(Bytes("abcde")), isPadded: true)
        let other = Base64.encode(type.of(Bytes("abcdE")), isPadded: true)
        #expect(known.hasSuffix(last))
        row.system["ds3-checksums"] = known.dropLast(last.count) + other
        _ = try await broker.commit([ObjectChange(key, .amend(row))])
        let bad = try await verify()
        #expect(bad.errorMessage == "clip is not as it was stored")
    }

    @Test func `takes many blobs at a time, none twice`() async throws {
        let jobs = try await TestJobs()
        let id = try await jobs.create(
            .put, (0..<20).map { .put("o\($0)", 55) }
        ).job.id
        let exists = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<240 {
                group.addTask {
                    let blob = number % 120
                    let text = String(repeating: "\(blob % 6)", count: blob % 6 == 5 ? 5 : 10)
                    do {
                        _ = try await jobs.put(
                            text, "o\(blob / 6)", offset: UInt64(blob % 6 * 10), of: id)
                        return 0
                    } catch JobError.blobExists, JobError.blobBusy {
                        return 1
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(exists == 120)
        #expect(try await jobs.names().count == 20)
        for number in 0..<20 {
            let text = try await jobs.text("o\(number)")
            #expect(text.hasPrefix("00000000001111111111"))
            #expect(text.count == 55)
        }
        let listing = try await jobs.engine.listing(id)
        #expect(listing.job.cachedBytes == 1100)
        #expect(listing.chunk(0).isDone)
    }
}
