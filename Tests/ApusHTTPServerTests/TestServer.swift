// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPServer
import ApusIO
import Testing

/// An exchange that is a function.
struct Answer: HTTPExchange {
    let function: @Sendable (Request) async throws -> Response

    func respond(to request: Request) async throws -> Response {
        try await function(request)
    }
}

/// A file of some megabytes that is surely there.
let program = CommandLine.arguments[0]

/// Long enough for a loaded machine; only a test that fails waits so long.
let patience = Duration.seconds(300)

/// A server on loopback, and the loop its test's connections use.
struct TestServer {
    let server: HTTPServer
    let loop: EventLoop

    var address: ListenAddress { server.addresses[0] }

    /// Connects to the server.
    func connect() throws -> TestClient { try TestClient(address, loop) }

    /// Sends one request on a connection of its own and reads until the server closes it.
    func roundTrip(_ request: String) async throws -> String {
        let client = try connect()
        defer { client.close() }
        try await client.send(request)
        return try await client.readAll()
    }
}

/// Runs a server for the length of `body`, which runs on a loop that is not the server's.
func withServer(
    _ configure: (inout ServerConfiguration) -> Void = { _ in },
    answer: @escaping @Sendable (Request) async throws -> Response,
    body: @escaping @Sendable (TestServer) async throws -> Void
) async throws {
    let serverLoops = try LoopGroup(count: 2)
    let clientLoops = try LoopGroup(count: 1)
    defer {
        serverLoops.shutDown()
        clientLoops.shutDown()
    }
    var configuration = ServerConfiguration(
        endpoints: [.init(.tcp(host: "127.0.0.1", port: 0))])
    configure(&configuration)
    let server = try HTTPServer(
        configuration, exchange: Answer(function: answer), loops: serverLoops)
    let loop = clientLoops.loops[0]
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.serve() }
        do {
            try await loop.run { try await body(TestServer(server: server, loop: loop)) }
        } catch {
            group.cancelAll()
            throw error
        }
        server.stop(within: patience)
        try await group.waitForAll()
    }
}

/// A connection that says what it is told to, byte by byte, and reads what comes.
final class TestClient {
    private let channel: Channel
    private let loop: EventLoop
    private let buffer = RawBuffer(capacity: 1024 * 1024)

    init(_ address: ListenAddress, _ loop: EventLoop) throws {
        self.loop = loop
        channel = try Channel(takingOver: SocketCalls.connect(address), loop: loop)
    }

    /// How long the server may take nothing.
    var sendIdleLimit = patience

    private var stream: SocketStream {
        SocketStream(channel, tls: nil, sendIdleLimit: sendIdleLimit)
    }

    func send(_ text: String) async throws {
        try await stream.send(Bytes(text))
    }

    func send(_ bytes: Bytes) async throws {
        try await stream.send(bytes)
    }

    func endSending() {
        stream.endSending()
    }

    func close(resetting: Bool = false) {
        stream.close(resetting: resetting)
    }

    /// Reads up to and with `end`.
    func read(through end: String) async throws -> String {
        let end = Array(end.utf8)
        var checked = 0
        while true {
            let found: Int? = buffer.withSpan { span in
                var position = max(0, checked - end.count)
                while position + end.count <= span.byteCount {
                    if (0..<end.count).allSatisfy({ span.byte(at: position + $0) == end[$0] }) {
                        return position + end.count
                    }
                    position += 1
                }
                return nil
            }
            if let found { return String(decoding: buffer.take(found), as: UTF8.self) }
            checked = buffer.count
            try #require(try await receive() > 0, "the server closed the connection")
        }
    }

    func read(count: Int) async throws -> String {
        while buffer.count < count {
            try #require(try await receive() > 0, "the server closed the connection")
        }
        return String(decoding: buffer.take(count), as: UTF8.self)
    }

    func readBytes(_ count: Int) async throws -> Bytes {
        var all = ByteWriter(capacity: count)
        while all.count < count {
            if buffer.isEmpty {
                try #require(try await receive() > 0, "the server closed the connection")
            }
            all.append(Bytes(buffer.take(min(buffer.count, count - all.count))))
        }
        return all.finish()
    }

    /// Reads a head and a body framed by `Content-Length`.
    func readResponse() async throws -> (head: String, body: String) {
        let head = try await read(through: "\r\n\r\n")
        let name = "\r\nContent-Length: "
        guard let range = head.firstRange(of: name) else { return (head, "") }
        let count = try #require(Int(head[range.upperBound...].prefix { $0.isNumber }))
        return (head, try await read(count: count))
    }

    /// Reads until the server closes the connection.
    func readAll() async throws -> String {
        while try await receive() > 0 {}
        return String(decoding: buffer.take(buffer.count), as: UTF8.self)
    }

    /// Counts what comes until the server closes the connection.
    func countAll() async throws -> Int {
        var total = 0
        while try await receive() > 0 {
            total += buffer.count
            buffer.clear()
        }
        return total
    }

    private func receive() async throws -> Int {
        buffer.compact()
        try #require(buffer.room > 0, "more than the test expects")
        return try await stream.receive(into: buffer, until: loop.now + patience)
    }
}
