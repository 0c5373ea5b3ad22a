// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a hammer has said: what must be in the store, and what may be.
struct HammerLedger {
    /// The state of each object, as acknowledged: `container\tkey` to `seed:size:note`; of a
    /// container, without a key, to `+note`; of the account, without both, to `+`. What is not
    /// there is not named or `-`.
    private var known: [String: String] = [:]
    /// What was begun and not acknowledged, by commit.
    private var begun: [String: Commit] = [:]
    private(set) var acknowledged = 0

    private struct Commit {
        /// Its objects and their states afterwards.
        var changes: [(object: String, state: String)] = []
        /// Whether a later commit has changed one of its objects: then they need not agree.
        var isOvertaken = false
    }

    /// Reads a line of the hammer, without its end.
    mutating func read(_ line: Substring) {
        let words = line.split(separator: "\t", omittingEmptySubsequences: false)
        if words.count == 5, words[0] == "B" {
            let object = "\(words[2])\t\(words[3])"
            let commit = String(words[1])
            for other in begun.keys where other != commit {
                if begun[other]?.changes.contains(where: { $0.object == object }) == true {
                    begun[other]?.isOvertaken = true
                }
            }
            begun[commit, default: Commit()].changes.append((object, String(words[4])))
        } else if words.count == 2, words[0] == "E" {
            for (object, state) in begun.removeValue(forKey: String(words[1]))?.changes ?? [] {
                known[object] = state
                for other in begun.keys {
                    begun[other]?.changes.removeAll { $0.object == object }
                }
            }
            acknowledged += 1
        }
    }

    /// Compares with what a store has, and takes over what it has of that which may be so or not.
    ///
    /// - Returns: a sentence for each thing that is not as it must be.
    mutating func settle(_ found: [String: String]) -> [String] {
        var problems: [String] = []
        var uncertain: [String: Set<String>] = [:]
        // A commit that was begun has happened or not, but not by half.
        for (commit, begun) in begun {
            for (object, state) in begun.changes {
                uncertain[object, default: [known[object] ?? "-"]].insert(state)
            }
            let done = begun.changes.filter { found[$0.object] ?? "-" == $0.state }
            let isWhole = done.isEmpty || done.count == begun.changes.count
            if !begun.isOvertaken, !isWhole { problems.append("half of commit \(commit)") }
        }
        for (object, states) in uncertain where !states.contains(found[object] ?? "-") {
            problems.append("\(object) is \(found[object] ?? "-"), none of \(states)")
        }
        for (object, state) in known where uncertain[object] == nil {
            let state = state == "-" ? nil : state
            if found[object] != state {
                problems.append("\(object) is \(found[object] ?? "-"), not \(state ?? "-")")
            }
        }
        for (object, state) in found where known[object] == nil && uncertain[object] == nil {
            problems.append("\(object) is \(state), and nobody has made it")
        }
        for object in uncertain.keys { known[object] = found[object] ?? "-" }
        begun = [:]
        return problems
    }
}
