// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// The texts that XML can hold.
public enum XMLText {
    /// What may stand first in a document.
    public static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    /// Whether every character of a text is one of XML 1.0: not the control characters but tab
    /// and the ends of lines, and not U+FFFE and U+FFFF.
    public static func canHold(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy(isCharacter)
    }

    static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}

extension ByteWriter {
    /// Adds an element with all that is in it.
    public mutating func append(xml element: XMLElement) {
        append(xmlStart: element.name, element.attributes)
        guard !element.children.isEmpty || !element.text.isEmpty else {
            truncate(to: count - 1)
            return append("/>")
        }
        append(xmlText: element.text)
        for child in element.children { append(xml: child) }
        append(xmlEnd: element.name)
    }

    /// Adds a start tag.
    public mutating func append(xmlStart name: String, _ attributes: [XMLAttribute] = []) {
        append("<")
        append(name)
        for attribute in attributes { append(xmlAttribute: attribute.name, attribute.value) }
        append(">")
    }

    /// Adds an end tag.
    public mutating func append(xmlEnd name: String) {
        append("</")
        append(name)
        append(">")
    }

    /// Adds an attribute, with the space before it.
    public mutating func append(xmlAttribute name: String, _ value: String) {
        append(" ")
        append(name)
        append("=\"")
        append(escaped: value)
        append("\"")
    }

    /// Adds what stands between tags.
    public mutating func append(xmlText text: String) {
        append(escaped: text)
    }

    /// Characters that would come back as others are written as references: a carriage return
    /// reads as a line feed, and both as a space in an attribute. What XML cannot hold is
    /// written as U+FFFD.
    private mutating func append(escaped text: String) {
        guard text.utf8.contains(where: Self.isSpecial) else { return append(text) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": append("&amp;")
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "\"": append("&quot;")
            case "\t", "\n", "\r":
                append("&#")
                append(decimal: UInt64(scalar.value))
                append(";")
            case _ where XMLText.isCharacter(scalar): append(String(scalar))
            default: append("\u{FFFD}")
            }
        }
    }

    /// Whether a byte begins what cannot stand as it is, or may.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<")
            || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"") || byte == 0xEF
    }
}
