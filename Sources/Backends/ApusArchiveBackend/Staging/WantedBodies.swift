// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A body that is to come back into the cache.
struct WantedBody: Sendable {
    let place: RowPlace
    let id: UInt64
    let sizeBytes: UInt64
    /// Where it lies on its volume.
    let offset: UInt64
}

/// The bodies that are asked for, volume by volume in the order they lie there.
final class WantedBodies: Sendable {
    private struct Queue {
        /// By offset; what was removed is nil in `bodies` only.
        var offsets: [UInt64] = []
        var bodies: [UInt64: WantedBody] = [:]
        /// The order in which volumes were first asked for.
        var ticket: UInt64

        mutating func add(_ body: WantedBody) {
            let place = WantedBodies.place(of: body.offset, in: offsets)
            if place == offsets.count || offsets[place] != body.offset {
                offsets.insert(body.offset, at: place)
            }
            bodies[body.offset] = body
        }
    }

    private struct State {
        var queues: [String: Queue] = [:]
        /// Where each body is asked for.
        var offsets: [UInt64: UInt64] = [:]
        /// Volumes that somebody reads.
        var taken: Set<String> = []
        var ticket: UInt64 = 0
    }

    /// Rung when there is something to read.
    let bell = Bell()
    private let state = Mutex(State())

    var count: Int { state.withLock { $0.offsets.count } }

    func contains(_ id: UInt64) -> Bool { state.withLock { $0.offsets[id] != nil } }

    /// Asks for a body; twice is once.
    func add(_ body: WantedBody, on volume: String) {
        let isNew = state.withLock { state in
            guard state.offsets[body.id] == nil else { return false }
            state.offsets[body.id] = body.offset
            state.ticket += 1
            let ticket = state.ticket
            // In its place: a copy would be one of all that is asked for.
            state.queues[volume, default: Queue(ticket: ticket)].add(body)
            return true
        }
        if isNew { bell.ring() }
    }

    /// Nobody asks for it any more, or it is there.
    func remove(_ id: UInt64, on volume: String) {
        state.withLock { state in
            guard let offset = state.offsets.removeValue(forKey: id) else { return }
            state.queues[volume]?.bodies[offset] = nil
            if state.queues[volume]?.bodies.isEmpty == true { state.queues[volume] = nil }
        }
    }

    /// A row with the body stands elsewhere now.
    func move(_ id: UInt64, on volume: String, to place: RowPlace) {
        state.withLock { state in
            guard let offset = state.offsets[id],
                let body = state.queues[volume]?.bodies[offset]
            else { return }
            state.queues[volume]?.bodies[offset] = WantedBody(
                place: place, id: id, sizeBytes: body.sizeBytes, offset: offset)
        }
    }

    /// The volume that was waited for longest and that nobody reads; taken until it is given back.
    func takeVolume() -> String? {
        state.withLock { state in
            let free = state.queues.filter { !state.taken.contains($0.key) }
            guard let name = free.min(by: { $0.value.ticket < $1.value.ticket })?.key else {
                return nil
            }
            state.taken.insert(name)
            return name
        }
    }

    func giveBack(_ volume: String) {
        state.withLock { state in
            state.taken.remove(volume)
            // Behind the others that wait.
            state.ticket += 1
            state.queues[volume]?.ticket = state.ticket
        }
        bell.ring()
    }

    /// The first body at or behind a place of a volume; it stays asked for until it is removed.
    func next(on volume: String, from offset: UInt64) -> WantedBody? {
        state.withLock { state in
            guard var queue = state.queues[volume] else { return nil }
            var place = Self.place(of: offset, in: queue.offsets)
            while place < queue.offsets.count, queue.bodies[queue.offsets[place]] == nil {
                place += 1
            }
            guard place < queue.offsets.count else { return nil }
            let found = queue.bodies[queue.offsets[place]]
            // Those before it that are done with go at once, many together.
            if place > 1024, queue.bodies.count * 2 < queue.offsets.count {
                queue.offsets.removeAll { queue.bodies[$0] == nil }
                state.queues[volume] = queue
            }
            return found
        }
    }

    private static func place(of offset: UInt64, in offsets: [UInt64]) -> Int {
        var low = 0
        var high = offsets.count
        while low < high {
            let middle = (low + high) / 2
            if offsets[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
