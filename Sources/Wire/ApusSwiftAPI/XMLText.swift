// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// The little XML that listings need.
package enum XMLText {
    package static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
}

extension ByteWriter {
    /// Adds `<name>text</name>`, or `<name />` when there is no text.
    mutating func append(element name: String, _ text: String) {
        append("<")
        append(name)
        guard !text.isEmpty else { return append(" />") }
        append(">")
        append(xmlText: text)
        append("</")
        append(name)
        append(">")
    }

    /// Adds what stands between tags.
    mutating func append(xmlText text: String) {
        append(xml: text, isAttribute: false)
    }

    /// Adds the value of an attribute, without its quotes.
    package mutating func append(xmlAttribute text: String) {
        append(xml: text, isAttribute: true)
    }

    private mutating func append(xml text: String, isAttribute: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\"") where isAttribute: append("&quot;")
            case 0x0A where isAttribute: append("&#10;")
            case 0x0D where isAttribute: append("&#13;")
            case 0x09 where isAttribute: append("&#09;")
            default: append(byte)
            }
        }
    }
}
