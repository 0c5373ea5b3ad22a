// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Lower-case hexadecimal text of bytes, as digests and ETags are written.
public enum Hexadecimal {
    /// Two digits a byte.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        encode(Array(bytes))
    }

    /// Two digits a byte.
    public static func encode(_ bytes: [UInt8]) -> String {
        Bytes(bytes).withSpan { $0.hexadecimal(0..<$0.byteCount) }
    }

    static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// The bytes of a text of digits in either case, or nil when it is anything else.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(String(text))
    }

    /// The bytes of a text of digits in either case, or nil when it is anything else.
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }
}
