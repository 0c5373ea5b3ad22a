// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// UUIDs as texts: lower case, with hyphens.
///
/// Source: RFC 9562.
package enum UUIDText {
    /// One that nobody had before and nobody can guess (version 4).
    package static func random() -> String {
        text(of: RandomBytes.make(16), version: 4)
    }

    /// The one of a name, always the same for the same parts (version 8, of SHA-256). Parts are
    /// told apart: `["a", "bc"]` is not `["ab", "c"]`.
    package static func named(_ parts: [String]) -> String {
        var writer = ByteWriter()
        for part in parts {
            writer.append(String(part.utf8.count))
            writer.append(":")
            writer.append(part)
        }
        return text(of: Array(Digest.of(writer.finish(), .sha256).prefix(16)), version: 8)
    }

    /// The UUID in its usual spelling; nil for what is none.
    package static func parse(_ text: some StringProtocol) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        for (place, byte) in bytes.enumerated() {
            if [8, 13, 18, 23].contains(place) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                    break
                default: return nil
                }
            }
        }
        return text.lowercased()
    }

    private static func text(of random: [UInt8], version: UInt8) -> String {
        var bytes = random
        bytes[6] = bytes[6] & 0x0F | version << 4
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text += "-" }
            text += byte < 16 ? "0" : ""
            text += String(byte, radix: 16)
        }
        return text
    }
}
