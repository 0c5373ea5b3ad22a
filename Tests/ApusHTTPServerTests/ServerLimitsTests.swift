// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPServer
import ApusIO
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServerLimitsTests {
    private static let hello: @Sendable (Request) async throws -> Response = { _ in
        Response(.ok, body: .bytes(Bytes("hello")))
    }

    @Test func `a head that does not come in time is answered 408`() async throws {
        try await withServer {
            $0.limits.headTime = .milliseconds(50)
        } answer: {
            try await Self.hello($0)
        } body: { server in
            let response = try await server.roundTrip("GET / HTTP/1.1\r\nHost")
            #expect(response.hasPrefix("HTTP/1.1 408 "))
            #expect(response.contains("\r\nConnection: close\r\n"))
        }
    }

    @Test func `a connection that rests too long is closed without a word`() async throws {
        try await withServer {
            $0.limits.keepAliveTime = .milliseconds(50)
        } answer: {
            try await Self.hello($0)
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try await client.readResponse()
            #expect(try await client.readAll() == "")
        }
    }

    @Test(arguments: [true, false])
    func `a body that rests, or comes too slowly, is answered 408`(rests: Bool) async throws {
        try await withServer { configuration in
            if rests {
                configuration.limits.idleTime = .milliseconds(50)
            } else {
                configuration.limits.minimumRate = MinimumRate(
                    bytesPerSecond: 1_000_000, grace: .milliseconds(50))
            }
        } answer: { request in
            Response(.ok, body: .bytes(try await request.body.collect(limitBytes: 100)))
        } body: { server in
            let response = try await server.roundTrip(
                "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n12")
            #expect(response.hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test func `time in which the server does not read is not held against the client`()
        async throws
    {
        try await withServer {
            $0.limits.minimumRate = MinimumRate(
                bytesPerSecond: 1_000_000_000, grace: .milliseconds(500))
        } answer: { request in
            let first = try await request.body.next()
            // Longer than the grace.
            let lane = Lane(name: "test", threads: 1)
            try await lane.run { _ = try? spin(for: .milliseconds(600)) }
            let rest = try await request.body.collect(limitBytes: 100)
            return Response(.ok, body: .bytes(Bytes((first?.text ?? "") + rest.text)))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n12")
            try await client.send("345")
            #expect(try await client.readResponse().body == "12345")
        }
    }

    @Test(arguments: [true, false])
    func `a client that takes nothing, or too slowly, is cut off`(rests: Bool) async throws {
        let records = Records()
        try await withServer { configuration in
            if rests {
                configuration.limits.idleTime = .milliseconds(100)
            } else {
                configuration.limits.minimumRate = MinimumRate(
                    bytesPerSecond: 1 << 30, grace: .milliseconds(100))
            }
            configuration.onAccess = { records.add($0) }
        } answer: { _ in
            let piece = Bytes([UInt8](repeating: 7, count: 64 * 1024))
            return Response(.ok, body: .stream(BodyReader(lengthBytes: 1 << 40) { .bytes(piece) }))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            try await records.wait(for: 1)
        }
        let record = try #require(records.all.first)
        #expect(record.failure as? WaitError == .timedOut)
        // What the sockets hold, and not a body that grows without end.
        #expect(record.bytesOut < 64 * 1024 * 1024)
    }

    @Test func `the budget of buffers stays what it was at the start`() async throws {
        try await withServer {
            $0.limits.bodyBufferBytes = 1000
        } answer: { request in
            let body = try await request.body.collect(limitBytes: 1 << 20)
            return Response(.ok, body: .bytes(Bytes(String(body.count))))
        } body: { server in
            server.server.limits = ServerLimits()
            let client = try server.connect()
            defer { client.close() }
            try await client.send(
                "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n"
                    + String(repeating: "x", count: 100_000))
            #expect(try await client.readResponse().body == "100000")
        }
    }

    @Test func `one connection too many is answered 503`() async throws {
        try await withServer {
            $0.limits.connections = 1
        } answer: {
            try await Self.hello($0)
        } body: { server in
            let first = try server.connect()
            defer { first.close() }
            try await first.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try await first.readResponse()
            let second = try server.connect()
            defer { second.close() }
            #expect(try await second.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 503 "))
            #expect(server.server.counts.refusedConnections == 1)
        }
    }

    @Test func `half-read heads, idle connections and closed ones leave no one behind`()
        async throws
    {
        try await withServer(answer: Self.hello) { server in
            let clients = try (0..<200).map { _ in try server.connect() }
            for (number, client) in clients.enumerated() {
                if number.isMultiple(of: 2) {
                    try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                } else {
                    try await client.send("GET /")
                }
            }
            for (number, client) in clients.enumerated() {
                if number.isMultiple(of: 2) { _ = try await client.readResponse() }
            }
            #expect(server.server.counts.openConnections == 200)
            for client in clients { client.close() }
            while server.server.counts.openConnections > 0 { await Task.yield() }
        }
    }
}

/// Keeps a lane busy; it is what the test is about, so it does not end by an event.
private func spin(for duration: Duration) throws {
    let end = ContinuousClock.now + duration
    while ContinuousClock.now < end {}
}
