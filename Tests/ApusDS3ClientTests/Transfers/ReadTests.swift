// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusHTTP
import ApusIO
import ApusTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct ReadTests {
    private let directory: TemporaryDirectory
    private var target: String { directory.path + "/into" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func file(_ name: String) -> [UInt8]? {
        guard let descriptor = try? FileCalls.open(target + "/" + name, flags: 0) else {
            return nil
        }
        defer { FileCalls.close(descriptor) }
        let size = (try? FileCalls.status(of: descriptor).sizeBytes) ?? 0
        return (try? FileCalls.read(descriptor, at: 0, count: Int(size)))?.array
    }

    /// What is in the target directory, hidden files too.
    private func names(_ path: String = "") -> [String] {
        guard let reader = try? DirectoryReader(target + path) else { return [] }
        var names: [String] = []
        while let name = try? reader.next() { names.append(name.text) }
        return names.sorted()
    }

    @Test func `reads a bucket into a directory`() async throws {
        let server = FaultyAppliance()
        server.store(
            "day 1/clip.mov", content(4321),
            metadata: ["mtime": "1700000000.250000", "mode": "640"])
        server.store("day 1/empty", [])
        server.store("day 1/folder/", [])
        server.store("other", content(5))
        var options = TransferOptions()
        options.removedPrefix = "day 1/"
        let report = try await DS3Client.meeting(server)
            .readBucket("b", prefix: "day 1/", into: target, options: options)
        #expect(report.objectCount == 3)
        #expect(report.byteCount == 4321)
        #expect(report.unverifiedCount == 0)
        #expect(file("clip.mov") == content(4321))
        #expect(file("empty") == [])
        #expect(names() == ["clip.mov", "empty", "folder"])
        let status = try FileCalls.status(target + "/clip.mov")
        #expect(status.permissions & 0o777 == 0o640)
        #expect(status.modified == FileTime(seconds: 1_700_000_000, nanoseconds: 250_000_000))
        #expect(try FileCalls.status(target + "/folder").kind == .directory)
        #expect(server.state.withLock { $0.jobs.values.map(\.plan.status) } == [.completed])
    }

    @Test func `reads ranges, each into a file of its own`() async throws {
        let server = FaultyAppliance()
        let bytes = content(5000)
        server.store("o", bytes)
        let report = try await DS3Client.meeting(server).read(
            [
                ReadItem("o", range: 990..<2010, as: "middle"),
                ReadItem("o", range: 4999..<5000, as: "last"),
            ], from: "b", into: target)
        #expect(file("middle") == Array(bytes[990..<2010]))
        #expect(file("last") == [bytes[4999]])
        #expect(report.byteCount == 1021)
        // That of a whole blob, where one was asked for as a whole.
        #expect(report.unverifiedCount == 3)
        let stopped = await #expect(throws: TransferStopped.self) {
            try await DS3Client.meeting(server)
                .read([ReadItem("o", range: 4000..<5001)], from: "b", into: target)
        }
        #expect(stopped?.cause.code == .invalidRange)
    }

    @Test func `fetches the others when an item is none that can be asked for`() async throws {
        let server = FaultyAppliance()
        server.store("o", content(5))
        var options = TransferOptions()
        options.onFailure = .goOn
        let report = try await DS3Client.meeting(server).read(
            [ReadItem("o", range: 3..<3, as: "none"), ReadItem("a\u{1}"), ReadItem("o")],
            from: "b", into: target, options: options)
        #expect(report.failures.map(\.error.code) == [.invalidRange, .badName])
        #expect(file("o") == content(5))
    }

    /// To Swift's own eyes, the slash and the mark are one character.
    @Test func `reads into files whose names begin with a combining mark`() async throws {
        let server = FaultyAppliance()
        server.store("a/\u{301}short", content(5))
        server.store("a/\u{301}long", content(5000))
        let report = try await DS3Client.meeting(server).readBucket("b", into: target)
        #expect(report.objectCount == 2)
        #expect(file("a/\u{301}short") == content(5))
        #expect(file("a/\u{301}long") == content(5000))
    }

    /// The blobs of a job are listed twice, and as longer than they are.
    @Test func `moves each blob once, whatever a server lists`() async throws {
        let server = FaultyAppliance(after: { request, response in
            guard request.target.hasPrefix("/_rest_/job_chunk?"),
                case .bytes(let bytes) = response.body,
                var plan = try? DS3.JobPlan(parsing: bytes)
            else { return response }
            for chunk in plan.chunks.indices {
                plan.chunks[chunk].objects += plan.chunks[chunk].objects.map { blob in
                    var longer = blob
                    longer.length += 10
                    return longer
                }
                plan.chunks[chunk].objects += plan.chunks[chunk].objects
            }
            return Response(.ok, body: .bytes(plan.encoded))
        })
        server.store("o", content(5000))
        let report = try await DS3Client.meeting(server)
            .read([ReadItem("o")], from: "b", into: target)
        #expect(report.retryCount == 0)
        #expect(file("o") == content(5000))
        #expect(server.count("GET /b/o?") == 5)
        #expect(names() == ["o"])
    }

    /// The job has the first blobs of an object alone: it was made for what a file lacked then, or
    /// for a range.
    @Test(arguments: [false, true])
    func `takes no part for the whole when it resumes`(bucket: Bool) async throws {
        let server = FaultyAppliance()
        server.store("o", content(5000))
        let client = DS3Client.meeting(server)
        let plan = try await client.getBulk(
            "b", [DS3.ListedObject("o", offset: 0, lengthBytes: 2000)])
        var options = TransferOptions()
        options.resuming = [plan.jobID]
        let report =
            bucket
            ? try await client.readBucket("b", into: target, options: options)
            : try await client.read([ReadItem("o")], from: "b", into: target, options: options)
        #expect(file("o") == content(5000))
        #expect(report.objectCount == 1)
        #expect(report.jobIDs.count == 2)
        #expect(server.state.withLock { $0.jobs[plan.jobID]?.plan.status } == .canceled)
    }

    /// What is there already is not asked for, so that the job would wait for ever.
    @Test func `leaves no job behind that gives more than its files lack`() async throws {
        let broken = Atomic<Bool>(true)
        let server = FaultyAppliance { request, _ in
            broken.load(ordering: .relaxed) && request.target.hasSuffix("offset=3000")
                ? FaultyAppliance.error(403, .accessDenied) : nil
        }
        server.store("o", content(5500))
        let client = DS3Client.meeting(server)
        var options = TransferOptions()
        options.concurrency = 1
        await #expect(throws: TransferStopped.self) {
            try await client.readBucket("b", into: target, options: options)
        }
        broken.store(false, ordering: .relaxed)
        try await client.cancelJob("job-2")
        let report = try await client.readBucket("b", into: target, options: options)
        #expect(report.skippedByteCount == 3000)
        #expect(file("o") == content(5500))
        #expect(
            server.state.withLock { $0.jobs.values.allSatisfy { $0.plan.status != .inProgress } })
    }

    @Test(arguments: DS3.ChecksumType.all)
    func `notices a server that sends other bytes`(type: DS3.ChecksumType) async throws {
        let server = FaultyAppliance(
            checksumType: type,
            after: { request, response in
                guard request.target.hasSuffix("offset=1000"),
                    case .bytes(let bytes) = response.body
                else { return response }
                var array = bytes.array
                array[17] ^= 1
                var response = response
                response.body = .bytes(Bytes(array))
                return response
            })
        server.store("o", content(3000))
        let stopped = await #expect(throws: TransferStopped.self) {
            try await DS3Client.meeting(server).read([ReadItem("o")], from: "b", into: target)
        }
        #expect(stopped?.cause.code == .checksumMismatch)
        #expect(file("o") == nil)
    }

    @Test func `asks again for a blob that came spoiled, or cut short`() async throws {
        let faults = Mutex(2)
        let server = FaultyAppliance(
            after: { request, response in
                guard request.target.contains("offset="), case .bytes(let bytes) = response.body,
                    let fault = faults.withLock({ count -> Int? in
                        guard count > 0 else { return nil }
                        count -= 1
                        return count
                    })
                else { return response }
                var response = response
                if fault == 0 {
                    response.body = .bytes(bytes[0..<bytes.count - 1])
                } else {
                    let first = Mutex<Bytes?>(bytes[0..<10])
                    response.body = .stream(
                        BodyReader(lengthBytes: UInt64(bytes.count)) {
                            guard let some = first.withLock({ $0.take() }) else {
                                throw BodyError.truncated
                            }
                            return .bytes(some)
                        })
                }
                return response
            })
        server.store("o", content(3000))
        let report = try await DS3Client.meeting(server)
            .read([ReadItem("o")], from: "b", into: target)
        #expect(report.retryCount == 2)
        #expect(report.byteCount == 3000)
        #expect(file("o") == content(3000))
    }

    @Test(arguments: [
        "../out", "a/../../out", "/../out", "x/..", ".apus-ds3-job-1", ".\u{600}.apus-part",
    ])
    func `keeps hostile names inside the directory`(name: String) async throws {
        let server = FaultyAppliance()
        server.store(name, content(3))
        server.store("good", content(4))
        var options = TransferOptions()
        options.onFailure = .goOn
        let report = try await DS3Client.meeting(server)
            .readBucket("b", into: target, options: options)
        #expect(report.failures.map(\.name) == [name])
        #expect(report.failures.map(\.error.code) == [.badName])
        #expect(file("good") == content(4))
        #expect(FileCalls.kind(directory.path + "/out") == nil)
    }

    @Test func `does not follow a link that leads out of the directory`() async throws {
        let server = FaultyAppliance()
        server.store("link/o", content(3))
        try FileCalls.makeDirectory(target)
        try FileCalls.makeDirectory(directory.path + "/outside")
        try FileCalls.makeSymlink(target + "/link", to: directory.path + "/outside")
        await #expect(throws: TransferStopped.self) {
            try await DS3Client.meeting(server).readBucket("b", into: target)
        }
        #expect(FileCalls.kind(directory.path + "/outside/o") == nil)
    }

    @Test func `does not let two objects have one file`() async throws {
        let server = FaultyAppliance()
        server.store("a/b", content(3))
        server.store("a//b", content(4))
        var options = TransferOptions()
        options.onFailure = .goOn
        // A path of two slashes cannot be told from one here.
        let report = try await DS3Client.meeting(server).read(
            [ReadItem("a/b"), ReadItem("a/b", as: "a//b")], from: "b", into: target,
            options: options)
        #expect(report.objectCount == 1)
        #expect(report.failures.map(\.error.code) == [.badName])
        #expect(file("a/b") == content(3))
    }

    /// The client is gone after some blobs; the next one has the job's id and the directory.
    @Test(arguments: [false, true])
    func `goes on with what its files lack`(jobIsGone: Bool) async throws {
        let broken = Atomic<Bool>(true)
        let server = FaultyAppliance { request, _ in
            broken.load(ordering: .relaxed) && request.target.hasPrefix("/b/long?")
                && request.target.hasSuffix("offset=3000")
                ? FaultyAppliance.error(403, .accessDenied) : nil
        }
        server.store("long", content(5500))
        for index in 0..<5 { server.store("a\(index)", content(700, seed: index)) }
        var options = TransferOptions()
        options.concurrency = 1
        let stopped = await #expect(throws: TransferStopped.self) {
            try await DS3Client.meeting(server).readBucket("b", into: target, options: options)
        }
        options.resuming = try #require(stopped?.report.jobIDs)
        #expect(file("a4") == content(700, seed: 4))
        #expect(file("long") == nil)
        broken.store(false, ordering: .relaxed)
        if jobIsGone { try await DS3Client.meeting(server).cancelJob(options.resuming[0]) }
        let asked = server.log.count
        let report = try await DS3Client.meeting(server)
            .readBucket("b", into: target, options: options)
        #expect(report.skippedCount == 5)
        #expect(report.objectCount == 1)
        #expect(report.skippedByteCount == 3000)
        #expect(report.byteCount == 2500)
        #expect(file("long") == content(5500))
        #expect(names() == ["a0", "a1", "a2", "a3", "a4", "long"])
        let again = server.log[asked...].filter { $0.contains("offset=") }
        #expect(again.count == 3)
        #expect(again.allSatisfy { $0.hasPrefix("GET /b/long?") })
    }

    /// The job counts a blob as read whose bytes were lost with the client.
    @Test func `makes another job for what a job does not give any more`() async throws {
        let server = FaultyAppliance()
        server.store("o", content(5000))
        server.store("p", content(50))
        let client = DS3Client.meeting(server)
        let plan = try await client.getBulk("b", ["o", "p"])
        for offset in [0, 1000, 2000, 3000] {
            _ = try await client.getObject("o", in: "b", jobID: plan.jobID, offset: offset)
        }
        // The cache has moved on, so that only a listing could show them.
        let blind = FaultyAppliance(after: { request, response in
            guard request.target.hasPrefix("/_rest_/job/\(plan.jobID)"),
                case .bytes(let bytes) = response.body,
                var old = try? DS3.JobPlan(parsing: bytes)
            else { return response }
            for chunk in old.chunks.indices {
                for blob in old.chunks[chunk].objects.indices {
                    old.chunks[chunk].objects[blob].inCache = false
                }
            }
            return Response(.ok, body: .bytes(old.encoded))
        })
        let state = server.state.withLock { $0 }
        blind.state.withLock { $0 = state }
        var options = TransferOptions()
        options.resuming = [plan.jobID]
        let report = try await DS3Client.meeting(blind)
            .read([ReadItem("o")], from: "b", into: target, options: options)
        #expect(file("o") == content(5000))
        #expect(report.jobIDs.count == 2)
        #expect(
            blind.state.withLock { $0.jobs[plan.jobID]?.plan.status } == .canceled)
    }

    @Test func `leaves nothing under a file's name when it is canceled`() async throws {
        let server = FaultyAppliance { request, _ in
            if request.target.hasSuffix("offset=2000") {
                try await Task.sleep(for: .seconds(3600))
            }
            return nil
        }
        server.store("o", content(4000))
        let progress = TransferProgress()
        let target = target
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await DS3Client.meeting(server)
                        .read([ReadItem("o")], from: "b", into: target, progress: progress)
                }
                for await status in progress where status.byteCount >= 2000 { break }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        #expect(file("o") == nil)
        #expect(names().allSatisfy { $0.hasPrefix(".") })
        #expect(progress.current.jobIDs.count == 1)
    }

    @Test func `fetches the others when one is not there, if it is asked to`() async throws {
        let server = FaultyAppliance()
        server.store("a", content(10))
        server.store("c", content(20))
        let items = ["a", "b", "c"].map { ReadItem($0) }
        await #expect(throws: TransferStopped.self) {
            try await DS3Client.meeting(server).read(items, from: "b", into: target)
        }
        var options = TransferOptions()
        options.onFailure = .goOn
        let report = try await DS3Client.meeting(server)
            .read(items, from: "b", into: target, options: options)
        #expect(report.objectCount == 2)
        #expect(report.failures.map(\.name) == ["b"])
        #expect(file("c") == content(20))
    }

    @Test func `writes a blob at its place, as the paper's programs do`() async throws {
        let server = FaultyAppliance()
        server.store("o", content(2500))
        let client = DS3Client.meeting(server)
        try FileCalls.makeDirectory(target)
        let plan = try await client.getBulk("b", ["o"])
        for chunk in plan.chunks {
            for blob in chunk.objects.reversed() {
                let count = try await client.getObject(
                    blob.name, in: "b", offset: blob.offset, jobID: plan.jobID,
                    into: target + "/o")
                #expect(count == blob.length)
            }
        }
        #expect(file("o") == content(2500))
    }
}
