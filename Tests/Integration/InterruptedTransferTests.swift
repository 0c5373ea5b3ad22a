// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `apus`, killed in the middle of a transfer and started again, against a real `apusd`.
@Suite(.timeLimit(.minutes(10))) struct InterruptedTransferTests {
    private let directory: TemporaryDirectory
    private let server: ServerProcess
    private let lane = Lane(name: "children", threads: 2)

    init() throws {
        directory = try TemporaryDirectory()
        let configuration = try directory.write(
            """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = 0
            data_dir = \(directory.path)/data
            access_log = off
            [filter:tempauth]
            user_test_tester = testing .admin
            """, to: "apusd.conf")
        server = try ServerProcess(["--config", configuration])
    }

    private func start(_ arguments: [String]) throws -> Child {
        try Child.start(
            "apus", arguments,
            environment: [
                "ST_AUTH": "\(server.address)/auth/v1.0", "ST_USER": "test:tester",
                "ST_KEY": "testing",
            ], lane: lane)
    }

    /// Runs `apus` to its end; answers its JSON lines.
    private func run(_ arguments: [String]) async throws -> [JSONValue] {
        let child = try start(arguments + ["--json"])
        return try await lane.run {
            let text = try child.read(untilBytes: .max)
            #expect(child.waitForEnd() == 0, "\(arguments)")
            return try text.split(separator: "\n").map {
                try JSONValue(parsing: Bytes(String($0)))
            }
        }
    }

    /// A file of bytes that no two places share.
    private func file(_ name: String, megabytes: Int) throws -> String {
        let path = try directory.write("", to: name)
        let file = try FileCalls.open(path, flags: O_WRONLY)
        defer { FileCalls.close(file) }
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<megabytes {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(1 << 20)
            for _ in 0..<1 << 17 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: state >> (shift * 8))) }
            }
            try FileCalls.writeAll(file, Bytes(bytes))
        }
        return path
    }

    private func digest(_ path: String) async throws -> [UInt8] {
        try await lane.run {
            let file = try FileCalls.open(path, flags: O_RDONLY)
            defer { FileCalls.close(file) }
            var digest = Digest(.md5)
            var offset: UInt64 = 0
            while true {
                let bytes = try FileCalls.read(file, at: offset, count: 1 << 20)
                if bytes.isEmpty { return digest.finish() }
                digest.update(bytes)
                offset += UInt64(bytes.count)
            }
        }
    }

    @Test func `sends after a kill only the segments that are missing`() async throws {
        let path = try file("big", megabytes: 64)
        let upload = ["upload", "c", path, "--object-name", "big", "-S", "128K", "--resume"]
        let child = try start(upload + ["--json"])
        // The first results come when some of the 512 segments are there.
        try await lane.run {
            _ = try child.read(untilBytes: 1)
            child.kill()
        }
        let left = try await run(["list", "c_segments", "--json-lines"]).count
        try #require(left > 0 && left < 512, "\(left)")
        #expect(try await run(["list", "c", "--json-lines"]).isEmpty)

        let results = try await run(upload)
        let segments = results.filter { $0["action"]?.text == "upload_segment" }
        #expect(segments.count == 512)
        let resumed = segments.count { $0["resumed"] == .boolean(true) }
        #expect(resumed >= left - 16 && resumed <= left, "\(resumed) of \(left)")
        _ = try await run(["download", "c", "big", "-o", directory.path + "/back"])
        #expect(try await digest(directory.path + "/back") == digest(path))
    }

    @Test func `fetches after a kill only the ranges that are missing`() async throws {
        let path = try file("large", megabytes: 192)
        _ = try await run(["upload", "c", path, "--object-name", "large"])
        let target = directory.path + "/target"
        let journal = directory.path + "/.target.apus-journal"
        let download = ["download", "c", "large", "-o", target, "--resume"]
        let child = try start(download)
        // As soon as a range is there, and long before all are.
        try await lane.run {
            while Self.text(of: journal).split(separator: "\n").count < 6 {
                if (try? FileCalls.status(target)) != nil { break }
                Lane.pause(.milliseconds(1))
            }
            child.kill()
        }
        #expect((try? FileCalls.status(target)) == nil, "it was over before it was killed")
        let lines = Self.text(of: journal).split(separator: "\n").map { $0.split(separator: " ") }
        let done = lines.compactMap { words -> Int64? in
            guard words.count == 3, words[0] == "done", let start = Int64(words[1]),
                let end = Int64(words[2])
            else { return nil }
            return end - start
        }
        try #require(!done.isEmpty)

        let results = try await run(download)
        let fetched = try #require(results.first?["read_length"]?.integer)
        #expect(fetched <= (192 << 20) - done.reduce(0, +), "\(fetched) after \(done)")
        #expect(try await digest(target) == digest(path))
        #expect((try? FileCalls.status(journal)) == nil)
        #expect((try? FileCalls.status(directory.path + "/.target.apus-part")) == nil)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `leaves no part of a file when it is told to end`(signal: Int32) async throws {
        let path = try file("large", megabytes: 96)
        _ = try await run(["upload", "c", path, "--object-name", "large"])
        let target = try TemporaryDirectory()
        let child = try start(["download", "c", "large", "-o", target.path + "/large"])
        try await lane.run {
            while try Self.names(in: target.path).isEmpty { Lane.pause(.milliseconds(1)) }
            kill(child.process, signal)
            child.waitForEnd()
        }
        // It may have been done before it heard of it; a part is what must not be there.
        let left = try Self.names(in: target.path)
        #expect(left.isEmpty || left == ["large"], "\(left)")
    }

    /// The names in a directory, hidden ones among them.
    private static func names(in directory: String) throws -> [String] {
        let reader = try DirectoryReader(directory)
        var names: [String] = []
        while let name = try reader.next() { names.append(name.text) }
        return names
    }

    /// What a file holds; nothing while there is none.
    private static func text(of path: String) -> String {
        guard let file = try? FileCalls.open(path, flags: O_RDONLY) else { return "" }
        defer { FileCalls.close(file) }
        return (try? FileCalls.read(file, at: 0, count: 1 << 20))?.text ?? ""
    }
}
