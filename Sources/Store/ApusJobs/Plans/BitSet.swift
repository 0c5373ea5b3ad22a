// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// Which of many numbered things are so: a bit for each.
struct BitSet: Hashable, Sendable {
    private var words: [UInt64] = []
    /// How many are.
    private(set) var count = 0

    init() {}

    subscript(place: Int) -> Bool {
        get { place / 64 < words.count && words[place / 64] >> (place % 64) & 1 == 1 }
        set {
            guard self[place] != newValue else { return }
            while words.count <= place / 64 { words.append(0) }
            words[place / 64] ^= 1 << (place % 64)
            count += newValue ? 1 : -1
        }
    }

    /// Whether all of a range are.
    func hasAll(_ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound {
            if place % 64 == 0, range.upperBound - place >= 64 {
                guard place / 64 < words.count, words[place / 64] == .max else { return false }
                place += 64
            } else {
                guard self[place] else { return false }
                place += 1
            }
        }
        return true
    }

    /// Whether any of a range is.
    func hasAny(_ range: Range<Int>) -> Bool { range.contains { self[$0] } }

    /// Goes through all that are, in order.
    func forEachPlace(_ visit: (Int) -> Void) {
        for (number, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                visit(number * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }

    /// The first places from one on that are here and not in another set, at most so many.
    func places(from start: Int, notIn other: BitSet, limit: Int) -> [Int] {
        var found: [Int] = []
        var number = start / 64
        while number < words.count, found.count < limit {
            var rest = words[number]
            if number < other.words.count { rest &= ~other.words[number] }
            if number == start / 64 { rest &= .max << (start % 64) }
            while rest != 0, found.count < limit {
                found.append(number * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
            number += 1
        }
        return found
    }

    /// As ranges, `0-3,7`; empty for none.
    var text: String {
        var parts: [String] = []
        var place = 0
        let end = words.count * 64
        while place < end {
            guard self[place] else {
                place += words[place / 64] == 0 && place % 64 == 0 ? 64 : 1
                continue
            }
            let start = place
            while place < end, self[place] { place += 1 }
            parts.append(place - start == 1 ? "\(start)" : "\(start)-\(place - 1)")
        }
        return parts.joined(separator: ",")
    }

    /// Reads ranges; what is none is left out.
    init(_ text: String) {
        for part in text.parts(separatedBy: ",", keepsEmpty: false) {
            let ends = part.parts(separatedBy: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last else { continue }
            for place in first...last { self[place] = true }
        }
    }
}

extension BitSet {
    /// Which are, in order.
    var places: [Int] {
        var places: [Int] = []
        places.reserveCapacity(count)
        forEachPlace { places.append($0) }
        return places
    }
}
