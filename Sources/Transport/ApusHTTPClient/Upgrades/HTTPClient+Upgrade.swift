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
        let (head, rest) = try await Self.head(from: tunnel)
        guard isAccepted(head.status, head.headers) else {
            throw try await Self.refused(head, rest, from: tunnel)
        }
        return (tunnel, rest)
    }

    private static func head(from tunnel: Tunnel) async throws -> (ResponseHead, Bytes) {
        var parser = ResponseHeadParser(answering: .get)
        var received: [UInt8] = []
        while let bytes = try await tunnel.receive() {
            received += bytes.array
            let all = Bytes(received)
            let head: ResponseHead?
            do throws(HTTPRefusal) {
                head = try all.withSpan { span throws(HTTPRefusal) in try parser.parse(span) }
            } catch {
                throw TransportError(.malformed, "The answer to the handshake is no HTTP")
            }
            guard let head else { continue }
            received.removeFirst(head.lengthBytes)
            guard head.status.code < 200, head.status.code != 101 else {
                return (head, Bytes(received))
            }
            // Another answer follows.
            parser = ResponseHeadParser(answering: .get)
        }
        throw TransportError(.connectionLost, "The connection ended during the handshake")
    }

    private static func refused(
        _ head: ResponseHead, _ rest: Bytes, from tunnel: Tunnel
    ) async throws -> UpgradeRefused {
        var body = rest.array
        let length = head.headers["Content-Length"].flatMap { Int($0) } ?? refusalBytes
        let limit = head.status.code == 101 ? 0 : min(length, refusalBytes)
        while body.count < limit, let bytes = try? await tunnel.receive() { body += bytes.array }
        try Task.checkCancellation()
        tunnel.close()
        return UpgradeRefused(
            status: head.status, headers: head.headers, body: Bytes(Array(body.prefix(limit))))
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
