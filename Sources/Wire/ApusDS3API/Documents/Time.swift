// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

extension DS3 {
    /// A moment, in milliseconds since 1970-01-01 00:00 UTC.
    public struct Time: Hashable, Comparable, Sendable, CustomStringConvertible {
        public var milliseconds: Int64

        /// A moment.
        public init(milliseconds: Int64) {
            self.milliseconds = milliseconds
        }

        /// Reads `2026-11-20T10:00:00.000Z`, with any number of decimals or none and any offset
        /// from UTC, or milliseconds in decimal; nil when it is none of these.
        public init?(_ text: String) {
            if let milliseconds = Int64(text) {
                self.init(milliseconds: milliseconds)
                return
            }
            var reader = DateDigits(text)
            guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
                reader.take("-"), let day = reader.number(2),
                reader.take("T") || reader.take(" "), let clock = reader.clock()
            else { return nil }
            var thousandths = 0
            if reader.take(".") || reader.take(",") {
                guard let fraction = reader.fraction() else { return nil }
                thousandths = fraction
            }
            guard let offset = reader.offset(), reader.isAtEnd,
                let time = CivilTime(
                    year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
                    second: clock.second)
            else { return nil }
            self.init(
                milliseconds: (time.secondsSince1970 - Int64(offset)) * 1000 + Int64(thousandths))
        }

        /// Reads the `Date` of a request in every form that clients send it in: with `GMT`, `UTC`,
        /// `Z`, `-0000` or any other offset, of one digit or two for the day.
        public init?(header text: String) {
            var reader = DateDigits(text)
            if text.contains(byte: UInt8(ascii: ",")) {
                guard reader.skip(past: ",") else { return nil }
            }
            _ = reader.take(" ")
            guard let day = reader.number(2) ?? reader.number(1), reader.take(" "),
                let month = reader.month(), reader.take(" "), let year = reader.number(4),
                reader.take(" "), let clock = reader.clock(), reader.take(" "),
                let offset = reader.offset(), reader.isAtEnd,
                let time = CivilTime(
                    year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
                    second: clock.second)
            else { return nil }
            milliseconds = (time.secondsSince1970 - Int64(offset)) * 1000
        }

        /// As documents have it: `2026-11-20T10:00:00.000Z`.
        public var description: String {
            var seconds = milliseconds / 1000
            var thousandths = milliseconds % 1000
            if thousandths < 0 {
                seconds -= 1
                thousandths += 1000
            }
            let time = CivilTime(secondsSince1970: seconds)
            var writer = ByteWriter(capacity: 24)
            writer.append(dateOf: time)
            writer.append("T")
            writer.append(timeOfDay: time)
            writer.append(".")
            writer.append(decimal: UInt64(thousandths), digits: 3)
            writer.append("Z")
            return writer.finish().text
        }

        /// As the `Date` of a request: `Fri, 20 Nov 2026 10:00:00 +0000`.
        public var header: String {
            let time = CivilTime(
                secondsSince1970: Int64((Double(milliseconds) / 1000).rounded(.down)))
            var writer = ByteWriter(capacity: 31)
            writer.append(DateDigits.weekdays[time.weekday])
            writer.append(", ")
            writer.append(decimal: UInt64(time.day), digits: 2)
            writer.append(" ")
            writer.append(DateDigits.months[time.month - 1])
            writer.append(" ")
            writer.append(decimal: UInt64(time.year), digits: 4)
            writer.append(" ")
            writer.append(timeOfDay: time)
            writer.append(" +0000")
            return writer.finish().text
        }

        public static func < (left: Time, right: Time) -> Bool {
            left.milliseconds < right.milliseconds
        }
    }
}

/// The pieces of a date, taken one after the other.
private struct DateDigits {
    static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    private var digit: Int? {
        guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
        return Int(bytes[position]) - 0x30
    }

    /// A number of just so many digits.
    mutating func number(_ count: Int) -> Int? {
        let start = position
        var number = 0
        for _ in 0..<count {
            guard let digit else {
                position = start
                return nil
            }
            number = number * 10 + digit
            position += 1
        }
        return number
    }

    /// Decimals, of which three count.
    mutating func fraction() -> Int? {
        guard digit != nil else { return nil }
        var thousandths = 0
        var place = 100
        while let digit {
            thousandths += digit * place
            place /= 10
            position += 1
        }
        return thousandths
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }

    mutating func skip(past character: Unicode.Scalar) -> Bool {
        guard let cut = bytes[position...].firstIndex(of: UInt8(ascii: character)) else {
            return false
        }
        position = cut + 1
        return true
    }

    mutating func clock() -> (hour: Int, minute: Int, second: Int)? {
        guard let hour = number(2), take(":"), let minute = number(2), take(":"),
            let second = number(2)
        else { return nil }
        return (hour, minute, second)
    }

    mutating func month() -> Int? {
        guard position + 3 <= bytes.count,
            let month = Self.months.firstIndex(where: {
                bytes[position..<position + 3].elementsEqual($0.utf8)
            })
        else { return nil }
        position += 3
        return month + 1
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int? {
        if take("Z") { return 0 }
        for name in ["GMT", "UTC"] where bytes[position...].elementsEqual(name.utf8) {
            position = bytes.count
            return 0
        }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(2) else { return nil }
        _ = take(":")
        guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return isWest ? -seconds : seconds
    }
}
