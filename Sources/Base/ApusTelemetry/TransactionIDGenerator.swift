// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

/// Makes the names by which requests are told apart in logs and by clients:
/// `tx9e1b0c84d64a4f7d8f0ac-0067a2b3c4`.
///
/// Source: OpenStack Swift, `generate_trans_id`: `tx`, 21 random hexadecimal digits, a dash, the
/// time of the request in seconds in ten hexadecimal digits, and a suffix that names the cluster.
public struct TransactionIDGenerator: Sendable {
    /// How many characters of what a client adds to its request's id are kept.
    public static let extraLimit = 32

    private let suffix: String
    private let series = Series()

    /// Makes a generator; the suffix is percent-encoded.
    public init(suffix: String = "") {
        self.suffix = suffix
    }

    /// A new id.
    ///
    /// - Parameters:
    ///   - extra: what the client sent as `X-Trans-Id-Extra`; appended after a dash.
    ///   - secondsSince1970: the time of the request; now, when it is nil.
    public func next(extra: String? = nil, secondsSince1970: Int64? = nil) -> String {
        let (high, low) = series.next()
        let seconds = secondsSince1970 ?? FileTime.now.seconds
        var text = ByteWriter(capacity: 34)
        text.append("tx")
        Self.append(high, digits: 16, to: &text)
        Self.append(low, digits: 5, to: &text)
        text.append(UInt8(ascii: "-"))
        Self.append(UInt64(max(0, seconds)), digits: 10, to: &text)
        var tail = suffix
        if let extra, !extra.isEmpty { tail += "-" + extra.prefix(Self.extraLimit) }
        if !tail.isEmpty { text.append(PercentEncoding.encode(tail)) }
        return text.finish().text
    }

    /// Writes the lowest `digits` hexadecimal digits of a number.
    private static func append(_ number: UInt64, digits: Int, to text: inout ByteWriter) {
        for position in stride(from: digits - 1, through: 0, by: -1) {
            let digit = UInt8(number >> UInt64(position * 4) & 15)
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

/// Numbers that look random and never repeat: a counter, scrambled by SplitMix64 from a place
/// that the system's generator chose. Asking the system each time costs ten times as much, and
/// ids are no secrets.
private final class Series: Sendable {
    private let counter: Atomic<UInt64>
    private let key: UInt64

    init() {
        var random = SystemRandomNumberGenerator()
        counter = Atomic(random.next())
        key = random.next()
    }

    func next() -> (UInt64, UInt64) {
        let count = counter.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        return (Self.scramble(count), Self.scramble(count ^ key))
    }

    private static func scramble(_ number: UInt64) -> UInt64 {
        var number = number
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }
}
