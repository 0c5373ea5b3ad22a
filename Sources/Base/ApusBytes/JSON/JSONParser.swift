// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a JSON document.
public enum JSONError: Error, Hashable, Sendable {
    /// They break the grammar at this byte, counted from 0.
    case malformed(position: Int)
    /// Arrays and objects are nested deeper than the parser's limit.
    case tooDeep
}

extension JSONValue {
    /// Arrays and objects may be nested this deep.
    public static let depthLimit = 64

    /// Reads one document; blanks around it are allowed, anything else is not.
    ///
    /// - Throws: `JSONError`.
    public init(parsing bytes: Bytes) throws(JSONError) {
        var parser = JSONParser(bytes.array)
        self = try parser.document()
    }
}

/// The elements of a document that is an array, each parsed when it is asked for: for long
/// documents whose beginning is wanted first.
package struct JSONElements: Sendable {
    private enum Place {
        case start
        case between
        case end
    }

    private var parser: JSONParser
    private var place = Place.start

    package init(parsing bytes: Bytes) {
        parser = JSONParser(bytes.array)
    }

    /// The next element; nil after the last, when nothing follows the array.
    ///
    /// - Throws: `JSONError`, also for a document that is no array.
    package mutating func next() throws(JSONError) -> JSONValue? {
        let goesOn: Bool
        switch place {
        case .start: goesOn = try parser.beginArray()
        case .between: goesOn = try parser.goOnInArray()
        case .end: return nil
        }
        place = goesOn ? .between : .end
        guard goesOn else { return Optional.none }
        return try parser.element()
    }
}

/// A recursive descent over RFC 8259's grammar.
private struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else { throw malformed }
        return value
    }

    // MARK: An array, element by element

    /// - Returns: whether the array has an element.
    mutating func beginArray() throws(JSONError) -> Bool {
        guard skip("[") else { throw malformed }
        return try !endsArray()
    }

    /// - Returns: whether another element follows.
    mutating func goOnInArray() throws(JSONError) -> Bool {
        if skip(",") { return true }
        guard try endsArray() else { throw malformed }
        return false
    }

    mutating func element() throws(JSONError) -> JSONValue { try value(depth: 1) }

    private mutating func endsArray() throws(JSONError) -> Bool {
        guard skip("]") else { return false }
        skipBlanks()
        guard position == bytes.count else { throw malformed }
        return true
    }

    // MARK: Values

    private var malformed: JSONError { .malformed(position: position) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    /// Steps over a byte if it comes next, blanks before it included.
    private mutating func skip(_ byte: Character) -> Bool {
        skipBlanks()
        guard let current, current == byte.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= JSONValue.depthLimit else { throw .tooDeep }
        skipBlanks()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(
        _ text: StaticString, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for byte in "\(text)".utf8 {
            guard current == byte else { throw malformed }
            position += 1
        }
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        if skip("}") { return .object(members) }
        repeat {
            skipBlanks()
            guard current == UInt8(ascii: "\"") else { throw malformed }
            let name = try string()
            guard skip(":") else { throw malformed }
            members[name] = try value(depth: depth + 1)
        } while skip(",")
        guard skip("}") else { throw malformed }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        if skip("]") { return .array(elements) }
        repeat { elements.append(try value(depth: depth + 1)) } while skip(",")
        guard skip("]") else { throw malformed }
        return .array(elements)
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let valid = String(validating: text, as: UTF8.self) else { throw malformed }
                return valid
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw malformed
            default: text.append(byte)
            }
        }
        throw malformed
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard let byte = current else { throw malformed }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            var scalar = UInt32(unit)
            if (0xD800..<0xDC00).contains(scalar) {
                // The second half of a surrogate pair must follow.
                guard current == UInt8(ascii: "\\") else { throw malformed }
                position += 1
                guard current == UInt8(ascii: "u") else { throw malformed }
                position += 1
                let low = UInt32(try codeUnit())
                guard (0xDC00..<0xE000).contains(low) else { throw malformed }
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(scalar) else { throw malformed }
            text.append(contentsOf: Character(scalar).utf8)
        default: throw malformed
        }
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        guard position + 4 <= bytes.count,
            let pair = Hexadecimal.decode(
                String(decoding: bytes[position..<position + 4], as: UTF8.self)), pair.count == 2
        else { throw malformed }
        position += 4
        return UInt16(pair[0]) << 8 | UInt16(pair[1])
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        var isInteger = true
        if current == UInt8(ascii: "-") { position += 1 }
        let firstDigit = current
        guard try digits() == 1 || firstDigit != UInt8(ascii: "0") else { throw malformed }
        if current == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            _ = try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            _ = try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw malformed }
        return .number(number)
    }

    /// Steps over at least one digit and answers how many there were.
    private mutating func digits() throws(JSONError) -> Int {
        let start = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        guard position > start else { throw malformed }
        return position - start
    }
}
