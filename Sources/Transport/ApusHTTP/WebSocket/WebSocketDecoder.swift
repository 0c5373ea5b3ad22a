// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Takes messages out of the bytes of a WebSocket connection, strictly, without doing I/O.
///
/// The bytes of a message are handed out as they come: neither a message nor a frame is held whole.
///
/// Source: RFC 6455, 5 and 8.1. Extensions are not negotiated, so their bits are refused.
public struct WebSocketDecoder: Sendable {
    /// What has come.
    public enum Event: Hashable, Sendable {
        /// Some of a message's bytes, in order; the last of a message may be empty.
        case part(Bytes, isText: Bool, isLast: Bool)
        /// To be answered by a pong with the same bytes, 125 at most.
        case ping(Bytes)
        /// An answer to a ping, or unasked for.
        case pong(Bytes)
        /// The peer will send nothing more. A code that is absent is nil.
        case close(code: UInt16?, reason: String)
    }

    /// What the peer has done against the protocol; the connection is to be closed with the code.
    public struct Violation: Error, Hashable {
        /// 1002 for bad framing, 1007 for a text that is not UTF-8.
        public let code: UInt16
        public let detail: String
    }

    private enum State {
        /// In front of, or in, a frame's head.
        case head
        case payload(left: UInt64)
        case closed
    }

    private struct Frame {
        var opcode: UInt8 = 0
        var isFinal = false
        var mask: [UInt8]?
        var position = 0
    }

    private static let continuation: UInt8 = 0
    private static let text: UInt8 = 1
    private static let binary: UInt8 = 2
    private static let close: UInt8 = 8
    private static let ping: UInt8 = 9
    private static let pong: UInt8 = 10

    private let expectsMask: Bool
    private var state = State.head
    private var head: [UInt8] = []
    private var frame = Frame()
    private var control: [UInt8] = []
    /// Whether a message has begun and not ended, and is a text.
    private var message: (isText: Bool, validator: UTF8Validator)?

    /// A decoder for one connection.
    ///
    /// - Parameter expectsMask: true at a server, whose clients must mask what they send; false at
    ///   a client, whose server must not.
    public init(expectsMask: Bool) {
        self.expectsMask = expectsMask
    }

    /// Reads on, up to the end of some of a message, of a control frame, or of the bytes.
    ///
    /// - Parameter bytes: what follows those that were consumed before.
    /// - Returns: what has come, nil when more is needed, and how many bytes were consumed.
    /// - Throws: `Violation`; the decoder is then of no use.
    public mutating func next(
        _ bytes: Bytes
    ) throws(Violation) -> (event: Event?, consumedBytes: Int) {
        var position = 0
        while true {
            switch state {
            case .closed:
                // What follows a close frame means nothing.
                return (nil, bytes.count)
            case .head:
                guard position < bytes.count else { return (nil, position) }
                head.append(bytes[position])
                position += 1
                guard head.count >= 2, head.count == headBytes else { continue }
                try beginFrame()
                if case .payload(left: 0) = state { return (try endPayload(Bytes()), position) }
            case .payload(let left):
                guard position < bytes.count else { return (nil, position) }
                let count = Int(min(left, UInt64(bytes.count - position)))
                let payload = unmasked(bytes[position..<position + count])
                position += count
                state = .payload(left: left - UInt64(count))
                if left > UInt64(count) {
                    if let event = try readOn(payload) { return (event, position) }
                } else {
                    return (try endPayload(payload), position)
                }
            }
        }
    }

    // MARK: Frames

    /// How long the head is, as far as is known from its first two bytes.
    private var headBytes: Int {
        let lengthBytes =
            switch head[1] & 0x7F {
            case 126: 2
            case 127: 8
            default: 0
            }
        return 2 + lengthBytes + (head[1] & 0x80 == 0 ? 0 : 4)
    }

