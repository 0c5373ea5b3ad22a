// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// How the end of a body is told.
public enum Framing: Hashable, Sendable {
    /// There is no body.
    case none
    /// The body is this many bytes long.
    case length(UInt64)
    /// The body is in chunks and ends with an empty one.
    case chunked
    /// The body ends when the connection does; only responses may do so.
    case untilClose
}

/// What a head says about framing and the connection, gathered field by field.
///
/// Source: RFC 9112, 6 and 9; the words of the refusals of transfer codings are OpenStack Swift's.
struct FramingFields {
    private(set) var length: UInt64?
    private(set) var isChunked = false
    private(set) var closes = false
    private(set) var keepsAlive = false
    private(set) var upgrades = false

    /// Takes note of a field, if it is about framing.
    ///
    /// - Throws: 400 or 501 for what leaves the framing in doubt.
    mutating func read(_ line: FieldLine, in bytes: RawSpan) throws(HTTPRefusal) {
        switch line.name.count {
        case 10 where line.isNamed("connection", in: bytes):
            readConnection(line.value, in: bytes)
        case 14 where line.isNamed("content-length", in: bytes):
            guard let number = Self.decimal(line.value, in: bytes) else {
                throw .malformed("Invalid Content-Length header value")
            }
            guard length == nil || length == number else {
                throw .malformed("Content-Length headers that differ")
            }
            length = number
        case 17 where line.isNamed("transfer-encoding", in: bytes):
            guard !isChunked else {
                throw .malformed("Invalid Transfer-Encoding header value")
            }
            try Self.checkTransferEncoding(line.value, in: bytes)
            isChunked = true
        default: return
        }
        guard !isChunked || length == nil else {
            throw .malformed("Both Content-Length and Transfer-Encoding")
        }
    }

    /// A length of digits alone that fits a file offset; nil for anything else.
    private static func decimal(_ range: Range<Int>, in bytes: RawSpan) -> UInt64? {
        guard !range.isEmpty else { return nil }
        var number: UInt64 = 0
        for position in range {
            let digit = bytes.byte(at: position) &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            let (product, overflows) = number.multipliedReportingOverflow(by: 10)
            guard !overflows else { return nil }
            let (sum, carries) = product.addingReportingOverflow(UInt64(digit))
            guard !carries else { return nil }
            number = sum
        }
        return number <= UInt64(Int64.max) ? number : nil
    }

    private static func checkTransferEncoding(
        _ range: Range<Int>, in bytes: RawSpan
    ) throws(HTTPRefusal) {
        if Token.matches("chunked", bytes, range) { return }
        let codings = bytes.text(range).map(HeaderList.init) ?? HeaderList("")
        let known = ["chunked", "gzip", "x-gzip", "deflate", "compress", "x-compress"]
        guard !codings.items.isEmpty, codings.items.allSatisfy(Token.isToken),
            codings.items.count > 1 || known.contains(codings.items[0].lowercased())
        else { throw .malformed("Invalid Transfer-Encoding header value") }
        throw HTTPRefusal(
            Status(501),
            "Unsupported Transfer-Coding header value specified in Transfer-Encoding header")
    }

    private mutating func readConnection(_ range: Range<Int>, in bytes: RawSpan) {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, bytes.byte(at: end) != UInt8(ascii: ",") { end += 1 }
            var option = start..<end
            while let first = option.first, bytes.byte(at: first) <= UInt8(ascii: " ") {
                option = first + 1..<option.upperBound
            }
            while let last = option.last, bytes.byte(at: last) <= UInt8(ascii: " ") {
                option = option.lowerBound..<last
            }
            if Token.matches("close", bytes, option) { closes = true }
            if Token.matches("keep-alive", bytes, option) { keepsAlive = true }
            if Token.matches("upgrade", bytes, option) { upgrades = true }
            start = end + 1
        }
    }
}
