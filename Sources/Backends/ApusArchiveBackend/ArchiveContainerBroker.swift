// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusModel
import ApusStorage
import Synchronization

/// A container of the cache's, some of whose bodies are elsewhere.
struct ArchiveContainerBroker: WrappingContainerBroker {
    let archive: Archive
    let inner: any ContainerBroker
    let address: ContainerAddress

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        try await inner.list(query)
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try await inner.delete(at: time)
        archive.ledger.dropParts(of: address)
    }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        BodyState.plain(try await inner.row(key))
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        let file = try await inner.open(key, caching: caching)
        let state = try BodyState(file.row)
        guard state.isEvicted else {
            archive.ledger.touch(state.id)
            return CachedFile(file: file)
        }
        if let reason = archive.damaged.withLock({ $0[state.id] }) {
            throw StorageError(.corrupt, "\(address)/\(key.name): \(reason)")
        }
        guard archive.canHold(state) else {
            throw StorageError(
                .insufficientStorage(neededBytes: state.sizeBytes),
                "\(address)/\(key.name) is larger than the cache")
        }
        if archive.options.recalls {
            archive.want(state, at: RowPlace(container: address, key: key))
        }
        throw StorageError(.busy, "\(address)/\(key.name) has to come from a volume first")
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        let bytes = sizeBytes ?? 0
        guard bytes <= archive.ledger.capacityBytes else {
            throw StorageError(
                .insufficientStorage(neededBytes: bytes),
                "a body of \(bytes) bytes is larger than the cache")
        }
        try await archive.waitForStock()
        let charge = Charge(archive.ledger)
        guard try await archive.makeRoom(for: charge, bytes: bytes) else {
            throw archive.full(for: bytes)
        }
        return ChargedWriter(try await inner.stage(sizeBytes: sizeBytes), charge, archive)
    }

    // MARK: Commits

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        var keys: Set<ObjectKey> = []
        for change in changes {
            keys.insert(change.key)
            switch change.effect {
            case .put, .amend, .remove: break
            case .move(let source): keys.insert(source)
            case .assemble(_, from: let sources): keys.formUnion(sources)
            }
        }
        let rows = keys.sorted()
        await archive.locks.take(rows, in: address)
        defer { archive.locks.release(rows, in: address) }
        var plan = CommitPlan(archive, inner, address)
        for change in changes { try await plan.add(change) }
        let replaced = try await inner.commit(plan.changes)
        plan.settle(replaced)
        return replaced.map { $0.map(BodyState.plain) }
    }
}

/// The changes of a commit as the cache gets them, and what they mean to it and to volumes.
private struct CommitPlan {
    private let archive: Archive
    private let cache: any ContainerBroker
    private let address: ContainerAddress
    private(set) var changes: [ObjectChange] = []
    /// What stands at each key after the changes so far; nil where nothing does.
    private var standing: [ObjectKey: BodyState?] = [:]
    /// Bodies that are there, with the keys they had before the commit.
    private var before: [UInt64: (state: BodyState, key: ObjectKey)] = [:]
    /// Bodies that are new: those that were staged, and those that are made of others.
    private var staged: [UInt64: Charge] = [:]
    private var assembled: Set<UInt64> = []

    init(_ archive: Archive, _ cache: any ContainerBroker, _ address: ContainerAddress) {
        self.archive = archive
        self.cache = cache
        self.address = address
    }

    mutating func add(_ change: ObjectChange) async throws(StorageError) {
        let key = change.key
        let effect: ObjectChange.Effect
        switch change.effect {
        case .put(let row, let body):
            guard let body = body as? ChargedBody, body.archive === archive else {
                throw StorageError(.unavailable, "a body staged by another engine")
            }
            let state = BodyState(
                id: archive.newID(), sizeBytes: body.sizeBytes, checksum: body.checksum)
            staged[state.id] = body.charge
            standing[key] = .some(state)
            effect = .put(state.row(row), body.inner)
        case .amend(let row):
            let state = try await state(at: key)
            standing[key] = .some(state)
            effect = .amend(state?.row(row) ?? row)
        case .assemble(let row, from: let sources):
            var checksum: UInt32? = 0
            var sizeBytes: UInt64 = 0
            for source in sources {
                guard let part = try await state(at: source) else { continue }
                if part.isEvicted {
                    archive.want(part, at: RowPlace(container: address, key: source))
                    throw StorageError(
                        .busy, "\(address)/\(source.name) has to come from a volume first")
                }
                if let first = checksum, let second = part.checksum {
                    checksum = CRC32C.joined(first, second, sizeBytes: part.sizeBytes)
                } else {
                    checksum = nil
                }
                sizeBytes += part.sizeBytes
            }
            for source in sources { standing[source] = .some(nil) }
            let state = BodyState(id: archive.newID(), sizeBytes: sizeBytes, checksum: checksum)
            assembled.insert(state.id)
            standing[key] = .some(state)
            effect = .assemble(state.row(row), from: sources)
        case .move(from: let source):
            let moved = try await state(at: source)
            if source != key { standing[source] = .some(nil) }
            standing[key] = .some(moved)
            effect = change.effect
        case .remove:
            standing[key] = .some(nil)
            effect = change.effect
        }
        changes.append(ObjectChange(key, requires: change.requires, effect))
    }

