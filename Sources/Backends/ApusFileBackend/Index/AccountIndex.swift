// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import Synchronization

/// What is known of an account as of its last durable transaction.
struct AccountState: Sendable {
    var createdAt: Timestamp
    var deletedAt: Timestamp?
    var metadata: TimedMetadata
    var containerCounts: [PolicyIndex: UInt64]
    /// It was forgotten with its tombstone, or set aside: whoever still has it looks anew.
    var isGone = false
    /// It was deleted and its containers are being taken away: it cannot come back before they
    /// are, or what is made in it would go with them.
    var isBeingEmptied = false
    /// Counts its deletions, so that work begun before one notices it.
    var generation = 0

    var isDeleted: Bool { deletedAt != nil }

    mutating func count(_ policy: PolicyIndex, _ step: Int) {
        let count = Int(containerCounts[policy] ?? 0) + step
        containerCounts[policy] = count == 0 ? nil : UInt64(count)
    }
}

/// What an account's listing tells of a container.
struct ContainerSummary: Hashable, Sendable {
    var totals: Totals
    var modifiedAt: Timestamp
}

/// An open account.
///
/// Totals are never written per PUT: the containers' own indexes have them. Here they are in
/// memory, and written to the table when the account closes or the store shuts down. After an
/// end without that, recovery sums up the containers that the epoch's record names.
final class AccountIndex: Sendable {
    private struct Live {
        /// What differs from the table.
        var summaries: [ContainerName: ContainerSummary] = [:]
        var totals: [PolicyIndex: Totals]
    }

    let name: AccountName
    let directory: String
    let writer: TransactionQueue<AccountState>
    private let readers: ReaderPool
    private let live: Mutex<Live>
    let lanes: Lanes

    /// Opens an account; nil when there is none. Blocks.
    init?(
        _ name: AccountName, directory: String, lanes: Lanes, gate: Gate
    ) throws(StorageError) {
        let path = StoreLayout.index(ofAccountIn: directory)
        guard !StoreLayout.exists(StoreLayout.quarantineMark(ofAccountIn: directory)) else {
            throw StorageError(.unavailable, "account /\(name) waits to be rebuilt")
        }
        guard StoreLayout.exists(path) else { return nil }
        let database = try Schema.open(path)
        // Accounts that were made by an earlier version have none.
        try database.execute(Schema.tombstones)
        let head = try database.statement("SELECT created_at, deleted_at, name FROM account")
        guard try head.step(), head.text(2) == name.text else {
            throw StorageError(.corrupt, "\(path): not the index of account \(name)")
        }
        var state = AccountState(
            createdAt: try RowFields.moment(head.text(0)),
            deletedAt: head.isNull(1) ? nil : try RowFields.moment(head.text(1)),
            metadata: TimedMetadata(), containerCounts: [:])
        head.reset()
        state.metadata = try Schema.readMetadata(database)
        var totals: [PolicyIndex: Totals] = [:]
        let sums = try database.statement(
            """
            SELECT policy, count(*), sum(object_count), sum(bytes_used) FROM containers
            GROUP BY policy
            """)
        while try sums.step() {
            let policy = PolicyIndex(UInt32(truncatingIfNeeded: sums.integer(0)))
            state.containerCounts[policy] = UInt64(bitPattern: sums.integer(1))
            totals[policy] = Totals(
                objectCount: UInt64(bitPattern: sums.integer(2)),
                bytesUsed: UInt64(bitPattern: sums.integer(3)))
        }
        self.name = name
        self.directory = directory
        self.lanes = lanes
        readers = ReaderPool(path)
        live = Mutex(Live(totals: totals))
        writer = TransactionQueue(database, state: state, lane: lanes.committing, gate: gate)
    }

    /// The state of an account that exists.
    func existing() throws(StorageError) -> AccountState {
        let state = writer.state
        guard !state.isGone else { throw StorageError(.unavailable, "account /\(name)") }
        guard !state.isDeleted else { throw StorageError(.deleted, "account /\(name)") }
        return state
    }

    /// The life of the account, also of one that was deleted.
    var info: AccountInfo {
        let state = writer.state
        let totals = live.withLock { $0.totals }
        return AccountInfo(
            createdAt: state.createdAt, deletedAt: state.deletedAt,
            containerCount: state.containerCounts.values.reduce(0, +),
            totals: totals.values.reduce(Totals()) { $0 + $1 })
    }

