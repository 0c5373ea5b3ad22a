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