    /// What a row tells of its body, as the changes before have left it; nil where none stands.
    private mutating func state(at key: ObjectKey) async throws(StorageError) -> BodyState? {
        if let known = standing[key] { return known }
        do throws(StorageError) {
            let state = try BodyState(try await cache.row(key))
            before[state.id] = (state, key)
            standing[key] = .some(state)
            return state
        } catch {
            guard error.reason == .notFound else { throw error }
            standing[key] = .some(nil)
            return nil
        }
    }

    /// Tells of what has become of bodies, now that the commit is made.
    mutating func settle(_ replaced: [ObjectRow?]) {
        for (change, row) in zip(changes, replaced) {
            // What told its place wrong was never counted.
            guard let row, let state = try? BodyState(row) else { continue }
            // What the commit itself put there has not been before.
            guard staged[state.id] == nil, !assembled.contains(state.id), before[state.id] == nil
            else { continue }
            before[state.id] = (state, change.key)
        }
        var kept: Set<UInt64> = []
        for (key, state) in standing {
            guard let state else { continue }
            kept.insert(state.id)
            let place = RowPlace(container: address, key: key)
            if let charge = staged[state.id] {
                charge.shrink(to: state.sizeBytes)
                charge.handOver()
                archive.ledger.change(from: nil, to: state, at: place, isCharged: true)
                archive.archiveLater(state, at: place)
            } else if assembled.contains(state.id) {
                archive.ledger.change(from: nil, to: state, at: place)
                archive.archiveLater(state, at: place)
            } else if let old = before[state.id], old.key != key {
                archive.ledger.move(
                    state, from: RowPlace(container: address, key: old.key), to: place)
                if let placement = state.placement {
                    archive.wanted.move(state.id, on: placement.volume, to: place)
                }
                // It may have come from where nobody has looked yet.
                archive.note(state, at: place)
            }
        }
        for (id, old) in before where !kept.contains(id) {
            archive.forget(old.state, at: RowPlace(container: address, key: old.key))
        }
    }
}

/// Writes into the cache, and counts the bytes against its size.
private final class ChargedWriter: ObjectWriter {
    /// Room is taken so much at a time where the size is not known.
    private static let stepBytes: UInt64 = 1 << 20

    private struct State {
        var checksum: UInt32 = 0
        var sizeBytes: UInt64 = 0
    }

    private let inner: any ObjectWriter
    private let charge: Charge
    private let archive: Archive
    private let state = Mutex(State())

    init(_ inner: any ObjectWriter, _ charge: Charge, _ archive: Archive) {
        self.inner = inner
        self.charge = charge
        self.archive = archive
    }

    func write(_ bytes: Bytes) async throws(StorageError) {
        let size = state.withLock { state in
            state.checksum = CRC32C.of(bytes, continuing: state.checksum)
            state.sizeBytes += UInt64(bytes.count)
            return state.sizeBytes
        }
        let known = charge.amount
        if size > known {
            guard size <= archive.ledger.capacityBytes else {
                throw StorageError(
                    .insufficientStorage(neededBytes: size), "a body is larger than the cache")
            }
            // No more at once than there can be.
            let step = min(
                max(size - known, Self.stepBytes), archive.ledger.capacityBytes - known)
            if !charge.grow(by: step) {
                guard try await archive.makeRoom(for: charge, bytes: size - known) else {
                    throw archive.full(for: size - known)
                }
            }
        }
        try await inner.write(bytes)
    }

    func seal() async throws(StorageError) -> any StagedBody {
        let sealed = try await inner.seal()
        let checksum = state.withLock { $0.checksum }
        charge.shrink(to: sealed.sizeBytes)
        return ChargedBody(inner: sealed, checksum: checksum, charge: charge, archive: archive)
    }

    func abandon() async {
        await inner.abandon()
        charge.giveBack()
    }
}

/// A sealed body without a row, which takes room.
private struct ChargedBody: StagedBody {
    let inner: any StagedBody
    let checksum: UInt32
    let charge: Charge
    let archive: Archive

    var sizeBytes: UInt64 { inner.sizeBytes }
}

/// An object of the cache's, without what its row tells of volumes.
private struct CachedFile: ObjectFile {
    let file: any ObjectFile

    var row: ObjectRow { BodyState.plain(file.row) }
    var description: String { file.description }

    func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece] {
        try await file.read(range)
    }
}
