// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusHTTP
import ApusIO
import Synchronization

/// The client's end of a WebSocket.
///
/// Sending and receiving are independent: any task may send, one at a time receives. Pings are
/// answered while somebody receives. Dropping the last reference closes the connection without a
/// word; `close` says one.
///
/// Source: RFC 6455.
public final class WebSocket: Sendable {
    /// Some of a message.
    public struct Part: Hashable, Sendable {
        public let bytes: Bytes
        /// Whether the message is a text; its parts may be cut inside a character.
        public let isText: Bool
        /// Whether the message ends with it.
        public let isLast: Bool
    }

    /// A whole message.
    public enum Message: Hashable, Sendable {
        case text(String)
        case binary(Bytes)
    }

    /// How the peer has ended.
    public struct Closing: Hashable, Sendable {
        /// Nil when it gave none (RFC 6455, 7.4).
        public let code: UInt16?
        public let reason: String
    }

    private struct State {
        var decoder = WebSocketDecoder(expectsMask: false)
        /// What has come and was not looked at.
        var pending: Bytes
        var closing: Closing?
        var hasSentClose = false
    }

    private let tunnel: Tunnel
    private let encoder = WebSocketEncoder(masks: true)
    private let state: Mutex<State>

    init(_ tunnel: Tunnel, pending: Bytes) {
        self.tunnel = tunnel
        state = Mutex(State(pending: pending))
    }

    /// How the peer has ended; nil as long as it has not, and when it ended without a word.
    public var closing: Closing? { state.withLock { $0.closing } }

    // MARK: Receiving

    /// The next bytes of the message at hand, or of the next one; nil once the peer has ended.
    ///
    /// - Throws: `WebSocketDecoder.Violation`, what `Tunnel.receive` throws, `BodyError.truncated`
    ///   when the connection ended without a close frame.
    public func part() async throws -> Part? {
        while true {
            if closing != nil { return nil }
            let event: WebSocketDecoder.Event?
            do {
                event = try state.withLock { state in
                    let (event, count) = try state.decoder.next(state.pending)
                    state.pending = state.pending[count..<state.pending.count]
                    return event
                }
            } catch let violation as WebSocketDecoder.Violation {
                try? await sayClose(code: violation.code, "")
                throw violation
            }
            switch event {
            case .part(let bytes, let isText, let isLast)?:
                // Only the end of a message is worth telling of without bytes.
                if bytes.isEmpty, !isLast { continue }
                return Part(bytes: bytes, isText: isText, isLast: isLast)
            case .ping(let bytes)?:
                // A peer that has ended meanwhile needs no answer, and what it said before is
                // still to be read.
                try? await tunnel.send(encoder.pong(bytes))
            case .pong?: continue
            case .close(let code, let reason)?:
                state.withLock { $0.closing = Closing(code: code, reason: reason) }
                try? await sayClose(code: code, "")
                return nil
            case nil:
                guard let bytes = try await tunnel.receive() else { throw BodyError.truncated }
                state.withLock { $0.pending = bytes }
            }
        }
    }

    /// The next message; nil once the peer has ended.
    ///
    /// - Parameter limitBytes: a longer message closes the connection with 1009.
    /// - Throws: as `part()`; `BodyError.tooLong`.
    public func message(limitBytes: Int = 16 * 1024 * 1024) async throws -> Message? {
        var bytes: [UInt8] = []
        while let part = try await part() {
            guard bytes.count + part.bytes.count <= limitBytes else {
                try? await sayClose(code: 1009, "")
                throw BodyError.tooLong
            }
            bytes += part.bytes.array
            guard part.isLast else { continue }
            guard part.isText else { return .binary(Bytes(bytes)) }
            return .text(String(decoding: bytes, as: UTF8.self))
        }
        return nil
    }

    // MARK: Sending

    /// Sends a message of bytes; returns once it is queued, and waits while much is.
    ///
    /// - Throws: `TransportError` when the connection has ended.
    public func send(_ bytes: Bytes) async throws {
        try await tunnel.send(encoder.message(bytes, isText: false))
    }

    /// Sends a message of text, as `send(_: Bytes)` does.
    public func send(_ text: String) async throws {
        try await tunnel.send(encoder.message(Bytes(text), isText: true))
    }

    /// Asks for a sign of life.
    public func ping() async throws {
        try await tunnel.send(encoder.ping())
    }

    /// Says that nothing more will be sent. Whoever receives goes on until the peer ends too.
    ///
    /// - Parameter code: one that may be sent (RFC 6455, 7.4): 1000 when all is done.
    public func close(code: UInt16 = 1000, reason: String = "") async throws {
        try await sayClose(code: code, reason)
    }

    private func sayClose(code: UInt16?, _ reason: String) async throws {
        let isFirst = state.withLock { state in
            defer { state.hasSentClose = true }
            return !state.hasSentClose
        }
        if isFirst { try await tunnel.send(encoder.close(code: code, reason: reason)) }
    }

    /// Ends the connection at once.
    public func abandon() {
        tunnel.close()
    }
}

extension HTTPClient {
    /// Opens a WebSocket.
    ///
    /// - Parameter request: a GET; its target and header fields are sent with those of the
    ///   handshake.
    /// - Throws: `UpgradeRefused` when the server answers otherwise, `TransportError`,
    ///   `CancellationError`.
    public func webSocket(_ request: Request) async throws -> WebSocket {
        let handshake = WebSocketHandshake()
        let (tunnel, pending) = try await upgrade(request, with: handshake.requestHeaders) {
            handshake.accepts($0, $1)
        }
        return WebSocket(tunnel, pending: pending)
    }
}
