// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
public import ApusSwiftAPI

/// URLs that let whoever has them do one thing for a while, made without asking the server.
///
/// Source: OpenStack Swift, "TempURL middleware"; python-swiftclient, `generate_temp_url`.
public struct TemporaryURL: Hashable, Sendable {
    /// The function that signs.
    public typealias Signature = TemporaryURLSignature.Function

    /// Why no URL can be made.
    public enum Failure: Error, Hashable, CustomStringConvertible {
        case badTime
        case badObjectPath
        case badPrefixPath

        public var description: String {
            switch self {
            case .badTime:
                "time must either be a whole number or in specific ISO 8601 format."
            case .badObjectPath: "path must be full path to an object e.g. /v1/a/c/o"
            case .badPrefixPath: "path must at least contain /v1/a/c/"
            }
        }
    }

    /// The request method allowed.
    public var method: String
    /// `/v1/account/container/object`, or a whole URL of it; not percent-encoded here.
    public var path: String
    /// When the URL stops working, in seconds since 1970.
    public var expires: Int64
    /// Whether `path` ends in the beginning of names instead of a name.
    public var isPrefix = false
    /// Whether the expiry is written as a date.
    public var writesDate = false
    /// The only address, or CIDR range of addresses, that may use the URL.
    public var addressRange: String?
    /// The function that signs.
    public var signature = Signature.sha256

    /// A URL that nothing but its expiry restricts.
    ///
    /// - Parameters:
    ///   - method: the one method it allows.
    ///   - path: `/v1/account/container/object`, or a whole URL of it.
    ///   - expires: when it ends, in seconds since 1970.
    public init(method: String, path: String, expires: Int64) {
        self.method = method
        self.path = path
        self.expires = expires
    }

    /// The methods that servers usually allow.
    public static let usualMethods = ["GET", "PUT", "HEAD", "POST", "DELETE"]

    /// Reads a time: seconds from now, seconds with a unit, or a date.
    ///
    /// - Parameters:
    ///   - isAbsolute: plain seconds count from 1970 rather than from now.
    ///   - given: seconds since 1970; the clock's when nil.
    /// - Throws: `Failure.badTime`.
    public static func expiry(
        _ text: String, isAbsolute: Bool = false, now given: Int64? = nil
    ) throws(Failure) -> Int64 {
        let now = given ?? FileTime.now.seconds
        if let seconds = Double(text), !text.contains("x"), seconds.isFinite {
            guard seconds >= 0, seconds < 1e15, seconds.rounded() == seconds else {
                throw .badTime
            }
            return Int64(seconds) + (isAbsolute ? 0 : now)
        }
        if let date = date(text) { return date }
        guard !isAbsolute, let seconds = DurationText.seconds(text), seconds >= 0, seconds < 1e15
        else { throw .badTime }
        return now + Int64(seconds)
    }

    /// Signs the URL.
    ///
    /// - Parameter key: the secret of the account or container.
    /// - Throws: `Failure` when the path has too few parts.
    public func sign(key: String) throws(Failure) -> String {
        var base = ""
        var target = path
        if let scheme = path.firstRange(of: "://") {
            let rest = path[scheme.upperBound...]
            let slash = rest.firstIndex(of: "/") ?? rest.endIndex
            base = String(path[..<slash])
            target = String(rest[slash...])
        }
        // A query or fragment of the URL is no part of what is signed.
        target = String(target.prefix { $0 != "?" && $0 != "#" })
        try check(target)
        let expiry = writesDate ? Self.dateText(expires) : String(expires)
        let code = TemporaryURLSignature(
            of: .init(
                method: method.uppercased(), expires: expires,
                path: (isPrefix ? "prefix:" : "") + target, addressRange: addressRange),
            key: key, by: signature
        ).text
        guard !Self.isInformation(target) else {
            return base + target + "?swiftinfo_sig=\(code)&swiftinfo_expires=\(expiry)"
        }
        var url = base + target + "?temp_url_sig=\(code)&temp_url_expires=\(expiry)"
        if let addressRange { url += "&temp_url_ip_range=\(addressRange)" }
        if isPrefix {
            let name = target.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
            url += "&temp_url_prefix=" + (name.count == 5 ? String(name[4]) : "")
        }
        return url
    }

    private static func isInformation(_ path: String) -> Bool { path == "/info" }

    private func check(_ target: String) throws(Failure) {
        guard !Self.isInformation(target) else { return }
        // "", "v1", account, container, object (which may hold slashes).
        let parts = target.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        let needed = isPrefix ? 4 : 5
        guard parts.count == 5, parts[0].isEmpty,
            parts[1..<needed].allSatisfy({ !$0.isEmpty })
        else { throw isPrefix ? .badPrefixPath : .badObjectPath }
    }

    /// `YYYY-MM-DD` and `YYYY-MM-DDThh:mm:ss` in local time, with a final `Z` in UTC.
    private static func date(_ text: String) -> Int64? {
        var rest = text[...]
        let isUTC = rest.last == "Z"
        if isUTC { rest.removeLast() }
        let halves = rest.split(separator: "T", omittingEmptySubsequences: false)
        let day = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count <= 2, day.count == 3, let numbers = numbers(day, widths: [4, 2, 2])
        else { return nil }
        var time = [0, 0, 0]
        if halves.count == 2 {
            let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3, let read = Self.numbers(parts, widths: [2, 2, 2]) else {
                return nil
            }
            time = read
        } else if isUTC {
            return nil
        }
        guard
            let civil = CivilTime(
                year: numbers[0], month: numbers[1], day: numbers[2], hour: time[0],
                minute: time[1], second: time[2])
        else { return nil }
        if isUTC { return civil.secondsSince1970 }
        return ProcessFacts.secondsOfLocalTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: time[0],
            minute: time[1], second: time[2])
    }

    private static func numbers(_ parts: [Substring], widths: [Int]) -> [Int]? {
        var numbers: [Int] = []
        for (part, width) in zip(parts, widths) {
            guard part.utf8.count == width, part.allSatisfy({ $0.isASCII && $0.isNumber }),
                let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func dateText(_ seconds: Int64) -> String {
        let time = CivilTime(secondsSince1970: seconds)
        var writer = ByteWriter(capacity: 20)
        writer.append(dateOf: time)
        writer.append(UInt8(ascii: "T"))
        writer.append(timeOfDay: time)
        writer.append(UInt8(ascii: "Z"))
        return writer.finish().text
    }
}
