// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// Dates in header fields: `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Source: RFC 9110, 5.6.7.
public enum HTTPDate {
    /// The length of every date written here, in bytes.
    public static let lengthBytes = 29

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let longWeekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Writes a moment in seconds since 1970-01-01 00:00 UTC.
    public static func text(secondsSince1970: Int64) -> String {
        var writer = ByteWriter(capacity: lengthBytes)
        append(secondsSince1970: secondsSince1970, to: &writer)
        return writer.finish().text
    }

    /// Writes a moment in seconds since 1970-01-01 00:00 UTC.
    public static func append(secondsSince1970: Int64, to writer: inout ByteWriter) {
        let time = CivilTime(secondsSince1970: secondsSince1970)
        writer.append(weekdays[time.weekday])
        writer.append(", ")
        writer.append(decimal: UInt64(time.day), digits: 2)
        writer.append(UInt8(ascii: " "))
        writer.append(months[time.month - 1])
        writer.append(UInt8(ascii: " "))
        writer.append(decimal: UInt64(time.year), digits: 4)
        writer.append(UInt8(ascii: " "))
        writer.append(timeOfDay: time)
        writer.append(" GMT")
    }

    /// Reads a date in any of the three forms that HTTP has had.
    ///
    /// - Returns: seconds since 1970-01-01 00:00 UTC; nil when it is no date. The name of the
    ///   weekday must be one, but not the right one. Years of two digits are 1969 to 2068.
    public static func secondsSince1970(_ text: String) -> Int64? {
        var reader = DateReader(text)
        let time: CivilTime?
        if let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) {
            let weekday = String(text[..<comma])
            if weekdays.contains(weekday) {
                time = reader.fixdate(months)
            } else {
                guard longWeekdays.contains(weekday) else { return nil }
                time = reader.rfc850(months)
            }
        } else {
            guard weekdays.contains(String(text.prefix(3))) else { return nil }
            time = reader.asctime(months)
        }
        guard let time, reader.isAtEnd else { return nil }
        return time.secondsSince1970
    }
}

/// Reads the parts of a date, each only in its one allowed form.
private struct DateReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    mutating func fixdate(_ months: [String]) -> CivilTime? {
        position = 3
        guard skip(", "), let day = number(2), skip(" "), let month = month(months), skip(" "),
            let year = number(4), skip(" "), let clock = clock(), skip(" GMT")
        else { return nil }
        return civil(year, month, day, clock)
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`
    mutating func rfc850(_ months: [String]) -> CivilTime? {
        position = bytes.firstIndex(of: UInt8(ascii: ",")) ?? bytes.count
        guard skip(", "), let day = number(2), skip("-"), let month = month(months), skip("-"),
            let year = number(2), skip(" "), let clock = clock(), skip(" GMT")
        else { return nil }
        return civil(year < 69 ? 2000 + year : 1900 + year, month, day, clock)
    }

    /// `Sun Nov  6 08:49:37 1994`
    mutating func asctime(_ months: [String]) -> CivilTime? {
        position = 3
        guard skip(" "), let month = month(months), skip(" "),
            let day = skip(" ") ? number(1) : number(2), skip(" "), let clock = clock(),
            skip(" "), let year = number(4)
        else { return nil }
        return civil(year, month, day, clock)
    }

    private func civil(
        _ year: Int, _ month: Int, _ day: Int, _ clock: (hour: Int, minute: Int, second: Int)
    ) -> CivilTime? {
        // A leap second is the second before it: POSIX time has no number for it.
        CivilTime(
            year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
            second: min(clock.second, 59))
    }

    private mutating func clock() -> (hour: Int, minute: Int, second: Int)? {
        guard let hour = number(2), skip(":"), let minute = number(2), skip(":"),
            let second = number(2), second <= 60
        else { return nil }
        return (hour, minute, second)
    }

    private mutating func month(_ months: [String]) -> Int? {
        guard position + 3 <= bytes.count else { return nil }
        let name = bytes[position..<position + 3]
        guard let month = months.firstIndex(where: { $0.utf8.elementsEqual(name) }) else {
            return nil
        }
        position += 3
        return month + 1
    }

    private mutating func number(_ digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var number = 0
        for byte in bytes[position..<position + digits] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += digits
        return number
    }

    private mutating func skip(_ expected: String) -> Bool {
        guard bytes[position...].starts(with: expected.utf8) else { return false }
        position += expected.utf8.count
        return true
    }
}
