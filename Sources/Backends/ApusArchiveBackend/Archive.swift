// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import Synchronization

/// The one that all brokers of an archive share: cache, volumes, and the work between them.
final class Archive: Sendable {
    let cache: any (Auditable & Reclaiming)
    let options: ArchiveOptions
    /// Where volumes are when the options say nothing of it.
    let ownVolumes: String
    let ledger: CacheLedger
    let shelf: VolumeShelf
    let bay: DriveBay
    /// Held by commits for the rows they change: whose state is read before it is written.
    let locks = RowLocks()
    /// New bodies that no volume has.
    let pending: PendingBodies
    /// Bodies that are asked for.
    let wanted = WantedBodies()
    /// Bodies that were not on their volumes as they should be.
    let damaged = Mutex<[UInt64: String]>([:])
    /// Opens when every row has been looked at.
    private let stock = Latch()
    /// How many rows could not be read.
    private let unread = Mutex(0)
    let counters = Mutex(ArchiveCounters())
    /// Held by who makes room.
    let evicting = Turn()
    private let tasks = Mutex<[Task<Void, Never>]>([])

    /// Finds volumes as the last process has left them.
    init(
        _ cache: any (Auditable & Reclaiming), in directory: String, _ options: ArchiveOptions
    ) async throws(StorageError) {
        ownVolumes = "\(directory)/volumes"
        self.cache = cache
        self.options = options
        ledger = CacheLedger(
            capacityBytes: options.cacheBytes,
            highBytes: options.cacheBytes / 100 * UInt64(options.highWatermarkPercent))
        let lane = Lane(name: "apus-media", threads: options.drives + 1)
        shelf = try await lane.working { () throws(StorageError) in
            try VolumeShelf(
                options.place, catalogue: "\(directory)/catalogue",
                volumeBytes: options.volumeBytes, lane: lane)
        }
        bay = DriveBay(
            drives: options.drives, shelf: shelf, speed: options.speed, clock: options.clock,
            observe: options.observe)
        pending = PendingBodies(limit: options.pendingLimit)
        // One that cannot be read at all is nothing to open.
        _ = try await cache.objects(.all, after: nil, limit: 1)
    }

    /// Looks at every row, while others change them: a row is locked meanwhile, and what was
    /// counted already is not counted again.
    private func takeStock() async {
        while !Task.isCancelled {
            do throws(StorageError) {
                try await lookAtRows()
                ledger.endCounting()
                return stock.open()
            } catch {
                guard error.reason != .cancelled else { return }
                counters.withLock { $0.archiveFailures += 1 }
                try? await options.clock.sleep(options.retryDelay)
            }
        }
    }

    /// Waits until it is known what is in the cache and what volumes have.
    func waitForStock() async throws(StorageError) {
        guard !stock.isOpen else { return }
        do {
            try await stock.wait()
        } catch {
            throw StorageError(.cancelled, "waiting for an archive that opens", cause: error)
        }
    }

    private func lookAtRows() async throws(StorageError) {
        unread.withLock { $0 = 0 }
        try await eachRow(isLocking: true) { place, state throws(StorageError) in
            ledger.count(state, at: place)
            note(state, at: place)
        }
        try await distrustGaps()
    }

    /// Keeps volumes that a row may need which cannot be read now: it may be mended.
    private func distrustGaps() async throws(StorageError) {
        var isWhole = unread.withLock { $0 } == 0
        var position: AuditPosition?
        repeat {
            let page = try await cache.indexes(after: position, limit: 1_000)
            for case .container(let address) in page.elements where isWhole {
                do throws(StorageError) {
                    _ = try await cache.container(address).info(.current)
                } catch {
                    isWhole = error.reason == .notFound
                }
            }
            position = page.next
        } while position != nil && isWhole
        if !isWhole { shelf.copy() }
    }

    /// Walks over all rows that can be read, or over those of an account.
    ///
    /// - Parameter isLocking: whether nobody else may change a row while it is looked at.
    /// - Throws: `.cancelled`, between two pages.
    func eachRow(
        of account: AccountName? = nil, isLocking: Bool = false,
        _ body: (RowPlace, BodyState) async throws(StorageError) -> Void
    ) async throws(StorageError) {
        var position = account.map { AuditPosition(after: .account($0)) }
        repeat {
            if Task.isCancelled { throw StorageError(.cancelled, "a walk over all rows") }
            let page = try await cache.objects(.all, after: position, limit: 1_000)
            for location in page.elements {
                if let account, location.container.account != account { return }
                let keys = isLocking ? [location.key] : []
                await locks.take(keys, in: location.container)
                defer { locks.release(keys, in: location.container) }
                let state: BodyState
                do throws(StorageError) {
                    state = try BodyState(
                        try await cache.container(location.container).row(location.key))
                } catch {
                    switch error.reason {
                    case .notFound, .deleted: continue
                    case .corrupt, .unavailable:
                        unread.withLock { $0 += 1 }
                        continue
                    default: throw error
                    }
                }
                try await body(
                    RowPlace(container: location.container, key: location.key), state)
            }
            position = page.next
        } while position != nil
    }

    /// Begins the work in the background.
    func start() {
        var started = [
            Task { await self.takeStock() }, Task { await self.archiveForever() },
            Task { await self.relieveForever() },
        ]
        for _ in 0..<options.drives { started.append(Task { await self.stageForever() }) }
        tasks.withLock { $0 = started }
    }

