// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusTestSupport
import Testing

/// The client against a scripted server: no server of ours speaks WebSocket.
@Suite(.timeLimit(.minutes(10))) struct WebSocketTests {
    /// Answers a handshake, with frames right behind it in the same call.
    private static func accept(
        _ conversation: Conversation, _ frames: [UInt8] = [], behind interim: String = ""
    ) throws {
        let head = try conversation.readHead()
        #expect(head.hasPrefix("GET /1.0/events HTTP/1.1\r\n"))
        #expect(!head.contains("Origin:"))
        let key = try #require(
            head.split(separator: "\r\n").first { $0.hasPrefix("Sec-WebSocket-Key: ") }
                .map { String($0.dropFirst("Sec-WebSocket-Key: ".count)) })
        let answer =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(WebSocketHandshake.answer(to: key))\r\n\r\n"
        try conversation.send(Array((interim + answer).utf8) + frames)
    }

    /// The payload of the next frame, which must be masked and short.
    private static func readFrame(_ conversation: Conversation) throws -> (UInt8, [UInt8]) {
        let head = try conversation.read(2)
        #expect(head[1] & 0x80 != 0, "a frame of a client is masked")
        let mask = try conversation.read(4)
        let payload = try conversation.read(Int(head[1] & 0x7F))
        return (head[0], payload.enumerated().map { $1 ^ mask[$0 & 3] })
    }

    private func open(
        _ server: ScriptedServer, _ target: String = "/1.0/events",
        _ configuration: HTTPClientConfiguration = .direct
    ) async throws -> WebSocket {
        try await HTTPClient(configuration).webSocket(
            Request(
                .get, target,
                origin: Origin(isSecure: false, host: "127.0.0.1", port: server.port)))
    }

    @Test func `reads what comes together with the answer to the handshake`() async throws {
        let server = try ScriptedServer { conversation in
            try Self.accept(conversation, [0x81, 2, 0x68, 0x69, 0x01, 1, 0x61, 0x80, 1, 0x62])
            #expect(try Self.readFrame(conversation).1 == Array("hello".utf8))
            try conversation.send([0x89, 1, 0x2A, 0x82, 0])
            let pong = try Self.readFrame(conversation)
            #expect(pong.0 == 0x8A && pong.1 == [0x2A])
            try conversation.send([0x88, 2, 0x03, 0xE8])
            let close = try Self.readFrame(conversation)
            #expect(close.0 == 0x88 && close.1 == [0x03, 0xE8])
        }
        defer { server.stop() }
        let socket = try await open(server)
        #expect(try await socket.message() == .text("hi"))
        #expect(try await socket.message() == .text("ab"))
        try await socket.send("hello")
        #expect(try await socket.message() == .binary(Bytes()))
        #expect(try await socket.message() == nil)
        #expect(socket.closing?.code == 1000 && socket.closing?.reason == "")
    }

    @Test func `reads what a peer said that is gone when its ping is answered`() async throws {
        let server = try ScriptedServer { conversation in
            // And closes the connection at once.
            try Self.accept(conversation, [0x89, 1, 0x2A, 0x81, 2, 0x68, 0x69, 0x88, 0])
        }
        defer { server.stop() }
        for _ in 0..<50 {
            let socket = try await open(server)
            #expect(try await socket.message() == .text("hi"))
            #expect(try await socket.message() == nil)
        }
    }

    @Test func `carries much in both directions, as fast as the slower end`() async throws {
        let (count, size) = (100, 50_000)
        let server = try ScriptedServer { conversation in
            try Self.accept(conversation)
            let header: [UInt8] = [0x82, 126, UInt8(size >> 8), UInt8(size & 255)]
            for number in 0..<count {
                let head = try conversation.read(4)
                #expect(head[0] == 0x82 && head[1] == 0xFE)
                let mask = try conversation.read(4)
                let payload = try conversation.read(size)
                #expect(payload[size - 1] ^ mask[(size - 1) & 3] == UInt8(number & 255))
                try conversation.send(header + [UInt8](repeating: UInt8(number & 255), count: size))
            }
            try conversation.send([0x88, 0])
        }
        defer { server.stop() }
        let socket = try await open(server)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<count {
                    try await socket.send(
                        Bytes([UInt8](repeating: UInt8(number & 255), count: size)))
                }
            }
            for number in 0..<count {
                let bytes = Bytes([UInt8](repeating: UInt8(number & 255), count: size))
                #expect(try await socket.message() == .binary(bytes))
            }
            try await group.waitForAll()
        }
        #expect(try await socket.message() == nil)
    }

    @Test func `says what a server answered that does not switch`() async throws {
        let server = try ScriptedServer { conversation in
            _ = try conversation.readHead()
            try conversation.send(
                "HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nforbidden and more")
        }
        defer { server.stop() }
        let error = await #expect(throws: UpgradeRefused.self) { try await open(server) }
        #expect(error?.status == .forbidden)
        #expect(error?.body == Bytes("forbidden"))
    }

    @Test func `reads a refusal in chunks on a connection that stays open`() async throws {
        let server = try ScriptedServer { conversation in
            _ = try conversation.readHead()
            try conversation.send(
                "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nnot\r\n5\r\n here\r\n0\r\n\r\n")
            conversation.waitForEnd()
        }
        defer { server.stop() }
        let error = await #expect(throws: UpgradeRefused.self) { try await open(server) }
        #expect(error?.body == Bytes("not here"))
    }

    @Test func `finds the answer that comes in one piece with another one`() async throws {
        let server = try ScriptedServer { conversation in
            try Self.accept(
                conversation, [0x81, 2, 0x68, 0x69], behind: "HTTP/1.1 103 Early Hints\r\n\r\n")
            conversation.waitForEnd()
        }
        defer { server.stop() }
        #expect(try await open(server).message() == .text("hi"))
    }

    @Test func `gives a handshake up that nobody answers`() async throws {
        let server = try ScriptedServer { conversation in
            _ = try conversation.readHead()
            conversation.waitForEnd()
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration.direct
        configuration.idleTimeout = .milliseconds(50)
        let error = await #expect(throws: TransportError.self) {
            try await open(server, "/1.0/events", configuration)
        }
        #expect(error?.reason == .timedOut)
    }

    @Test func `several tasks may wait to send`() async throws {
        let (tasks, size) = (8, 300_000)
        let server = try ScriptedServer { conversation in
            try Self.accept(conversation)
            for _ in 0..<tasks * 4 {
                let head = try conversation.read(2)
                #expect(head == [0x82, 0xFF])
                _ = try conversation.read(8 + 4 + size)
            }
            try conversation.send([0x88, 0])
            conversation.waitForEnd()
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration.direct
        configuration.bufferLimitBytes = 1
        let socket = try await open(server, "/1.0/events", configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    for _ in 0..<4 {
                        try await socket.send(Bytes([UInt8](repeating: 0, count: size)))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await socket.message() == nil)
    }

    @Test func `a task that waits to send can be cancelled`() async throws {
        let server = try ScriptedServer { conversation in
            try Self.accept(conversation)
            // Of which nothing is received, so that it reads nothing either.
            try conversation.send([UInt8](repeating: 0, count: 50_000_000))
        }
        defer { server.stop() }
        let socket = try await open(server)
        let sending = Task {
            while true { try await socket.send(Bytes([UInt8](repeating: 0, count: 100_000))) }
        }
        sending.cancel()
        await #expect(throws: CancellationError.self) { try await sending.value }
    }

    @Test(arguments: [[0x83, 0], [0x81, 0x80, 1, 2, 3, 4], [0x81, 1, 0xFF]] as [[UInt8]])
    func `closes the connection of a server that breaks the protocol`(bytes: [UInt8]) async throws {
        let server = try ScriptedServer { conversation in
            try Self.accept(conversation, bytes)
            #expect(try Self.readFrame(conversation).0 == 0x88)
        }
        defer { server.stop() }
        let socket = try await open(server)
        await #expect(throws: WebSocketDecoder.Violation.self) { try await socket.message() }
    }

    @Test func `notices a connection that is lost, and a message that is too long`() async throws {
        let server = try ScriptedServer { conversation in
            try Self.accept(conversation, [0x82, 3, 1, 2])
        }
        defer { server.stop() }
        await #expect(throws: BodyError.truncated) { try await open(server).message() }
        let long = try ScriptedServer { conversation in
            try Self.accept(conversation, [0x82, 3, 1, 2, 3])
            #expect(try Self.readFrame(conversation).1 == [0x03, 0xF1])
        }
        defer { long.stop() }
        await #expect(throws: BodyError.tooLong) {
            try await open(long).message(limitBytes: 2)
        }
    }

    @Test func `ends when the task that receives is cancelled`() async throws {
        let server = try ScriptedServer { conversation in
            try Self.accept(conversation)
            conversation.waitForEnd()
        }
        defer { server.stop() }
        let socket = try await open(server)
        let receiving = Task { try await socket.message() }
        receiving.cancel()
        await #expect(throws: CancellationError.self) { try await receiving.value }
        await #expect(throws: TransportError.self) {
            for _ in 0..<1000 {
                try await socket.send("x")
                await Task.yield()
            }
        }
    }
}
