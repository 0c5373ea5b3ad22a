// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage
import Synchronization

/// What is in the cache, in bytes, and what of it may go: the least recently used first.
///
/// Exact: every change of a row tells of it. What is used counts a body from its first byte on,
/// whether or not it has a row yet.
final class CacheLedger: Sendable {
    /// A body that may go.
    struct Candidate: Sendable {
        let id: UInt64
        let place: RowPlace
        let sizeBytes: UInt64
    }

    private struct Entry {
        var place: RowPlace
        let sizeBytes: UInt64
        var stamp: UInt64
    }

    private struct State {
        var usedBytes: UInt64 = 0
        /// With what bodies will take that were asked to come and to stay.
        var reservedBytes: UInt64 = 0
        var evictableBytes: UInt64 = 0
        /// What may go, by body.
        var entries: [UInt64: Entry] = [:]
        /// The same in the order of use; stale where the stamp is another.
        var order: [(id: UInt64, stamp: UInt64)] = []
        var orderStart = 0
        var stamp: UInt64 = 0
        /// Whether something may go that `entries` does not know.
        var isIncomplete = false
        /// Parts that are not assembled, by container: they go with it, unasked.
        var parts: [ContainerAddress: [UInt64: UInt64]] = [:]
        /// While rows are looked at for the first time: what is counted of what is in the cache.
        var counted: Set<Counted>? = []
    }

    /// A body in the cache, told from all others: those that were there before the archive have
    /// no numbers.
    private enum Counted: Hashable {
        case body(UInt64)
        case place(RowPlace)

        init(_ body: BodyState, _ place: RowPlace) {
            self = body.id == 0 ? .place(place) : .body(body.id)
        }
    }

    let capacityBytes: UInt64
    /// Rung when there is more room.
    let room = Bell()
    /// Rung when more is used than should be.
    let pressure = Bell()
    private let highBytes: UInt64
    private let entryLimit: Int
    private let state = Mutex(State())

    init(capacityBytes: UInt64, highBytes: UInt64, entryLimit: Int = 1_000_000) {
        self.capacityBytes = capacityBytes
        self.highBytes = highBytes
        self.entryLimit = entryLimit
    }

    var space: CacheSpace {
        state.withLock { state in
            CacheSpace(
                capacityBytes: capacityBytes, usedBytes: state.usedBytes,
                reservedBytes: state.reservedBytes, evictableBytes: state.evictableBytes)
        }
    }

    // MARK: Room

    /// Takes room for a body; false when there is none.
    func charge(_ bytes: UInt64) -> Bool {
        let (isTaken, isHigh) = state.withLock { state in
            guard bytes <= capacityBytes, state.usedBytes <= capacityBytes - bytes else {
                return (false, false)
            }
            state.usedBytes += bytes
            return (true, state.usedBytes > highBytes && state.evictableBytes > 0)
        }
        if isHigh { pressure.ring() }
        return isTaken
    }

    func release(_ bytes: UInt64) {
        guard bytes > 0 else { return }
        state.withLock { $0.usedBytes -= min(bytes, $0.usedBytes) }
        room.ring()
    }

    /// Sets room aside; false when there is none.
    func reserve(_ bytes: UInt64) -> Bool {
        state.withLock { state in
            guard bytes <= capacityBytes,
                state.usedBytes + state.reservedBytes <= capacityBytes - bytes
            else { return false }
            state.reservedBytes += bytes
            return true
        }
    }

    /// Whether more is used than should be.
    var isHigh: Bool { state.withLock { $0.usedBytes > highBytes } }

    func unreserve(_ bytes: UInt64) {
        state.withLock { $0.reservedBytes -= min(bytes, $0.reservedBytes) }
        room.ring()
    }

    /// How many bytes must go so that so many have room, beside what is reserved or not.
    func lacking(for bytes: UInt64, besideReserved: Bool) -> UInt64 {
        state.withLock { state in
            let taken = state.usedBytes + (besideReserved ? state.reservedBytes : 0) + bytes
            return taken > capacityBytes ? taken - capacityBytes : 0
        }
    }

    // MARK: Bodies

    /// A body is met that may be counted already.
    func count(_ body: BodyState, at place: RowPlace) {
        guard !isCounted(body, at: place) else { return }
        change(from: nil, to: body, at: place)
    }

    /// Every row has been looked at.
    func endCounting() {
        state.withLock { $0.counted = nil }
    }

    private func isCounted(_ body: BodyState, at place: RowPlace) -> Bool {
        state.withLock { $0.counted?.contains(Counted(body, place)) ?? true }
    }

    /// A body has come, changed or gone.
    ///
    /// - Parameter isCharged: whether room for what is new was taken before.
    func change(
        from old: BodyState?, to new: BodyState?, at place: RowPlace, isCharged: Bool = false
    ) {
        // What was not counted yet takes nothing away.
        let old = old.flatMap { isCounted($0, at: place) ? $0 : nil }
        let isSmaller = state.withLock { state in
            if let old { state.counted?.remove(Counted(old, place)) }
            if let new, new.residentBytes > 0 { state.counted?.insert(Counted(new, place)) }
            let before = old?.residentBytes ?? 0
            let after = isCharged ? before : new?.residentBytes ?? 0
            state.usedBytes += after
            state.usedBytes -= min(before, state.usedBytes)
            state.reservedBytes += new?.promisedBytes ?? 0
            state.reservedBytes -= min(old?.promisedBytes ?? 0, state.reservedBytes)
            if let old {
                if old.isEvictable {
                    state.evictableBytes -= min(old.sizeBytes, state.evictableBytes)
                    state.entries[old.id] = nil
                }
                Self.forget(old, at: place, &state)
            }
            if let new {
                if new.isEvictable { insert(new, place, &state) }
                if case .parts = place.key.space {
                    state.parts[place.container, default: [:]][new.id] = new.residentBytes
                }
            }
            return after < before || (new?.isEvictable ?? false)
        }
        if isSmaller { room.ring() }
    }

