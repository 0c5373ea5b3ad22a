// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The parts of a JSON document in the order they were written, which `JSONValue` forgets.
///
/// Python keeps the order of members, so OpenStack's tool prints it.
enum JSONParts {
    /// Names and values of an object; nil for anything else.
    static func members(of document: Bytes) -> [(name: String, value: Bytes)]? {
        guard let parts = parts(of: document, "{", "}") else { return nil }
        var members: [(name: String, value: Bytes)] = []
        for part in parts {
            guard let colon = firstPosition(of: UInt8(ascii: ":"), in: part),
                let name = try? JSONValue(parsing: part[0..<colon]).text
            else { return nil }
            members.append((name, trimmed(part[colon + 1..<part.count])))
        }
        return members
    }

    /// Values of an array; nil for anything else.
    static func elements(of document: Bytes) -> [Bytes]? {
        parts(of: document, "[", "]")
    }

    /// What stands between the brackets, cut at the commas of the first level.
    private static func parts(
        of document: Bytes, _ opening: Unicode.Scalar, _ closing: Unicode.Scalar
    ) -> [Bytes]? {
        let document = trimmed(document)
        guard document.count >= 2, document[0] == UInt8(ascii: opening),
            document[document.count - 1] == UInt8(ascii: closing)
        else { return nil }
        var rest = trimmed(document[1..<document.count - 1])
        var parts: [Bytes] = []
        while !rest.isEmpty {
            let end = firstPosition(of: UInt8(ascii: ","), in: rest) ?? rest.count
            parts.append(trimmed(rest[0..<end]))
            rest = end < rest.count ? rest[end + 1..<rest.count] : Bytes()
        }
        return parts
    }

    /// The first such byte outside of strings and brackets.
    private static func firstPosition(of wanted: UInt8, in text: Bytes) -> Int? {
        var depth = 0
        var isInString = false
        var position = 0
        while position < text.count {
            let byte = text[position]
            if isInString {
                if byte == UInt8(ascii: "\\") { position += 1 }
                if byte == UInt8(ascii: "\"") { isInString = false }
            } else if depth == 0, byte == wanted {
                return position
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
            position += 1
        }
        return nil
    }

    private static func trimmed(_ text: Bytes) -> Bytes {
        var start = 0
        var end = text.count
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        while start < end, blanks.contains(text[start]) { start += 1 }
        while end > start, blanks.contains(text[end - 1]) { end -= 1 }
        return text[start..<end]
    }
}
