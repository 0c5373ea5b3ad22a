// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A moment in steps of 10 µs, as OpenStack Swift writes it: `1234567890.12345`.
///
/// An offset tells apart changes to one moment's object: `1234567890.12345_000000000000000a`.
/// Timestamps order by moment, then offset.
///
/// Source: OpenStack Swift, `swift.common.utils.Timestamp`.
public struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Steps of 10 µs since 1970-01-01 00:00 UTC; at most ten digits of seconds.
    public let ticks: UInt64
    /// Tells apart changes that carry the same moment.
    public let offset: UInt64

    /// The number of ticks in a second.
    public static let ticksPerSecond: UInt64 = 100_000
    /// The latest moment that can be written.
    public static let latest = Timestamp(ticks: 999_999_999_999_999)
    /// The earliest.
    public static let zero = Timestamp(ticks: 0)

    /// Makes a moment.
    public init(ticks: UInt64, offset: UInt64 = 0) {
        self.ticks = min(ticks, 999_999_999_999_999)
        self.offset = offset
    }

    /// Reads `1234567890.12345` with an optional `_offset` in hexadecimal.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard let moment = parts.first, let ticks = Self.ticks(moment) else { return nil }
        var offset: UInt64 = 0
        if parts.count == 2 {
            guard parts[1].utf8.count <= 16, let value = UInt64(parts[1], radix: 16) else {
                return nil
            }
            offset = value
        }
        self.init(ticks: ticks, offset: offset)
    }

    private static func ticks(_ text: some StringProtocol) -> UInt64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...10).contains(whole.utf8.count),
            whole.utf8.allSatisfy(isDigit), let seconds = UInt64(whole)
        else { return nil }
        var fraction: UInt64 = 0
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.count <= 20, parts[1].utf8.allSatisfy(isDigit)
            else { return nil }
            for position in 0..<5 {
                let digits = parts[1].utf8
                let digit =
                    position < digits.count
                    ? digits[digits.index(digits.startIndex, offsetBy: position)]
                    : UInt8(ascii: "0")
                fraction = fraction * 10 + UInt64(digit - UInt8(ascii: "0"))
            }
        }
        return seconds * ticksPerSecond + fraction
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Whole seconds, rounded down.
    public var seconds: UInt64 { ticks / Self.ticksPerSecond }

    /// Whole seconds, rounded up, as `Last-Modified` has them: a client that sends the header
    /// back as `If-Modified-Since` must not be told that the object changed.
    public var secondsRoundedUp: UInt64 {
        (ticks + Self.ticksPerSecond - 1) / Self.ticksPerSecond
    }

    /// Ten digits, a point, five digits; the offset follows only when there is one.
    public var description: String {
        offset == 0 ? moment : moment + "_" + Self.pad(String(offset, radix: 16), to: 16)
    }

    /// The moment alone, without the offset.
    public var moment: String {
        Self.pad(String(seconds), to: 10) + "."
            + Self.pad(String(ticks % Self.ticksPerSecond), to: 5)
    }

    private static func pad(_ text: String, to width: Int) -> String {
        String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.ticks, left.offset) < (right.ticks, right.offset)
    }
}
