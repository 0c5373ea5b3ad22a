// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusStorage
import Synchronization

extension Archive {
    /// Takes room for a body, of what may go if need be.
    ///
    /// - Returns: false when there is none now.
    func makeRoom(for charge: Charge, bytes: UInt64) async throws(StorageError) -> Bool {
        guard bytes > 0 else { return true }
        while !charge.grow(by: bytes) {
            let lacking = ledger.lacking(for: bytes, besideReserved: false)
            // Others may have taken or given back meanwhile.
            guard lacking > 0 else { continue }
            guard try await evictOldest(bytes: lacking) > 0 else {
                return charge.grow(by: bytes)
            }
        }
        return true
    }

    /// What to say when there is no room: that it may come, or that it never will.
    func full(for bytes: UInt64) -> StorageError {
        guard let problem = counters.withLock({ $0.problem }) else {
            return StorageError(
                .busy, "the cache is full of what no volume has yet, or somebody needs")
        }
        return StorageError(
            .insufficientStorage(neededBytes: bytes),
            "the cache is full, and volumes fail: \(problem.detail)", cause: problem.cause)
    }

    /// Takes out what was not used for longest.
    ///
    /// - Returns: how many bytes are free for it; 0 when nothing may go.
    func evictOldest(bytes: UInt64) async throws(StorageError) -> UInt64 {
        await evicting.take()
        defer { evicting.give() }
        var freed: UInt64 = 0
        var hasLooked = false
        while freed < bytes {
            let (found, isIncomplete) = ledger.oldest(
                bytes: bytes - freed, limit: options.commitRows)
            guard !found.isEmpty else {
                guard isIncomplete, !hasLooked else { break }
                hasLooked = true
                try await listEvictable()
                continue
            }
            var groups: [ContainerAddress: [CacheLedger.Candidate]] = [:]
            for one in found { groups[one.place.container, default: []].append(one) }
            for (container, group) in groups {
                do throws(StorageError) {
                    freed += try await evict(group, in: container)
                } catch {
                    // Others may go; these are found again.
                    ledger.markIncomplete()
                }
            }
        }
        return freed
    }

    private func evict(
        _ group: [CacheLedger.Candidate], in container: ContainerAddress
    ) async throws(StorageError) -> UInt64 {
        let ids = Dictionary(group.map { ($0.place.key, $0.id) }) { _, last in last }
        let empty = cache.container(container)
        let changed = try await rewrite(Array(ids.keys), in: container) {
            key, _, state throws(StorageError) in
            guard state.id == ids[key], state.isEvictable else { return nil }
            var state = state
            state.isEvicted = true
            return .replace(state, try await empty.stage(sizeBytes: 0).seal())
        }
        return evicted(changed.values.map(\.old))
    }

    /// Counts what was taken out.
    func evicted(_ states: [BodyState]) -> UInt64 {
        let bytes = states.reduce(0) { $0 + $1.residentBytes }
        counters.withLock { counters in
            counters.evictedBodies += UInt64(states.count)
            counters.evictedBytes += bytes
        }
        return bytes
    }

    /// Looks at all rows for those that may go and that the ledger has forgotten.
    private func listEvictable() async throws(StorageError) {
        ledger.beginListing()
        try await eachRow { place, state throws(StorageError) in
            if state.isEvictable { ledger.list(state, at: place) }
        }
    }

    /// Keeps some room free until the task is cancelled.
    func relieveForever() async {
        let low = options.cacheBytes / 100 * UInt64(options.lowWatermarkPercent)
        try? await waitForStock()
        while !Task.isCancelled {
            let next = ledger.pressure.next
            let used = ledger.space.usedBytes
            if used > low, ledger.isHigh {
                let freed = (try? await evictOldest(bytes: used - low)) ?? 0
                if freed > 0 { continue }
            }
            try? await next.wait()
        }
    }
}
