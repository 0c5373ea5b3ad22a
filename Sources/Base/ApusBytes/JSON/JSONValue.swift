// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A small JSON document, or a part of one (RFC 8259).
///
/// For documents whose shape the sender chooses, such as manifests and access control lists.
/// Listings, which are long and whose shape is known, are written and read by hand.
@dynamicMemberLookup
public enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// A number without fraction or exponent that fits.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// Members by name; of several with one name the last stays.
    case object([String: JSONValue])

    /// The members of an object; nil for everything else.
    public var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements of an array; nil for everything else.
    public var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The text of a string; nil for everything else.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of an integer; nil for everything else.
    public var integer: Int64? {
        if case .integer(let integer) = self { integer } else { nil }
    }
}

extension ByteWriter {
    /// Adds a text as a JSON string, quotes included, in ASCII alone: everything else is
    /// escaped, as Python's `json.dumps` does it.
    public mutating func append(json text: String) {
        append(UInt8(ascii: "\""))
        if Self.isPlain(text) {
            append(text)
        } else {
            for unit in text.utf16 { append(jsonUnit: unit) }
        }
        append(UInt8(ascii: "\""))
    }

    /// Whether a text stands for itself between quotes.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8.span
        for position in bytes.indices {
            let byte = bytes[position]
            guard byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C else { return false }
        }
        return true
    }

    private mutating func append(jsonUnit unit: UInt16) {
        switch unit {
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        case 0x08: append("\\b")
        case 0x0C: append("\\f")
        case 0x20..<0x7F: append(UInt8(unit))
        default:
            append("\\u")
            append(Hexadecimal.encode([UInt8(unit >> 8), UInt8(unit & 255)]))
        }
    }

    /// Adds a document; members are written in the order of their names.
    public mutating func append(json value: JSONValue) {
        switch value {
        case .null: append("null")
        case .boolean(let isTrue): append(isTrue ? "true" : "false")
        case .integer(let integer): append(String(integer))
        case .number(let number): append(number.isFinite ? "\(number)" : "null")
        case .string(let text): append(json: text)
        case .array(let elements):
            append("[")
            for (position, element) in elements.enumerated() {
                if position > 0 { append(", ") }
                append(json: element)
            }
            append("]")
        case .object(let members):
            append("{")
            for (position, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if position > 0 { append(", ") }
                append(json: member.key)
                append(": ")
                append(json: member.value)
            }
            append("}")
        }
    }
}
