// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// One `Name: value` line of a head or a trailer section, cut but not copied.
struct FieldLine {
    /// Where the name is.
    let name: Range<Int>
    /// Where the value is, without the blanks around it.
    let value: Range<Int>

    /// Cuts a line that holds no control bytes but tabs.
    ///
    /// Names are tokens, or hold UTF-8: OpenStack Swift takes and gives back metadata whose
    /// names are not ASCII, and its own tests rely on it.
    ///
    /// - Throws: 400 for folded lines, blanks before the colon, and names that are no token.
    init(_ line: Range<Int>, in bytes: RawSpan) throws(HTTPRefusal) {
        var position = line.lowerBound
        while position < line.upperBound {
            let byte = bytes.byte(at: position)
            guard Token.holds(byte) || byte >= 0x80 else { break }
            position += 1
        }
        guard position < line.upperBound, bytes.byte(at: position) == UInt8(ascii: ":"),
            position > line.lowerBound
        else { throw Self.refusal(line, stoppedAt: position, in: bytes) }
        name = line.lowerBound..<position

        var start = position + 1
        var end = line.upperBound
        while start < end, Self.isBlank(bytes.byte(at: start)) { start += 1 }
        while start < end, Self.isBlank(bytes.byte(at: end - 1)) { end -= 1 }
        value = start..<end
    }

    /// Whether the name is `known`, which is given in lower case.
    func isNamed(_ known: String, in bytes: RawSpan) -> Bool {
        Token.matches(known, bytes, name)
    }

    /// The field as texts.
    ///
    /// - Throws: 400 when name or value is not UTF-8.
    func field(in bytes: RawSpan) throws(HTTPRefusal) -> Headers.Field {
        guard let name = bytes.text(name), let value = bytes.text(value) else {
            throw .malformed("Header field is not valid UTF-8")
        }
        return Headers.Field(name: name, value: value)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func refusal(
        _ line: Range<Int>, stoppedAt position: Int, in bytes: RawSpan
    ) -> HTTPRefusal {
        guard position < line.upperBound else {
            return .malformed("Header line without a colon")
        }
        guard isBlank(bytes.byte(at: position)) else {
            return .malformed("Invalid header field name")
        }
        return position == line.lowerBound
            ? .malformed("Folded header line") : .malformed("Space before the colon of a header")
    }
}
