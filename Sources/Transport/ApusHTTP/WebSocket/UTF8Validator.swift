// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Whether bytes that come in pieces are UTF-8: no surrogates, nothing longer than it need be.
///
/// Source: RFC 3629, 4.
struct UTF8Validator: Sendable {
    /// How many bytes of the character at hand are still to come, and what the next one may be.
    private var left = 0
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether the last character is whole.
    var isBetweenCharacters: Bool { left == 0 }

    /// Looks at more bytes; false once they cannot be UTF-8.
    mutating func take(_ bytes: Bytes) -> Bool {
        for position in 0..<bytes.count {
            let byte = bytes[position]
            if left > 0 {
                guard allowed.contains(byte) else { return false }
                left -= 1
                allowed = 0x80...0xBF
                continue
            }
            switch byte {
            case 0x00...0x7F: break
            case 0xC2...0xDF: left = 1
            case 0xE0: (left, allowed) = (2, 0xA0...0xBF)
            case 0xED: (left, allowed) = (2, 0x80...0x9F)
            case 0xE1...0xEF: left = 2
            case 0xF0: (left, allowed) = (3, 0x90...0xBF)
            case 0xF1...0xF3: left = 3
            case 0xF4: (left, allowed) = (3, 0x80...0x8F)
            default: return false
            }
        }
        return true
    }
}
