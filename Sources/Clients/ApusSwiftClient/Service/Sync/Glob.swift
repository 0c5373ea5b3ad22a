// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A pattern for names of objects and files.
///
/// `*` stands for any run of characters but `/`, `**` for any run, `?` for one character but `/`,
/// `[a-z]` and `[!a-z]` for one character of a set or outside of it, and `\` takes the next one
/// literally. A pattern without `/` is compared with the last part of a name, wherever that is;
/// one with `/` with the whole name, and a `/` in front only says so. One that ends in `/` stands
/// for all that is below. Texts are compared by their Unicode scalars.
public struct Glob: Hashable, Sendable, CustomStringConvertible {
    private enum Part: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        case anyScalar
        case run
        case longRun
        case set([ClosedRange<Unicode.Scalar>], isInverted: Bool)
    }

    /// The pattern as it was written.
    public let description: String
    private let parts: [Part]
    private let isAboutWholeName: Bool

    /// Reads a pattern; every text is one.
    public init(_ pattern: String) {
        description = pattern
        var text = Array(pattern.unicodeScalars)
        if text.last == "/" { text += ["*", "*"] }
        isAboutWholeName = text.contains("/")
        if text.first == "/" { text.removeFirst() }
        var parts: [Part] = []
        var position = 0
        while position < text.count {
            let scalar = text[position]
            position += 1
            switch scalar {
            case "*":
                var isLong = false
                while position < text.count, text[position] == "*" {
                    isLong = true
                    position += 1
                }
                parts.append(isLong ? .longRun : .run)
            case "?": parts.append(.anyScalar)
            case "[":
                if let set = Self.set(text, &position) {
                    parts.append(set)
                } else {
                    parts.append(.scalar(scalar))
                }
            case "\\" where position < text.count:
                parts.append(.scalar(text[position]))
                position += 1
            default: parts.append(.scalar(scalar))
            }
        }
        self.parts = parts
    }

    /// Reads a set behind its `[`; nil, and no step, when it has no end.
    private static func set(_ text: [Unicode.Scalar], _ position: inout Int) -> Part? {
        var at = position
        var isInverted = false
        if at < text.count, text[at] == "!" || text[at] == "^" {
            isInverted = true
            at += 1
        }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        let start = at
        while at < text.count, text[at] != "]" || at == start {
            if at + 2 < text.count, text[at + 1] == "-", text[at + 2] != "]",
                text[at] <= text[at + 2]
            {
                ranges.append(text[at]...text[at + 2])
                at += 3
            } else {
                ranges.append(text[at]...text[at])
                at += 1
            }
        }
        guard at < text.count else { return nil }
        position = at + 1
        return .set(ranges, isInverted: isInverted)
    }

    /// Whether a name is meant.
    public func matches(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        if isAboutWholeName { return matches(scalars[...]) }
        let slash = scalars.lastIndex(of: "/")
        return matches(scalars[(slash.map { $0 + 1 } ?? 0)...])
    }

    /// In time proportional to the product of both lengths at worst, whatever the pattern: of
    /// several runs, only the last of each kind is ever gone back to.
    private func matches(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        // Which parts may come next, for what was read so far: a set of places in the pattern.
        var places = Set<Int>()
        close(0, &places)
        for scalar in text {
            var next = Set<Int>()
            for place in places where place < parts.count {
                switch parts[place] {
                case .longRun: close(place, &next)
                case .run where scalar != "/": close(place, &next)
                case .anyScalar where scalar != "/": close(place + 1, &next)
                case .scalar(scalar): close(place + 1, &next)
                case .set(let ranges, let isInverted)
                where scalar != "/" && ranges.contains(where: { $0.contains(scalar) }) != isInverted:
                    close(place + 1, &next)
                default: break
                }
            }
            if next.isEmpty { return false }
            places = next
        }
        return places.contains(parts.count)
    }

    /// Adds a place with those behind it that need no character.
    private func close(_ place: Int, _ places: inout Set<Int>) {
        var place = place
        while places.insert(place).inserted, place < parts.count {
            guard parts[place] == .run || parts[place] == .longRun else { return }
            place += 1
        }
    }
}
