// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization
import Testing

@Suite struct ChangingTests {
    @Test func `truncates to what has come, and cancels what has nothing left`() async throws {
        let jobs = try await TestJobs()
        let id = try await jobs.create(
            .put, [.put("half", 15), .put("none", 3), .put("whole", 12)]
        ).job.id
        _ = try await jobs.put("0123456789", "half", offset: 0, of: id)
        _ = try await jobs.put("0123456789", "whole", offset: 0, of: id)
        _ = try await jobs.put("ab", "whole", offset: 10, of: id)
        var changes = JobChanges()
        changes.isProtected = true
        _ = try await jobs.engine.modify(id, changes)
        await #expect(throws: JobError.protected) { try await jobs.engine.truncate(id) }
        try await jobs.engine.truncateAll(JobFilter())
        #expect(try await jobs.engine.job(id).originalBytes == 30)
        changes.isProtected = false
        _ = try await jobs.engine.modify(id, changes)
        try await jobs.engine.truncate(id)
        for _ in 0..<2 {
            let job = try await jobs.engine.job(id)
            #expect(job.isTruncated)
            #expect(job.originalBytes == 12)
            #expect(job.cachedBytes == 12)
            #expect(
                try await jobs.blobs(try await jobs.engine.listing(id))
                    == [["whole@0+10*", "whole@10+2*"]])
            try jobs.kill()
        }
        await #expect(throws: JobError.notPlanned) { try await jobs.put("abc", "none", of: id) }
        jobs.pass(seconds: 10)
        #expect(try await jobs.engine.job(id).status == .completed)
        let empty = try await jobs.create(.put, [.put("x", 1)]).job.id
        try await jobs.engine.truncate(empty)
        #expect(try await jobs.engine.job(empty).status == .canceled)
        await #expect(throws: JobError.noSuchJob) { try await jobs.engine.truncate(empty) }
        await #expect(throws: JobError.noSuchJob) { try await jobs.engine.cancel(empty) }
    }

    @Test(arguments: [JobError.ended, .notPlanned])
    func `refuses what is on its way when it is canceled or truncated`(
        refusal: JobError
    ) async throws {
        let jobs = try await TestJobs()
        let id = try await jobs.create(
            .put, [.put("a", 15), .put("b", 4), .put("whole", 1)]
        ).job.id
        _ = try await jobs.put("x", "whole", of: id)
        let engine = jobs.engine
        for (name, offset, count) in [("a", 10, 5), ("b", 0, 4)] {
            let address = try jobs.object(name)
            let rest = Mutex([Bytes([UInt8](repeating: 0x78, count: count))])
            let body = BodyReader(lengthBytes: UInt64(count)) {
                guard let piece = rest.withLock({ $0.popLast() }) else { return nil }
                if name == "a" {
                    if refusal == .ended {
                        try await engine.cancel(id)
                    } else {
                        try await engine.truncate(id)
                    }
                }
                return .bytes(piece)
            }
            await #expect(throws: refusal) {
                try await engine.putBlob(
                    BlobUpload(address, offset: UInt64(offset)), of: id, body: body)
            }
        }
        #expect(try await jobs.names() == ["whole"])
        let parts = try await jobs.store.parts(
            of: try jobs.object("a"),
            upload: UInt64(id.filter { $0 != "-" }.prefix(16), radix: 16) ?? 0, 0..<2,
            for: jobs.owner)
        #expect(parts.isEmpty)
    }

    @Test func `takes deleted objects out of jobs`() async throws {
        let jobs = try await TestJobs()
        let put = try await jobs.create(.put, [.put("a/1", 4), .put("a/2", 4), .put("b", 4)]).job.id
        for name in ["a/1", "a/2", "b"] { _ = try await jobs.put("text", name, of: put) }
        let get = try await jobs.create(.get, [JobItem("a/1"), JobItem("b")]).job.id
        _ = try await jobs.get("b", of: get)
        try await jobs.engine.objectsDeleted(prefix: "a/", in: jobs.container)
        #expect(try await jobs.engine.job(put).originalBytes == 4)
        #expect(try await jobs.engine.job(get).status == .completed)
        try jobs.kill()
        #expect(try await jobs.engine.job(put).originalBytes == 4)
        try await jobs.engine.objectsDeleted([try ObjectName("b")], in: jobs.container)
        #expect(try await jobs.engine.job(put).status == .canceled)
        let other = try await jobs.create(.put, [.put("c", 1)]).job.id
        try await jobs.engine.bucketDeleted(jobs.container)
        #expect(try await jobs.engine.job(other).status == .canceled)
    }

    @Test func `lets requests join a job until it is closed`() async throws {
        let jobs = try await TestJobs { $0.chunkSizeBytes = 100 }
        func make(_ name: String, _ size: UInt64, user: String = "user-1") async throws
            -> JobListing
        {
            try await jobs.create(.put, [.put(name, size)]) {
                $0.isAggregating = true
                if user != "user-1" {
                    $0 = JobRequest(.put, in: jobs.container, userID: user, userName: user)
                    $0.isAggregating = true
                }
            }
        }
        let first = try await make("a", 20).job.id
        _ = try await jobs.put("0123456789", "a", offset: 0, of: first)
        _ = try await jobs.put("0123456789", "a", offset: 10, of: first)
        #expect(try await make("b", 5).job.id == first)
        #expect(try await make("c", 5, user: "user-2").job.id != first)
        await #expect(throws: JobError.objectExists("a")) { try await make("a", 20) }
        await #expect(throws: JobError.objectExists("b")) { try await make("b", 20) }
        try jobs.kill()
        #expect(
            try await jobs.blobs(try await jobs.engine.listing(first))
                == [["a@0+10*", "a@10+10*", "b@0+5"]])
        // A second chunk closes it.
        #expect(try await make("d", 100).job.id == first)
        #expect(try await make("e", 1).job.id != first)
        #expect(try await jobs.engine.listing(first).chunkNumbers == [0, 1])
        let closed = try await jobs.engine.closeAggregating(first)
        #expect(!closed.job.isAggregating)
    }

    @Test func `hands out twice what two requests of a job read`() async throws {
        let jobs = try await TestJobs()
        let put = try await jobs.create(.put, [.put("a", 3)]).job.id
        _ = try await jobs.put("abc", "a", of: put)
        var id = ""
        for _ in 0..<2 {
            id = try await jobs.create(.get, [JobItem("a")]) { $0.isAggregating = true }.job.id
        }
        #expect(
            try await jobs.blobs(try await jobs.engine.listing(id)) == [["a@0+3*", "a@0+3*"]])
        for _ in 0..<2 { #expect(try await jobs.get("a", offset: 0, of: id) == "abc") }
        #expect(try await jobs.engine.job(id).status == .completed)
    }

    @Test func `replaces or keeps what was there, as the data policy has it`() async throws {
        for (naming, versions) in [(NamingRule.keepLatest, false), (.keepMultiple, true)] {
            let jobs = try await TestJobs(versions: versions)
            var ids: [String] = []
            for text in ["first first first", "second second se"] {
                let listing = try await jobs.create(
                    .put, [.put("a", UInt64(text.utf8.count)), .put("b", 6)]
                ) { $0.naming = naming }
                let id = listing.job.id
                for offset in [10, 0] {
                    let piece = String(text.dropFirst(offset).prefix(10))
                    _ = try await jobs.put(piece, "a", offset: UInt64(offset), of: id)
                }
                _ = try await jobs.put(String(text.prefix(6)), "b", of: id)
                ids.append(try await listing.blobs(ofChunk: 0).blobs[0].versionID)
            }
            #expect(try await jobs.text("a") == "second second se")
            #expect(try await jobs.text("b") == "second")
            guard versions else { continue }
            let old = try await jobs.engine.openObject(try jobs.object("a"), versionID: ids[0])
            #expect(try await old.body().collect(limitBytes: 99).text == "first first first")
            let got = try await jobs.create(.get, [JobItem("a", versionID: ids[0])])
            #expect(try await jobs.get("a", offset: 10, of: got.job.id) == "t first")
            // Both at once, each asked for by its id.
            let both = try await jobs.create(.get, ids.map { JobItem("a", versionID: $0) })
            for (id, text) in zip(ids, ["t first", "ond se"]).reversed() {
                let got = try await jobs.get("a", offset: 10, versionID: id, of: both.job.id)
                #expect(got == text)
                #expect(try await jobs.engine.job(both.job.id).status == .inProgress)
                _ = try await jobs.get("a", offset: 0, versionID: id, of: both.job.id)
            }
            #expect(try await jobs.engine.job(both.job.id).status == .completed)
        }
    }

    @Test func `ends jobs whose clients stay away, and forgets the oldest`() async throws {
        let jobs = try await TestJobs {
            $0.idleLimit = .seconds(100)
            $0.historyLimit = 2
        }
        let nothing = try await jobs.create(.put, [.put("a", 2)]).job.id
        let some = try await jobs.create(.put, [.put("b", 2), .put("c", 2)]).job.id
        let kept = try await jobs.create(.put, [.put("d", 2)]) { $0.allowsCleanup = false }.job.id
        _ = try await jobs.put("bb", "b", of: some)
        jobs.pass(seconds: 99)
        try await jobs.engine.tick()
        #expect(try await jobs.engine.jobs(.inProgress).count == 3)
        jobs.pass(seconds: 1)
        try await jobs.engine.tick()
        #expect(try await jobs.engine.job(nothing).isCanceledByTimeout)
        #expect(try await jobs.engine.job(some).isTruncatedByTimeout)
        #expect(try await jobs.engine.job(kept).status == .inProgress)
        for name in ["e", "f"] {
            try await jobs.engine.cancel(try await jobs.create(.put, [.put(name, 1)]).job.id)
        }
        #expect(try await jobs.engine.jobs(.canceled).count == 2)
        await #expect(throws: JobError.noSuchJob) { try await jobs.engine.job(nothing) }
        try jobs.kill()
        #expect(try await jobs.engine.jobs(.canceled).count == 2)
        try await jobs.engine.clear(.canceled)
        #expect(try await jobs.engine.jobs(.canceled).isEmpty)
    }

    @Test func `ends them though others come near, and where no plan is at hand`() async throws {
        let jobs = try await TestJobs {
            $0.idleLimit = .seconds(100)
            $0.idlePlanLimit = 0
        }
        let put = try await jobs.create(.put, [.put("a", 2)]).job.id
        jobs.pass(seconds: 70)
        try await jobs.engine.tick()
        // Looks whether the name is announced.
        _ = try await jobs.engine.putObject(
            BlobUpload(try jobs.object("b")),
            JobRequest(.put, in: jobs.container, userID: "user-2", userName: "other"),
            body: BodyReader(Bytes("b")))
        jobs.pass(seconds: 30)
        try await jobs.engine.tick()
        #expect(try await jobs.engine.job(put).isCanceledByTimeout)
        let get = try await jobs.create(.get, [JobItem("b")]).job.id
        try jobs.kill()
        try await jobs.engine.tick()
        jobs.pass(seconds: 100)
        try await jobs.engine.tick()
        #expect(try await jobs.engine.job(get).isCanceledByTimeout)
    }

    @Test func `lets go of plans that nobody uses`() async throws {
        let jobs = try await TestJobs { $0.idlePlanLimit = 0 }
        let id = try await jobs.create(.put, [.put("a", 15)]).job.id
        _ = try await jobs.put("0123456789", "a", offset: 0, of: id)
        jobs.pass(seconds: 100)
        try await jobs.engine.tick()
        #expect(
            try await jobs.blobs(try await jobs.engine.listing(id)) == [["a@0+10*", "a@10+5"]])
        _ = try await jobs.put("abcde", "a", offset: 10, of: id)
        #expect(try await jobs.text("a") == "0123456789abcde")
    }
}
