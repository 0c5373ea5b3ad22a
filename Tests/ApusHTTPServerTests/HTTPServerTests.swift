// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPServer
import ApusIO
import ApusTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct HTTPServerTests {
    @Test func `a graceful stop finishes what is in flight and refuses what is new`()
        async throws
    {
        let arrived = Latch()
        let goOn = Latch()
        try await withServer { request in
            if request.target == "/slow" {
                arrived.open()
                try await goOn.wait()
            }
            return Response(.ok, body: .bytes(Bytes("done")))
        } body: { server in
            let idle = try server.connect()
            defer { idle.close() }
            try await idle.send("GET /fast HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try await idle.readResponse()
            let busy = try server.connect()
            defer { busy.close() }
            try await busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
            try await arrived.wait()
            server.server.stop(within: patience)
            // The idle one is closed at once, and new ones are refused from then on.
            #expect(try await idle.readAll() == "")
            await #expect(throws: SystemError.self) {
                while true {
                    let late = try server.connect()
                    late.close()
                    await Task.yield()
                }
            }
            goOn.open()
            let response = try await busy.readAll()
            #expect(response.contains("\r\nConnection: close\r\n"))
            #expect(response.hasSuffix("done"))
        }
    }

    @Test func `what outlasts the time for stopping is cut off`() async throws {
        let arrived = Latch()
        try await withServer { _ in
            arrived.open()
            try await Latch().wait()
            return Response(.ok)
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            try await arrived.wait()
            server.server.stop(within: .milliseconds(20))
            // No response, or an error; what matters is that the end comes.
            _ = try? await client.readAll()
        }
    }

    @Test func `listens on a Unix socket, and removes it in the end`() async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = directory.path + "/socket"
        try await withServer {
            $0.endpoints = [.init(.unix(path: path, mode: 0o600))]
        } answer: { request in
            Response(.ok, body: .bytes(Bytes(request.peer?.host ?? "")))
        } body: { server in
            #expect(server.address == .unix(path: path, mode: 0o600))
            for _ in 0..<4 {
                let client = try server.connect()
                defer { client.close() }
                try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try await client.readResponse().body == "unix")
            }
        }
        #expect(throws: SystemError.self) {
            _ = try SocketCalls.connect(.unix(path: path))
        }
    }

    @Test func `an address in use is an error that names it`() async throws {
        try await withServer { _ in
            Response(.ok)
        } body: { server in
            let directory = try TemporaryDirectory()
            defer { withExtendedLifetime(directory) {} }
            let loops = try LoopGroup(count: 1)
            defer { loops.shutDown() }
            let path = ListenAddress.unix(path: directory.path + "/socket")
            let exchange = Answer { _ in Response(.ok) }
            let first = try HTTPServer(
                ServerConfiguration(endpoints: [.init(path)]), exchange: exchange, loops: loops)
            let error = #expect(throws: SystemError.self) {
                _ = try HTTPServer(
                    ServerConfiguration(endpoints: [.init(path)]), exchange: exchange,
                    loops: loops)
            }
            #expect(error?.operation == "listen on \(first.addresses[0])")
        }
    }

    @Test func `a TCP port in use is an error too, although its sockets share it`() async throws {
        try await withServer { _ in
            Response(.ok)
        } body: { server in
            let loops = try LoopGroup(count: 1)
            defer { loops.shutDown() }
            let error = #expect(throws: SystemError.self) {
                _ = try HTTPServer(
                    ServerConfiguration(endpoints: [.init(server.address)]),
                    exchange: Answer { _ in Response(.ok) }, loops: loops)
            }
            #expect(error?.operation == "listen on \(server.address)")
        }
    }

    @Test func `takes the client's address from a proxy, where it is told to`() async throws {
        try await withServer {
            $0.endpoints[0].requiresProxyLine = true
        } answer: { request in
            Response(
                .ok,
                body: .bytes(Bytes("\(request.peer?.host ?? "-") \(request.peer?.port ?? -1)")))
        } body: { server in
            let get = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
            let proxied = try await server.roundTrip(
                "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n" + get)
            #expect(proxied.hasSuffix("\r\n\r\n192.0.2.1 56324"))
            let six = try await server.roundTrip("PROXY TCP6 2001:db8::1 ::1 1 2\r\n" + get)
            #expect(six.hasSuffix("\r\n\r\n2001:db8::1 1"))
            let unknown = try await server.roundTrip("PROXY UNKNOWN\r\n" + get)
            #expect(unknown.contains("\r\n\r\n127.0.0.1 "))
            for bad in [get, "PROXY TCP4 192.0.2.1\r\n" + get, "PROXY \n" + get] {
                let refusal = try await server.roundTrip(bad)
                #expect(refusal.hasPrefix("HTTP/1.1 400 "))
                #expect(!refusal.contains("200 OK"))
            }
        }
    }

    @Test func `tells of every request, good and bad`() async throws {
        let records = Records()
        try await withServer {
            $0.onAccess = { records.add($0) }
        } answer: { request in
            let body = try await request.body.collect(limitBytes: 100)
            return Response(.ok, headers: ["X-Trans-Id": "tx1"], body: .bytes(body))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            try await client.send(
                "PUT /v1/a?b HTTP/1.1\r\nHost: h\r\nUser-Agent: test\r\nContent-Length: 3\r\n\r\nabc"
            )
            _ = try await client.readResponse()
            try await client.send("BAD\r\n\r\n")
            _ = try await client.readAll()
            try await records.wait(for: 2)
            let counts = server.server.counts
            #expect(counts.responses == [0, 0, 1, 0, 1, 0])
            #expect(counts.bytesIn == 3)
            #expect(counts.acceptedConnections == 1)
        }
        let good = try #require(records.all.first)
        #expect(good.method == .put)
        #expect(good.target == "/v1/a?b")
        #expect(good.status == .ok)
        #expect(good.bytesIn == 3)
        #expect(good.bytesOut == 3)
        #expect(good.duration > .zero)
        #expect(good.peer.host == "127.0.0.1")
        #expect(good.transactionID == "tx1")
        #expect(good.userAgent == "test")
        #expect(good.failure == nil)
        let bad = try #require(records.all.last)
        #expect(bad.method == nil)
        #expect(bad.status == .badRequest)
    }

    @Test func `the origin is what the client asked for`() async throws {
        try await withServer { request in
            let origin = request.origin
            return Response(
                .ok, body: .bytes(Bytes("\(origin?.host ?? "-") \(origin?.port ?? -1)")))
        } body: { server in
            let client = try server.connect()
            defer { client.close() }
            for (host, answer) in [
                ("a.example", "a.example 80"), ("a.example:81", "a.example 81"),
                ("[::1]", "::1 80"), ("[::1]:82", "::1 82"), ("a.example:", "a.example 80"),
                // No host and port: as if there were no field.
                ("a.example:99999", "- -1"),
            ] {
                try await client.send("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                #expect(try await client.readResponse().body == answer)
            }
        }
    }

    @Test func `many connections share the loops`() async throws {
        try await withServer { _ in
            Response(.ok, body: .bytes(Bytes("hello")))
        } body: { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        let client = try server.connect()
                        defer { client.close() }
                        for _ in 0..<20 {
                            try await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            #expect(try await client.readResponse().body == "hello")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.server.counts.responses[2] == 1000)
        }
    }
}
