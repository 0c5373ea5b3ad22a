// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Percent-encoding of names in URLs and headers, as RFC 3986 and Python's `quote` have it.
public enum PercentEncoding {
    /// Encodes everything but unreserved characters and the bytes in `keeping`.
    public static func encode(_ text: some StringProtocol, keeping: String = "/") -> String {
        encode(String(text), keeping: keeping)
    }

    /// Encodes as the general one.
    public static func encode(_ text: String, keeping: String = "/") -> String {
        let bytes = text.utf8.span
        let kept = keeping.utf8.span
        for position in bytes.indices {
            let byte = bytes[position]
            if isUnreserved(byte) || (0..<kept.count).contains(where: { kept[$0] == byte }) {
                continue
            }
            return encode(Array(text.utf8), keeping: keeping)
        }
        return text
    }

    /// Encodes as `encode` does with a text, whatever the bytes are.
    public static func encode(_ bytes: Bytes, keeping: String = "/") -> String {
        encode(bytes.array, keeping: keeping)
    }

    private static func encode(_ bytes: [UInt8], keeping: String) -> String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count)
        let kept = Array(keeping.utf8)
        for byte in bytes {
            if isUnreserved(byte) || kept.contains(byte) {
                encoded.append(byte)
            } else {
                encoded.append(UInt8(ascii: "%"))
                encoded.append(hexDigit(byte >> 4))
                encoded.append(hexDigit(byte & 15))
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// Decodes `%XX`; a `%` that is not followed by two digits stands for itself.
    ///
    /// - Parameter plusIsSpace: whether `+` means a space, as in form-encoded queries.
    /// - Returns: nil when the decoded bytes are not UTF-8.
    public static func decode(
        _ text: some StringProtocol, plusIsSpace: Bool = false
    ) -> String? {
        decode(String(text), plusIsSpace: plusIsSpace)
    }

    /// Decodes `%XX`, as the general one.
    public static func decode(_ text: String, plusIsSpace: Bool = false) -> String? {
        var needsWork = false
        let bytes = text.utf8.span
        for position in bytes.indices {
            let byte = bytes[position]
            if byte == UInt8(ascii: "%") || (plusIsSpace && byte == UInt8(ascii: "+")) {
                needsWork = true
                break
            }
        }
        guard needsWork else { return text }
        return decodeBytes(text.utf8, plusIsSpace: plusIsSpace).validText
    }

    /// Decodes `%XX` in UTF-8 text, as `decode` does, whatever the decoded bytes are.
    public static func decodeBytes(
        _ text: some Sequence<UInt8>, plusIsSpace: Bool = false
    ) -> Bytes {
        let bytes = Array(text)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "%"), position + 2 < bytes.count,
                let high = value(bytes[position + 1]), let low = value(bytes[position + 2])
            {
                decoded.append(high << 4 | low)
                position += 3
                continue
            }
            decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            position += 1
        }
        return Bytes(decoded)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
