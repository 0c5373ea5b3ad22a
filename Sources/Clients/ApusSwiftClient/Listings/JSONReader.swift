// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Reads JSON (RFC 8259) from bytes, value by value.
///
/// Listings of 10,000 rows are read with it straight into rows; a general tree would cost
/// several times as much.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: Bytes) {
        self.bytes = bytes.array
    }

    static func malformed(_ position: Int) -> ClientError {
        ClientError(.badResponse, "The server's answer is not JSON (byte \(position))")
    }

    private var failure: ClientError { Self.malformed(position) }

    /// The next byte that is no blank, not yet taken.
    private mutating func peek() throws -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || (0x09...0x0D).contains(byte) else { return byte }
            position += 1
        }
        throw failure
    }

    private mutating func take(_ byte: UInt8) throws {
        guard try peek() == byte else { throw failure }
        position += 1
    }

    /// Checks that nothing follows.
    mutating func end() throws {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || (0x09...0x0D).contains(byte) else { throw failure }
            position += 1
        }
    }

    /// Reads an array, calling `body` at the start of every element.
    mutating func array(_ body: (inout JSONReader) throws -> Void) throws {
        try take(UInt8(ascii: "["))
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            try body(&self)
            let next = try peek()
            position += 1
            if next == UInt8(ascii: "]") { return }
            guard next == UInt8(ascii: ",") else { throw failure }
        }
    }

    /// Reads an object, calling `body` with every name, at the start of its value.
    mutating func object(_ body: (inout JSONReader, String) throws -> Void) throws {
        try take(UInt8(ascii: "{"))
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            let name = try string()
            try take(UInt8(ascii: ":"))
            try body(&self, name)
            let next = try peek()
            position += 1
            if next == UInt8(ascii: "}") { return }
            guard next == UInt8(ascii: ",") else { throw failure }
        }
    }

    /// Whether the next value is `null`; takes it if so.
    mutating func null() throws -> Bool {
        guard try peek() == UInt8(ascii: "n") else { return false }
        try literal("null")
        return true
    }

    /// Reads a string; one that is not UTF-8 is refused.
    mutating func string() throws -> String {
        try take(UInt8(ascii: "\""))
        let start = position
        var seen: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                // What is ASCII need not be validated, which takes longer than all the rest.
                if seen < 0x80 { return String(decoding: bytes[start..<position], as: UTF8.self) }
                guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
                    throw failure
                }
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw failure }
            seen |= byte
            position += 1
        }
        throw failure
    }

    /// Reads a string that is likely to be `known`, which then is not made anew.
    mutating func string(likely known: String) throws -> String {
        guard try peek() == UInt8(ascii: "\"") else { throw failure }
        let expected = known.utf8.span
        let start = position + 1
        guard start + expected.count < bytes.count,
            bytes[start + expected.count] == UInt8(ascii: "\"")
        else { return try string() }
        for index in expected.indices {
            let byte = bytes[start + index]
            guard byte == expected[index], byte >= 0x20, byte != UInt8(ascii: "\\"),
                byte != UInt8(ascii: "\"")
            else { return try string() }
        }
        position = start + expected.count + 1
        return known
    }

    private mutating func escapedString(from start: Int) throws -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else { throw failure }
                return text
            case UInt8(ascii: "\\"):
                guard position < bytes.count else { throw failure }
                let escape = bytes[position]
                position += 1
                switch escape {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
                    text.append(escape)
                case UInt8(ascii: "b"): text.append(0x08)
                case UInt8(ascii: "f"): text.append(0x0C)
                case UInt8(ascii: "n"): text.append(0x0A)
                case UInt8(ascii: "r"): text.append(0x0D)
                case UInt8(ascii: "t"): text.append(0x09)
                case UInt8(ascii: "u"): text.append(contentsOf: Array(try unicodeEscape()))
                default: throw failure
                }
            case 0..<0x20: throw failure
            default: text.append(byte)
            }
        }
        throw failure
    }

    private mutating func unicodeEscape() throws -> String.UTF8View {
        var code = UInt32(try hexDigits())
        if (0xD800..<0xDC00).contains(code) {
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw failure }
            position += 2
            let low = UInt32(try hexDigits())
            guard (0xDC00..<0xE000).contains(low) else { throw failure }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure }
        return String(Character(scalar)).utf8
    }

    private mutating func hexDigits() throws -> UInt16 {
        guard position + 4 <= bytes.count else { throw failure }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard digits.utf8.first != UInt8(ascii: "+"), digits.utf8.first != UInt8(ascii: "-"),
            let value = UInt16(digits, radix: 16)
        else { throw failure }
        position += 4
        return value
    }

    /// Reads a number without sign, fraction or exponent.
    mutating func integer() throws -> UInt64 {
        _ = try peek()
        var value: UInt64 = 0
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[position] - 0x30))
            guard !overflow, !carry else { throw failure }
            value = sum
            position += 1
        }
        guard position > start else { throw failure }
        return value
    }

    /// Reads any value, through the parser of small documents.
    mutating func value() throws -> JSONValue {
        _ = try peek()
        let start = position
        skipValue()
        // An escape may have been the last byte.
        guard position <= bytes.count else { throw failure }
        do {
            return try JSONValue(parsing: Bytes(Array(bytes[start..<position])))
        } catch {
            throw failure
        }
    }

    /// Steps over a value; what is inside is checked by who reads it.
    private mutating func skipValue() {
        var depth = 0
        var isInString = false
        while position < bytes.count {
            let byte = bytes[position]
            if isInString {
                position += byte == UInt8(ascii: "\\") ? 2 : 1
                isInString = byte != UInt8(ascii: "\"")
                if !isInString, depth == 0 { return }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return }
                depth -= 1
                if depth == 0 {
                    position += 1
                    return
                }
            case UInt8(ascii: ",") where depth == 0: return
            default: break
            }
            position += 1
        }
    }

    private mutating func literal(_ text: String) throws {
        guard bytes[position...].starts(with: text.utf8) else { throw failure }
        position += text.utf8.count
    }
}
