// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Synchronization

/// The handles that somebody holds, by address.
final class HandleRegistry: Sendable {
    private struct Key: Hashable {
        let url: ResourceURL
        let kind: ObjectIdentifier
    }

    private struct Entry {
        weak var handle: (any AnyHandle)?
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        /// How many entries there may be before the empty ones are looked for.
        var sweepCount = 64
    }

    private let state = Mutex(State())
    private let ticket = Atomic<UInt64>(0)

    /// A number for what is asked now; what was asked later has a higher one.
    func nextTicket() -> UInt64 {
        ticket.wrappingAdd(1, ordering: .relaxed).newValue
    }

    /// The handle of an address, the same for all who ask as long as one of them holds it.
    func handle<Value: Entity>(_ url: ResourceURL, of lxd: LXD) -> Handle<Value> {
        let key = Key(url: url.identity, kind: ObjectIdentifier(Value.self))
        return state.withLock { state in
            if let handle = state.entries[key]?.handle as? Handle<Value> { return handle }
            let handle = Handle<Value>(url: url.identity, of: lxd)
            state.entries[key] = Entry(handle: handle)
            if state.entries.count > state.sweepCount {
                state.entries = state.entries.filter { $0.value.handle != nil }
                state.sweepCount = max(64, state.entries.count * 2)
            }
            return handle
        }
    }

    private func handles(at url: ResourceURL) -> [any AnyHandle] {
        let url = url.identity
        return state.withLock { state in
            guard !state.entries.isEmpty else { return [] }
            return state.entries.compactMap { $0.key.url == url ? $0.value.handle : nil }
        }
    }

    /// Tells whoever watches an entity what was read.
    func publish<Value: Entity>(_ value: Value, ticket: UInt64, at url: ResourceURL) {
        let key = Key(url: url.identity, kind: ObjectIdentifier(Value.self))
        let handle = state.withLock { $0.entries[key]?.handle as? Handle<Value> }
        handle?.receive(value, ticket: ticket)
    }

    /// Tells whoever watches that a resource is gone.
    func publishDeletion(at url: ResourceURL, ticket: UInt64) {
        for handle in handles(at: url) { handle.receiveDeletion(ticket: ticket) }
    }

    /// Reads everything again that somebody watches.
    func refreshAll() async {
        let handles = state.withLock { $0.entries.values.compactMap(\.handle) }
        for handle in handles { _ = await handle.refreshQuietly() }
    }

    /// Reads a resource again for those who watch it; asks nobody when nobody does.
    ///
    /// - Returns: false when somebody watches and sees nothing new.
    @discardableResult
    func refresh(_ url: ResourceURL) async -> Bool {
        var hasChanged = true
        for handle in handles(at: url) { hasChanged = await handle.refreshQuietly() }
        return hasChanged
    }
}

/// A handle of whatever kind.
protocol AnyHandle: AnyObject, Sendable {
    func receiveDeletion(ticket: UInt64)
    /// - Returns: whether the value is another now.
    func refreshQuietly() async -> Bool
}
