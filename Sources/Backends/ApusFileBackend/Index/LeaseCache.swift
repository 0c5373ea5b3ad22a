// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusStorage
import Synchronization

/// Open things by key: one of each, a bounded number of them idle.
///
/// A thing is used through a lease; those without one are closed, the longest unused first, when
/// there are too many. Opening and closing happen one at a time, on the thread that asks.
final class LeaseCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Slot {
        let value: Value
        /// Tells it from another under its key, before or after.
        let number: UInt64
        var users = 0
        var lastUse: UInt64 = 0
    }

    private struct State {
        var slots: [Key: Slot] = [:]
        var clock: UInt64 = 0
    }

    private let limit: Int
    private let close: @Sendable (Value) -> Void
    private let state = Mutex(State())
    private let opening = Mutex(())

    /// - Parameters:
    ///   - limit: how many may be open when they are not all in use.
    ///   - close: closes one that nobody uses. Blocks.
    init(limit: Int, close: @escaping @Sendable (Value) -> Void) {
        self.limit = limit
        self.close = close
    }

    /// A lease of what is open already.
    func lease(_ key: Key) -> Lease<Value>? {
        state.withLock { take(key, &$0) }
    }

    /// A lease of what is open or can be opened; nil when `open` says that there is nothing.
    /// Blocks.
    func lease(
        _ key: Key, open: () throws(StorageError) -> Value?
    ) throws(StorageError) -> Lease<Value>? {
        try opening.withLock { _ throws(StorageError) in
            if let lease = lease(key) { return lease }
            guard let value = try open() else { return nil }
            let (lease, idle) = state.withLock { state in
                state.clock += 1
                state.slots[key] = Slot(value: value, number: state.clock)
                return (take(key, &state), removeIdle(&state))
            }
            for value in idle { close(value) }
            return lease
        }
    }

    /// Runs while nothing is being opened, with all that is open and satisfies a condition.
    /// Blocks.
    func withOpen<Answer>(
        where condition: (Key) -> Bool, _ body: ([Value]) throws(StorageError) -> Answer
    ) throws(StorageError) -> Answer {
        try opening.withLock { _ throws(StorageError) in
            let values = state.withLock { state in
                state.slots.filter { condition($0.key) }.map(\.value.value)
            }
            return try body(values)
        }
    }

    /// How many are open.
    var openCount: Int { state.withLock { $0.slots.count } }

    /// Lets go of something: leases that are out stay good, later ones open anew. Blocks.
    func forget(where condition: @Sendable (Key, Value) -> Bool) {
        opening.withLock { _ in
            state.withLock { state in
                state.slots = state.slots.filter { !condition($0.key, $0.value.value) }
            }
        }
    }

    /// Closes everything. Nothing must be in use. Blocks.
    func closeAll() {
        opening.withLock { _ in
            let values = state.withLock { state in
                defer { state.slots = [:] }
                return state.slots.values.map(\.value)
            }
            for value in values { close(value) }
        }
    }

    private func take(_ key: Key, _ state: inout State) -> Lease<Value>? {
        guard var slot = state.slots[key] else { return nil }
        state.clock += 1
        slot.users += 1
        slot.lastUse = state.clock
        state.slots[key] = slot
        return Lease(slot.value) { [weak self, number = slot.number] in
            self?.giveBack(key, number)
        }
    }

    private func giveBack(_ key: Key, _ number: UInt64) {
        state.withLock { state in
            guard var slot = state.slots[key], slot.number == number else { return }
            slot.users -= 1
            state.slots[key] = slot
        }
    }

    private func removeIdle(_ state: inout State) -> [Value] {
        guard state.slots.count > limit else { return [] }
        let idle = state.slots.filter { $0.value.users == 0 }.sorted {
            $0.value.lastUse < $1.value.lastUse
        }
        // Some more than needed, so that not every opening searches.
        let excess = state.slots.count - limit + limit / 8
        return idle.prefix(excess).map { key, slot in
            state.slots[key] = nil
            return slot.value
        }
    }
}

/// The use of something open; given back when the last reference goes.
final class Lease<Value: Sendable>: Sendable {
    let value: Value
    private let giveBack: @Sendable () -> Void

    init(_ value: Value, giveBack: @escaping @Sendable () -> Void) {
        self.value = value
        self.giveBack = giveBack
    }

    deinit {
        giveBack()
    }
}
