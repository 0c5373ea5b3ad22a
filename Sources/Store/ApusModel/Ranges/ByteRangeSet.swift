// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The parts of an object that a reader asks for: `bytes=0-99,200-,-50`.
///
/// Source: RFC 9110, 14.1.2 and 14.2, with the limits that OpenStack Swift sets to sets that
/// would cost more than they are worth.
public struct ByteRangeSet: Hashable, Sendable {
    /// One part, as it was asked for.
    public enum Part: Hashable, Sendable {
        /// From an offset up to and with another: `0-99`.
        case closed(ClosedRange<UInt64>)
        /// From an offset to the end: `200-`.
        case from(UInt64)
        /// The last so many bytes: `-50`.
        case last(UInt64)
    }

    /// What is left of a set once the object's size is known.
    public enum Resolution: Hashable, Sendable {
        /// These parts, in the order they were asked for; never empty, and no part is.
        case satisfiable([Range<UInt64>])
        /// None of the parts lies within the object, or the set asks for too much.
        case unsatisfiable
    }

    /// The most parts that are answered, counted among those that lie within the object.
    public static let partLimit = 50
    /// The most pairs of parts that may overlap.
    public static let overlapLimit = 2
    /// So many parts, or more, must be in ascending order.
    public static let unorderedLimit = 8

    /// The parts, in order; never empty.
    public let parts: [Part]

    /// Makes a set of one part.
    public init(_ part: Part) {
        parts = [part]
    }

    /// Reads the value of a `Range` field.
    ///
    /// - Returns: nil when any of it is malformed or the unit is not bytes: such a field is
    ///   ignored and the whole object sent.
    public init?(_ text: String) {
        let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }
        let unit = Array("bytes=".utf8)
        guard bytes.count > unit.count,
            zip(bytes, unit).allSatisfy({ byte, letter in
                byte == letter || (byte | 0x20 == letter && byte & 0x40 != 0)
            })
        else { return nil }
        var parts: [Part] = []
        for part in bytes[unit.count...].split(
            separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        {
            guard let dash = part.firstIndex(of: UInt8(ascii: "-")) else { return nil }
            let first = part[..<dash]
            let last = part[(dash + 1)...]
            switch (first.isEmpty, last.isEmpty) {
            case (true, true): return nil
            case (true, false):
                guard let count = Self.number(last) else { return nil }
                parts.append(.last(count))
            case (false, true):
                guard let start = Self.number(first) else { return nil }
                parts.append(.from(start))
            case (false, false):
                guard let start = Self.number(first), let end = Self.number(last), start <= end
                else { return nil }
                parts.append(.closed(start...end))
            }
        }
        self.parts = parts
    }

    /// The parts that lie within an object of `sizeBytes`.
    public func resolve(sizeBytes: UInt64) -> Resolution {
        var ranges: [Range<UInt64>] = []
        for part in parts {
            switch part {
            case .closed(let range) where range.lowerBound < sizeBytes:
                ranges.append(range.lowerBound..<min(range.upperBound, sizeBytes - 1) + 1)
            case .from(let start) where start < sizeBytes:
                ranges.append(start..<sizeBytes)
            case .last(let count) where count > 0 && sizeBytes > 0:
                ranges.append(sizeBytes - min(count, sizeBytes)..<sizeBytes)
            default: continue
            }
            guard ranges.count <= Self.partLimit else { return .unsatisfiable }
        }
        guard !ranges.isEmpty, !Self.overlapTooOften(ranges), Self.isOrderedWell(ranges) else {
            return .unsatisfiable
        }
        return .satisfiable(ranges)
    }

    /// The set as it is sent.
    public var text: String {
        "bytes="
            + parts.map { part in
                switch part {
                case .closed(let range): "\(range.lowerBound)-\(range.upperBound)"
                case .from(let start): "\(start)-"
                case .last(let count): "-\(count)"
                }
            }.joined(separator: ",")
    }

    /// At most 50 ranges get here, so that looking at every pair is cheap. Equal ranges overlap
    /// too, which OpenStack Swift does not see: fifty times the whole object is what the limit
    /// is for.
    private static func overlapTooOften(_ ranges: [Range<UInt64>]) -> Bool {
        var overlaps = 0
        for (position, range) in ranges.enumerated() {
            for other in ranges[(position + 1)...] where range.overlaps(other) { overlaps += 1 }
        }
        return overlaps > overlapLimit
    }

    private static func isOrderedWell(_ ranges: [Range<UInt64>]) -> Bool {
        let isAscending = zip(ranges, ranges.dropFirst()).allSatisfy {
            ($0.lowerBound, $0.upperBound) <= ($1.lowerBound, $1.upperBound)
        }
        return isAscending || ranges.count < unorderedLimit
    }

    /// Digits alone. A number too large for any object is the largest there is.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (product, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, carries) = product.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            number = overflows || carries || number == .max ? .max : sum
        }
        return number
    }
}
