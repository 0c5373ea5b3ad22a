// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

/// Takes fields one after the other from what lies in the index, where it lies.
///
/// What does not fit makes it damaged, and every field after that empty: who has read the last
/// one asks once.
struct FieldReader {
    private(set) var position: Int
    private(set) var isDamaged = false

    init(at position: Int = 0) {
        self.position = position
    }

    /// Throws when a field did not fit.
    func check(_ what: @autoclosure () -> String) throws(StorageError) {
        if isDamaged { throw StorageError(.corrupt, "\(what()) in the index cannot be read") }
    }

    mutating func byte(_ span: RawSpan) -> UInt8 {
        guard position < span.byteCount else { return fail(0) }
        defer { position += 1 }
        return span.byte(at: position)
    }

    mutating func number(_ span: RawSpan) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while position < span.byteCount, shift < 64 {
            let byte = span.byte(at: position)
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return fail(0)
    }

    mutating func ordered(_ span: RawSpan, count: Int = 8) -> UInt64 {
        guard span.byteCount - position >= count else { return fail(0) }
        var number: UInt64 = 0
        for offset in 0..<count { number = number << 8 | UInt64(span.byte(at: position + offset)) }
        position += count
        return number
    }

    mutating func bytes(_ span: RawSpan, count: Int) -> Bytes {
        guard count >= 0, span.byteCount - position >= count else { return fail(Bytes()) }
        defer { position += count }
        return span.bytes(position..<position + count)
    }

    /// Bytes as the digits of a digest.
    mutating func hexadecimal(_ span: RawSpan, count: Int) -> String {
        guard span.byteCount - position >= count else { return fail("") }
        defer { position += count }
        return span.hexadecimal(position..<position + count)
    }

    mutating func text(_ span: RawSpan) -> String {
        let count = number(span)
        guard count <= UInt64(span.byteCount - position) else { return fail("") }
        return text(span, count: Int(count))
    }

    /// What is left, as a text: the end of a key.
    mutating func rest(_ span: RawSpan) -> String {
        text(span, count: span.byteCount - position)
    }

    private mutating func text(_ span: RawSpan, count: Int) -> String {
        guard count >= 0, let text = span.text(position..<position + count) else {
            return fail("")
        }
        position += count
        return text
    }

    mutating func moment(_ span: RawSpan) -> Timestamp {
        let number = number(span)
        return Timestamp(ticks: number >> 1, offset: number & 1 == 0 ? 0 : self.number(span))
    }

    mutating func map(_ span: RawSpan) -> [String: String] {
        let count = number(span)
        guard count > 0 else { return [:] }
        guard count <= UInt64(span.byteCount - position) else { return fail([:]) }
        var values: [String: String] = [:]
        values.reserveCapacity(Int(count))
        for _ in 0..<count where !isDamaged {
            let name = text(span)
            values[name] = text(span)
        }
        return values
    }

    mutating func metadata(_ span: RawSpan) -> Metadata {
        var metadata = Metadata()
        for (name, value) in map(span) { metadata[name] = value }
        return metadata
    }

    private mutating func fail<Value>(_ value: Value) -> Value {
        isDamaged = true
        return value
    }
}