    private mutating func beginFrame() throws(Violation) {
        guard head[0] & 0x70 == 0 else { throw Self.bad("a frame with unknown extension bits") }
        frame = Frame(opcode: head[0] & 0x0F, isFinal: head[0] & 0x80 != 0)
        let isMasked = head[1] & 0x80 != 0
        guard isMasked == expectsMask else {
            throw Self.bad(isMasked ? "a masked frame of a server" : "a frame without a mask")
        }
        let short = head[1] & 0x7F
        var length = UInt64(short)
        var offset = 2
        if short >= 126 {
            offset += short == 126 ? 2 : 8
            length = head[2..<offset].reduce(0) { $0 << 8 | UInt64($1) }
            guard length >= (short == 126 ? 126 : 65536) else {
                throw Self.bad("a length that is longer than it need be")
            }
            guard length <= UInt64(Int64.max) else { throw Self.bad("a frame that is too long") }
        }
        if isMasked { frame.mask = Array(head[offset..<offset + 4]) }
        head = []
        state = .payload(left: length)
        switch frame.opcode {
        case Self.continuation:
            guard message != nil else { throw Self.bad("a continuation of no message") }
        case Self.text, Self.binary:
            guard message == nil else { throw Self.bad("a message inside another") }
            message = (frame.opcode == Self.text, UTF8Validator())
        case Self.close, Self.ping, Self.pong:
            guard frame.isFinal else { throw Self.bad("a control frame in parts") }
            guard length <= 125 else { throw Self.bad("a control frame that is too long") }
        default:
            throw Self.bad("a frame of unknown kind \(frame.opcode)")
        }
    }

    private mutating func unmasked(_ bytes: Bytes) -> Bytes {
        guard let mask = frame.mask else { return bytes }
        let start = frame.position
        frame.position = (start + bytes.count) & 3
        return WebSocketMask.applied(mask, to: bytes, from: start)
    }

    /// Takes bytes of a frame of which more are to come.
    private mutating func readOn(_ payload: Bytes) throws(Violation) -> Event? {
        guard frame.opcode < Self.close else {
            control += payload.array
            return nil
        }
        let isText = try check(payload, isLast: false)
        return .part(payload, isText: isText, isLast: false)
    }

    /// Takes the last bytes of a frame; nil for one that says nothing.
    private mutating func endPayload(_ payload: Bytes) throws(Violation) -> Event? {
        state = .head
        switch frame.opcode {
        case Self.ping, Self.pong:
            control += payload.array
            defer { control = [] }
            return frame.opcode == Self.ping ? .ping(Bytes(control)) : .pong(Bytes(control))
        case Self.close:
            control += payload.array
            state = .closed
            return try closing(Bytes(control))
        default:
            let isText = try check(payload, isLast: frame.isFinal)
            if frame.isFinal { message = nil }
            return .part(payload, isText: isText, isLast: frame.isFinal)
        }
    }

    /// Whether the message is a text; what of it has come must be UTF-8.
    private mutating func check(_ payload: Bytes, isLast: Bool) throws(Violation) -> Bool {
        guard message?.isText == true else { return false }
        let isValid = message?.validator.take(payload) == true
        guard isValid, !isLast || message?.validator.isBetweenCharacters == true else {
            throw Violation(code: 1007, detail: "a text that is not UTF-8")
        }
        return true
    }

    private func closing(_ payload: Bytes) throws(Violation) -> Event {
        if payload.isEmpty { return .close(code: nil, reason: "") }
        guard payload.count >= 2 else { throw Self.bad("a close frame with half a code") }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: throw Self.bad("a close frame with code \(code)")
        }
        guard let reason = payload[2..<payload.count].validText else {
            throw Violation(code: 1007, detail: "a reason that is not UTF-8")
        }
        return .close(code: code, reason: reason)
    }

    private static func bad(_ detail: String) -> Violation {
        Violation(code: 1002, detail: "The peer has sent \(detail)")
    }
}
