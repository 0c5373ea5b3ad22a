// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A binary heap of what a loop has to wake for, earliest first.
struct TimerHeap {
    struct Entry {
        let at: Deadline
        let token: UInt64
    }

    private var entries: [Entry] = []

    var count: Int { entries.count }

    /// The earliest moment, or nil when nothing is planned.
    var earliest: Deadline? { entries.first?.at }

    mutating func insert(_ token: UInt64, at: Deadline) {
        entries.append(Entry(at: at, token: token))
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].at < entries[parent].at else { break }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the earliest entry if it is due at `now`.
    mutating func popDue(_ now: Deadline) -> Entry? {
        guard let first = entries.first, first.at <= now else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            siftDown(from: 0)
        }
        return first
    }

    /// Forgets entries that no longer mean anything.
    mutating func removeAll(where isStale: (Entry) -> Bool) {
        entries.removeAll(where: isStale)
        var parent = entries.count / 2
        while parent > 0 {
            parent -= 1
            siftDown(from: parent)
        }
    }

    private mutating func siftDown(from start: Int) {
        var parent = start
        while true {
            var least = parent
            let left = 2 * parent + 1
            let right = left + 1
            if left < entries.count && entries[left].at < entries[least].at { least = left }
            if right < entries.count && entries[right].at < entries[least].at { least = right }
            guard least != parent else { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
