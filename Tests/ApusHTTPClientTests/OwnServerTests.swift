// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusHTTPServer
import ApusIO
import Synchronization
import Testing

/// The client and our own server, over sockets.
@Suite(.timeLimit(.minutes(10))) struct OwnServerTests {
    /// Answers what it got, in a stream if it came so.
    private struct Echo: HTTPExchange {
        func respond(to request: Request) async throws -> Response {
            if request.target == "/hello" { return Response(.ok, body: .bytes(Bytes("hello"))) }
            var count: UInt64 = 0
            var sum: UInt64 = 0
            while let bytes = try await request.body.next() {
                count += UInt64(bytes.count)
                for byte in bytes.array { sum &+= UInt64(byte) }
            }
            return Response(
                .ok, headers: ["X-Count": String(count), "X-Sum": String(sum)],
                body: .stream(OwnServerTests.zeros(5_000_000, lengthBytes: nil)))
        }
    }

    private static func zeros(_ size: Int, lengthBytes: UInt64?) -> BodyReader {
        let rest = Atomic(size)
        return BodyReader(lengthBytes: lengthBytes) {
            let left = rest.load(ordering: .relaxed)
            guard left > 0 else { return nil }
            let count = min(left, 100_000)
            rest.subtract(count, ordering: .relaxed)
            return .bytes(Bytes([UInt8](repeating: 1, count: count)))
        }
    }

    /// Runs a server for the length of `body`.
    private func withServer(
        _ address: ListenAddress = .tcp(host: "127.0.0.1", port: 0), tls: TLSIdentity? = nil,
        _ body: (Origin) async throws -> Void
    ) async throws {
        let loops = try LoopGroup(count: 1)
        defer { loops.shutDown() }
        let server = try HTTPServer(
            ServerConfiguration(endpoints: [.init(address, tls: tls)]), exchange: Echo(),
            loops: loops)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.serve() }
            defer { server.stop(within: .seconds(1)) }
            switch server.addresses[0] {
            case .tcp(let host, let port):
                try await body(Origin(isSecure: tls != nil, host: host, port: port))
            case .unix(let path, _):
                try await body(Origin(isSecure: false, host: path, port: 0))
            }
            server.stop(within: .seconds(1))
            try await group.waitForAll()
        }
    }

    private func exchange(_ client: HTTPClient, _ origin: Origin, chunked: Bool) async throws {
        let size = 3_000_000
        let response = try await client.respond(
            to: Request(
                .put, "/", origin: origin,
                body: Self.zeros(size, lengthBytes: chunked ? nil : UInt64(size))))
        #expect(response.status == .ok)
        #expect(response.headers["X-Count"] == String(size))
        #expect(response.headers["X-Sum"] == String(size))
        let body = try await response.reader.collect(limitBytes: 10_000_000)
        #expect(
            body.count == 5_000_000, "\(response.status) \(body[0..<min(100, body.count)].text)")
    }

    @Test(arguments: [true, false])
    func `streams both ways`(chunked: Bool) async throws {
        try await withServer { origin in
            try await exchange(try HTTPClient(.direct), origin, chunked: chunked)
        }
    }

    @Test(arguments: [true, false])
    func `streams both ways by TLS`(chunked: Bool) async throws {
        let certificate = try TestCertificate()
        let identity = try TLSIdentity(
            certificateFile: certificate.certificateFile, keyFile: certificate.keyFile)
        var configuration = HTTPClientConfiguration.direct
        configuration.tls.authorityFile = certificate.certificateFile
        let client = try HTTPClient(configuration)
        try await withServer(tls: identity) { origin in
            try await exchange(client, origin, chunked: chunked)
        }
    }

    @Test func `streams both ways over a Unix socket`() async throws {
        let path = "/tmp/apus-test-\(UInt64.random(in: 0 ... .max)).sock"
        try await withServer(.unix(path: path)) { origin in
            try await exchange(try HTTPClient(.direct), origin, chunked: false)
        }
    }

    /// What is answered to a request that is written by hand.
    private func hello(through tunnel: Tunnel) async throws -> String {
        try await tunnel.send(
            Bytes("GET /hello HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        var answer = ""
        while let bytes = try await tunnel.receive() { answer += bytes.text }
        return answer
    }

    @Test func `lends a connection over a Unix socket`() async throws {
        let path = "/tmp/apus-test-\(UInt64.random(in: 0 ... .max)).sock"
        let client = try HTTPClient(.direct)
        try await withServer(.unix(path: path)) { origin in
            let answer = try await hello(through: client.connect(to: origin))
            #expect(answer.hasSuffix("hello"))
        }
        await #expect(throws: TransportError.self) {
            try await client.connect(to: Origin(isSecure: false, host: path, port: 0))
        }
    }

    enum Trust: String, CaseIterable {
        case nothing, authority, insecure, certificate, wrongCertificate, wrongCertificateInsecure
        case publicKey, wrongPublicKey

        var isEnough: Bool {
            switch self {
            case .authority, .insecure, .certificate, .publicKey: true
            case .nothing, .wrongCertificate, .wrongCertificateInsecure, .wrongPublicKey: false
            }
        }
    }

    @Test(arguments: Trust.allCases)
    func `trusts whom it is told to trust`(trust: Trust) async throws {
        let certificate = try TestCertificate()
        let identity = try TLSIdentity(
            certificateFile: certificate.certificateFile, keyFile: certificate.keyFile)
        var configuration = HTTPClientConfiguration.direct
        switch trust {
        case .nothing: break
        case .authority: configuration.tls.authorityFile = certificate.certificateFile
        case .insecure: configuration.tls.isInsecure = true
        case .certificate: configuration.tls.certificateSHA256 = certificate.certificateSHA256
        case .wrongCertificate:
            configuration.tls.authorityFile = certificate.certificateFile
            configuration.tls.certificateSHA256 = certificate.publicKeySHA256
        case .wrongCertificateInsecure:
            configuration.tls.isInsecure = true
            configuration.tls.certificateSHA256 = certificate.publicKeySHA256
        case .publicKey:
            configuration.tls.authorityFile = certificate.certificateFile
            configuration.tls.publicKeySHA256 = certificate.publicKeySHA256
        case .wrongPublicKey:
            configuration.tls.authorityFile = certificate.certificateFile
            configuration.tls.publicKeySHA256 = certificate.certificateSHA256
        }
        let client = try HTTPClient(configuration)
        try await withServer(tls: identity) { origin in
            let request = Request(.get, "/hello", origin: origin)
            if trust.isEnough {
                let response = try await client.respond(to: request)
                #expect(try await response.reader.collect(limitBytes: 10).text == "hello")
                let answer = try await hello(through: client.connect(to: origin))
                #expect(answer.hasSuffix("hello"))
            } else {
                let error = await #expect(throws: TransportError.self) {
                    try await client.respond(to: request)
                }
                #expect(error?.reason == .untrusted)
                #expect(error?.mayPass == false)
                let alone = await #expect(throws: TransportError.self) {
                    try await client.connect(to: origin)
                }
                #expect(alone?.reason == .untrusted)
            }
        }
    }

    @Test func `a hash that is none is refused at once`() {
        var configuration = HTTPClientConfiguration.direct
        configuration.tls.certificateSHA256 = [1, 2, 3]
        #expect(throws: TransportError.self) { try HTTPClient(configuration) }
    }
}
