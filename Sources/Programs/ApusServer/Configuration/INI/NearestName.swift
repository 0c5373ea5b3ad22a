// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Finds what somebody who mistyped a name has meant.
enum NearestName {
    /// The candidate with the fewest edits, if that is few enough to be the one meant.
    static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(2, name.utf8.count / 3)
        return candidates.map { (candidate: $0, edits: edits(from: name, to: $0)) }
            .filter { $0.edits <= limit }
            .min { ($0.edits, $0.candidate) < ($1.edits, $1.candidate) }?
            .candidate
    }

    /// How many characters must be inserted, removed, replaced or swapped with their neighbour.
    static func edits(from left: String, to right: String) -> Int {
        let left = Array(left.lowercased().utf8.prefix(256))
        let right = Array(right.lowercased().utf8.prefix(256))
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let differs = left[row - 1] != right[column - 1]
                var least = min(
                    last[column] + 1, current[column - 1] + 1, last[column - 1] + (differs ? 1 : 0))
                if row > 1, column > 1, left[row - 1] == right[column - 2],
                    left[row - 2] == right[column - 1]
                {
                    least = min(least, beforeLast[column - 2] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
