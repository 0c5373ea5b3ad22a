// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusDigest
import ApusFaultEngines
import ApusHTTPClient
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Kills `apus ds3` at random moments of bulk jobs against a real `apusd --ds3`, and goes on with
/// what it left: nothing is lost, and nothing is moved twice but what was on its way.
///
/// `APUS_JOB_KILLS` is the number of moments in each direction; 10 when it is not set.
@Suite(.timeLimit(.minutes(30))) struct KilledJobClientTests {
    private static let large = 25 << 20
    private static let small = 40_000
    private static let smallCount = 20
    private static var totalBytes: Int { 2 * large + smallCount * small }

    private let directory: TemporaryDirectory
    private let server: ServerProcess
    private let environment: [String: String]
    private let client: DS3Client
    private let lane = Lane(name: "children", threads: 2)
    private var tree: String { directory.path + "/tree" }

    init() throws {
        directory = try TemporaryDirectory()
        server = try ServerProcess([
            "--data", directory.path + "/data", "--port", "0", "--ds3", "127.0.0.1:0",
        ])
        var exports = ["http_proxy": "", "no_proxy": "127.0.0.1"]
        while exports["DS3_SECRET_KEY"] == nil {
            let line = try #require(try server.output.nextLine())
            let words = line.split(separator: "=", maxSplits: 1)
            guard words.count == 2, words[0].hasPrefix("export DS3_") else { continue }
            exports[String(words[0].dropFirst("export ".count))] = String(words[1])
        }
        environment = exports
        var configuration = DS3Configuration(
            try #require(exports["DS3_ENDPOINT"]),
            Credentials(
                accessKey: try #require(exports["DS3_ACCESS_KEY"]),
                secretKey: try #require(exports["DS3_SECRET_KEY"])))
        configuration.proxy = .none
        client = try DS3Client(configuration)

        for (name, size) in [("a/large", Self.large), ("z/large", Self.large)]
            + (0..<Self.smallCount).map({ ("m/small\($0)", Self.small) })
        {
            let path = try directory.write("", to: "tree/" + name)
            let file = try FileCalls.open(path, flags: O_WRONLY)
            defer { FileCalls.close(file) }
            try FileCalls.writeAll(file, Bytes(RandomBytes.make(size)))
        }
    }

    private func start(_ arguments: [String]) throws -> Child {
        try Child.start("apus", ["ds3"] + arguments, environment: environment, lane: lane)
    }

    /// Runs a command to its end; answers its line of JSON.
    private func run(_ arguments: [String]) async throws -> JSONValue {
        let child = try start(arguments + ["--json"])
        return try await lane.run {
            let text = try child.read(untilBytes: .max)
            #expect(child.waitForEnd() == 0, "\(arguments): \(text)")
            return try JSONValue(parsing: Bytes(text))
        }
    }

    private struct Contents: Equatable {
        let count: Int
        let digest: [UInt8]
    }

    /// Every file below a directory, by its path there; hidden ones too.
    private static func files(_ root: String) throws -> [String: Contents] {
        var found: [String: Contents] = [:]
        var open = [""]
        while let directory = open.popLast() {
            let reader = try DirectoryReader(root + "/" + directory)
            while let name = try reader.next() {
                let path = directory + name.text
                let status = try FileCalls.status(root + "/" + path)
                guard status.kind == .regular else {
                    open.append(path + "/")
                    continue
                }
                let file = try FileCalls.open(root + "/" + path, flags: O_RDONLY)
                defer { FileCalls.close(file) }
                let bytes = try FileCalls.read(file, at: 0, count: Int(status.sizeBytes))
                found[path] = Contents(count: bytes.count, digest: Digest.of(bytes, .md5))
            }
        }
        return found
    }

    /// How much of the active job of a bucket has arrived; nil while there is none.
    private func cached(_ bucket: String) async throws -> (jobID: String, bytes: Int)? {
        let job = try await client.jobs().first { $0.bucketName == bucket }
        return job.map { ($0.jobID, $0.cachedSizeInBytes) }
    }

    @Test func `what a killed client has sent is not sent again`() async throws {
        var killed = 0
        var tally = Tally("kill -9 of a client of DS3", Engine.all[1])
        for moment in 0..<FaultCounts.jobKills {
            let bucket = "sent-\(moment)"
            try await client.putBucket(bucket)
            let put = ["put", "-r", "--blob-size", "10M", "--threads", "2", tree + "/", bucket]
            // The first is killed as soon as its job is there; others in the first half, since what
            // is seen of a fast one is older than what it has done.
            let limit = moment == 0 ? 0 : Int.random(in: 0..<Self.totalBytes / 2)
            let child = try start(put)
            var jobID: String?
            // The job is listed from when it is planned until it is complete.
            while true {
                if let (id, bytes) = try await cached(bucket) {
                    jobID = id
                    if bytes >= limit { break }
                } else if jobID != nil {
                    break
                }
            }
            try await lane.run { child.kill() }
            let id = try #require(jobID)
            let left = try await cached(bucket)
            let result = try await run(Array(put.dropLast(2)) + ["--resume", id] + put.suffix(2))
            if let left, left.bytes < Self.totalBytes {
                killed += 1
                let sent = Int(try #require(result["bytes"]?.integer))
                // What was on its way when the client died may have arrived since.
                #expect(sent <= Self.totalBytes - left.bytes, "after \(left.bytes) of \(limit)")
            }
            let target = directory.path + "/checked"
            _ = try await run(["get", "-r", bucket, target])
            let isWhole = try Self.files(target) == Self.files(tree)
            #expect(isWhole, "killed at \(limit)")
            tally.count(survived: isWhole)
            try SystemCommand.run(["rm", "-r", target])
            try await client.deleteBucket(bucket, force: true)
        }
        #expect(killed > 0, "every client was done before it was killed")
        tally.report()
    }

    @Test func `what a killed client has fetched is not fetched again`() async throws {
        let bucket = "fetched"
        try await client.putBucket(bucket)
        _ = try await run(["put", "-r", "--blob-size", "10M", tree + "/", bucket])
        let original = try Self.files(tree)
        var killed = 0
        var tally = Tally("kill -9 of a client of DS3", Engine.all[1])
        for moment in 0..<FaultCounts.jobKills {
            let target = directory.path + "/target-\(moment)"
            let get = ["get", "-r", "--threads", "2", bucket, target]
            let limit = moment == 0 ? 0 : Int.random(in: 0..<Self.smallCount + 4)
            let child = try start(get)
            let lane = lane
            let isKilled = try await lane.run {
                while true {
                    // What is finished, in files and in ranges.
                    let lines = ["a", "z"].map { Self.lines("\(target)/\($0)/.large.apus-journal") }
                    let done = Self.names(target + "/m").count { !$0.hasPrefix(".") }
                    if done + lines.reduce(0, +) >= limit, !Self.names(target).isEmpty { break }
                    if Self.names(target + "/a").contains("large"),
                        Self.names(target + "/z").contains("large"), done == Self.smallCount
                    {
                        break
                    }
                    Lane.pause(.milliseconds(1))
                }
                child.kill()
                return true
            }
            #expect(isKilled)
            let journal = Self.names(target).first { $0.hasPrefix(".apus-ds3-") }
            guard let id = journal?.dropFirst(".apus-ds3-".count) else {
                #expect(try Self.files(target) == original)
                continue
            }
            killed += 1
            let files = try Self.files(target)
            let there = files.reduce(0) { $0 + (Self.isHidden($1.key) ? 0 : $1.value.count) }
            let result = try await run(["get", "-r", "--resume", String(id), bucket, target])
            let fetched = Int(try #require(result["bytes"]?.integer))
            #expect(fetched <= Self.totalBytes - there, "killed at \(limit)")
            let isWhole = try Self.files(target) == original
            #expect(isWhole, "killed at \(limit)")
            tally.count(survived: isWhole)
            try SystemCommand.run(["rm", "-r", target])
        }
        #expect(killed > 0, "every client was done before it was killed")
        tally.report()
    }

    private static func isHidden(_ path: String) -> Bool {
        path.hasPrefix(".") || path.contains("/.")
    }

    private static func names(_ directory: String) -> [String] {
        guard let reader = try? DirectoryReader(directory) else { return [] }
        var names: [String] = []
        while let name = try? reader.next() { names.append(name.text) }
        return names
    }

    /// How many ranges a journal tells of.
    private static func lines(_ path: String) -> Int {
        guard let file = try? FileCalls.open(path, flags: O_RDONLY) else { return 0 }
        defer { FileCalls.close(file) }
        let text = (try? FileCalls.read(file, at: 0, count: 4096))?.text ?? ""
        return text.split(separator: "\n").count { $0.hasPrefix("done ") }
    }
}
