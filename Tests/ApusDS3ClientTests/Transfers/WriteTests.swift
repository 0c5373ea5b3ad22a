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

@Suite(.timeLimit(.minutes(5))) struct WriteTests {
    @Test func `writes files in blobs, and keeps their attributes`() async throws {
        let directory = try TemporaryDirectory()
        let server = FaultyAppliance()
        try directory.write(String(repeating: "x", count: 4500), to: "tree/a/long.txt")
        try directory.write("", to: "tree/a/empty")
        try FileCalls.makeDirectory(directory.path + "/tree/nothing")
        var options = TransferOptions()
        options.addedPrefix = "backup/"
        options.removedPrefix = "a/"
        options.jobName = "nightly"
        let report = try await DS3Client.meeting(server)
            .writeDirectory(directory.path + "/tree", to: "b", options: options)
        #expect(report.objectCount == 3)
        #expect(report.byteCount == 4500)
        #expect(report.isComplete)
        #expect(report.unverifiedCount == 0)
        #expect(server.bytes("backup/long.txt") == Array(String(repeating: "x", count: 4500).utf8))
        #expect(server.bytes("backup/empty") == [])
        #expect(server.bytes("backup/nothing/") == [])
        let head = try await DS3Client.meeting(server).headObject("backup/long.txt", in: "b")
        #expect(head.metadata["mtime"] != nil)
        #expect(head.metadata["mode"]?.isEmpty == false)
        #expect(server.state.withLock { $0.jobs.values.map(\.plan.name) } == ["nightly"])
    }

    @Test(arguments: DS3.ChecksumType.all)
    func `sends checksums of each type`(type: DS3.ChecksumType) async throws {
        let sent = Mutex<[String]>([])
        let server = FaultyAppliance(checksumType: type) { request, _ in
            if let header = type.header, let value = request.headers[header] {
                sent.withLock { $0.append(value) }
            }
            return nil
        }
        var options = TransferOptions()
        options.checksums = .streaming(type)
        let bytes = content(2500)
        try await DS3Client.meeting(server)
            .write([.bytes(Bytes(bytes), as: "o")], to: "b", options: options)
        #expect(server.bytes("o") == bytes)
        let expected = [0..<1000, 1000..<2000, 2000..<2500].compactMap {
            type.checksum(of: Bytes(Array(bytes[$0])))
        }
        #expect(Set(sent.withLock { $0 }) == Set(expected))
    }

    @Test(arguments: [true, false])
    func `compares what it computed of large blobs with what the server has`(
        lies: Bool
    ) async throws {
        let directory = try TemporaryDirectory()
        let server = FaultyAppliance(
            blobBytes: 1_500_000,
            after: { request, response in
                guard lies, request.method == .head else { return response }
                var response = response
                response.headers["ds3-blob-checksum-offset-1500000"] = "AAAAAAAAAAAAAAAAAAAAAA=="
                return response
            })
        let path = try directory.write(String(repeating: "é", count: 1_300_000), to: "large")
        let client = DS3Client.meeting(server)
        guard lies else {
            let report = try await client.write([.file(path, as: "large")], to: "b")
            #expect(report.unverifiedCount == 0)
            #expect(server.count("HEAD") == 1)
            return
        }
        let stopped = await #expect(throws: TransferStopped.self) {
            try await client.write([.file(path, as: "large")], to: "b")
        }
        #expect(stopped?.cause.code == .checksumMismatch)
        #expect(stopped?.name == "large")
    }

    @Test func `goes on with what is not in the cache`() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(String(repeating: "y", count: 9500), to: "f")
        let server = FaultyAppliance { request, number in
            request.target.hasPrefix("/b/f?") && request.target.hasSuffix("offset=5000")
                && number < 12 ? FaultyAppliance.error(403, .accessDenied) : nil
        }
        let client = DS3Client.meeting(server)
        var options = TransferOptions()
        options.concurrency = 1
        let stopped = await #expect(throws: TransferStopped.self) {
            try await client.write([.file(path, as: "f")], to: "b", options: options)
        }
        let jobs = try #require(stopped?.report.jobIDs)
        #expect(jobs == ["job-1"])
        let before = server.count("PUT /b/f")
        for _ in server.log.count..<12 { _ = try? await client.headBucket("b") }
        options.resuming = jobs
        let report = try await client.write([.file(path, as: "f")], to: "b", options: options)
        #expect(report.objectCount == 1)
        #expect(report.skippedByteCount == 5000)
        #expect(report.byteCount == 4500)
        #expect(server.count("PUT /b/f") == before + 5)
        #expect(server.bytes("f") == Array(String(repeating: "y", count: 9500).utf8))
        #expect(server.count("PUT /_rest_/bucket") == 1)
    }

    @Test func `resumes a job that is completed without sending anything`() async throws {
        let server = FaultyAppliance()
        let client = DS3Client.meeting(server)
        let item = WriteItem.bytes(Bytes(content(10)), as: "o")
        var options = TransferOptions()
        options.resuming = try await client.write([item], to: "b").jobIDs
        let server2 = server.log.count
        let stopped = await #expect(throws: TransferStopped.self) {
            try await client.write([item], to: "b", options: options)
        }
        // The server of this test knows no "ignore_naming_conflicts", and says that it is there.
        #expect(stopped?.cause.code == .objectAlreadyExists)
        #expect(
            server.log[server2...].contains {
                $0.contains("start_bulk_put&ignore_naming_conflicts")
            })
    }

    @Test func `refuses to resume what is no job of the bucket that puts`() async throws {
        let server = FaultyAppliance()
        server.store("o", content(10))
        let client = DS3Client.meeting(server)
        var options = TransferOptions()
        options.resuming = [try await client.getBulk("b", ["o"]).jobID]
        let stopped = await #expect(throws: TransferStopped.self) {
            try await client.write([.bytes(Bytes(), as: "p")], to: "b", options: options)
        }
        #expect(stopped?.cause.code == .wrongJob)
    }

    /// The blob arrived, its answer did not: the second try is told that it is there.
    @Test func `is not deceived by an answer that was lost`() async throws {
        let lost = Mutex(0)
        let server = FaultyAppliance(
            after: { request, response in
                if request.method == .put, request.target.hasPrefix("/b/"),
                    lost.withLock({ count in
                        count += 1
                        return count <= 3
                    })
                {
                    throw TransportError(.connectionLost, "no")
                }
                return response
            })
        let bytes = content(3500)
        let report = try await DS3Client.meeting(server)
            .write([.bytes(Bytes(bytes), as: "o")], to: "b")
        #expect(report.isComplete)
        #expect(report.objectCount + report.skippedCount == 1)
        #expect(server.bytes("o") == bytes)
    }

    @Test func `waits for room in the cache`() async throws {
        let clock = ImpatientClock()
        let full = Mutex(8)
        let server = FaultyAppliance { request, _ in
            guard request.target.hasPrefix("/b/"),
                full.withLock({ count in
                    count -= 1
                    return count >= 0
                })
            else { return nil }
            return FaultyAppliance.error(503, .serviceUnavailable, ["Retry-After": "1"])
        }
        let report = try await DS3Client.meeting(server, clock, retries: 0)
            .write([.bytes(Bytes(content(2500)), as: "o")], to: "b")
        #expect(report.objectCount == 1)
        #expect(clock.waits.contains { $0 > .seconds(3) })
    }

    @Test func `tries a blob again that was spoiled on its way`() async throws {
        let spoiled = Mutex(true)
        let server = FaultyAppliance { request, _ in
            guard request.target.hasPrefix("/b/"),
                spoiled.withLock({ first in
                    defer { first = false }
                    return first
                })
            else { return nil }
            return FaultyAppliance.error(400, .badDigest)
        }
        let report = try await DS3Client.meeting(server)
            .write([.bytes(Bytes(content(2500)), as: "o")], to: "b")
        #expect(report.retryCount == 1)
        #expect(server.bytes("o") == content(2500))
    }

    @Test func `goes on without what fails when it is asked to`() async throws {
        let directory = try TemporaryDirectory()
        let server = FaultyAppliance { request, _ in
            request.method == .put && request.target.hasPrefix("/b/bad?")
                ? FaultyAppliance.error(403, .accessDenied) : nil
        }
        var options = TransferOptions()
        options.onFailure = .goOn
        let items: [WriteItem] = [
            .bytes(Bytes(content(3000)), as: "good"), .bytes(Bytes(content(3000)), as: "bad"),
            .file(directory.path + "/missing", as: "missing"),
            .bytes(Bytes(content(1)), as: "good"),
        ]
        let report = try await DS3Client.meeting(server).write(items, to: "b", options: options)
        #expect(report.objectCount == 1)
        #expect(server.bytes("good") == content(3000))
        #expect(report.failures.compactMap(\.name).sorted() == ["bad", "good", "missing"])
        #expect(!report.isComplete)
    }

    @Test func `makes several jobs of more objects than one takes`() async throws {
        let server = FaultyAppliance()
        var options = TransferOptions()
        options.objectsPerJob = 7
        let progress = TransferProgress()
        async let writing = DS3Client.meeting(server).write(
            (0..<20).map { .bytes(Bytes(content(5, seed: $0)), as: "o\($0)") }, to: "b",
            options: options, progress: progress)
        var last = TransferProgress.Status?.none
        for await status in progress { last = status }
        let report = try await writing
        #expect(report.jobIDs.count == 3)
        #expect(report.objectCount == 20)
        #expect(last?.objectCount == 20)
        #expect(last?.byteCount == 100)
        #expect(last?.totalByteCount == 100)
        #expect(last?.jobIDs == report.jobIDs)
        for index in 0..<20 { #expect(server.bytes("o\(index)") == content(5, seed: index)) }
    }

    @Test func `ends when it is canceled, and its job can be taken up`() async throws {
        let server = FaultyAppliance { request, _ in
            if request.target.hasSuffix("offset=3000") {
                try await Task.sleep(for: .seconds(3600))
            }
            return nil
        }
        let progress = TransferProgress()
        let client = DS3Client.meeting(server)
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await client.write(
                        [.bytes(Bytes(content(9000)), as: "o")], to: "b", progress: progress)
                }
                for await status in progress where status.byteCount >= 3000 { break }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        #expect(progress.current.jobIDs == ["job-1"])
        #expect(server.bytes("o") == nil)
    }

    @Test func `tells of a file that has changed since it was announced`() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("short", to: "f")
        let server = FaultyAppliance { request, _ in
            if request.target.contains("start_bulk_put") {
                try directory.write("longer than before", to: "f")
            }
            return nil
        }
        let stopped = await #expect(throws: TransferStopped.self) {
            try await DS3Client.meeting(server).write([.file(path, as: "f")], to: "b")
        }
        #expect(stopped?.cause.code == .local)
        #expect(server.bytes("f") == nil)
    }
}
