// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension Timestamp {
    /// The moment as listings have it: `2009-02-13T23:31:30.123450`, UTC, without a zone.
    public var iso8601: String {
        String(decoding: iso8601Digits, as: UTF8.self)
    }

    /// The 26 ASCII characters of `iso8601`.
    public var iso8601Digits: [UInt8] {
        let (year, month, day) = Self.civilDate(daysSince1970: Int64(seconds / 86_400))
        let secondOfDay = seconds % 86_400
        var digits: [UInt8] = []
        digits.reserveCapacity(26)
        func append(_ number: UInt64, width: Int) {
            var divisor: UInt64 = 1
            for _ in 1..<width { divisor *= 10 }
            while divisor > 0 {
                digits.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
                divisor /= 10
            }
        }
        append(UInt64(year), width: 4)
        digits.append(UInt8(ascii: "-"))
        append(UInt64(month), width: 2)
        digits.append(UInt8(ascii: "-"))
        append(UInt64(day), width: 2)
        digits.append(UInt8(ascii: "T"))
        append(secondOfDay / 3600, width: 2)
        digits.append(UInt8(ascii: ":"))
        append(secondOfDay / 60 % 60, width: 2)
        digits.append(UInt8(ascii: ":"))
        append(secondOfDay % 60, width: 2)
        digits.append(UInt8(ascii: "."))
        append(ticks % Self.ticksPerSecond * 10, width: 6)
        return digits
    }

    /// The proleptic Gregorian date of a day.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func civilDate(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = daysSince1970 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
