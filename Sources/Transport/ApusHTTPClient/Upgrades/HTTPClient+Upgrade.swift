// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP
import ApusIO
import Synchronization

/// A server has not switched to another protocol: what it answered instead.
public struct UpgradeRefused: Error {
    public let status: Status
    public let headers: Headers
    /// The beginning of the body, 64 KiB at most.
    public let body: Bytes
}

/// A connection after it was switched to another protocol: bytes both ways.
///
/// Sending and receiving are independent: any task may send, one at a time receives. Dropping the
/// last reference closes it.
public final class UpgradedStream: Sendable {
    private let tunnel: Tunnel
    /// What came together with the answer.
    private let pending: Mutex<Bytes?>

    init(_ tunnel: Tunnel, pending: Bytes) {
        self.tunnel = tunnel
        self.pending = Mutex(pending.isEmpty ? nil : pending)
    }

    /// What has come; nil once the peer has ended.
    ///
    /// - Throws: as `Tunnel.receive()`.
    public func receive() async throws -> Bytes? {
        let first = pending.withLock { pending in
            defer { pending = nil }
            return pending
        }
        if let first { return first }
        return try await tunnel.receive()
    }

    /// Sends bytes; returns once they are queued, and waits while enough are.
    ///
    /// - Throws: as `Tunnel.send(_:)`.
    public func send(_ bytes: Bytes) async throws { try await tunnel.send(bytes) }

    /// Closes the connection at once.
    public func close() { tunnel.close() }
}

extension HTTPClient {
    /// How much of the body of an answer that does not switch is kept.
    private static let refusalBytes = 64 * 1024

    /// Asks a server to speak another protocol on the connection (RFC 9110, 7.8).
    ///
    /// - Parameters:
    ///   - request: a GET.
    ///   - protocol: its name, as `Upgrade` has it.
    /// - Throws: `UpgradeRefused` when the server answers otherwise, `TransportError`,
    ///   `CancellationError`.
    public func upgrade(_ request: Request, to protocol: String) async throws -> UpgradedStream {
        let fields = [
            Headers.Field(name: "Connection", value: "Upgrade"),
            Headers.Field(name: "Upgrade", value: `protocol`),
        ]
        let (tunnel, pending) = try await upgrade(request, with: fields) { status, headers in
            status.code == 101 && headers["Upgrade"]?.lowercased() == `protocol`.lowercased()
        }
        return UpgradedStream(tunnel, pending: pending)
    }

    /// Sends a request with header fields on a connection of its own, whose bytes are the
    /// caller's once the answer is accepted.
    func upgrade(
        _ request: Request, with fields: some Sequence<Headers.Field>,
        accepting isAccepted: (Status, Headers) -> Bool
    ) async throws -> (Tunnel, pending: Bytes) {
        guard let origin = request.origin else {
            throw TransportError(.badRequest, "The request does not say where to")
        }
        var headers = request.headers
        if headers["Host"] == nil { headers["Host"] = origin.hostField }
        for field in fields { headers[field.name] = field.value }
        var writer = ByteWriter(capacity: 512)
        do {
            try HeadEncoder.append(.get, request.target, headers, to: &writer)
        } catch {
            throw TransportError(.badRequest, "The request cannot be sent: \(error)")
        }
        let tunnel = try await connect(to: origin)
        try await tunnel.send(writer.finish())
        let (head, rest) = try await inTime(origin) { try await Self.head(from: tunnel) }
        guard isAccepted(head.status, head.headers) else {
            throw try await inTime(origin) { try await Self.refused(head, rest, from: tunnel) }
        }
        return (tunnel, rest)
    }

    /// Waits for a part of the handshake as long as nothing may move in a transfer: libcurl does not
    /// watch over a connection that is ours.
    private func inTime<Answer: Sendable>(
        _ origin: Origin, _ work: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        guard let limit = configuration.idleTimeout else { return try await work() }
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let answer = first else {
                throw TransportError(
                    .timedOut, "\(origin.hostField): no answer to the handshake for \(limit)")
            }
            return answer
        }
    }

    private static func head(from tunnel: Tunnel) async throws -> (ResponseHead, Bytes) {
        var parser = ResponseHeadParser(answering: .get)
        var received: [UInt8] = []
        while let bytes = try await tunnel.receive() {
            received += bytes.array
            while let head = try Self.head(in: received, &parser) {
                received.removeFirst(head.lengthBytes)
                guard head.status.code < 200, head.status.code != 101 else {
                    return (head, Bytes(received))
                }
                // Another answer follows, or has come with this one.
                parser = ResponseHeadParser(answering: .get)
            }
        }
        throw TransportError(.connectionLost, "The connection ended during the handshake")
    }

    private static func head(
        in received: [UInt8], _ parser: inout ResponseHeadParser
    ) throws(TransportError) -> ResponseHead? {
        do throws(HTTPRefusal) {
            return try Bytes(received).withSpan { span throws(HTTPRefusal) in
                try parser.parse(span)
            }
        } catch {
            throw TransportError(.malformed, "The answer to the handshake is no HTTP")
        }
    }

    private static func refused(
        _ head: ResponseHead, _ rest: Bytes, from tunnel: Tunnel
    ) async throws -> UpgradeRefused {
        var body = BodyStart(head.framing, limitBytes: refusalBytes)
        body.take(rest)
        while !body.isEnough, let bytes = try? await tunnel.receive() { body.take(bytes) }
        try Task.checkCancellation()
        tunnel.close()
        return UpgradeRefused(
            status: head.status, headers: head.headers, body: Bytes(body.bytes))
    }
}

/// The beginning of a body, out of its framing: a server that keeps the connection open for the next
/// request does not tell otherwise that it has said everything.
private struct BodyStart {
    private(set) var bytes: [UInt8] = []
    private var wantedBytes: Int
    private var chunks: ChunkedDecoder?

    init(_ framing: Framing, limitBytes: Int) {
        wantedBytes = limitBytes
        switch framing {
        case .none: wantedBytes = 0
        case .length(let length): wantedBytes = Int(min(length, UInt64(limitBytes)))
        case .chunked: chunks = ChunkedDecoder()
        case .untilClose: break
        }
    }

    var isEnough: Bool { bytes.count >= wantedBytes }

    mutating func take(_ received: Bytes) {
        guard chunks != nil else { return add(received) }
        var rest = received
        while !rest.isEmpty, !isEnough {
            let step = try? rest.withSpan { span throws(HTTPRefusal) in try chunks?.next(span) }
            switch step?.event {
            case .data(let range)?: add(rest[range])
            case .needsMore?: return
            case .end?, nil: wantedBytes = bytes.count
            }
            rest = rest[(step?.consumedBytes ?? rest.count)..<rest.count]
        }
    }

    private mutating func add(_ some: Bytes) {
        bytes += some[0..<min(some.count, wantedBytes - bytes.count)].array
    }
}

extension Origin {
    /// `Host`, without the port where it is the scheme's.
    fileprivate var hostField: String {
        guard port != 0 else { return "localhost" }
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }
}
