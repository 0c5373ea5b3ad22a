// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import Synchronization

/// Gives back what deleted accounts and containers still hold, a batch at a time, behind
/// everything else.
extension PackedStore {
    /// How many rows, or containers, a step looks at.
    private static let stepLimit = 256

    /// Begins to reap, unless that is under way.
    func reapLater() {
        guard reaping.begin() else { return }
        lanes.background.start { self.reapNext() }
    }

    /// One step, and then the next.
    private func reapNext() {
        do throws(StorageError) {
            let index = try readable()
            guard let step = try Self.nextReaping(index) else {
                if reaping.end() { lanes.background.start { self.reapNext() } }
                return
            }
            let job = CommitJob {
                step.apply(to: $0)
                return true
            } settle: { failure in
                // What fails now is done after the next start.
                if failure != nil { return self.reaping.stop() }
                self.lanes.background.start { self.reapNext() }
            }
            if !queue.add(job, process: { [self] in process($0) }) { reaping.stop() }
        } catch {
            reaping.stop()
        }
    }

    /// What is to be reaped next; nil when nothing is left. Blocks.
    ///
    /// - Parameter account: only of this account, or of containers that were deleted earlier.
    static func nextReaping(
        _ index: RocksIndex, of account: AccountName? = nil, limit: Int = stepLimit
    ) throws(StorageError) -> ReapStep? {
        let (from, to) = Keys.Kind.deadContainer.range
        let containers = index.iterator(.heads, from: from, to: to)
        containers.seekToFirst()
        let container = try containers.read { key, _ throws(StorageError) in
            var reader = FieldReader(at: 1)
            return reader.ordered(key)
        }
        if let container {
            return try rows(of: container, index, limit: limit)
        }
        let (first, last) = Keys.Kind.deadAccount.range
        let accounts = index.iterator(.heads, from: first, to: last)
        accounts.seekToFirst()
        while let (id, name) = try accounts.read({ key, value throws(StorageError) in
            var reader = FieldReader(at: 1)
            return (reader.ordered(key), try HeadRecord.account(value).name)
        }) {
            if account == nil || account == name {
                return try Self.containers(of: id, index, limit: limit)
            }
            accounts.next()
        }
        return nil
    }

    private static func rows(
        of container: UInt64, _ index: RocksIndex, limit: Int
    ) throws(StorageError) -> ReapStep {
        var step = ReapStep(id: container, kind: .container)
        let (from, to) = RowKey.range(of: container)
        let rows = index.iterator(.rows, from: from, to: to, fillsCache: false)
        rows.seekToFirst()
        while step.rows.count < limit,
            let row = try rows.read({ key, value throws(StorageError) in
                (key.bytes(0..<key.byteCount), try RowRecord.decode(value))
            })
        {
            step.rows.append(row)
            rows.next()
        }
        step.isLast = step.rows.count < limit
        return step
    }

    private static func containers(
        of account: UInt64, _ index: RocksIndex, limit: Int
    ) throws(StorageError) -> ReapStep {
        var step = ReapStep(id: account, kind: .account)
        let from = Keys.container("", in: account)
        let containers = index.iterator(.heads, from: from, to: Keys.container("", in: account + 1))
        containers.seekToFirst()
        while step.containers.count < limit,
            let found = try containers.read({ key, value throws(StorageError) in
                let head = try ContainerHead(value, account: account)
                return (key.bytes(0..<key.byteCount), head.id)
            })
        {
            step.containers.append(found)
            containers.next()
        }
        step.isLast = step.containers.count < limit
        guard step.isLast else { return step }
        let first = Keys.container("", in: account, .tombstone)
        let tombstones = index.iterator(
            .heads, from: first, to: Keys.container("", in: account + 1, .tombstone))
        tombstones.seekToFirst()
        while let key = try tombstones.read({ key, _ in key.bytes(0..<key.byteCount) }) {
            step.tombstones.append(key)
            tombstones.next()
        }
        return step
    }
}

/// A part of a deleted account or container that is given back in one batch.
struct ReapStep: Sendable {
    enum Kind {
        case account
        case container
    }

    let id: UInt64
    let kind: Kind
    /// Of a container.
    var rows: [(key: Bytes, row: StoredRow)] = []
    /// Of an account: keys and numbers.
    var containers: [(key: Bytes, id: UInt64)] = []
    /// Of an account: keys.
    var tombstones: [Bytes] = []
    /// Nothing of it is left behind this step.
    var isLast = false

    init(id: UInt64, kind: Kind) {
        self.id = id
        self.kind = kind
    }

    func apply(to transaction: Transaction) {
        for (key, row) in rows {
            transaction.setRow(key, nil, over: row)
            transaction.doom(row.parts)
        }
        for (key, id) in containers {
            transaction.delete(key, in: .heads)
            transaction.put(Keys.numbered(.deadContainer, id), Bytes(), in: .heads)
        }
        for key in tombstones { transaction.delete(key, in: .heads) }
        guard isLast else { return }
        transaction.delete(Keys.numbered(.metadata, id), in: .heads)
        switch kind {
        case .account:
            transaction.delete(Keys.numbered(.deadAccount, id), in: .heads)
            transaction.delete(Keys.numbered(.name, id), in: .heads)
        case .container:
            transaction.delete(Keys.numbered(.deadContainer, id), in: .heads)
            transaction.delete(Keys.numbered(.address, id), in: .heads)
        }
    }
}

/// Whether something is being reaped, and whether more has come meanwhile.
final class Reaping: Sendable {
    private struct State {
        var isRunning = false
        var hasMore = false
    }

    private let state = Mutex(State())

    /// Whether the caller is to run.
    func begin() -> Bool {
        state.withLock { state in
            state.hasMore = state.isRunning
            defer { state.isRunning = true }
            return !state.isRunning
        }
    }

    /// Whether whoever runs is to run once more.
    func end() -> Bool {
        state.withLock { state in
            state.isRunning = state.hasMore
            state.hasMore = false
            return state.isRunning
        }
    }

    func stop() {
        state.withLock { $0 = State() }
    }
}
