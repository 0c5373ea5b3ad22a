// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusHTTPServer
import ApusIO
import ApusTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct TLSTests {
    /// Runs a server with a certificate of its own, and a client that trusts it.
    private static func withSecureServer(
        _ body:
            @escaping @Sendable (HTTPClient, Origin, TestServer, TestCertificate, TLSIdentity)
            async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let certificate = try TestCertificate(in: directory.path)
        let identity = try TLSIdentity(
            certificateFile: certificate.certificateFile, keyFile: certificate.keyFile)
        let lane = Lane(name: "files", threads: 1)
        let file = OpenFile(takingOver: try FileCalls.open(program, flags: 0), lane: lane)
        try await withServer { configuration in
            configuration.endpoints[0].tls = identity
        } answer: { request in
            switch request.target {
            case "/file":
                let first = Flag()
                let region = FileRegion(file, 0..<1_000_000)
                return Response(
                    .ok,
                    body: .stream(
                        BodyReader(lengthBytes: 1_000_000) {
                            first.setOnce() ? .region(region) : nil
                        }))
            case "/secure":
                return Response(.ok, body: .bytes(Bytes("\(request.origin?.isSecure == true)")))
            default:
                return Response(
                    .ok, body: .bytes(try await request.body.collect(limitBytes: 4_000_000)))
            }
        } body: { server in
            guard case .tcp(_, let port) = server.address else { return }
            let client = try client(trusting: certificate)
            defer { client.close() }
            let origin = Origin(isSecure: true, host: "127.0.0.1", port: port)
            try await body(client, origin, server, certificate, identity)
        }
    }

    private static func client(trusting certificate: TestCertificate) throws -> HTTPClient {
        var configuration = HTTPClientConfiguration()
        configuration.tls.authorityFile = certificate.certificateFile
        configuration.proxy = .none
        return try HTTPClient(configuration)
    }

    @Test func `large bodies go both ways`() async throws {
        try await Self.withSecureServer { client, origin, _, _, _ in
            let body = Bytes((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let response = try await client.respond(
                to: Request(.put, "/echo", origin: origin, body: BodyReader(body)))
            #expect(response.status == .ok)
            #expect(try await response.reader.collect(limitBytes: 4_000_000) == body)
        }
    }

    @Test func `files go by the same way`() async throws {
        let lane = Lane(name: "files", threads: 1)
        let file = OpenFile(takingOver: try FileCalls.open(program, flags: 0), lane: lane)
        let expected = try file.readNow(0..<1_000_000)
        try await Self.withSecureServer { client, origin, _, _, _ in
            let response = try await client.respond(
                to: Request(.get, "/file", origin: origin))
            #expect(try await response.reader.collect(limitBytes: 1_000_000) == expected)
            let secure = try await client.respond(to: Request(.get, "/secure", origin: origin))
            #expect(try await secure.reader.collect(limitBytes: 10).text == "true")
        }
    }

    @Test func `a new certificate is for new connections`() async throws {
        try await Self.withSecureServer { client, origin, server, certificate, identity in
            let request = Request(.get, "/secure", origin: origin)
            #expect(try await client.respond(to: request).status == .ok)
            try certificate.renew()
            // The client that trusts the new one is refused until the server has read it.
            let other = try Self.client(trusting: certificate)
            defer { other.close() }
            await #expect(throws: TransportError.self) { _ = try await other.respond(to: request) }
            try identity.reload()
            #expect(try await other.respond(to: request).status == .ok)
            // The old connection goes on.
            #expect(try await client.respond(to: request).status == .ok)
            _ = server
        }
    }

    @Test func `files that do not fit are refused, and a failed reload changes nothing`()
        async throws
    {
        try await Self.withSecureServer { client, origin, _, certificate, identity in
            let other = try TemporaryDirectory()
            defer { withExtendedLifetime(other) {} }
            let stranger = try TestCertificate(in: other.path)
            #expect(throws: TLSError.self) {
                _ = try TLSIdentity(
                    certificateFile: certificate.certificateFile, keyFile: stranger.keyFile)
            }
            #expect(throws: TLSError.self) {
                _ = try TLSIdentity(certificateFile: "/nonexistent", keyFile: "/nonexistent")
            }
            SocketCalls.unlink(certificate.keyFile)
            #expect(throws: TLSError.self) { try identity.reload() }
            let request = Request(.get, "/secure", origin: origin)
            #expect(try await client.respond(to: request).status == .ok)
        }
    }

    @Test func `plain HTTP on a TLS port ends the connection`() async throws {
        try await Self.withSecureServer { _, _, server, _, _ in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try? await client.readAll()
            while server.server.counts.openConnections > 0 { await Task.yield() }
        }
    }
}
