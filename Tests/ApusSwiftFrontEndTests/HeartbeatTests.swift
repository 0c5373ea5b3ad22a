// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusHTTPServer
import ApusIO
import Testing

@testable import ApusSwiftFrontEnd

@Suite(.timeLimit(.minutes(10))) struct HeartbeatTests {
    @Test func `beats at once and while the work goes on, then reports and ends`() async throws {
        let isReleased = Latch()
        let body = HeartbeatBody(every: .milliseconds(1)) {
            try await isReleased.wait()
            return Bytes("report")
        }.reader
        #expect(body.lengthBytes == nil)
        for _ in 0..<3 { #expect(try await body.next()?.text == " ") }
        isReleased.open()
        var text = ""
        while let bytes = try await body.next() { text += bytes.text }
        #expect(text.drop { $0 == " " } == "report")
        #expect(try await body.next() == nil)
    }

    @Test func `is quiet at first where that is wanted, and keeps signs of life apart`()
        async throws
    {
        let quick = HeartbeatBody(
            every: .seconds(600), beatsAtOnce: false, separator: "\r\n\r\n"
        ) { Bytes("report") }.reader
        #expect(try await quick.next()?.text == "report")
        let isReleased = Latch()
        let slow = HeartbeatBody(
            every: .milliseconds(1), beatsAtOnce: false, separator: "\r\n\r\n"
        ) {
            try await isReleased.wait()
            return Bytes("report")
        }.reader
        #expect(try await slow.next()?.text == " ")
        isReleased.open()
        var text = ""
        while let bytes = try await slow.next() { text += bytes.text }
        #expect(text.drop { $0 == " " } == "\r\n\r\nreport")
    }

    @Test func `is cut short when the work fails`() async throws {
        struct Failure: Error {}
        let body = HeartbeatBody(every: .seconds(600)) { throw Failure() }.reader
        #expect(try await body.next()?.text == " ")
        await #expect(throws: Failure.self) { try await body.next() }
    }

    @Test func `a reader that is cancelled stops the work`() async throws {
        let hasEnded = Latch()
        await withThrowingTaskGroup(of: Void.self) { group in
            let isReading = Latch()
            group.addTask {
                let body = HeartbeatBody(every: .seconds(600)) {
                    defer { hasEnded.open() }
                    try await Latch().wait()
                    return Bytes()
                }.reader
                #expect(try await body.next()?.text == " ")
                isReading.open()
                _ = try await body.next()
            }
            try? await isReading.wait()
            group.cancelAll()
            let outcome = await group.nextResult()
            #expect(throws: CancellationError.self) { try outcome?.get() }
        }
        try await hasEnded.wait()
    }

    @Test func `a client that goes away stops the work`() async throws {
        let hasEnded = Latch()
        let exchange = Exchange {
            let body = HeartbeatBody(every: .milliseconds(5)) {
                defer { hasEnded.open() }
                try await Latch().wait()
                return Bytes()
            }
            return Response(.accepted, body: .stream(body.reader))
        }
        try await serve(exchange) { origin in
            try await beat(try HTTPClient(), origin, .get, "/")
            // The response has been let go of, and with it the connection.
            try await hasEnded.wait()
        }
    }

    @Test func `a copy over a socket begins with its status and ends with its outcome`()
        async throws
    {
        let lane = Lane(name: "compute", threads: 1)
        let cluster = TestCluster(compute: lane) { $0.heartbeatInterval = .milliseconds(5) }
        let source = "/v1/AUTH_test/c/large"
        try await cluster.send(.put, "/v1/AUTH_test/c")
        // Two segments, of which only the first is digested without the lane.
        let long = String(repeating: "0123456789abcdef", count: 32 * 1024)
        try await cluster.send(.put, "/v1/AUTH_test/c/s1", body: long)
        try await cluster.send(.put, "/v1/AUTH_test/c/s2", body: long)
        try await cluster.send(.put, source, ["X-Object-Manifest": "c/s"])
        let isReleased = Latch()
        lane.start { while !isReleased.isOpen { Lane.pause(.milliseconds(1)) } }
        defer { isReleased.open() }
        try await serve(cluster.frontEnd) { origin in
            let client = try HTTPClient()
            let response = try await client.respond(
                to: Request(
                    .copy, source + "?heartbeat=on", origin: origin,
                    headers: [
                        "X-Auth-Token": "test:tester", "Destination": "c/copy",
                        "Accept": "application/json",
                    ]))
            #expect(response.status == .accepted)
            #expect(response.headers["Content-Type"] == "application/json")
            let reader = response.reader
            // Digests wait for the lane, so beats are all there can be.
            var beats = 0
            while beats < 3 {
                let piece = try #require(try await reader.next())
                #expect(piece.array.allSatisfy { $0 == UInt8(ascii: " ") })
                beats += piece.count
            }
            isReleased.open()
            let report = try await reader.collect(limitBytes: 1 << 20)
            let members = try #require(try JSONValue(parsing: report).members)
            #expect(members["Response Status"] == .string("201 Created"))
            #expect(members["Etag"] == .string(md5(Bytes(long + long))))
        }
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/copy").text == long + long)
    }

    /// Sends a request and lets go of the response after its first byte.
    private func beat(
        _ client: HTTPClient, _ origin: Origin, _ method: Method, _ target: String
    ) async throws {
        let response = try await client.respond(to: Request(method, target, origin: origin))
        #expect(response.status == .accepted)
        #expect(try await response.reader.next()?.array.first == UInt8(ascii: " "))
    }

    private struct Exchange: HTTPExchange {
        let answer: @Sendable () -> Response

        func respond(to request: Request) async throws -> Response { answer() }
    }

    private func serve(
        _ exchange: any HTTPExchange, _ body: @Sendable (Origin) async throws -> Void
    ) async throws {
        let loops = try LoopGroup(count: 1)
        defer { loops.shutDown() }
        let server = try HTTPServer(
            ServerConfiguration(endpoints: [.init(.tcp(host: "127.0.0.1", port: 0))]),
            exchange: exchange, loops: loops)
        guard case .tcp(_, let port) = server.addresses[0] else { return }
        async let serving: Void = server.serve()
        do {
            try await body(Origin(isSecure: false, host: "127.0.0.1", port: port))
        } catch {
            server.stop(within: .seconds(30))
            try await serving
            throw error
        }
        server.stop(within: .seconds(30))
        try await serving
    }
}
