// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A flat map of texts as a JSON object, names in order: how metadata is kept, so that people and
/// `json_extract` can read it.
package enum JSONText {
    /// The object; nil for an empty map.
    package static func encode(_ values: [String: String]) -> String? {
        guard !values.isEmpty else { return nil }
        var text: [UInt8] = [UInt8(ascii: "{")]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            append(name, to: &text)
            text.append(UInt8(ascii: ":"))
            append(value, to: &text)
        }
        text.append(UInt8(ascii: "}"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The map of an object of texts; nil for anything else.
    package static func decode(_ text: String) -> [String: String]? {
        guard !text.isEmpty else { return [:] }
        var parser = Parser(bytes: Array(text.utf8))
        return parser.object()
    }

    private static func append(_ value: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                text += Array("\\u00".utf8)
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private struct Parser {
        let bytes: [UInt8]
        var position = 0

        mutating func object() -> [String: String]? {
            var values: [String: String] = [:]
            guard take("{") else { return nil }
            if take("}") { return isAtEnd ? values : nil }
            repeat {
                guard let name = string(), take(":"), let value = string() else { return nil }
                values[name] = value
            } while take(",")
            return take("}") && isAtEnd ? values : nil
        }

        private var isAtEnd: Bool { position == bytes.count }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
                position += 1
            }
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
                return false
            }
            position += 1
            return true
        }

        private mutating func string() -> String? {
            guard take("\"") else { return nil }
            var text: [UInt8] = []
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                switch byte {
                case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let scalar = escape() else { return nil }
                    text += Array(String(Character(scalar)).utf8)
                default: text.append(byte)
                }
            }
            return nil
        }

        private mutating func escape() -> Unicode.Scalar? {
            guard position < bytes.count else { return nil }
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "b"): return "\u{8}"
            case UInt8(ascii: "f"): return "\u{C}"
            case UInt8(ascii: "u"): return codeUnit()
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
                return Unicode.Scalar(byte)
            default: return nil
            }
        }

        private mutating func codeUnit() -> Unicode.Scalar? {
            guard let high = fourDigits() else { return nil }
            guard high & 0xFC00 == 0xD800 else { return Unicode.Scalar(high) }
            guard position + 2 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { return nil }
            position += 2
            guard let low = fourDigits(), low & 0xFC00 == 0xDC00 else { return nil }
            return Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF))
        }

        private mutating func fourDigits() -> UInt32? {
            guard position + 4 <= bytes.count else { return nil }
            let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
            // `UInt32(_:radix:)` would take a sign.
            guard digits.allSatisfy(\.isHexDigit) else { return nil }
            position += 4
            return UInt32(digits, radix: 16)
        }
    }
}
