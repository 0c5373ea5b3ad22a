// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
public import ApusStorage
import Synchronization

extension ArchiveBackend: Staging {
    public func residency(
        of keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) -> [Residency?] {
        let broker = cache.container(container)
        var answers: [Residency?] = []
        answers.reserveCapacity(keys.count)
        for key in keys {
            do throws(StorageError) {
                answers.append(archive.residency(of: try BodyState(try await broker.row(key))))
            } catch {
                guard error.reason == .notFound else { throw error }
                answers.append(nil)
            }
        }
        return answers
    }

    public func stageIn(
        _ keys: [ObjectKey], in container: ContainerAddress, pin: Bool
    ) async throws(StorageError) {
        try await archive.stageIn(keys, in: container, pin: pin)
    }

    public func evict(
        _ keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) -> UInt64 {
        try await archive.evict(keys, in: container)
    }

    public func verify(
        _ keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) {
        try await archive.verify(keys, in: container)
    }

    public func reserve(_ bytes: UInt64) async throws(StorageError) {
        try await archive.reserve(bytes)
    }

    public func unreserve(_ bytes: UInt64) async {
        archive.ledger.unreserve(bytes)
    }

    public func cacheSpace() async throws(StorageError) -> CacheSpace {
        try await archive.waitForStock()
        return archive.ledger.space
    }

    public func media() async throws(StorageError) -> [Medium] {
        try await archive.waitForStock()
        let mounted = archive.bay.mounted
        return archive.shelf.all.map { volume in
            let record = volume.record
            return Medium(
                name: record.name, capacityBytes: archive.shelf.volumeBytes,
                usedBytes: record.endBytes, createdAt: record.createdAt,
                lastAccessedAt: volume.lastAccessedAt, isFull: record.isFull,
                isMounted: mounted.contains(record.name))
        }
    }
}

extension Archive {
    func residency(of state: BodyState) -> Residency {
        let isArriving = state.isWanted && canHold(state) || wanted.contains(state.id)
        return Residency(
            cache: state.isEvicted ? (isArriving ? .arriving : .absent) : .resident,
            sizeBytes: state.sizeBytes, isArchived: state.placement != nil,
            isPinned: state.isPinned, media: state.placement.map { [$0.volume] } ?? [])
    }

    /// Notes in the rows that their bodies are asked for, and puts them on the list.
    func stageIn(
        _ keys: [ObjectKey], in container: ContainerAddress, pin: Bool
    ) async throws(StorageError) {
        var bytes: UInt64 = 0
        let broker = cache.container(container)
        for key in Set(keys) {
            bytes += try BodyState(try await broker.row(key)).sizeBytes
        }
        guard bytes <= ledger.capacityBytes else {
            throw StorageError(
                .insufficientStorage(neededBytes: bytes),
                "\(bytes) bytes are more than the cache of \(container) can hold")
        }
        try await inBatches(keys) { batch throws(StorageError) in
            var asked: [(BodyState, ObjectKey)] = []
            try await rewrite(batch, in: container) { key, _, state throws(StorageError) in
                var new = state
                if state.isEvicted {
                    new.isWanted = true
                    asked.append((new, key))
                }
                if pin { new.isPinned = true }
                return new == state ? nil : .amend(new)
            }
            for (state, key) in asked {
                // Somebody may have mended the volume.
                _ = damaged.withLock { $0.removeValue(forKey: state.id) }
                want(state, at: RowPlace(container: container, key: key))
            }
        }
    }

    /// Takes bodies out of the cache that are on a volume, and pins off all.
    func evict(
        _ keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) -> UInt64 {
        var freed: UInt64 = 0
        let broker = cache.container(container)
        try await inBatches(keys) { batch throws(StorageError) in
            let changed = try await rewrite(batch, in: container) {
                _, _, state throws(StorageError) in
                var new = state
                new.isPinned = false
                new.isWanted = false
                if new.isEvictable {
                    new.isEvicted = true
                    return .replace(new, try await broker.stage(sizeBytes: 0).seal())
                }
                if let placement = state.placement, state.isEvicted {
                    wanted.remove(state.id, on: placement.volume)
                }
                return new == state ? nil : .amend(new)
            }
            let gone = changed.values.filter { $0.new.isEvicted && !$0.old.isEvicted }
            freed += evicted(gone.map(\.old))
        }
        return freed
    }

    /// Reads bodies from their volumes, in the order they lie there.
    func verify(
        _ keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) {
        let broker = cache.container(container)
        var volumes: [String: [(offset: UInt64, key: ObjectKey, state: BodyState)]] = [:]
        for key in Set(keys) {
            let state = try BodyState(try await broker.row(key))
            guard let placement = state.placement else {
                throw StorageError(.notFound, "\(container)/\(key.name) is on no volume")
            }
            volumes[placement.volume, default: []].append((placement.offset, key, state))
        }
        var failure: StorageError?
        var damaged: [ObjectKey: BodyState] = [:]
        for (volume, bodies) in volumes.sorted(by: { $0.key < $1.key }) {
            try await bay.mounting(volume) { mounted throws(StorageError) in
                for (_, key, state) in bodies.sorted(by: { $0.offset < $1.offset }) {
                    do throws(StorageError) {
                        try await read(state, from: mounted) { _ throws(StorageError) in }
                    } catch {
                        guard error.reason == .corrupt else { throw error }
                        failure = failure ?? error
                        damaged[key] = state
                    }
                }
            }
        }
        try await writeAgain(damaged, in: container)
        if let failure { throw failure }
    }

    /// Bodies that are damaged on their volumes go to another place, as far as the cache has them.
    private func writeAgain(
        _ damaged: [ObjectKey: BodyState], in container: ContainerAddress
    ) async throws(StorageError) {
        try await inBatches(Array(damaged.keys)) { batch throws(StorageError) in
            let changed = try await rewrite(batch, in: container) {
                key, _, state throws(StorageError) in
                guard let old = damaged[key], state.id == old.id,
                    state.placement == old.placement, !state.isEvicted
                else { return nil }
                var new = state
                new.placement = nil
                return .amend(new)
            }
            for (key, state) in changed {
                archiveLater(state.new, at: RowPlace(container: container, key: key))
            }
        }
    }

    func reserve(_ bytes: UInt64) async throws(StorageError) {
        try await waitForStock()
        guard bytes <= ledger.capacityBytes else {
            throw StorageError(
                .insufficientStorage(neededBytes: bytes),
                "\(bytes) bytes are more than the cache can hold")
        }
        while !ledger.reserve(bytes) {
            let lacking = ledger.lacking(for: bytes, besideReserved: true)
            guard lacking > 0 else { continue }
            // What is not enough is left in the cache.
            guard ledger.space.evictableBytes >= lacking,
                try await evictOldest(bytes: lacking) > 0
            else {
                throw StorageError(.busy, "the cache has no room for \(bytes) bytes now")
            }
        }
    }

    private func inBatches(
        _ keys: [ObjectKey], _ body: ([ObjectKey]) async throws(StorageError) -> Void
    ) async throws(StorageError) {
        var rest = keys[...]
        while !rest.isEmpty {
            try await body(Array(rest.prefix(options.commitRows)))
            rest = rest.dropFirst(options.commitRows)
        }
    }
}
