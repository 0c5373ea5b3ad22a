// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Date and time of day in the Gregorian calendar, UTC, without leap seconds: what every text
/// form of a moment is written from.
public struct CivilTime: Hashable, Sendable {
    /// The year; 1 to 9999 can be written in four digits.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59.
    public let second: Int

    /// A date and time of day, or nil when the calendar has no such day or the day no such time.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The date and time of a moment, which is kept within the years 1 to 9999.
    ///
    /// Counts in eras of 400 years that begin on the first of March, so that the leap day is the
    /// last of its year.
    public init(secondsSince1970: Int64) {
        let earliest: Int64 = -62_135_596_800
        let latest: Int64 = 253_402_300_799
        let seconds = Int(min(max(secondsSince1970, earliest), latest))
        let days = Self.floorDivide(seconds, 86400)
        let time = seconds - days * 86400
        hour = time / 3600
        minute = time / 60 % 60
        second = time % 60

        let shifted = days + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The moment, in seconds since 1970-01-01 00:00 UTC.
    public var secondsSince1970: Int64 {
        Int64(days) * 86400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// The day of the week, 0 for Sunday.
    public var weekday: Int {
        let remainder = (days + 4) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }

    /// Days since 1970-01-01.
    private var days: Int {
        let year = month <= 2 ? self.year - 1 : self.year
        let era = Self.floorDivide(year, 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
        dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor)
    }
}
