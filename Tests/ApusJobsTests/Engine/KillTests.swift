// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusJobs
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization
import Testing

/// What becomes of jobs when the process is killed: the client does what clients do, asks which
/// blobs are wanted and sends those.
@Suite struct KillTests {
    private static let objects: [(name: String, text: String)] = [
        ("clip", "ABCDEFGHIJ0123456789abcde"), ("folder/", ""), ("note", "four"),
        ("pair", "pairpairpairpair"),
    ]

    private static let items = objects.map { JobItem($0.name, sizeBytes: UInt64($0.text.count)) }

    private static func piece(_ blob: JobBlob) -> String {
        let text = objects.first { $0.name == blob.name }?.text ?? ""
        return String(text.dropFirst(Int(blob.offset)).prefix(Int(blob.lengthBytes)))
    }

    /// The newest active job, or a new one.
    private static func job(_ kind: JobKind, _ jobs: TestJobs) async throws -> String {
        let active = try await jobs.engine.jobs(.inProgress).filter { $0.kind == kind }
        if let job = active.first { return job.id }
        return try await jobs.create(kind, items) {
            $0.naming = .keepLatest
            $0.reservesAtOnce = true
        }.job.id
    }

    private static func put(_ jobs: TestJobs) async throws {
        let id = try await job(.put, jobs)
        let listing = try await jobs.engine.listing(id)
        for chunk in listing.chunkNumbers {
            for blob in try await listing.blobs(ofChunk: chunk).blobs where !blob.isInCache {
                _ = try await jobs.put(piece(blob), blob.name, offset: blob.offset, of: id)
            }
        }
        jobs.pass(seconds: 10)
        try await jobs.engine.tick()
        guard try await jobs.engine.job(id).status == .completed else {
            throw StorageError(.unavailable, "the job is not over")
        }
    }

    private static func get(_ jobs: TestJobs) async throws {
        let id = try await job(.get, jobs)
        for _ in 0..<50 {
            let ready: ReadyChunks
            do {
                ready = try await jobs.engine.readyChunks(of: id)
            } catch JobError.ended {
                return
            }
            for chunk in ready.listing.chunkNumbers {
                for blob in try await ready.listing.blobs(ofChunk: chunk).blobs {
                    let text = try await jobs.get(blob.name, offset: blob.offset, of: id)
                    #expect(text == piece(blob))
                    try await jobs.engine.tick()
                }
            }
        }
        throw StorageError(.unavailable, "the job is not over")
    }

    private static func run(_ jobs: TestJobs) async throws {
        let isPut = try await jobs.engine.jobs(.completed).contains { $0.kind == .put }
        if !isPut { try await put(jobs) }
        let isGot = try await jobs.engine.jobs(.completed).contains { $0.kind == .get }
        if !isGot { try await get(jobs) }
    }

    private static func jobs(
        over backend: any Backend, versions: Bool = false
    ) async throws -> TestJobs {
        try await TestJobs(over: backend, versions: versions) { $0.chunkSizeBytes = 25 }
    }

    @Test(arguments: [false, true])
    func `goes on after a kill at any commit, with nothing lost and nothing twice`(
        versions: Bool
    ) async throws {
        let whole = CrashingBackend(MemoryBackend(), nil)
        try await Self.run(try await Self.jobs(over: whole, versions: versions))
        #expect(whole.commits > 20)
        for number in 1...whole.commits {
            for isMade in [false, true] {
                let crash = CrashingBackend.Crash(commit: number, isMade: isMade)
                let memory = MemoryBackend()
                let dying = CrashingBackend(memory, crash)
                let first = try await Self.jobs(over: dying, versions: versions)
                do {
                    try await Self.run(first)
                } catch {
                    #expect(dying.isDead, "\(crash): \(error)")
                }
                // What had been promised before the kill.
                let after = try await Self.jobs(over: memory, versions: versions)
                let promised = try await first.promised()
                for (id, blobs) in promised where !blobs.isEmpty {
                    let job = try? await after.engine.job(id)
                    #expect(job != nil, "\(crash)")
                    guard job?.status == .inProgress, job?.kind == .put else { continue }
                    let kept = Set(
                        try await after.blobs(try await after.engine.listing(id)).joined())
                    #expect(kept.isSuperset(of: blobs), "\(crash)")
                }
                try await Self.run(after)
                for object in Self.objects {
                    #expect(try await after.text(object.name) == object.text, "\(crash)")
                }
                #expect(try await after.names() == Self.objects.map(\.name).sorted())
                #expect(try await after.engine.jobs(.inProgress).isEmpty, "\(crash)")
                // Nothing is left of plans.
                try after.kill()
                try await after.engine.prepare()
                let records = RecordStore(after.store, in: .jobs)
                for box in ["plans", "progress"] {
                    #expect(try await records.list(try ContainerName(box)).isEmpty, "\(crash)")
                }
            }
        }
    }

