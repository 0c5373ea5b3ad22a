// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPServer
import ApusIO
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPConnectionTests {
    /// Answers with what came in the body.
    private static let echo: @Sendable (Request) async throws -> Response = { request in
        Response(.ok, body: .bytes(try await request.body.collect(limitBytes: 1 << 20)))
    }

    private static let hello: @Sendable (Request) async throws -> Response = { request in
        Response(.ok, body: .bytes(Bytes("hello \(request.target)")))
    }

    @Test func `puts and gets on one connection`() async throws {
        try await withServer(answer: Self.echo) { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")
            let first = try await client.readResponse()
            #expect(first.head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(first.head.contains("\r\nDate: "))
            #expect(!first.head.contains("Connection:"))
            #expect(first.body == "hello")
            try await client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await client.readResponse().body == "")
        }
    }

    @Test func `answers pipelined requests in their order`() async throws {
        try await withServer(answer: Self.hello) { server in
            let client = try server.connect()
            defer { client.close() }
            let requests = (0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }
            try await client.send(requests.joined())
            for number in 0..<100 {
                #expect(try await client.readResponse().body == "hello /\(number)")
            }
        }
    }

    @Test func `reads a head that comes byte by byte`() async throws {
        try await withServer(answer: Self.hello) { server in
            let client = try server.connect()
            defer { client.close() }
            for byte in "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n".utf8 {
                try await client.send(Bytes([byte]))
            }
            #expect(try await client.readResponse().body == "hello /slow")
        }
    }

    @Test func `closes after HTTP 1.0 unless asked to keep the connection`() async throws {
        try await withServer(answer: Self.hello) { server in
            #expect(
                try await server.roundTrip("GET / HTTP/1.0\r\n\r\n")
                    .contains("\r\nConnection: close\r\n"))
            let client = try server.connect()
            defer { client.close() }
            for _ in 0..<2 {
                try await client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                let response = try await client.readResponse()
                #expect(response.head.contains("\r\nConnection: keep-alive\r\n"))
            }
        }
    }

    @Test func `says that it keeps a connection to whoever asked`() async throws {
        try await withServer(answer: Self.hello) { server in
            let client = try server.connect()
            defer { client.close() }
            for asked in [true, false] {
                let field = asked ? "Connection: keep-alive\r\n" : ""
                try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\(field)\r\n")
                let response = try await client.readResponse()
                #expect(response.head.contains("Connection: keep-alive") == asked)
            }
        }
    }

    @Test func `closes when the client asks for it`() async throws {
        try await withServer(answer: Self.hello) { server in
            let response = try await server.roundTrip(
                "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            #expect(response.contains("\r\nConnection: close\r\n"))
            #expect(response.hasSuffix("hello /"))
        }
    }

    @Test func `answers HEAD with the length and without the body`() async throws {
        try await withServer(answer: Self.hello) { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(
                "HEAD /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
            let head = try await client.read(through: "\r\n\r\n")
            #expect(head.contains("\r\nContent-Length: 8\r\n"))
            #expect(try await client.readResponse().body == "hello /2")
        }
    }

    @Test func `sends no length with 204, and zero with an empty 200`() async throws {
        try await withServer {
            _ in
        } answer: { request in
            Response(request.target == "/204" ? .noContent : .ok)
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("GET /204 HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await !client.read(through: "\r\n\r\n").contains("Content-Length"))
            try await client.send("GET /200 HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await client.readResponse().head.contains("\r\nContent-Length: 0\r\n"))
        }
    }

    @Test func `frames a stream of unknown length by chunks, for HTTP 1.0 by the end`()
        async throws
    {
        try await withServer { _ in
            Response(.ok, body: .stream(pieces(["one", "", "two"])))
        } body: { server in
            let chunked = try await server.roundTrip(
                "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            #expect(chunked.contains("\r\nTransfer-Encoding: chunked\r\n"))
            #expect(chunked.hasSuffix("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"))
            let plain = try await server.roundTrip(
                "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(!plain.contains("Transfer-Encoding"))
            #expect(plain.contains("\r\nConnection: close\r\n"))
            #expect(plain.hasSuffix("\r\n\r\nonetwo"))
        }
    }

    @Test func `reads a chunked body with trailers`() async throws {
        try await withServer(answer: Self.echo) { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(
                "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-Trailer: t\r\n\r\n"
                    + "GET /next HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await client.readResponse().body == "abcdefg")
            #expect(try await client.readResponse().head.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `says 100 Continue when the body is first read, and not before`() async throws {
        try await withServer { request in
            guard request.target == "/wanted" else { return Response(.forbidden) }
            return try await Self.echo(request)
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            let fields = "Host: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
            try await client.send("PUT /wanted HTTP/1.1\r\n" + fields)
            let interim = try await client.read(through: "\r\n\r\n")
            #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send("ok")
            #expect(try await client.readResponse().body == "ok")
            // Whether the body follows a refusal is unknown: the connection must end.
            try await client.send("PUT /unwanted HTTP/1.1\r\n" + fields)
            let refusal = try await client.readAll()
            #expect(refusal.hasPrefix("HTTP/1.1 403 "))
            #expect(refusal.contains("\r\nConnection: close\r\n"))
        }
    }

    @Test func `reads over a short body that nobody wanted, and keeps the connection`()
        async throws
    {
        try await withServer(answer: Self.hello) { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("PUT /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nGET ")
            #expect(try await client.readResponse().body == "hello /1")
            try await client.send("GET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await client.readResponse().body == "hello /2")
        }
    }

    @Test func `delivers the response although more of the body comes than it reads over`()
        async throws
    {
        try await withServer(answer: Self.hello) { server in
            let client = try server.connect()
            defer { client.close() }
            let count = 8 * 1024 * 1024
            try await client.send(
                "PUT /big HTTP/1.1\r\nHost: h\r\nContent-Length: \(count)\r\n\r\n")
            try await client.send(Bytes([UInt8](repeating: 1, count: count)))
            let response = try await client.readAll()
            #expect(response.contains("\r\nConnection: close\r\n"))
            #expect(response.hasSuffix("hello /big"))
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505),
        ("GET /LONG HTTP/1.1\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: h\r\nX: LONG\r\n", 400),
        (
            "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            400
        ),
        ("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ])
    func `refuses bad framing and closes`(request: String, code: Int) async throws {
        try await withServer(answer: Self.echo) { server in
            let long = String(repeating: "a", count: 9000)
            let response = try await server.roundTrip(request.replacing("LONG", with: long))
            #expect(response.hasPrefix("HTTP/1.1 \(code) "))
            #expect(response.contains("\r\nConnection: close\r\n"))
        }
    }

    @Test func `what a handler throws becomes a status`() async throws {
        struct Mishap: Error {}
        try await withServer { request in
            switch request.target {
            case "/late": throw BodyError.timedOut
            case "/long": throw BodyError.tooLong
            default: throw Mishap()
            }
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            for (target, code) in [("/late", 408), ("/long", 413), ("/", 500)] {
                try await client.send("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try await client.readResponse().head.hasPrefix("HTTP/1.1 \(code) "))
            }
        }
    }

    @Test func `a header field that would break the framing becomes an error`() async throws {
        try await withServer { _ in
            Response(.ok, headers: ["X-Meta": "a\r\nContent-Length: 1000"])
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await client.readResponse().head.hasPrefix("HTTP/1.1 500 "))
        }
    }

    @Test func `a stream that fails at once becomes an error, later a cut connection`()
        async throws
    {
        struct Mishap: Error {}
        try await withServer { request in
            let good = request.target == "/late" ? ["12345"] : []
            return Response(
                .ok, body: .stream(pieces(good, lengthBytes: 10, failure: Mishap())))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("GET /now HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await client.readResponse().head.hasPrefix("HTTP/1.1 500 "))
            try await client.send("GET /late HTTP/1.1\r\nHost: h\r\n\r\n")
            await #expect(throws: (any Error).self) {
                // The reset may overtake the data; what must not come is a clean end.
                _ = try await client.readResponse()
            }
        }
    }

    @Test func `a stream shorter than promised does not end cleanly`() async throws {
        try await withServer { _ in
            Response(.ok, body: .stream(pieces(["12345"], lengthBytes: 10)))
        } body: { server in
            await #expect(throws: SystemError.self) {
                _ = try await server.roundTrip("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            }
        }
    }

    @Test func `sends a file by parts, large and small`() async throws {
        let lane = Lane(name: "files", threads: 1)
        let file = OpenFile(takingOver: try FileCalls.open(program, flags: 0), lane: lane)
        let expected = try file.readNow(0..<3_000_000)
        try await withServer { request in
            let range: Range<UInt64> = request.target == "/large" ? 1..<2_000_001 : 5..<4101
            let region = FileRegion(file, range)
            let taken = Flag()
            return Response(
                .ok,
                body: .stream(
                    BodyReader(lengthBytes: UInt64(range.count)) {
                        taken.setOnce() ? .region(region) : nil
                    }))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            for (target, range) in [("/small", 5..<4101), ("/large", 1..<2_000_001)] {
                try await client.send("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n")
                let head = try await client.read(through: "\r\n\r\n")
                #expect(head.contains("\r\nContent-Length: \(range.count)\r\n"))
                let body = try await client.readBytes(range.count)
                #expect(body == expected[range])
            }
        }
    }
}
