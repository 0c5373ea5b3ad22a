// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusServer
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `apusd --ds3` in a process of its own.
@Suite(.timeLimit(.minutes(10))) struct DS3ServerTests {
    @Test func `starts with a key pair of its own and shares what it stores`() async throws {
        let directory = try TemporaryDirectory()
        let arguments = ["--data", directory.path + "/data", "--port", "0", "--ds3", "127.0.0.1:0"]
        let first = try ServerProcess(arguments)
        let exports = try DS3Exports(first)
        let client = try exports.client()
        try await client.putBucket("footage")
        let bytes = Bytes((0..<70_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
        _ = try await client.putObject(
            "raw/clip 1.mov", in: "footage", .bytes(bytes), metadata: ["reel": "7"])

        let visitor = try Visitor(first.address)
        let token = try await visitor.token(
            try #require(exports.values["ST_USER"]), try #require(exports.values["ST_KEY"]))
        let seen = try await visitor.ask(
            .get, "/v1/AUTH_main/footage/raw/clip%201.mov", token: token)
        #expect(seen.headers["X-Object-Meta-Reel"] == "7")
        #expect(seen.headers["Content-Length"] == "70000")
        let put = try await visitor.ask(
            .put, "/v1/AUTH_main/footage/from-swift", token: token,
            body: BodyReader(Bytes("hello")))
        #expect(put.status == 201)
        #expect(
            try await client.getObject("from-swift", in: "footage", limitBytes: 10)
                == Bytes("hello"))

        let file = directory.path + "/data/ds3-credentials"
        #expect(try FileCalls.status(file).permissions == 0o600)
        let metrics = try Visitor(try #require(first.metricsAddress))
        #expect(try await metrics.ask(.get, "/metrics").text.contains("apus_ds3_connections 1"))
        #expect(first.stop(with: SIGTERM) == 0)
        let secret = try #require(exports.values["DS3_SECRET_KEY"])
        #expect(try first.log.rest().contains(secret) == false)

        let second = try ServerProcess(arguments)
        let again = try DS3Exports(second)
        #expect(again.values["DS3_SECRET_KEY"] == secret)
        let listed = try await again.client().getBucket("footage")
        #expect(listed.objects.map(\.key) == ["from-swift", "raw/clip 1.mov"])
        #expect(
            try await again.client().getObject("raw/clip 1.mov", in: "footage", limitBytes: 100_000)
                == bytes)
        #expect(second.stop(with: SIGTERM) == 0)

        // What lies in the archive is still there when DS3 is not offered.
        let third = try ServerProcess(["--data", directory.path + "/data", "--port", "0"])
        let late = try Visitor(third.address)
        let ticket = try await late.token(
            try #require(exports.values["ST_USER"]), try #require(exports.values["ST_KEY"]))
        let kept = try await late.ask(.get, "/v1/AUTH_main/footage/from-swift", token: ticket)
        #expect(kept.text == "hello")
    }

    @Test func `keeps the secret that its first user has made anew`() async throws {
        let directory = try TemporaryDirectory()
        let arguments = ["--data", directory.path + "/data", "--port", "0", "--ds3", "127.0.0.1:0"]
        let first = try ServerProcess(arguments)
        let before = try DS3Exports(first)
        _ = try await before.client().send(DS3.regenerateUserSecretKeySpectraS3(id: "spectra"))
        let file = directory.path + "/data/ds3-credentials"
        #expect(try FileCalls.status(file).permissions == 0o600)
        #expect(first.stop(with: SIGKILL) != 0)

        let second = try ServerProcess(arguments)
        let after = try DS3Exports(second)
        #expect(after.values["DS3_ACCESS_KEY"] == before.values["DS3_ACCESS_KEY"])
        let secret = try #require(after.values["DS3_SECRET_KEY"])
        #expect(secret != before.values["DS3_SECRET_KEY"])
        #expect(read(file)?.contains("export DS3_SECRET_KEY=\(secret)\n") == true)
        #expect(try await after.client().getService().isEmpty)
    }

    @Test func `keeps cache and volumes in the directories that its section names`() async throws {
        let directory = try TemporaryDirectory()
        let folder = directory.path
        let text = """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = 0
            metrics_port = off
            access_log = off
            data_dir = \(folder)/data
            [filter:tempauth]
            \(TestServer.users)
            [ds3]
            bind_ip = 127.0.0.1
            bind_port = 0
            user = test:tester
            access_key = id1
            secret_key = key1
            cache_dir = \(folder)/fast
            cache_engine = file
            cache_size = 64 MiB
            volumes = \(folder)/slow
            volume_size = 8 MiB
            archive_delay = 1ms
            """
        let configuration = try Configuration(parsing: Bytes(text), file: "test.conf")
        try await TestServer.run(configuration) { test in
            var ds3 = DS3Configuration(
                try #require(test.server.ds3URL),
                Credentials(accessKey: "id1", secretKey: "key1"))
            ds3.proxy = .none
            let client = try DS3Client(ds3)
            try await client.putBucket("footage")
            try await client.putObject("clip.mov", in: "footage", .bytes(Bytes("moving pictures")))
            let token = try await test.token()
            let head = try await test.ask(.head, "/v1/AUTH_test/footage", token: token)
            #expect(head.headers["X-Storage-Policy"] == "archive")
            var volume: String?
            for _ in 0..<1_000 where volume?.contains("moving pictures") != true {
                try await Task.sleep(for: .milliseconds(10))
                volume = read(folder + "/slow/APU00001.tar")
            }
            #expect(volume?.contains("clip.mov") == true)
            #expect(try !names(in: folder + "/fast/cache").isEmpty)
        }
    }

    @Test func `spells the headers that clients compare byte by byte`() async throws {
        let directory = try TemporaryDirectory()
        let server = try ServerProcess([
            "--data", directory.path + "/data", "--port", "0", "--ds3", "127.0.0.1:0",
        ])
        let exports = try DS3Exports(server)
        let visitor = try Visitor(try #require(exports.values["DS3_ENDPOINT"]))
        func ask(
            _ method: ApusHTTP.Method, _ target: String, _ headers: Headers = [:],
            _ body: String = ""
        ) async throws -> [String] {
            var headers = headers
            headers["Date"] = DS3.Time(milliseconds: Int64(time(nil)) * 1000).header
            headers["Content-Type"] = "application/xml"
            let statement = DS3.Signature.statement(
                method: method.rawValue, path: String(target.split(separator: "?")[0]),
                headers: headers.fields.map { ($0.name, $0.value) })
            headers["Authorization"] = DS3.Signature.authorization(
                accessKey: try #require(exports.values["DS3_ACCESS_KEY"]),
                secretKey: try #require(exports.values["DS3_SECRET_KEY"]), statement: statement)
            let answer = try await visitor.ask(
                method, target, headers: headers, body: BodyReader(Bytes(body)))
            #expect(answer.status == 200)
            return answer.headers.fields.map(\.name)
        }
        _ = try await ask(.put, "/b")
        _ = try await ask(.put, "/b/o", ["x-amz-meta-Colour": "red"], "123456789")
        let head = try await ask(.head, "/b/o")
        let list = try await ask(.get, "/_rest_/bucket")
        for name in [
            "x-amz-meta-colour", "ds3-blob-checksum-type", "ds3-blob-checksum-offset-0",
            "version-id", "creation-date", "x-amz-request-id",
        ] {
            #expect(head.contains(name))
        }
        for name in ["Page-Truncated", "Total-Result-Count"] { #expect(list.contains(name)) }
    }
}

/// What `apusd --ds3` says in lines for a shell.
struct DS3Exports {
    private(set) var values: [String: String] = [:]

    /// Reads up to the last of them.
    init(_ server: ServerProcess) throws {
        while values["DS3_SECRET_KEY"] == nil, let line = try server.output.nextLine() {
            let words = line.split(separator: "=", maxSplits: 1)
            guard words.count == 2, words[0].hasPrefix("export ") else { continue }
            values[String(words[0].dropFirst("export ".count))] = String(words[1])
        }
    }

    /// - Parameter retries: of requests that get no answer.
    func client(retries: RetryPolicy = RetryPolicy()) throws -> DS3Client {
        var configuration = DS3Configuration(
            try #require(values["DS3_ENDPOINT"]),
            Credentials(
                accessKey: try #require(values["DS3_ACCESS_KEY"]),
                secretKey: try #require(values["DS3_SECRET_KEY"])))
        configuration.proxy = .none
        configuration.retries = retries
        return try DS3Client(configuration)
    }
}
