// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Tokens, the words of HTTP: methods, field names, transfer codings.
///
/// Source: RFC 9110, 5.6.2.
enum Token {
    // One bit for each ASCII byte that may stand in a token, as literals, because a global that
    // has to be computed costs a check at every use: !#$%&'*+-. and digits; letters and ^_`|~
    private static let low: UInt64 = 0x03FF_6CFA_0000_0000
    private static let high: UInt64 = 0x57FF_FFFF_C7FF_FFFE

    /// Whether a byte may stand in a token.
    static func holds(_ byte: UInt8) -> Bool {
        if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
        return byte < 128 && high >> UInt64(byte - 64) & 1 == 1
    }

    /// Whether a text is a token.
    static func isToken(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(holds)
    }

    /// Whether bytes spell `known`, which is given in lower case, in letters of either case.
    static func matches(_ known: String, _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard known.utf8.count == range.count else { return false }
        var position = range.lowerBound
        for letter in known.utf8 {
            let byte = bytes.byte(at: position)
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard (isUpper ? byte | 0x20 : byte) == letter else { return false }
            position += 1
        }
        return true
    }
}
