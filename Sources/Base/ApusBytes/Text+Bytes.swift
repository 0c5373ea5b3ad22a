// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Names and header values are UTF-8 whose bytes count. Swift's `Character` does not see them so:
// a `/` followed by a combining mark is one character that is not `/`, and texts that differ in
// bytes may be equal. What cuts or compares such texts goes by bytes, with these. Every request
// is cut by them, so that they are compiled where they are used.

extension StringProtocol where SubSequence == Substring {
    /// The parts between the bytes that are `separator`, an ASCII character.
    ///
    /// - Parameters:
    ///   - maxSplits: how often it is cut at most; the last part keeps the rest.
    ///   - keepsEmpty: whether parts of no bytes count.
    @inlinable package func parts(
        separatedBy separator: Unicode.Scalar, maxSplits: Int = .max, keepsEmpty: Bool = true
    ) -> [Substring] {
        precondition(separator.isASCII, "texts are cut at ASCII characters only")
        let byte = UInt8(separator.value)
        var parts: [Substring] = []
        var rest = self[...]
        var splits = 0
        while splits < maxSplits, let cut = rest.utf8.firstIndex(of: byte) {
            if keepsEmpty || cut > rest.startIndex {
                parts.append(rest[..<cut])
                splits += 1
            }
            rest = rest[rest.utf8.index(after: cut)...]
        }
        if keepsEmpty || !rest.isEmpty { parts.append(rest) }
        return parts
    }

    /// Whether the first bytes are those of `prefix`.
    @inlinable package func startsBytewise(with prefix: some StringProtocol) -> Bool {
        utf8.starts(with: prefix.utf8)
    }

    /// Whether the bytes are the same.
    @inlinable package func equalsBytewise(_ other: some StringProtocol) -> Bool {
        utf8.elementsEqual(other.utf8)
    }

    /// What comes before the first `end`, an ASCII character; all of it when there is none.
    @inlinable package func prefix(upTo end: Unicode.Scalar) -> Substring {
        guard let cut = utf8.firstIndex(of: UInt8(ascii: end)) else { return self[...] }
        return self[..<cut]
    }

    /// What is left without the `prefix`; nil when it does not start with it.
    @inlinable package func dropping(prefix: some StringProtocol) -> Substring? {
        guard startsBytewise(with: prefix) else { return nil }
        return self[utf8.index(startIndex, offsetBy: prefix.utf8.count)...]
    }
}

// Most texts of a request are whole strings, whose bytes lie in one place and can be looked over
// without an index for each.
extension String {
    /// The parts between the bytes that are `separator`, as of any text.
    package func parts(
        separatedBy separator: Unicode.Scalar, maxSplits: Int = .max, keepsEmpty: Bool = true
    ) -> [Substring] {
        precondition(separator.isASCII, "texts are cut at ASCII characters only")
        let byte = UInt8(separator.value)
        let bytes = utf8.span
        var parts: [Substring] = []
        var start = 0
        var position = 0
        var splits = 0
        while position < bytes.count, splits < maxSplits {
            if bytes[position] == byte {
                if keepsEmpty || position > start {
                    parts.append(cut(start..<position))
                    splits += 1
                }
                start = position + 1
            }
            position += 1
        }
        if keepsEmpty || start < bytes.count { parts.append(cut(start..<bytes.count)) }
        return parts
    }

    /// What comes before the first `end`, an ASCII character, as of any text.
    package func prefix(upTo end: Unicode.Scalar) -> Substring {
        let byte = UInt8(ascii: end)
        let bytes = utf8.span
        var position = 0
        while position < bytes.count, bytes[position] != byte { position += 1 }
        return cut(0..<position)
    }

    /// Whether a byte is among those of the text.
    package func contains(byte: UInt8) -> Bool {
        let bytes = utf8.span
        for position in bytes.indices where bytes[position] == byte { return true }
        return false
    }

    /// Whether the first `count` bytes are those of another text; not when either is shorter.
    package func sharesStart(with other: String, bytes count: Int) -> Bool {
        let own = utf8.span
        let wanted = other.utf8.span
        guard own.count >= count, wanted.count >= count else { return false }
        var position = 0
        while position < count, own[position] == wanted[position] { position += 1 }
        return position == count
    }

    /// Whether the bytes are those of another text.
    package func equalsBytewise(_ other: String) -> Bool {
        utf8.count == other.utf8.count && sharesStart(with: other, bytes: utf8.count)
    }

    /// The text of some bytes, cut where characters begin.
    private func cut(_ range: Range<Int>) -> Substring {
        let start = utf8.index(startIndex, offsetBy: range.lowerBound)
        return self[start..<utf8.index(start, offsetBy: range.count)]
    }
}