    /// Ends it: what is being written is left, and found again.
    func stop() async {
        let running = tasks.withLock { tasks in
            defer { tasks = [] }
            return tasks
        }
        for task in running { task.cancel() }
        for task in running { await task.value }
    }

    // MARK: Bodies

    /// A name for a new body.
    func newID() -> UInt64 { .random(in: 1 ... .max) }

    /// Puts a body on the list of those that go to a volume; parts have to be assembled first.
    func archiveLater(_ state: BodyState, at place: RowPlace) {
        if case .parts = place.key.space { return }
        pending.add(
            PendingBody(
                place: place, id: state.id, sizeBytes: state.sizeBytes,
                due: options.clock.now() + options.delay))
    }

    /// Puts a body on the list of those that are read; one that can never come would only hold
    /// up the others of its volume.
    func want(_ state: BodyState, at place: RowPlace) {
        guard let placement = state.placement, canHold(state) else { return }
        wanted.add(
            WantedBody(
                place: place, id: state.id, sizeBytes: state.sizeBytes, offset: placement.offset),
            on: placement.volume)
    }

    /// What a row says that volumes have of it, or have to do for it.
    func note(_ state: BodyState, at place: RowPlace) {
        guard let placement = state.placement else { return archiveLater(state, at: place) }
        shelf.secure(placement, sizeBytes: state.sizeBytes)
        if state.isWanted, state.isEvicted { want(state, at: place) }
    }

    /// Whether the cache has room for a body when it has no other: it may have been larger once.
    func canHold(_ state: BodyState) -> Bool { state.sizeBytes <= ledger.capacityBytes }

    /// What a row has to do with volumes goes.
    func forget(_ state: BodyState, at place: RowPlace) {
        ledger.change(from: state, to: nil, at: place)
        if let placement = state.placement {
            shelf.unmark(placement, sizeBytes: state.sizeBytes)
            wanted.remove(state.id, on: placement.volume)
        }
        _ = damaged.withLock { $0.removeValue(forKey: state.id) }
    }

    // MARK: Rows

    /// What becomes of a row's body; the row stays as it is for everybody else.
    enum Rewriting {
        /// It is told otherwise where the body is.
        case amend(BodyState)
        /// Another body stands there.
        case replace(BodyState, any StagedBody)
    }

    /// Changes what rows tell of their bodies, in one commit; rows that are gone are left out.
    ///
    /// - Parameter decide: gets a row as it is while nobody else can change it; nil leaves it.
    /// - Returns: the states before and after of rows that were changed.
    @discardableResult
    func rewrite(
        _ keys: [ObjectKey], in container: ContainerAddress, isCharged: Bool = false,
        _ decide: (ObjectKey, ObjectRow, BodyState) async throws(StorageError) -> Rewriting?
    ) async throws(StorageError) -> [ObjectKey: (old: BodyState, new: BodyState)] {
        let keys = Set(keys).sorted()
        let broker = cache.container(container)
        await locks.take(keys, in: container)
        defer { locks.release(keys, in: container) }
        var changes: [ObjectChange] = []
        var states: [ObjectKey: (old: BodyState, new: BodyState)] = [:]
        for key in keys {
            let row: ObjectRow
            do throws(StorageError) {
                row = try await broker.row(key)
            } catch {
                guard error.reason == .notFound else { throw error }
                continue
            }
            let old = try BodyState(row)
            guard let rewriting = try await decide(key, row, old) else { continue }
            let (new, effect): (BodyState, ObjectChange.Effect) =
                switch rewriting {
                case .amend(let new): (new, .amend(new.row(row)))
                case .replace(let new, let body): (new, .put(new.row(row), body))
                }
            // Only what goes round the brokers can come between: quarantine, reaping.
            changes.append(
                ObjectChange(key, requires: .row(modifiedAt: row.modifiedAt), effect))
            states[key] = (old, new)
        }
        while !changes.isEmpty {
            do throws(StorageError) {
                _ = try await broker.commit(changes)
                break
            } catch {
                guard case .guardFailed(let number) = error.reason,
                    changes.indices.contains(number)
                else { throw error }
                states[changes.remove(at: number).key] = nil
            }
        }
        for (key, state) in states {
            let place = RowPlace(container: container, key: key)
            ledger.change(from: state.old, to: state.new, at: place, isCharged: isCharged)
            guard state.new.placement != state.old.placement else { continue }
            if let placement = state.old.placement {
                shelf.unmark(placement, sizeBytes: state.old.sizeBytes)
            }
            if let placement = state.new.placement {
                shelf.mark(placement, sizeBytes: state.new.sizeBytes)
            }
        }
        return states
    }
}

/// What has happened since the start.
struct ArchiveCounters: Sendable {
    var archivedBodies: UInt64 = 0
    var archivedBytes: UInt64 = 0
    var stagedBodies: UInt64 = 0
    var stagedBytes: UInt64 = 0
    var evictedBodies: UInt64 = 0
    var evictedBytes: UInt64 = 0
    var archiveFailures: UInt64 = 0
    var damagedBodies: UInt64 = 0
    /// Why the last attempt to write a volume failed; nil when it did not.
    var problem: StorageError?
}
