// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPClientTests {
    private func serve(
        _ script: @escaping @Sendable (Conversation) throws -> Void
    ) throws -> ScriptedServer {
        try ScriptedServer(script)
    }

    private func ok(_ body: String, _ fields: String = "") -> String {
        "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
    }

    @Test func `answers status, header fields and body`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send(
                "HTTP/1.1 201 Made It\r\nContent-Length: 5\r\nX-A:  b \r\nX-A: c\r\n\r\nhello")
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        let response = try await client.respond(to: Request(.get, "/x", origin: server.origin))
        #expect(response.status.code == 201)
        #expect(response.status.reason == "Made It")
        #expect(response.headers.values("x-a") == ["b", "c"])
        #expect(try await response.reader.collect(limitBytes: 100).text == "hello")
    }

    @Test func `hands header fields on as raw UTF-8`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Größe: %41 日本\r\n\r\n")
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.get, "/", origin: server.origin))
        #expect(response.headers["X-Größe"] == "%41 日本")
    }

    @Test func `drops blocks of 1xx`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n")
            try peer.send("HTTP/1.1 204 No Content\r\nX-Late: 2\r\n\r\n")
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.get, "/", origin: server.origin))
        #expect(response.status.code == 204)
        #expect(response.headers["X-Early"] == nil)
        #expect(response.headers["X-Late"] == "2")
    }

    @Test(arguments: ["/v1/a/../b/./c", "/v1/a/%2e%2E/x?q=%2f&r=../y", "//two/", "/v1/a/.."])
    func `sends the target as it is`(target: String) async throws {
        let server = try serve { peer in
            let head = try peer.readHead()
            try peer.send(
                "HTTP/1.1 200 OK\r\nX-Line: \(head.prefix { $0 != "\r\n" })\r\nContent-Length: 0\r\n\r\n"
            )
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.get, target, origin: server.origin))
        #expect(response.headers["X-Line"] == "GET \(target) HTTP/1.1")
    }

    @Test func `adds no field but the host and the framing`() async throws {
        let server = try serve { peer in
            let head = try peer.readHead()
            _ = try peer.read(3)
            try peer.send(
                "HTTP/1.1 200 OK\r\nContent-Length: \(head.utf8.count)\r\n\r\n\(head)")
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(
                .post, "/p", origin: server.origin, headers: ["X-Own": "é", "X-Empty": ""],
                body: BodyReader(Bytes("abc"))))
        let head = try await response.reader.collect(limitBytes: 10_000).text
        #expect(
            head == """
                POST /p HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nX-Own: é\r\nX-Empty:\r\n\
                Content-Length: 3\r\n\r\n
                """)
    }

    @Test func `keeps connections`() async throws {
        let server = try serve { peer in
            while true {
                _ = try peer.readHead()
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        for _ in 0..<20 {
            let response = try await client.respond(to: Request(.get, "/", origin: server.origin))
            #expect(try await response.reader.collect(limitBytes: 10).text == "ok")
        }
        #expect(server.connections.load(ordering: .relaxed) == 1)
    }

    @Test func `tasks run on the client's thread, and go on when it is closed`() async throws {
        let server = try serve { peer in
            while true {
                _ = try peer.readHead()
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        let request = Request(.get, "/", origin: server.origin)
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10 {
                group.addTask(executorPreference: client.executor) {
                    var answers = 0
                    for _ in 0..<20 {
                        let response = try await client.respond(to: request)
                        answers += try await response.reader.collect(limitBytes: 10).count
                        await Task.yield()
                    }
                    return answers
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(answers == 400)
        let lane = Lane(name: "other", threads: 1)
        let rest = Task(executorPreference: client.executor) {
            _ = await #expect(throws: TransportError.self) {
                client.close()
                // Comes back to a thread that is no more, or is about to end.
                try await lane.run {}
                _ = try await client.respond(to: request)
            }
        }
        await rest.value
    }

    @Test(arguments: [1, 4096, 32 * 1024, 32 * 1024 + 1])
    func `sends a body whole, whatever way its size takes it`(size: Int) async throws {
        let server = try serve { peer in
            while true {
                let head = try peer.readHead()
                let body = try peer.read(size)
                let length = head.contains("Content-Length: \(size)\r\n")
                let answer = "\(length) \(head.contains("Content-Type")) \(body.count)"
                try peer.send(
                    "HTTP/1.1 201 Created\r\nContent-Length: \(answer.utf8.count)\r\n\r\n\(answer)")
            }
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        for _ in 0..<2 {
            let response = try await client.respond(
                to: Request(
                    .put, "/", origin: server.origin,
                    body: BodyReader(Bytes([UInt8](repeating: 7, count: size)))))
            #expect(
                try await response.reader.collect(limitBytes: 100).text == "true false \(size)")
        }
        #expect(server.connections.load(ordering: .relaxed) == 1)
    }

    @Test func `sends an empty body with its length`() async throws {
        let server = try serve { peer in
            let head = try peer.readHead()
            #expect(head.contains("\r\nContent-Length: 0\r\n"))
            try peer.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.put, "/c", origin: server.origin))
        #expect(response.status.code == 201)
    }

    @Test func `streams a body of known length`() async throws {
        let size = 3_000_000
        let server = try serve { peer in
            let head = try peer.readHead()
            #expect(head.contains("\r\nContent-Length: \(size)\r\n"))
            #expect(!head.contains("Expect"))
            let bytes = try peer.read(size)
            #expect(bytes == Self.pattern(0..<size))
            try peer.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(
                .put, "/o", origin: server.origin,
                body: Self.stream(size: size, pieces: 7_777, lengthBytes: UInt64(size))))
        #expect(response.status.code == 201)
    }

    @Test func `sends a body of unknown length in chunks`() async throws {
        let server = try serve { peer in
            let head = try peer.readHead()
            #expect(head.contains("\r\nTransfer-Encoding: chunked\r\n"))
            var body: [UInt8] = []
            while true {
                let line = try peer.read(through: "\r\n").dropLast(1)
                let count = try #require(Int(line.prefix { $0.isHexDigit }, radix: 16))
                body += try peer.read(count)
                _ = try peer.read(2)
                if count == 0 { break }
            }
            #expect(body == Self.pattern(0..<500_000))
            try peer.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(
                .put, "/o", origin: server.origin,
                body: Self.stream(size: 500_000, pieces: 30_000, lengthBytes: nil)))
        #expect(response.status.code == 201)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsho",
    ])
    func `throws when a body is cut short`(answer: String) async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send(answer)
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.get, "/", origin: server.origin))
        let reader = response.reader
        await #expect(throws: BodyError.truncated) { try await reader.collect(limitBytes: 1000) }
    }

    @Test(arguments: [
        "no http at all\r\n\r\n", "HTTP/1.1 abc Bad\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
    ])
    func `refuses a head that is none`(answer: String) async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send(answer)
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        let error = await #expect(throws: TransportError.self) {
            try await client.respond(to: Request(.get, "/", origin: server.origin))
        }
        #expect(error?.reason == .malformed)
    }

    @Test func `refuses a flood of header fields`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\n")
            while true { try peer.send("X-Flood: \(String(repeating: "x", count: 1000))\r\n") }
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        await #expect(throws: TransportError.self) {
            try await client.respond(to: Request(.get, "/", origin: server.origin))
        }
    }

    @Test func `makes the peer wait for a slow reader`() async throws {
        let size = 64 * 1024 * 1024
        let sent = Sent()
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
            let piece = [UInt8](repeating: 7, count: 64 * 1024)
            while sent.count < size {
                try peer.send(piece)
                sent.add(piece.count)
            }
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.get, "/", origin: server.origin))
        let reader = response.reader
        var received = 0
        while let bytes = try await reader.next() {
            // Both kernels' socket buffers and our own, with room to spare.
            #expect(sent.count - received < 24 * 1024 * 1024)
            #expect(bytes.count <= 512 * 1024)
            received += bytes.count
        }
        #expect(received == size)
    }

    @Test func `asks a body's source for more only when the peer takes it`() async throws {
        let size = 64 * 1024 * 1024
        let offered = Sent()
        let server = try serve { peer in
            _ = try peer.readHead()
            var taken = 0
            while taken < size {
                taken += try peer.read(1024 * 1024).count
                #expect(offered.count - taken < 24 * 1024 * 1024)
            }
            try peer.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
        }
        defer { server.stop() }
        let piece = Bytes([UInt8](repeating: 7, count: 64 * 1024))
        let body = BodyReader(lengthBytes: UInt64(size)) {
            guard offered.count < size else { return nil }
            offered.add(piece.count)
            return .bytes(piece)
        }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.put, "/", origin: server.origin, body: body))
        #expect(response.status.code == 201)
    }

    @Test func `a cancelled task ends its transfer`() async throws {
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let (began, begin) = AsyncStream.makeStream(of: Void.self)
        let server = try serve { peer in
            _ = try peer.readHead()
            begin.yield()
            peer.waitForEnd()
            end.yield()
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await client.respond(to: Request(.get, "/", origin: server.origin))
                }
            }
            for await _ in began { break }
            group.cancelAll()
        }
        for await _ in ended { break }
    }

    @Test func `a dropped body ends its transfer`() async throws {
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbeginning")
            peer.waitForEnd()
            end.yield()
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        do {
            let response = try await client.respond(to: Request(.get, "/", origin: server.origin))
            #expect(try await response.reader.next() == Bytes("beginning"))
        }
        for await _ in ended { break }
    }

    @Test func `a refusal ends an upload early`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")
            peer.waitForEnd()
        }
        defer { server.stop() }
        // A source that has no more to give until it is cancelled, as a slow pipe.
        let began = Mutex(false)
        let body = BodyReader(lengthBytes: 1_000_000) {
            let isFirst = began.withLock { began in
                defer { began = true }
                return !began
            }
            if isFirst { return .bytes(Bytes("start")) }
            for await _ in AsyncStream<Void>.makeStream().stream {}
            throw CancellationError()
        }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.put, "/", origin: server.origin, body: body))
        #expect(response.status.code == 413)
        #expect(try await response.reader.collect(limitBytes: 10).text == "big")
    }

    @Test(arguments: [1, 256 * 1024])
    func `a long refusal of an upload that has paused can be read`(limit: Int) async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            _ = try peer.read(5)
            try peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 3000000\r\n\r\n")
            try peer.send([UInt8](repeating: 1, count: 3_000_000))
            peer.waitForEnd()
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration.direct
        configuration.bufferLimitBytes = limit
        let client = try HTTPClient(configuration)
        let sent = Sent()
        let body = BodyReader(lengthBytes: 1_000_000) {
            guard sent.count > 0 else {
                sent.add(5)
                return .bytes(Bytes("start"))
            }
            for await _ in AsyncStream<Void>.makeStream().stream {}
            throw CancellationError()
        }
        let response = try await client.respond(
            to: Request(.put, "/", origin: server.origin, body: body))
        #expect(response.status == .forbidden)
        #expect(try await response.reader.collect(limitBytes: 3_000_000).count == 3_000_000)
    }

    @Test func `a large response to an upload can be read`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            _ = try peer.read(1000)
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n")
            try peer.send([UInt8](repeating: 1, count: 5_000_000))
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(
                .put, "/", origin: server.origin,
                body: Self.stream(size: 1000, pieces: 100, lengthBytes: 1000)))
        #expect(try await response.reader.collect(limitBytes: 5_000_000).count == 5_000_000)
    }

    @Test func `throws what the body's source throws`() async throws {
        struct Broken: Error {}
        let server = try serve { peer in
            _ = try peer.readHead()
            peer.waitForEnd()
        }
        defer { server.stop() }
        let sent = Sent()
        let body = BodyReader(lengthBytes: 1000) {
            guard sent.count == 0 else { throw Broken() }
            sent.add(10)
            return .bytes(Bytes("0123456789"))
        }
        let client = try HTTPClient(.direct)
        await #expect(throws: Broken.self) {
            try await client.respond(
                to: Request(.put, "/", origin: server.origin, body: body))
        }
    }

    @Test func `refuses a body shorter than promised`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            peer.waitForEnd()
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        await #expect(throws: BodyError.truncated) {
            try await client.respond(
                to: Request(
                    .put, "/", origin: server.origin,
                    body: Self.stream(size: 500, pieces: 100, lengthBytes: 501)))
        }
    }

    @Test func `ends a transfer in which nothing moves`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            peer.waitForEnd()
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration.direct
        configuration.idleTimeout = .milliseconds(80)
        let client = try HTTPClient(configuration)
        let error = await #expect(throws: TransportError.self) {
            try await client.respond(to: Request(.get, "/", origin: server.origin))
        }
        #expect(error?.reason == .timedOut)
    }

    @Test func `takes time-outs that are longer than anybody waits`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send(ok("x"))
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration.direct
        configuration.connectTimeout = .seconds(Int64.max)
        configuration.idleTimeout = .seconds(Int64.max)
        configuration.totalTimeout = .seconds(Int64.max)
        let response = try await HTTPClient(configuration).respond(
            to: Request(.get, "/", origin: server.origin))
        #expect(response.status == .ok)
    }

    @Test func `ends a response that takes too long as a whole`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx")
            peer.waitForEnd()
        }
        defer { server.stop() }
        // Longer and longer, until the head has come before: this machine may do much else.
        for seconds in [1, 4, 16, 64] {
            var configuration = HTTPClientConfiguration.direct
            configuration.totalTimeout = .seconds(seconds)
            let client = try HTTPClient(configuration)
            let response: Response
            do {
                response = try await client.respond(to: Request(.get, "/", origin: server.origin))
            } catch let error as TransportError where error.reason == .timedOut {
                continue
            }
            let reader = response.reader
            await #expect(throws: BodyError.timedOut) {
                try await reader.collect(limitBytes: 9999)
            }
            return
        }
        Issue.record("no head has come within 64 s")
    }

    @Test func `says that nobody listens`() async throws {
        let server = try serve { _ in }
        server.stop()
        let client = try HTTPClient(.direct)
        let error = await #expect(throws: TransportError.self) {
            try await client.respond(to: Request(.get, "/", origin: server.origin))
        }
        #expect(error?.reason == .connectionFailed)
    }

    @Test(arguments: [("X-A", "b\r\nX-Evil: 1"), ("X-A: x\r\nX-B", "c"), ("", "d"), ("X A", "e")])
    func `refuses a header field that would change the request`(
        name: String, value: String
    ) async throws {
        let server = try serve { _ in }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        let error = await #expect(throws: TransportError.self) {
            try await client.respond(
                to: Request(.get, "/", origin: server.origin, headers: [name: value]))
        }
        #expect(error?.reason == .badRequest)
    }

    @Test(arguments: ["/a b", "/a\r\nX: y", "/a#b", "relative", "http://elsewhere/"])
    func `refuses a target that is none`(target: String) async throws {
        let server = try serve { _ in }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        let error = await #expect(throws: TransportError.self) {
            try await client.respond(to: Request(.get, target, origin: server.origin))
        }
        #expect(error?.reason == .badRequest)
    }

    @Test func `what a head tells of a body that does not come is not promised`() {
        let headers: Headers = ["Content-Length": "5000000000"]
        #expect(HTTPClient.bodyLength(.get, .ok, headers) == 5_000_000_000)
        #expect(HTTPClient.bodyLength(.head, .ok, headers) == nil)
        #expect(HTTPClient.bodyLength(.get, Status(304), headers) == nil)
    }

    @Test func `HEAD promises a length and brings no body`() async throws {
        let server = try serve { peer in
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            peer.waitForEnd()
        }
        defer { server.stop() }
        let response = try await HTTPClient(.direct).respond(
            to: Request(.head, "/", origin: server.origin))
        #expect(response.headers["Content-Length"] == "1000")
        #expect(try await response.reader.next() == nil)
    }

    @Test func `a closed client refuses requests and ends those on their way`() async throws {
        let (began, begin) = AsyncStream.makeStream(of: Void.self)
        let server = try serve { peer in
            _ = try peer.readHead()
            begin.yield()
            peer.waitForEnd()
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        let waiting = Task {
            try await client.respond(to: Request(.get, "/", origin: server.origin))
        }
        for await _ in began { break }
        client.close()
        let error = await #expect(throws: TransportError.self) { try await waiting.value }
        #expect(error?.reason == .closed)
        let refused = await #expect(throws: TransportError.self) {
            try await client.respond(to: Request(.get, "/", origin: server.origin))
        }
        #expect(refused?.reason == .closed)
    }

    @Test(arguments: [true, false])
    func `connects to Unix sockets`(byOrigin: Bool) async throws {
        let path = "/tmp/apus-test-\(UInt64.random(in: 0 ... .max)).sock"
        let server = try ScriptedServer(unixPath: path) { peer in
            let head = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(head.utf8.count)\r\n\r\n\(head)")
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration.direct
        configuration.unixSocketPath = byOrigin ? nil : path
        configuration.proxy = .url("http://127.0.0.1:1")
        let origin =
            byOrigin
            ? Origin(isSecure: false, host: path, port: 0)
            : Origin(isSecure: false, host: "lxd", port: 80)
        let response = try await HTTPClient(configuration).respond(
            to: Request(.get, "/1.0", origin: origin))
        let head = try await response.reader.collect(limitBytes: 1000).text
        #expect(head == "GET /1.0 HTTP/1.1\r\nHost: \(byOrigin ? "localhost" : "lxd")\r\n\r\n")
    }

    @Test func `asks an explicit proxy for the whole URL`() async throws {
        let server = try serve { peer in
            let head = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(head.utf8.count)\r\n\r\n\(head)")
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration.direct
        configuration.proxy = .url("http://127.0.0.1:\(server.port)")
        let response = try await HTTPClient(configuration).respond(
            to: Request(
                .get, "/a/../b?c", origin: Origin(isSecure: false, host: "far.invalid", port: 8080))
        )
        let head = try await response.reader.collect(limitBytes: 1000).text
        #expect(head.hasPrefix("GET http://far.invalid:8080/a/../b?c HTTP/1.1\r\n"))
    }

    @Test func `sends a small body again when a kept connection turns out dead`() async throws {
        let server = try serve { peer in
            // Answers once, then closes as soon as the next request has begun.
            _ = try peer.readHead()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            _ = try peer.readHead()
        }
        defer { server.stop() }
        let client = try HTTPClient(.direct)
        _ = try await client.respond(to: Request(.get, "/1", origin: server.origin))
        let first = try await client.respond(
            to: Request(.put, "/2", origin: server.origin, body: BodyReader(Bytes("again"))))
        #expect(first.status.code == 200)
        #expect(server.connections.load(ordering: .relaxed) == 2)
    }

    @Test func `many requests at once get each its own answer`() async throws {
        let server = try serve { peer in
            while true {
                let path = try peer.readHead().split(separator: " ")[1]
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(path.count)\r\n\r\n\(path)")
            }
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration.direct
        configuration.connectionsPerHost = 8
        let client = try HTTPClient(configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let response = try await client.respond(
                        to: Request(.get, "/\(number)", origin: server.origin))
                    let body = try await response.reader.collect(limitBytes: 100)
                    #expect(body.text == "/\(number)")
                }
            }
            try await group.waitForAll()
        }
    }

    private static func pattern(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    private static func stream(size: Int, pieces: Int, lengthBytes: UInt64?) -> BodyReader {
        let sent = Sent()
        return BodyReader(lengthBytes: lengthBytes) {
            let start = sent.count
            guard start < size else { return nil }
            let end = min(size, start + pieces)
            sent.add(end - start)
            return .bytes(Bytes(pattern(start..<end)))
        }
    }
}

/// A count of bytes that two threads look at.
final class Sent: Sendable {
    private let value = Atomic(0)
    var count: Int { value.load(ordering: .sequentiallyConsistent) }
    func add(_ more: Int) { value.add(more, ordering: .sequentiallyConsistent) }
}

extension ScriptedServer {
    fileprivate var origin: Origin { Origin(isSecure: false, host: "127.0.0.1", port: port) }
}
