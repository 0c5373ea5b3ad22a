// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusModel
import ApusStorage
import Synchronization

/// A new body that no volume has.
struct PendingBody: Sendable {
    let place: RowPlace
    let id: UInt64
    let sizeBytes: UInt64
    /// Not before.
    let due: Deadline
}

/// The bodies that no volume has yet, in the order they came; a bounded number of them.
final class PendingBodies: Sendable {
    private struct State {
        var bodies: [PendingBody] = []
        var start = 0
        /// Whether some were turned away, so that all rows have to be looked at again.
        var hasOverflown = false
        /// Those that were taken, and are being written.
        var takenCount = 0
    }

    /// Rung when one comes where none was.
    let bell = Bell()
    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { state.withLock { $0.bodies.count - $0.start + $0.takenCount } }

    func add(_ body: PendingBody) {
        let isFirst = state.withLock { state in
            guard state.bodies.count - state.start < limit else {
                state.hasOverflown = true
                return false
            }
            state.bodies.append(body)
            return state.bodies.count - state.start == 1
        }
        if isFirst { bell.ring() }
    }

    /// When the first is due; nil when there is none.
    var due: Deadline? {
        state.withLock { $0.start < $0.bodies.count ? $0.bodies[$0.start].due : nil }
    }

    /// Takes the first ones; `finish` says that they are dealt with.
    func take(bytes: UInt64, count: Int) -> [PendingBody] {
        state.withLock { state in
            var sum: UInt64 = 0
            var end = state.start
            while end < state.bodies.count, end - state.start < count, sum < bytes {
                sum += state.bodies[end].sizeBytes
                end += 1
            }
            let taken = Array(state.bodies[state.start..<end])
            state.start = end
            if state.start == state.bodies.count || state.start > 65_536 {
                state.bodies.removeFirst(state.start)
                state.start = 0
            }
            state.takenCount += taken.count
            return taken
        }
    }

    /// They are on a volume, or nothing can be done about them.
    func finish(_ count: Int) {
        state.withLock { $0.takenCount -= count }
    }

    /// They are to be tried again.
    func putBack(_ bodies: [PendingBody]) {
        state.withLock { state in
            state.bodies.replaceSubrange(0..<state.start, with: bodies)
            state.start = 0
            state.takenCount -= bodies.count
        }
    }

    /// They have to be looked for again.
    func markOverflow() {
        state.withLock { $0.hasOverflown = true }
        bell.ring()
    }

    /// Whether some were turned away since the last time.
    func takeOverflow() -> Bool {
        state.withLock { state in
            defer { state.hasOverflown = false }
            return state.hasOverflown
        }
    }
}
