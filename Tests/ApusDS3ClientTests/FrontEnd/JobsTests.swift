// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusDS3FrontEnd
import ApusHTTP
import ApusIO
import ApusTestSupport
import Synchronization
import Testing

/// Jobs and transfers of a real server.
@Suite(.timeLimit(.minutes(5))) struct JobsTests {
    /// The least that a blob may be said to have.
    private static let blobBytes = 10 << 20

    private static func file(_ path: String) -> [UInt8]? {
        guard let descriptor = try? FileCalls.open(path, flags: 0) else { return nil }
        defer { FileCalls.close(descriptor) }
        let size = (try? FileCalls.status(of: descriptor).sizeBytes) ?? 0
        return (try? FileCalls.read(descriptor, at: 0, count: Int(size)))?.array
    }

    @Test(arguments: [false, true])
    func `brings a directory there and back`(overSocket: Bool) async throws {
        let appliance = try await Appliance()
        let directory = try TemporaryDirectory()
        let long = String(repeating: "0123456789abcde\n", count: 1_700_000)
        try directory.write(long, to: "tree/long")
        try directory.write("", to: "tree/a/empty")
        for index in 0..<30 { try directory.write("\(index)", to: "tree/a/b\(index)") }
        let work: @Sendable (DS3Client) async throws -> Void = { client in
            try await client.putBucket("b")
            var options = TransferOptions()
            options.maxUploadSizeBytes = Self.blobBytes
            options.addedPrefix = "backup/"
            let written = try await client.writeDirectory(
                directory.path + "/tree", to: "b", options: options)
            #expect(written.objectCount == 32)
            #expect(written.isComplete)
            #expect(written.unverifiedCount == 0)
            let head = try await client.headObject("backup/long", in: "b")
            #expect(head.lengthBytes == long.utf8.count)
            #expect(head.checksums.keys.sorted() == [0, 10 << 20, 20 << 20])
            options = TransferOptions()
            options.removedPrefix = "backup/"
            let read = try await client.readBucket(
                "b", into: directory.path + "/back", options: options)
            #expect(read.objectCount == 32)
            #expect(read.unverifiedCount == 0)
            let range = try await client.read(
                [ReadItem("backup/long", range: (10 << 20) - 5..<(10 << 20) + 5, as: "seam")],
                from: "b", into: directory.path + "/back")
            #expect(range.byteCount == 10)
        }
        if overSocket {
            try await appliance.overSocket(work)
        } else {
            try await work(appliance.client)
        }
        #expect(Self.file(directory.path + "/back/long") == Array(long.utf8))
        #expect(Self.file(directory.path + "/back/a/empty") == [])
        #expect(Self.file(directory.path + "/back/a/b17") == Array("17".utf8))
        #expect(
            Self.file(directory.path + "/back/seam")
                == Array(Array(long.utf8)[(10 << 20) - 5..<(10 << 20) + 5]))
        let sent = try FileCalls.status(directory.path + "/tree/long")
        let back = try FileCalls.status(directory.path + "/back/long")
        #expect(back.modified.seconds == sent.modified.seconds)
        #expect(back.permissions & 0o777 == sent.permissions & 0o777)
    }

    @Test func `goes through a job step by step`() async throws {
        let appliance = try await Appliance()
        let client = appliance.client
        try await client.putBucket("b")
        let plan = try await client.putBulk(
            "b",
            [
                DS3.ListedObject("o", sizeBytes: (10 << 20) + 3),
                DS3.ListedObject("folder/", sizeBytes: 0),
            ], name: "mine", priority: .high, maxUploadSizeBytes: Self.blobBytes)
        #expect(plan.name == "mine")
        #expect(plan.chunks.flatMap(\.objects).map(\.key.offset).sorted() == [0, 0, 10 << 20])
        #expect(try await client.jobs().map(\.jobID) == [plan.jobID])
        #expect(try await client.modifyJob(plan.jobID, name: "ours").name == "ours")
        let chunk = try await client.getChunk(plan.chunks[0].id)
        #expect(chunk.chunkID == plan.chunks[0].id)
        try await client.allocateChunk(plan.chunks[0].id)
        let bytes = Bytes(content((10 << 20) + 3))
        var sent: Set<BlobKey> = []
        while sent.count < 3 {
            let available = try await client.availableChunks(plan.jobID)
            for blob in available.chunks.flatMap(\.objects) where !blob.inCache {
                try await client.putObject(
                    blob.name, in: "b",
                    .bytes(
                        blob.name == "o"
                            ? bytes[blob.offset..<blob.offset + blob.length] : Bytes()),
                    jobID: plan.jobID, offset: blob.offset)
                sent.insert(blob.key)
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await appliance.frontEnd.workOnJobs() }
            let ended = try await client.waitForJob(plan.jobID, asking: .milliseconds(20))
            #expect(ended.status == .completed)
            group.cancelAll()
        }
        #expect(try await client.getObject("o", in: "b", limitBytes: 20 << 20) == bytes)
        #expect(try await client.headObject("folder/", in: "b").lengthBytes == 0)

        let canceled = try await client.putBulk("b", [DS3.ListedObject("p", sizeBytes: 5)])
        try await client.cancelJob(canceled.jobID)
        #expect(try await client.job(canceled.jobID).status == .canceled)
        let error = await #expect(throws: DS3Error.self) {
            try await client.cancelJob(canceled.jobID)
        }
        #expect(error?.status == 404)
    }

    @Test func `resumes what was broken off`() async throws {
        let appliance = try await Appliance()
        try await appliance.client.putBucket("b")
        let directory = try TemporaryDirectory()
        let broken = Atomic<Bool>(true)
        let client = appliance.client { request in
            broken.load(ordering: .relaxed) && request.target.hasPrefix("/b/")
                && request.target.contains("offset=20971520")
                ? FaultyAppliance.error(403, .accessDenied) : nil
        }
        let text = String(repeating: "fifteen bytes..\n", count: 2_000_000)
        let path = try directory.write(text, to: "f")
        var options = TransferOptions()
        options.maxUploadSizeBytes = Self.blobBytes
        options.concurrency = 1
        var stopped = await #expect(throws: TransferStopped.self) {
            try await client.write([.file(path, as: "f")], to: "b", options: options)
        }
        broken.store(false, ordering: .relaxed)
        options.resuming = try #require(stopped?.report.jobIDs)
        #expect(options.resuming.count == 1)
        var report = try await client.write([.file(path, as: "f")], to: "b", options: options)
        #expect(report.skippedByteCount == 20 << 20)
        #expect(report.objectCount == 1)

        broken.store(true, ordering: .relaxed)
        options.resuming = []
        let into = directory.path + "/into"
        stopped = await #expect(throws: TransferStopped.self) {
            try await client.read([ReadItem("f")], from: "b", into: into, options: options)
        }
        broken.store(false, ordering: .relaxed)
        options.resuming = try #require(stopped?.report.jobIDs)
        report = try await client.read([ReadItem("f")], from: "b", into: into, options: options)
        #expect(report.skippedByteCount == 20 << 20)
        #expect(report.byteCount == UInt64(text.utf8.count - (20 << 20)))
        #expect(Self.file(into + "/f") == Array(text.utf8))
    }

    /// A bit of a large blob flips on its way, where no checksum goes with it.
    @Test(arguments: [0, 3])
    func `sends again what came out otherwise than it was sent`(retries: Int) async throws {
        let appliance = try await Appliance()
        try await appliance.client.putBucket("b")
        let directory = try TemporaryDirectory()
        let text = String(repeating: "fifteen bytes..\n", count: 1_000_000)
        let path = try directory.write(text, to: "f")
        let isFirst = Atomic<Bool>(true)
        let client = appliance.client { request in
            guard request.target.hasPrefix("/b/f?"),
                isFirst.exchange(false, ordering: .relaxed)
            else { return nil }
            let body = request.body
            var spoiled = request
            spoiled.body = BodyReader(lengthBytes: body.lengthBytes) {
                guard var bytes = try await body.next()?.array else { return nil }
                bytes[1] ^= 1
                return .bytes(Bytes(bytes))
            }
            return try await appliance.frontEnd.respond(to: spoiled)
        }
        var options = TransferOptions()
        options.maxUploadSizeBytes = Self.blobBytes
        options.retries = retries
        guard retries > 0 else {
            let stopped = await #expect(throws: TransferStopped.self) {
                try await client.write([.file(path, as: "f")], to: "b", options: options)
            }
            #expect(stopped?.cause.code == .checksumMismatch)
            return
        }
        let progress = TransferProgress()
        let report = try await client.write(
            [.file(path, as: "f"), .bytes(Bytes("x"), as: "g")], to: "b", options: options,
            progress: progress)
        #expect(report.objectCount == 2)
        #expect(report.retryCount == 2)
        #expect(report.jobIDs.count == 2)
        #expect(progress.current.byteCount == progress.current.totalByteCount)
        let bytes = try await client.getObject("f", in: "b", limitBytes: 32 << 20)
        #expect(bytes == Bytes(text))
        let versions = try await client.send(DS3.getBucket(bucket: "b", versions: true)).value
        #expect(versions.versions.count == 2)
    }

    @Test func `does not write what is there, unless versions are kept`() async throws {
        let client = try await Appliance().client
        try await client.putBucket("b")
        let item = WriteItem.bytes(Bytes("abc"), as: "o")
        try await client.write([item], to: "b")
        let stopped = await #expect(throws: TransferStopped.self) {
            try await client.write([item], to: "b")
        }
        #expect(stopped?.cause.code == .objectAlreadyExists)
        var options = TransferOptions()
        options.ignoresExisting = true
        let report = try await client.write(
            [item, .bytes(Bytes("d"), as: "p")], to: "b", options: options)
        #expect(report.skippedCount == 1)
        #expect(report.objectCount == 1)
        #expect(try await client.write([item], to: "b", options: options).skippedCount == 1)
    }
}
