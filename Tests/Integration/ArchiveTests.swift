// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusServer
import ApusTelemetry
import ApusTestSupport
import Testing

/// A server whose only back-end is an archive, and GNU tar.
@Suite struct ArchiveTests {
    private static let container = "/v1/AUTH_test/c"
    /// Names that take an extended header, or would lead out of a directory.
    private static let names = ["plain", "dir/日本", String(repeating: "long", count: 60), "../up"]

    private static func body(_ name: String) -> String {
        String(repeating: "bytes of \(name)\n", count: 2_000)
    }

    @Test func `writes volumes that tar unpacks, and fetches what left the cache`() async throws {
        let directory = try TemporaryDirectory()
        let folder = directory.path
        let text = """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = 0
            metrics_port = off
            access_log = off
            data_dir = \(folder)/data
            [storage-policy:0]
            name = archive
            backend = slow
            [backend:slow]
            engine = archive
            cache_engine = file
            cache_size = 1 MiB
            archive_delay = 1ms
            high_watermark = 1
            low_watermark = 0
            volumes = \(folder)/volumes
            [filter:tempauth]
            \(TestServer.users)
            """
        let configuration = try Configuration(parsing: Bytes(text), file: "test.conf")
        let logger = try Logger(file: folder + "/log")
        try await TestServer.run(configuration, logger: logger) { test in
            let token = try await test.token()
            #expect(try await test.ask(.put, Self.container, token: token).status == 201)
            for name in Self.names {
                let put = try await test.ask(
                    .put, Self.path(name), token: token, body: BodyReader(Bytes(Self.body(name))))
                #expect(put.status == 201)
            }
            // What takes the whole cache leaves no other body there.
            var filler = 0
            for _ in 0..<1_000 where filler != 201 {
                if filler != 0 { try await Task.sleep(for: .milliseconds(10)) }
                filler = try await test.ask(
                    .put, Self.path("filler"), token: token,
                    body: BodyReader(Bytes(String(repeating: "f", count: 1 << 20)))
                ).status
            }
            #expect(filler == 201)
            for name in Self.names {
                var answer = try await test.ask(.get, Self.path(name), token: token)
                for _ in 0..<1_000 where answer.status != 200 {
                    #expect(answer.status == 503 && answer.headers["Retry-After"] == "1")
                    try await Task.sleep(for: .milliseconds(10))
                    answer = try await test.ask(.get, Self.path(name), token: token)
                }
                #expect(answer.text == Self.body(name))
            }
        }
        // Having to wait is no failure.
        await logger.flush()
        let log = try #require(read(folder + "/log"))
        #expect(log.contains("level=info event=storage reason="))
        #expect(!log.contains("level=error"))
        try FileCalls.makeDirectory(folder + "/out")
        let lane = Lane(name: "tar", threads: 1)
        let status = try await lane.run {
            try SystemCommand.run([
                "tar", "-C", folder + "/out", "-xf", folder + "/volumes/APU00001.tar",
            ])
        }
        #expect(status == 0)
        let unpacked = folder + "/out/AUTH_test/c/"
        for (name, file) in zip(Self.names, Self.names.dropLast() + ["%2E%2E/up"]) {
            #expect(read(unpacked + file) == Self.body(name), "\(name)")
        }
    }

    private static func path(_ name: String) -> String {
        container + "/" + PercentEncoding.encode(name, keeping: "")
    }
}