    /// What is remembered of a deleted container. Blocks.
    func tombstone(_ name: ContainerName) throws(StorageError) -> ContainerInfo? {
        try readers.read { database throws(StorageError) in
            let statement = try database.statement(
                "SELECT created_at, deleted_at, policy FROM tombstones WHERE name = ?1")
            defer { statement.reset() }
            statement.bind([.text(name.text)])
            guard try statement.step() else { return nil }
            let createdAt = try RowFields.moment(statement.text(0))
            return ContainerInfo(
                createdAt: createdAt, modifiedAt: createdAt,
                deletedAt: try RowFields.moment(statement.text(1)),
                policy: PolicyIndex(UInt32(truncatingIfNeeded: statement.integer(2))))
        }
    }

    var stat: AccountStat {
        get throws(StorageError) {
            let state = try existing()
            let totals = live.withLock { $0.totals }
            var policies: [PolicyIndex: AccountStat.PolicyStat] = [:]
            for (policy, count) in state.containerCounts {
                policies[policy] = AccountStat.PolicyStat(
                    containerCount: count, totals: totals[policy] ?? Totals())
            }
            return AccountStat(
                createdAt: state.createdAt, metadata: state.metadata.metadata,
                containerCount: state.containerCounts.values.reduce(0, +), policies: policies)
        }
    }

    /// A container's part of the account has changed.
    func containerChanged(
        _ name: ContainerName, _ policy: PolicyIndex, from old: ContainerSummary,
        to new: ContainerSummary
    ) {
        live.withLock { live in
            live.summaries[name] = new
            var totals = live.totals[policy] ?? Totals()
            // Wrapping, because the parts come in no order.
            totals.objectCount =
                totals.objectCount &+ new.totals.objectCount &- old.totals.objectCount
            totals.bytesUsed = totals.bytesUsed &+ new.totals.bytesUsed &- old.totals.bytesUsed
            live.totals[policy] = totals
        }
    }

    /// Forgets a container that was deleted.
    func containerDeleted(_ name: ContainerName) {
        live.withLock { $0.summaries[name] = nil }
    }

    /// Forgets everything: the account was deleted.
    func emptied() {
        live.withLock { $0 = Live(totals: [:]) }
    }

    /// The file of a container's index and its policy; nil when there is no such container.
    /// Blocks.
    func find(
        _ name: ContainerName
    ) throws(StorageError) -> (file: String, policy: PolicyIndex)? {
        guard !writer.state.isDeleted else { return nil }
        return try readers.read { database throws(StorageError) in
            let statement = try database.statement(
                "SELECT file, policy FROM containers WHERE name = ?1")
            defer { statement.reset() }
            statement.bind([.text(name.text)])
            guard try statement.step() else { return nil }
            return (
                statement.text(0), PolicyIndex(UInt32(truncatingIfNeeded: statement.integer(1)))
            )
        }
    }

    /// Lets nothing more be read or written. Blocks.
    func quarantine() {
        writer.close(because: StorageError(.unavailable, "account /\(name) waits to be rebuilt")) {
            $0.isGone = true
        }
        readers.close()
        live.withLock { $0.summaries = [:] }
    }

    /// Reads the index. Blocks.
    func read<Answer>(
        _ body: (Database) throws(StorageError) -> Answer
    ) throws(StorageError) -> Answer {
        try readers.read(body)
    }

    /// What differs from the table now.
    var summaries: [ContainerName: ContainerSummary] { live.withLock { $0.summaries } }

    /// A container's index was made anew: what the account counts for it is replaced. Blocks.
    func containerRebuilt(
        _ name: ContainerName, _ policy: PolicyIndex, to new: ContainerSummary
    ) throws(StorageError) {
        let old: ContainerSummary?
        if let known = summaries[name] { old = known } else { old = try summaryInTable(name) }
        containerChanged(
            name, policy, from: old ?? ContainerSummary(totals: Totals(), modifiedAt: .zero),
            to: new)
    }

