// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// A name to look for: `%` stands for any text, also none; without one, the name itself.
struct NamePattern: Hashable, Sendable {
    /// What stands between the `%`, one after another.
    private let parts: [String]

    init(_ text: String) {
        parts = text.parts(separatedBy: "%").map { String($0) }
    }

    /// What every such name begins with.
    var prefix: String { parts[0] }

    func matches(_ name: String) -> Bool {
        guard parts.count > 1 else { return name.equalsBytewise(parts[0]) }
        let bytes = Array(name.utf8)
        let first = Array(parts[0].utf8)
        let last = Array(parts[parts.count - 1].utf8)
        guard bytes.count >= first.count + last.count, bytes.starts(with: first),
            bytes.suffix(last.count).elementsEqual(last)
        else { return false }
        // Each as early as may be leaves the most for those behind it.
        var rest = bytes[first.count..<bytes.count - last.count]
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let end = rest.end(of: Array(part.utf8)) else { return false }
            rest = rest[end...]
        }
        return true
    }
}

extension ArraySlice<UInt8> {
    /// Where the first run of such bytes ends.
    fileprivate func end(of wanted: [UInt8]) -> Int? {
        guard count >= wanted.count else { return nil }
        for start in startIndex...endIndex - wanted.count
        where self[start..<start + wanted.count].elementsEqual(wanted) {
            return start + wanted.count
        }
        return nil
    }
}