    /// A body stands at another key.
    func move(_ body: BodyState, from old: RowPlace, to new: RowPlace) {
        guard isCounted(body, at: old) else { return count(body, at: new) }
        state.withLock { state in
            if state.counted?.remove(Counted(body, old)) != nil {
                state.counted?.insert(Counted(body, new))
            }
            state.entries[body.id]?.place = new
            Self.forget(body, at: old, &state)
            if case .parts = new.key.space {
                state.parts[new.container, default: [:]][body.id] = body.residentBytes
            }
        }
    }

    /// A container is gone, and its parts with it.
    func dropParts(of container: ContainerAddress) {
        let bytes = state.withLock { state in
            state.parts.removeValue(forKey: container)?.values.reduce(0, +) ?? 0
        }
        release(bytes)
    }

    /// Somebody reads it.
    func touch(_ id: UInt64) {
        state.withLock { state in
            guard state.entries[id] != nil else { return }
            stamp(id, &state)
        }
    }

    /// Takes those out that were not used for longest, until they are so many bytes. Whoever
    /// takes them says what became of them.
    ///
    /// - Returns: also whether there may be others that the ledger has no list of.
    func oldest(bytes: UInt64, limit: Int) -> (found: [Candidate], isIncomplete: Bool) {
        state.withLock { state in
            var found: [Candidate] = []
            var sum: UInt64 = 0
            while sum < bytes, found.count < limit, state.orderStart < state.order.count {
                let (id, stamp) = state.order[state.orderStart]
                state.orderStart += 1
                guard let entry = state.entries[id], entry.stamp == stamp else { continue }
                state.entries[id] = nil
                found.append(Candidate(id: id, place: entry.place, sizeBytes: entry.sizeBytes))
                sum += entry.sizeBytes
            }
            return (found, state.isIncomplete)
        }
    }

    /// Something that may go has been forgotten.
    func markIncomplete() {
        state.withLock { $0.isIncomplete = true }
    }

    /// A walk over all rows begins, which tells of everything again.
    func beginListing() {
        state.withLock { $0.isIncomplete = false }
    }

    /// What a walk met, and may be known already.
    func list(_ body: BodyState, at place: RowPlace) {
        state.withLock { state in
            guard state.entries[body.id] == nil else { return }
            insert(body, place, &state, isCounted: true)
        }
    }

    private static func forget(_ body: BodyState, at place: RowPlace, _ state: inout State) {
        guard case .parts = place.key.space else { return }
        state.parts[place.container]?[body.id] = nil
        if state.parts[place.container]?.isEmpty == true { state.parts[place.container] = nil }
    }

    private func insert(
        _ body: BodyState, _ place: RowPlace, _ state: inout State, isCounted: Bool = false
    ) {
        if !isCounted { state.evictableBytes += body.sizeBytes }
        guard state.entries.count < entryLimit else {
            state.isIncomplete = true
            return
        }
        state.entries[body.id] = Entry(place: place, sizeBytes: body.sizeBytes, stamp: 0)
        stamp(body.id, &state)
    }

    private func stamp(_ id: UInt64, _ state: inout State) {
        state.stamp += 1
        state.entries[id]?.stamp = state.stamp
        state.order.append((id, state.stamp))
        // Half of it is stale at least.
        guard state.order.count - state.orderStart > 2 * state.entries.count + 1024 else {
            if state.orderStart > 4096, state.orderStart * 2 > state.order.count {
                state.order.removeFirst(state.orderStart)
                state.orderStart = 0
            }
            return
        }
        state.order = state.order[state.orderStart...].filter {
            state.entries[$0.id]?.stamp == $0.stamp
        }
        state.orderStart = 0
    }
}

/// Room that was taken for a body without a row; given back unless a row takes it over.
final class Charge: Sendable {
    private let ledger: CacheLedger
    private let bytes = Mutex<UInt64>(0)

    init(_ ledger: CacheLedger) {
        self.ledger = ledger
    }

    deinit {
        giveBack()
    }

    /// More room; false when there is none.
    func grow(by more: UInt64) -> Bool {
        guard ledger.charge(more) else { return false }
        bytes.withLock { $0 += more }
        return true
    }

    var amount: UInt64 { bytes.withLock { $0 } }

    /// Gives back what is more than so much.
    func shrink(to size: UInt64) {
        let rest = bytes.withLock { bytes -> UInt64 in
            guard bytes > size else { return 0 }
            defer { bytes = size }
            return bytes - size
        }
        ledger.release(rest)
    }

    /// A row has it now.
    func handOver() {
        bytes.withLock { $0 = 0 }
    }

    func giveBack() {
        shrink(to: 0)
    }
}
