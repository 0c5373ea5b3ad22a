// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Field values in which quoted strings may hide separators.
///
/// Source: RFC 9110, 5.6.4.
enum QuotedText {
    /// Cuts a text at the separators outside quotes.
    ///
    /// - Returns: the parts without the blanks around them, and whether every quote was closed.
    static func split(
        _ text: String, at separator: UInt8
    ) -> (parts: [String], isClosed: Bool) {
        var parts: [String] = []
        var part: [UInt8] = []
        var isQuoted = false
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                isEscaped = false
            } else if isQuoted && byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == separator && !isQuoted {
                parts.append(trimmed(part))
                part.removeAll(keepingCapacity: true)
                continue
            }
            part.append(byte)
        }
        parts.append(trimmed(part))
        return (parts, !isQuoted)
    }

    /// Bytes without the blanks around them.
    static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
