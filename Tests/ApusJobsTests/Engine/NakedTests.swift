// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusTestSupport
import Synchronization
import Testing

/// Transfers that nobody has announced.
@Suite struct NakedTests {
    private func request(_ kind: JobKind, _ jobs: TestJobs) -> JobRequest {
        JobRequest(kind, in: jobs.container, userID: "user-1", userName: "spectra")
    }

    private func put(
        _ name: String, _ jobs: TestJobs, body: BodyReader
    ) async throws -> BlobReceipt {
        try await jobs.engine.putObject(
            BlobUpload(try jobs.object(name)), request(.put, jobs), body: body)
    }

    private func open(_ name: String, _ jobs: TestJobs) async throws -> OpenedBlob {
        try await jobs.engine.openObject(
            try jobs.object(name), waits: true, request(.get, jobs))
    }

    @Test func `is a job for as long as it takes, and remembered`() async throws {
        let jobs = try await TestJobs { $0.historyLimit = 3 }
        let events = Mutex<[String]>([])
        jobs.engine.onEvent = { event in
            let line =
                switch event {
                case .created(let job): "created \(job.kind.rawValue) \(job.isNaked)"
                case .ended(let job): "ended \(job.status.rawValue)"
                case .cached(_, let objects): "cached \(objects.map(\.name))"
                case .persisted(_, let objects): "persisted \(objects.map(\.name))"
                }
            events.withLock { $0.append(line) }
        }
        let pieces = Mutex<[Bytes]>([Bytes("de"), Bytes("abc")])
        let seen = Mutex<[Job]>([])
        let body = BodyReader(lengthBytes: 5) {
            let active = try await jobs.engine.jobs(.inProgress)
            seen.withLock { $0 = active }
            return pieces.withLock { $0.popLast().map { .bytes($0) } }
        }
        let receipt = try await put("a", jobs, body: body)
        let job = try #require(seen.withLock { $0.first })
        #expect(job.isNaked && job.kind == .put && job.originalBytes == 5)
        #expect(job.name == "PUT by spectra" && job.cachedBytes == 0)
        #expect(try await jobs.engine.jobs(.inProgress).isEmpty)
        let done = try await jobs.engine.job(job.id)
        #expect(done.status == .completed && done.completedBytes == 5)
        // Another reads it.
        let opened = try await open("a", jobs)
        #expect(opened.versionID == receipt.versionID)
        let reading = try await jobs.engine.jobs(.inProgress)
        #expect(reading.map(\.kind) == [.get])
        #expect(
            try await jobs.blobs(try await jobs.engine.listing(reading[0].id)) == [["a@0+5*"]])
        let text = try await opened.noting(try await opened.body()).collect(limitBytes: 9).text
        #expect(text == "abcde")
        #expect(try await jobs.engine.job(reading[0].id).completedBytes == 5)
        #expect(
            events.withLock { $0 } == [
                "created PUT true", #"cached ["a"]"#, #"persisted ["a"]"#, "ended COMPLETED",
                "created GET true", "ended COMPLETED",
            ])
        // Nothing was stored of it, and the oldest are forgotten.
        for name in ["b", "c"] { _ = try await put(name, jobs, body: BodyReader(Bytes("x"))) }
        #expect(try await jobs.engine.jobs(.completed).count == 3)
        await #expect(throws: JobError.noSuchJob) { try await jobs.engine.job(job.id) }
        try await jobs.engine.clear(.completed)
        #expect(try await jobs.engine.jobs(.completed).isEmpty)
        _ = try await put("d", jobs, body: BodyReader(Bytes("x")))
        try jobs.kill()
        #expect(try await jobs.engine.jobs(.completed).isEmpty)
        #expect(try await jobs.text("d") == "x")
    }

    @Test func `takes nothing of what was canceled or broken off`() async throws {
        let jobs = try await TestJobs()
        let body = BodyReader(lengthBytes: 3) {
            for job in try await jobs.engine.jobs(.inProgress) {
                await #expect(throws: JobError.wrongKind) {
                    try await jobs.put("abc", "a", of: job.id)
                }
                try await jobs.engine.cancel(job.id)
            }
            return .bytes(Bytes("abc"))
        }
        await #expect(throws: JobError.ended) { try await put("a", jobs, body: body) }
        await #expect(throws: BodyError.truncated) {
            try await put("a", jobs, body: BodyReader(lengthBytes: 3) { throw BodyError.truncated })
        }
        #expect(try await jobs.names().isEmpty)
        _ = try await put("b", jobs, body: BodyReader(Bytes("12345")))
        do {
            let opened = try await open("b", jobs)
            _ = opened.noting(try await opened.body(0..<2))
        }
        #expect(try await jobs.engine.jobs(.inProgress).isEmpty)
        let canceled = try await jobs.engine.jobs(.canceled)
        #expect(canceled.map(\.kind) == [.get, .put, .put])
        #expect(canceled[0].errorMessage == "the transfer was broken off")
    }

    @Test func `shows only so many at a time`() async throws {
        let jobs = try await TestJobs { $0.nakedLimit = 1 }
        _ = try await put("a", jobs, body: BodyReader(Bytes("1")))
        let first = try await open("a", jobs)
        let second = try await open("a", jobs)
        #expect(try await jobs.engine.jobs(.inProgress).count == 1)
        for opened in [first, second] {
            let text = try await opened.noting(try await opened.body()).collect(limitBytes: 9).text
            #expect(text == "1")
        }
        #expect(try await jobs.engine.jobs(.completed).count == 2)
    }

    @Test(arguments: [false, true])
    func `is over when the object is on a volume`(versions: Bool) async throws {
        let directory = try TemporaryDirectory()
        let archive = try await smallArchive(in: directory)
        let jobs = try await TestJobs(over: archive, versions: versions)
        _ = try await put("a", jobs, body: BodyReader(Bytes("12345")))
        let known =
            try await jobs.engine.jobs(.inProgress) + jobs.engine.jobs(.completed)
        let id = try #require(known.first?.id)
        try await until("the job is over") {
            try await jobs.engine.tick()
            return try await jobs.engine.jobs(.inProgress).isEmpty
        }
        let job = try await jobs.engine.job(id)
        #expect(job.status == .completed && job.completedBytes == 5 && job.isNaked)
        await archive.shutdown()
    }

    @Test func `waits for what is on a volume, from one try to the next`() async throws {
        let directory = try TemporaryDirectory()
        let archive = try await smallArchive(in: directory)
        let jobs = try await TestJobs(over: archive) { $0.nakedIdleLimit = .seconds(100) }
        _ = try await put("a", jobs, body: BodyReader(Bytes("12345")))
        let keys = [ObjectKey(try ObjectName("a"))]
        try await until("it is archived") {
            try await archive.residency(of: keys, in: jobs.container)[0]?.isArchived == true
        }
        try await jobs.engine.tick()
        _ = try await archive.evict(keys, in: jobs.container)
        let refusal = JobError.notInCache(retryAfterSeconds: 60)
        await #expect(throws: refusal) { try await open("a", jobs) }
        let waiting = try await jobs.engine.jobs(.inProgress)
        #expect(waiting.map(\.kind) == [.get])
        try await until("it can be read") {
            do {
                let opened = try await open("a", jobs)
                let body = opened.noting(try await opened.body())
                return try await body.collect(limitBytes: 9).text == "12345"
            } catch JobError.notInCache {
                return false
            }
        }
        #expect(try await jobs.engine.job(waiting[0].id).status == .completed)
        // One that is given up, and one whose client stays away.
        for isCanceled in [true, false] {
            _ = try await archive.evict(keys, in: jobs.container)
            await #expect(throws: refusal) { try await open("a", jobs) }
            let id = try #require(try await jobs.engine.jobs(.inProgress).first?.id)
            if isCanceled {
                try await jobs.engine.cancel(id)
            } else {
                jobs.pass(seconds: 100)
                try await jobs.engine.tick()
            }
            let job = try await jobs.engine.job(id)
            #expect(job.status == .canceled && job.isCanceledByTimeout == !isCanceled)
        }
        await archive.shutdown()
    }
}