    @Test func `cancels for good, whenever it is killed`() async throws {
        for number in 1...40 {
            for isMade in [false, true] {
                let crash = CrashingBackend.Crash(commit: number, isMade: isMade)
                let memory = MemoryBackend()
                let dying = CrashingBackend(memory, crash)
                let first = try await Self.jobs(over: dying)
                var wasCanceled = false
                var id = ""
                do {
                    id = try await Self.job(.put, first)
                    for (name, offset) in [("clip", 0), ("clip", 20), ("note", 0)] {
                        let blob = Self.objects.first { $0.name == name }?.text ?? ""
                        let piece = String(blob.dropFirst(offset).prefix(10))
                        _ = try await first.put(piece, name, offset: UInt64(offset), of: id)
                    }
                    try await first.engine.cancel(id)
                    wasCanceled = true
                } catch {
                    #expect(dying.isDead, "\(crash): \(error)")
                }
                let after = try await Self.jobs(over: memory)
                let known = try await after.engine.jobs(.inProgress).map(\.id)
                if wasCanceled {
                    #expect(known.isEmpty)
                    #expect(try await after.engine.job(id).status == .canceled)
                    #expect(try await after.names() == ["note"])
                }
                for job in known { try await after.engine.cancel(job) }
                let clip = try after.object("clip")
                if !id.isEmpty {
                    let upload = Self.upload(id)
                    let parts = try await after.store.parts(
                        of: clip, upload: upload, 0..<3, for: after.owner)
                    #expect(parts.isEmpty, "\(crash)")
                }
                guard dying.isDead else { return }
            }
        }
        Issue.record("forty commits were not enough")
    }

    private static func upload(_ id: String) -> UInt64 {
        UInt64(id.filter { $0 != "-" }.prefix(16), radix: 16) ?? 0
    }

    @Test func `goes on with others when the plan of one is damaged`() async throws {
        let jobs = try await TestJobs()
        let broken = try await jobs.create(.put, [.put("a", 15)]).job.id
        let sound = try await jobs.create(.put, [.put("b", 1)]).job.id
        _ = try await jobs.put("b", "b", of: sound)
        let records = RecordStore(jobs.store, in: .jobs)
        try await records.remove(try ObjectName(broken + "/0"), in: try ContainerName("plans"))
        try jobs.kill()
        await #expect(throws: BodyError.malformed) { try await jobs.engine.tick() }
        jobs.pass(seconds: 10)
        await #expect(throws: BodyError.malformed) { try await jobs.engine.tick() }
        #expect(try await jobs.engine.job(sound).status == .completed)
        #expect(try await jobs.engine.jobs(.inProgress).map(\.id) == [broken])
        try await jobs.engine.cancel(broken)
        try await jobs.engine.tick()
        #expect(try await jobs.engine.jobs(.inProgress).isEmpty)
    }

    @Test func `remembers what was read, chunk by chunk`() async throws {
        let jobs = try await Self.jobs(over: MemoryBackend())
        try await Self.put(jobs)
        let id = try await Self.job(.get, jobs)
        #expect(try await jobs.get("clip", offset: 0, of: id) == "ABCDEFGHIJ")
        #expect(try await jobs.get("note", offset: 0, of: id) == "four")
        try await jobs.engine.tick()
        try jobs.kill()
        let ready = try await jobs.engine.readyChunks(of: id)
        let left = try await jobs.blobs(ready.listing)
        #expect(
            left == [
                ["clip@10+10*", "clip@20+5*", "folder/@0+0*"], ["pair@0+10*", "pair@10+6*"],
            ])
        #expect(ready.listing.job.completedBytes == 14)
    }
}

extension TestJobs {
    /// The blobs that this engine has told a client to be there, by job.
    fileprivate func promised() async throws -> [String: Set<String>] {
        taken.withLock { $0 }
    }
}
