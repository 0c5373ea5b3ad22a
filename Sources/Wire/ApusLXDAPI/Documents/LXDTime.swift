// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A moment as LXD writes it: RFC 3339, up to nine digits after the second.
public struct LXDTime: JSONRepresentable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970 began, UTC.
    public let secondsSince1970: Int64
    /// Billionths of a second on top, below a thousand million.
    public let nanoseconds: Int
    /// As the server wrote it.
    public let description: String

    /// - Returns: nil for what is no RFC 3339 time, and for the year 1, by which LXD says
    ///   "never".
    public init?(_ text: String) {
        var scanner = Scanner(text)
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2),
            scanner.skip("-"), let day = scanner.digits(2), scanner.skip("T") || scanner.skip("t"),
            let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2),
            scanner.skip(":"), let second = scanner.digits(2),
            let time = CivilTime(
                year: year, month: month, day: day, hour: hour, minute: minute, second: second),
            let nanoseconds = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd,
            year > 1
        else { return nil }
        secondsSince1970 = time.secondsSince1970 - offset
        self.nanoseconds = nanoseconds
        description = text
    }

    /// A moment to send, which is kept within the years 1 to 9999.
    ///
    /// - Parameter nanoseconds: on top, below a thousand million.
    public init(secondsSince1970: Int64, nanoseconds: Int = 0) {
        let time = CivilTime(secondsSince1970: secondsSince1970)
        self.secondsSince1970 = time.secondsSince1970
        self.nanoseconds = min(max(nanoseconds, 0), 999_999_999)
        func padded(_ number: Int, _ count: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        let date = "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
        let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
        let fraction = self.nanoseconds == 0 ? "" : "." + padded(self.nanoseconds, 9)
        description = "\(date)T\(clock)\(fraction)Z"
    }

    public init?(json: JSONValue) {
        guard let text = json.text else { return nil }
        self.init(text)
    }

    public var json: JSONValue { .string(description) }

    public static func < (left: LXDTime, right: LXDTime) -> Bool {
        (left.secondsSince1970, left.nanoseconds) < (right.secondsSince1970, right.nanoseconds)
    }

    private struct Scanner {
        private var rest: Substring.UTF8View

        init(_ text: String) {
            rest = text[...].utf8
        }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func skip(_ character: Character) -> Bool {
            guard let first = rest.first, first == character.asciiValue else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func digit() -> Int? {
            guard let first = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
            else { return nil }
            rest = rest.dropFirst()
            return Int(first - UInt8(ascii: "0"))
        }

        mutating func digits(_ count: Int) -> Int? {
            var number = 0
            for _ in 0..<count {
                guard let digit = digit() else { return nil }
                number = number * 10 + digit
            }
            return number
        }

        /// What follows a point, in billionths; 0 without one.
        mutating func fraction() -> Int? {
            guard skip(".") else { return 0 }
            guard let first = digit() else { return nil }
            var number = first
            var count = 1
            while let digit = digit() {
                guard count < 9 else { return nil }
                number = number * 10 + digit
                count += 1
            }
            while count < 9 {
                number *= 10
                count += 1
            }
            return number
        }

        /// Seconds east of Greenwich.
        mutating func offset() -> Int64? {
            if skip("Z") || skip("z") { return 0 }
            let isWest = skip("-")
            guard isWest || skip("+"), let hours = digits(2), skip(":"), let minutes = digits(2),
                hours < 24, minutes < 60
            else { return nil }
            return Int64((hours * 60 + minutes) * 60) * (isWest ? -1 : 1)
        }
    }
}
