// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Takes apart a body of several parts, such as forms send: header fields and bytes of each.
///
/// Does no I/O and holds no bytes: whoever uses it keeps what it has not consumed and comes back
/// with more behind it.
///
/// Source: RFC 2046, 5.1.1; RFC 7578.
public struct MultipartDecoder: Sendable {
    /// What has come.
    public enum Event: Sendable {
        /// Nothing yet: more bytes are needed.
        case needsMore
        /// A part begins with these fields; its bytes follow.
        case part(Headers)
        /// Bytes of the part, within what was given.
        case data(Range<Int>)
        /// The part has ended.
        case partEnd
        /// The last part has ended; what follows means nothing.
        case end
    }

    /// An event, and how many of the bytes given are done with.
    public struct Step: Sendable {
        public let event: Event
        public let consumedBytes: Int
    }

    /// The longest boundary (RFC 2046, 5.1.1).
    public static let boundaryLimitBytes = 70
    /// How long the fields of a part may be together.
    public static let headLimitBytes = 8192
    /// How many fields a part may have.
    public static let fieldLimit = 32
    private static let blankLimitBytes = 64

    private enum State: Equatable {
        case start
        /// Behind a delimiter, whose line may end with blanks.
        case delimiter
        case fields
        case data
        case done
    }

    /// `CR LF -- boundary`, without which no part ends.
    private let delimiter: [UInt8]
    private var state = State.start

    /// - Parameter boundary: as the media type of the body has it.
    /// - Throws: 400 when it is none.
    public init(boundary: String) throws(HTTPRefusal) {
        let bytes = Array(boundary.utf8)
        guard (1...Self.boundaryLimitBytes).contains(bytes.count),
            bytes.allSatisfy({ (0x20..<0x7F).contains($0) }), bytes.last != UInt8(ascii: " ")
        else { throw .malformed("Invalid boundary") }
        delimiter = Array("\r\n--".utf8) + bytes
    }

    /// Whether the last part has ended.
    public var isFinished: Bool { state == .done }

    /// Looks at what is there.
    ///
    /// - Parameter bytes: what was not consumed, and what has come since.
    /// - Throws: 400 for what is no such body, 431 for fields beyond the limits.
    public mutating func next(_ bytes: RawSpan) throws(HTTPRefusal) -> Step {
        var position = 0
        while true {
            let rest = bytes.extracting(position..<bytes.byteCount)
            var consumed = 0
            switch state {
            case .start: consumed = try readStart(rest)
            case .delimiter: consumed = try readDelimiterEnd(rest)
            case .fields:
                if let (headers, lengthBytes) = try readFields(rest) {
                    state = .data
                    return Step(event: .part(headers), consumedBytes: position + lengthBytes)
                }
            case .data: return readData(bytes, from: position)
            case .done: return Step(event: .end, consumedBytes: bytes.byteCount)
            }
            guard consumed > 0 else { return Step(event: .needsMore, consumedBytes: position) }
            position += consumed
        }
    }

    // Each answers how many bytes it is done with, 0 when it needs more.

    private mutating func readStart(_ bytes: RawSpan) throws(HTTPRefusal) -> Int {
        // Many take empty lines before the first delimiter.
        var start = 0
        while start + 2 <= bytes.byteCount, bytes.byte(at: start) == UInt8(ascii: "\r"),
            bytes.byte(at: start + 1) == UInt8(ascii: "\n")
        {
            start += 2
            guard start <= Self.blankLimitBytes else { throw Self.noBoundary }
        }
        if start + 1 == bytes.byteCount, bytes.byte(at: start) == UInt8(ascii: "\r") { return 0 }
        let line = delimiter.dropFirst(2)
        let matched = Self.matching(line, bytes, at: start)
        guard matched == line.count else {
            guard start + matched == bytes.byteCount else { throw Self.noBoundary }
            return 0
        }
        state = .delimiter
        return start + matched
    }

    private mutating func readDelimiterEnd(_ bytes: RawSpan) throws(HTTPRefusal) -> Int {
        var position = 0
        while position < bytes.byteCount,
            bytes.byte(at: position) == UInt8(ascii: " ")
                || bytes.byte(at: position) == UInt8(ascii: "\t")
        {
            position += 1
            guard position <= Self.blankLimitBytes else { throw Self.noBoundary }
        }
        guard position + 2 <= bytes.byteCount else { return 0 }
        switch (bytes.byte(at: position), bytes.byte(at: position + 1)) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")) where position == 0: state = .done
        case (UInt8(ascii: "\r"), UInt8(ascii: "\n")): state = .fields
        default: throw Self.noBoundary
        }
        return position + 2
    }

    private func readFields(_ bytes: RawSpan) throws(HTTPRefusal) -> (Headers, Int)? {
        var headers = Headers()
        var lineStart = 0
        var position = 0
        let limit = min(bytes.byteCount, Self.headLimitBytes)
        while position < limit {
            let byte = bytes.byte(at: position)
            if byte == UInt8(ascii: "\n") {
                guard position > lineStart, bytes.byte(at: position - 1) == UInt8(ascii: "\r")
                else { throw .malformed("Bare LF in the fields of a part") }
                let line = lineStart..<position - 1
                if line.isEmpty { return (headers, position + 1) }
                guard headers.fields.count < Self.fieldLimit else { throw Self.tooManyFields }
                let field = try FieldLine(line, in: bytes).field(in: bytes)
                headers.append(field.name, field.value)
                lineStart = position + 1
            } else if byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F {
                let mayEndLine =
                    byte == UInt8(ascii: "\r")
                    && (position + 1 == bytes.byteCount
                        || bytes.byte(at: position + 1) == UInt8(ascii: "\n"))
                guard mayEndLine else {
                    throw .malformed("Control character in the fields of a part")
                }
            }
            position += 1
        }
        guard limit < Self.headLimitBytes else { throw Self.tooManyFields }
        return nil
    }

    private mutating func readData(_ bytes: RawSpan, from start: Int) -> Step {
        var position = start
        while position < bytes.byteCount {
            guard bytes.byte(at: position) == UInt8(ascii: "\r") else {
                position += 1
                continue
            }
            let matched = Self.matching(delimiter[...], bytes, at: position)
            if matched == delimiter.count || position + matched == bytes.byteCount {
                if position > start { break }
                guard matched == delimiter.count else {
                    return Step(event: .needsMore, consumedBytes: start)
                }
                state = .delimiter
                return Step(event: .partEnd, consumedBytes: start + matched)
            }
            position += 1
        }
        guard position > start else { return Step(event: .needsMore, consumedBytes: start) }
        return Step(event: .data(start..<position), consumedBytes: position)
    }

    /// How many bytes at a place are as wanted, until one is not or the bytes end.
    private static func matching(
        _ wanted: ArraySlice<UInt8>, _ bytes: RawSpan, at start: Int
    ) -> Int {
        var count = 0
        for byte in wanted {
            guard start + count < bytes.byteCount, bytes.byte(at: start + count) == byte else {
                break
            }
            count += 1
        }
        return count
    }

    private static var noBoundary: HTTPRefusal { .malformed("Invalid boundary of a part") }

    private static var tooManyFields: HTTPRefusal { .tooLarge("The fields of a part are too long") }
}
