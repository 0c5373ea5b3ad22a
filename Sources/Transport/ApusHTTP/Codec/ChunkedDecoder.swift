// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Takes the chunks out of a body that is sent in chunks, strictly, without doing I/O.
///
/// Unlike a head, what it has looked at is consumed: each call is given only what follows the
/// bytes that the last one consumed. Chunk extensions are read over; nobody uses them.
///
/// Source: RFC 9112, 7.1.
public struct ChunkedDecoder: Sendable {
    /// What the bytes turned out to be.
    public enum Event: Sendable {
        /// Framing that ended with the bytes: more are needed.
        case needsMore
        /// Body bytes, at these positions of what was given.
        case data(Range<Int>)
        /// The end of the body and the fields that followed it. Framing fields among them
        /// (`Content-Length`, `Host`, ...) mean nothing: use only those that are expected.
        case end(trailers: Headers)
    }

    /// What one call did.
    public struct Step: Sendable {
        public let event: Event
        /// How many bytes are done with: data is to be taken before they are dropped.
        public let consumedBytes: Int
    }

    private enum State {
        case size(digits: Int)
        case extensions
        case sizeEnd
        case data
        case dataEnd
        case dataLineEnd
        case trailers
        case done
    }

    private let limits: HTTPLimits
    private var state = State.size(digits: 0)
    private var lineBytes = 0
    private var trailerSection: [UInt8] = []
    private var trailerLines = LineReader()
    private var trailers = Headers()

    /// How many bytes of the current chunk have not come yet: so many may be read from the
    /// connection straight into their place and then be announced by `skip(_:)`.
    public var chunkBytesLeft: UInt64 {
        // While its line is still being read, a size says nothing about the bytes that come next.
        if case .data = state { sizeLeft } else { 0 }
    }

    /// What is known of the current chunk's size, less what was read of it.
    private var sizeLeft: UInt64 = 0

    /// A decoder for one body.
    public init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
    }

    /// Reads on, up to the end of some data, of the body, or of the bytes.
    ///
    /// - Throws: 400 for bad framing, 431 for too many trailers; the decoder is then of no use.
    public mutating func next(_ bytes: RawSpan) throws(HTTPRefusal) -> Step {
        var position = 0
        while position < bytes.byteCount {
            switch state {
            case .data:
                let count = Int(min(sizeLeft, UInt64(bytes.byteCount - position)))
                skip(UInt64(count))
                return Step(
                    event: .data(position..<position + count), consumedBytes: position + count)
            case .trailers:
                let consumed = try readTrailers(bytes, from: position)
                guard case .done = state else {
                    return Step(event: .needsMore, consumedBytes: bytes.byteCount)
                }
                return Step(event: .end(trailers: trailers), consumedBytes: consumed)
            case .done:
                return Step(event: .end(trailers: trailers), consumedBytes: position)
            default:
                try readFraming(bytes.byte(at: position))
                position += 1
            }
        }
        return Step(event: .needsMore, consumedBytes: position)
    }

    /// Says that `count` bytes of the current chunk were read elsewhere.
    ///
    /// - Precondition: `count` is at most `chunkBytesLeft`.
    public mutating func skip(_ count: UInt64) {
        precondition(count <= chunkBytesLeft, "more bytes than the chunk has")
        sizeLeft -= count
        if sizeLeft == 0, case .data = state { state = .dataEnd }
    }

    private mutating func readFraming(_ byte: UInt8) throws(HTTPRefusal) {
        switch state {
        case .size(let digits):
            if let digit = Self.hexadecimal(byte) {
                // Fifteen digits keep the size within what a file offset can say.
                guard digits < 15 else { throw .malformed("Chunk size too large") }
                sizeLeft = sizeLeft << 4 | UInt64(digit)
                state = .size(digits: digits + 1)
            } else {
                guard digits > 0 else { throw .malformed("Invalid chunk size") }
                lineBytes = digits
                state = .extensions
                guard byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\r") else {
                    throw .malformed("Invalid chunk size")
                }
                try readExtension(byte)
            }
        case .extensions:
            try readExtension(byte)
        case .sizeEnd:
            guard byte == UInt8(ascii: "\n") else { throw .malformed("Bare CR in chunk size") }
            state = sizeLeft == 0 ? .trailers : .data
        case .dataEnd:
            guard byte == UInt8(ascii: "\r") else { throw .malformed("Chunk longer than its size") }
            state = .dataLineEnd
        case .dataLineEnd:
            guard byte == UInt8(ascii: "\n") else { throw .malformed("Chunk longer than its size") }
            state = .size(digits: 0)
        case .data, .trailers, .done:
            preconditionFailure("not a framing byte")
        }
    }

    private mutating func readExtension(_ byte: UInt8) throws(HTTPRefusal) {
        if byte == UInt8(ascii: "\r") {
            state = .sizeEnd
            return
        }
        guard (byte >= 0x20 && byte != 0x7F) || byte == UInt8(ascii: "\t") else {
            throw .malformed("Control character in chunk size")
        }
        lineBytes += 1
        guard lineBytes <= limits.chunkLineBytes else { throw .malformed("Chunk line too long") }
    }

    /// Answers up to where the bytes belong to this body.
    private mutating func readTrailers(
        _ bytes: RawSpan, from start: Int
    ) throws(HTTPRefusal) -> Int {
        // Most bodies end without trailers, with CR LF at once or in two pieces; the copy is
        // of what is still to come of a section, which is short.
        let before = trailerSection.count
        let room = max(0, limits.trailerBytes + 2 - before)
        let taken = min(bytes.byteCount - start, room)
        for position in start..<start + taken { trailerSection.append(bytes.byte(at: position)) }
        let section = Bytes(trailerSection)
        trailerSection = []
        try section.withSpan { span throws(HTTPRefusal) in
            while true {
                let limit = min(
                    limits.fieldLineBytes, limits.trailerBytes - trailerLines.lineStart)
                guard
                    let line = try trailerLines.next(
                        in: span, limitBytes: limit, overlong: .tooLarge("Trailers too large"))
                else { return }
                if line.isEmpty {
                    state = .done
                    return
                }
                guard trailers.fields.count < limits.fieldCount else {
                    throw .tooLarge("More than \(limits.fieldCount) trailers")
                }
                let field = try FieldLine(line, in: span)
                // RFC 9110, 6.5.1: what frames a message has no place behind it, and whoever
                // takes it for the next one's framing is led astray.
                guard !field.isNamed("content-length", in: span),
                    !field.isNamed("transfer-encoding", in: span)
                else { throw .malformed("Framing field among the trailers") }
                trailers.append(try field.field(in: span))
            }
        }
        if case .done = state { return start + trailerLines.lineStart - before }
        trailerSection = section.array
        return bytes.byteCount
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