    private func summaryInTable(
        _ name: ContainerName
    ) throws(StorageError) -> ContainerSummary? {
        try readers.read { database throws(StorageError) in
            let statement = try database.statement(
                "SELECT object_count, bytes_used, modified_at FROM containers WHERE name = ?1")
            defer { statement.reset() }
            statement.bind([.text(name.text)])
            guard try statement.step() else { return nil }
            return ContainerSummary(
                totals: Totals(
                    objectCount: UInt64(bitPattern: statement.integer(0)),
                    bytesUsed: UInt64(bitPattern: statement.integer(1))),
                modifiedAt: try RowFields.moment(statement.text(2)))
        }
    }

    /// Whether the totals in memory are the sum of what is known of the containers. Blocks.
    func checkTotals(_ stop: StopFlag) throws(StorageError) -> Bool {
        // Containers change meanwhile: one of a few looks must find them equal.
        for _ in 0..<5 {
            let (summaries, totals) = live.withLock { ($0.summaries, $0.totals) }
            let sums = try readers.read { database throws(StorageError) in
                let statement = try database.statement(
                    "SELECT name, policy, object_count, bytes_used FROM containers")
                defer { statement.reset() }
                var sums: [PolicyIndex: Totals] = [:]
                while try statement.step() {
                    try stop.check()
                    let policy = PolicyIndex(UInt32(truncatingIfNeeded: statement.integer(1)))
                    let known = (try? ContainerName(statement.text(0))).flatMap { summaries[$0] }
                    let own =
                        known?.totals
                        ?? Totals(
                            objectCount: UInt64(bitPattern: statement.integer(2)),
                            bytesUsed: UInt64(bitPattern: statement.integer(3)))
                    sums[policy] = (sums[policy] ?? Totals()) + own
                }
                return sums
            }
            let isEqual = Set(sums.keys).union(totals.keys).allSatisfy {
                (sums[$0] ?? Totals()) == (totals[$0] ?? Totals())
            }
            if isEqual { return true }
        }
        return false
    }

    /// One page of containers. Blocks.
    func list(_ query: ListingQuery) throws(StorageError) -> AccountPage {
        var query = query
        query.path = nil
        let summaries = live.withLock { $0.summaries }
        return try readers.read { database throws(StorageError) in
            var page = AccountPage(entries: [])
            var cursor = IndexCursor(
                database, selecting: "name, modified_at, policy, object_count, bytes_used",
                from: "containers", isReversed: query.isReversed)
            defer { cursor.close() }
            try ListingWalk(query).run(over: &cursor) { name, row throws(StorageError) in
                var summary = ContainerSummary(
                    totals: Totals(
                        objectCount: UInt64(bitPattern: row.integer(3)),
                        bytesUsed: UInt64(bitPattern: row.integer(4))),
                    modifiedAt: try RowFields.moment(row.text(1)))
                if !summaries.isEmpty, let checked = try? ContainerName(name),
                    let newer = summaries[checked]
                {
                    summary = newer
                }
                page.entries.append(
                    .container(
                        ContainerListing(
                            name: name, totals: summary.totals, modifiedAt: summary.modifiedAt,
                            policy: PolicyIndex(UInt32(truncatingIfNeeded: row.integer(2))))))
            } subdirectory: { directory in
                page.entries.append(.subdirectory(directory))
            }
            return page
        }
    }

    /// Writes the totals down and closes. Nothing must be under way. Blocks.
    func close() throws(StorageError) {
        readers.close()
        writer.close()
        let summaries = live.withLock { $0.summaries }
        guard !summaries.isEmpty else { return }
        let database = try Schema.open(StoreLayout.index(ofAccountIn: directory))
        try Self.write(summaries, database)
    }

    /// Writes totals of containers to the table. Blocks.
    static func write(
        _ summaries: [ContainerName: ContainerSummary], _ database: Database
    ) throws(StorageError) {
        try database.run("BEGIN IMMEDIATE")
        for (name, summary) in summaries {
            try database.run(
                """
                UPDATE containers SET object_count = ?2, bytes_used = ?3, modified_at = ?4
                WHERE name = ?1
                """,
                .text(name.text), .integer(Int64(bitPattern: summary.totals.objectCount)),
                .integer(Int64(bitPattern: summary.totals.bytesUsed)),
                .text(summary.modifiedAt.description))
        }
        try database.run("COMMIT")
    }
}
