// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusIO

extension FileTime {
    /// Seconds with six decimals, as Python prints a file's time.
    ///
    /// Python keeps the time as a floating-point number, whose rounding `--changed` compares.
    package var secondsText: String {
        let time = Double(seconds) + Double(nanoseconds) * 1e-9
        let whole = time.rounded(.down)
        let micros = ((time - whole) * 1e6).rounded(.toNearestOrEven)
        let carry = micros >= 1e6
        let digits = String(Int64(carry ? 0 : micros))
        return "\(Int64(whole) + (carry ? 1 : 0))."
            + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// Reads seconds with a fraction, as `X-Object-Meta-Mtime` has them.
    package init?(secondsText: String) {
        if let time = Self.read(secondsText) {
            self = time
            return
        }
        guard let time = Double(secondsText), time.isFinite, abs(time) < 1e12 else { return nil }
        let parts = secondsText.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].utf8.count <= 9, let whole = Int64(parts[0]), whole >= 0,
            let fraction = Int64(parts[1])
        {
            var nanoseconds = fraction
            for _ in parts[1].utf8.count..<9 { nanoseconds *= 10 }
            self.init(seconds: whole, nanoseconds: nanoseconds)
        } else {
            let whole = time.rounded(.down)
            self.init(
                seconds: Int64(whole), nanoseconds: Int64((time - whole) * 1e9))
        }
    }

    /// Reads what nearly all times look like: digits, a point, up to nine digits.
    private static func read(_ text: String) -> FileTime? {
        let bytes = text.utf8.span
        var (seconds, nanoseconds): (Int64, Int64) = (0, 0)
        var place: Int64 = 0
        guard bytes.count <= 22, bytes.count > 0, bytes[0] != UInt8(ascii: ".") else { return nil }
        for position in bytes.indices {
            let byte = bytes[position]
            if byte == UInt8(ascii: "."), place == 0 {
                place = 1_000_000_000
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let digit = Int64(byte - UInt8(ascii: "0"))
            if place == 0 {
                seconds = seconds * 10 + digit
                guard seconds < 1_000_000_000_000 else { return nil }
            } else {
                place /= 10
                guard place > 0 else { return nil }
                nanoseconds += digit * place
            }
        }
        guard place < 1_000_000_000, place > 0 else { return nil }
        return FileTime(seconds: seconds, nanoseconds: nanoseconds)
    }
}
