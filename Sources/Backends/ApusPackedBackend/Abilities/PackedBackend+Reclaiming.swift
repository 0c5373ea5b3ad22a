// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
public import ApusModel
public import ApusStorage

/// Doomed bodies are removed behind the batch that dooms them, and bodies without a row only
/// come of a crash, after which the start finds them: what is left to be asked for are tombstones.
extension PackedBackend: Reclaiming {
    public func reclaim(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        let old = try await store.lanes.reading.workingUntilCancelled {
            [store] stop throws(StorageError) in
            try Tombstones.find(olderThan: moment, limit: limit, try store.readable(), stop)
        }
        guard !old.accounts.isEmpty || !old.containers.isEmpty else { return ReclaimReport() }
        let count = try await store.perform { transaction throws(StorageError) in
            for key in old.containers { transaction.delete(key, in: .heads) }
            var count = UInt64(old.containers.count)
            for name in old.accounts {
                // It may have come back meanwhile.
                guard let deletedAt = try transaction.account(name)?.deletedAt, deletedAt < moment
                else { continue }
                transaction.set(name, nil)
                count += 1
            }
            return count
        }
        return ReclaimReport(
            tombstones: count, isFinished: old.accounts.count + old.containers.count < limit)
    }

    public func deletedAccounts(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<DeletedAccount> {
        try await store.lanes.reading.working { [store] () throws(StorageError) in
            let (from, to) = Keys.Kind.deadAccount.range
            let dead = try store.readable().iterator(.heads, from: from, to: to)
            if let last = position.flatMap({ UInt64($0.text) }), last < .max {
                dead.seek(Keys.numbered(.deadAccount, last + 1))
            } else {
                dead.seekToFirst()
            }
            var found: [DeletedAccount] = []
            var last: UInt64 = 0
            while let (id, account) = try dead.read({ key, value throws(StorageError) in
                var reader = FieldReader(at: 1)
                return (reader.ordered(key), try HeadRecord.account(value))
            }) {
                guard found.count < limit else {
                    return AuditPage(found, next: AuditPosition(String(last)))
                }
                found.append(DeletedAccount(name: account.name, deletedAt: account.time))
                last = id
                dead.next()
            }
            return AuditPage(found, next: nil)
        }
    }

    public func reap(
        _ account: AccountName, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        let step = try await store.lanes.reading.working { [store] () throws(StorageError) in
            let index = try store.readable()
            return try PackedStore.nextReaping(index, of: account, limit: limit)
        }
        guard let step else { return ReclaimReport() }
        try await store.perform { step.apply(to: $0) }
        return ReclaimReport(
            bodies: step.rows.reduce(0) { $0 + UInt64($1.row.parts.count) },
            sizeBytes: step.rows.reduce(0) { $0 + $1.row.row.sizeBytes }, isFinished: false)
    }
}

/// What is remembered of the deleted, for long enough.
private struct Tombstones: Sendable {
    var accounts: [AccountName] = []
    /// Keys.
    var containers: [Bytes] = []

    /// Blocks.
    static func find(
        olderThan moment: Timestamp, limit: Int, _ index: RocksIndex, _ stop: StopFlag
    ) throws(StorageError) -> Tombstones {
        var old = Tombstones()
        let (from, to) = Keys.Kind.tombstone.range
        let containers = index.iterator(.heads, from: from, to: to, fillsCache: false)
        containers.seekToFirst()
        while old.containers.count < limit,
            let (key, info) = try containers.read({ key, value throws(StorageError) in
                (key.bytes(0..<key.byteCount), try HeadRecord.tombstone(value))
            })
        {
            try stop.check()
            containers.next()
            if let deletedAt = info.deletedAt, deletedAt < moment { old.containers.append(key) }
        }
        let (first, last) = Keys.Kind.account.range
        let accounts = index.iterator(.heads, from: first, to: last, fillsCache: false)
        accounts.seekToFirst()
        while old.accounts.count + old.containers.count < limit,
            let (name, head) = try accounts.read({ key, value throws(StorageError) in
                var reader = FieldReader(at: 1)
                return (reader.rest(key), try AccountHead(value))
            })
        {
            try stop.check()
            accounts.next()
            guard let deletedAt = head.deletedAt, deletedAt < moment,
                let name = try? AccountName(name)
            else { continue }
            // While it holds space, the account's reaper needs to know of it.
            let dead = try index.find(Keys.numbered(.deadAccount, head.id), in: .heads) { _ in }
            if case .missing = dead { old.accounts.append(name) }
        }
        return old
    }
}
