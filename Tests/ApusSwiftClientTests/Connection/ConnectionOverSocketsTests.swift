// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusHTTPClient
import ApusHTTPServer
import ApusIO
import ApusSwiftClient
import Synchronization
import Testing

/// What only a socket can spoil: names on the request line, raw header fields, framing, breaks.
@Suite(.timeLimit(.minutes(10))) struct ConnectionOverSocketsTests {
    private func withCluster(_ body: (Connection, HTTPServer) async throws -> Void) async throws {
        let cluster = try MemoryCluster()
        let loops = try LoopGroup(count: 1)
        defer { loops.shutDown() }
        let server = try HTTPServer(
            ServerConfiguration(endpoints: [.init(.tcp(host: "127.0.0.1", port: 0))]),
            exchange: cluster.frontEnd, loops: loops)
        guard case .tcp(let host, let port) = server.addresses[0] else { return }
        var configuration = HTTPClientConfiguration()
        configuration.proxy = .none
        let client = try HTTPClient(configuration)
        defer { client.close() }
        let session = AuthSession(
            V1Auth(
                url: try ServiceURL("http://\(host):\(port)/auth/v1.0"), user: "test:tester",
                key: "testing"))
        let connection = Connection(session, over: client)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.serve() }
            defer { server.stop(within: .seconds(1)) }
            try await body(connection, server)
            server.stop(within: .seconds(1))
            try await group.waitForAll()
        }
    }

    @Test func `names and metadata survive the wire`() async throws {
        try await withCluster { connection, _ in
            _ = try await connection.putContainer("ü b")
            let names = ["a b/ü?#%41&=+", "..", "../w/f", "./x/..", "日本/😀", "//a//", "q\"'<>"]
            for name in names {
                let put = try await connection.putObject(
                    "ü b", name, .text(name), headers: ["X-Object-Meta-Größe": "100%41 ü"])
                #expect(put.status.code == 201)
            }
            for name in names {
                let download = try await connection.getObject("ü b", name)
                #expect(download.reply.headers["X-Object-Meta-Größe"] == "100%41 ü")
                #expect(try await download.body.collect(limitBytes: 100).text == name)
            }
            let listing = try await connection.getContainer("ü b")
            #expect(Set(listing.entries.map(\.name)) == Set(names))
            _ = try await connection.copyObject("ü b", "..", to: "/ü b/./../é")
            #expect(try await connection.headObject("ü b", "./../é").status.code == 200)
        }
    }

    @Test(arguments: [true, false])
    func `a large body goes and comes`(isChunked: Bool) async throws {
        let size = 20_000_000
        try await withCluster { connection, _ in
            _ = try await connection.putContainer("c")
            let put = try await connection.putObject(
                "c", "o",
                .replayable(lengthBytes: isChunked ? nil : UInt64(size)) {
                    Self.pattern(size, lengthBytes: isChunked ? nil : UInt64(size))
                })
            let download = try await connection.getObject("c", "o")
            var digest = Digest(.md5)
            var count = 0
            while let bytes = try await download.body.next() {
                digest.update(bytes)
                count += bytes.count
            }
            #expect(count == size)
            #expect(Hexadecimal.encode(digest.finish()) == put.etag)
        }
    }

    @Test func `a download that is left ends at the server too`() async throws {
        try await withCluster { connection, server in
            _ = try await connection.putContainer("c")
            let size = 64_000_000
            _ = try await connection.putObject(
                "c", "o",
                .replayable(lengthBytes: UInt64(size)) {
                    Self.pattern(size, lengthBytes: UInt64(size))
                })
            do {
                let download = try await connection.getObject("c", "o")
                _ = try await download.body.next()
            }
            // The server finishes only what is still wanted; it has far less than 64 MB sent.
            while server.counts.activeRequests > 0 { await Task.yield() }
            #expect(server.counts.bytesOut < UInt64(size) / 2)
        }
    }

    private static func pattern(_ size: Int, lengthBytes: UInt64?) -> BodyReader {
        let sent = Atomic(0)
        return BodyReader(lengthBytes: lengthBytes) {
            let start = sent.load(ordering: .relaxed)
            guard start < size else { return nil }
            let count = min(size - start, 99_991)
            sent.store(start + count, ordering: .relaxed)
            return .bytes(Bytes((start..<start + count).map { UInt8(truncatingIfNeeded: $0) }))
        }
    }
}
