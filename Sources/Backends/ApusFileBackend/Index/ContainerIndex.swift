// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import Synchronization

/// What is known of a container as of its last durable transaction.
struct ContainerState: Sendable {
    var createdAt: Timestamp
    var modifiedAt: Timestamp
    let policy: PolicyIndex
    var metadata: TimedMetadata
    var totals: Totals
    /// Its deletion has been decided; nothing is found in it any more.
    var isGone = false
    /// It was set aside: what is in it is served again when it has been rebuilt.
    var isQuarantined = false
    /// What the transaction under way leaves behind: bodies without a row, and newer rows for
    /// bodies that carry an older copy. Empty between transactions.
    var doomed: [BodyID] = []
    var amended: [AmendedBody] = []

    var summary: ContainerSummary { ContainerSummary(totals: totals, modifiedAt: modifiedAt) }
}

/// A row that changed over a body that stays.
struct AmendedBody: Sendable {
    let row: ObjectRow
    let key: ObjectKey
    let bodies: BodyList
}

/// An open container.
final class ContainerIndex: Sendable {
    let address: ContainerAddress
    let account: Lease<AccountIndex>
    let path: String
    let writer: TransactionQueue<ContainerState>
    /// What was opened a short while ago.
    let hot: HotObjects<ObjectKey, FileObject>
    private let readers: ReaderPool
    let store: BodyStore

    /// Opens the index of a container that its account knows. Blocks.
    init(
        _ address: ContainerAddress, of account: Lease<AccountIndex>, file: String,
        store: BodyStore, hotBudget: HotBudget, record: EpochRecord,
        gate: Gate
    ) throws(StorageError) {
        let path = StoreLayout.containers(ofAccountIn: account.value.directory) + "/" + file
        // The account knows it, so it was not deleted.
        guard StoreLayout.exists(path) else { throw Self.quarantined(address) }
        let database = try Schema.open(path)
        let state = try Self.readState(database)
        self.address = address
        self.account = account
        self.path = path
        self.store = store
        hot = HotObjects(budget: hotBudget)
        readers = ReaderPool(path)
        let left = try DoomedBodies.read(database)
        let bodies = RemovedBodies()
        let touchName = String(path.dropFirst(store.layout.root.utf8.count + 1))
        var hooks = TransactionQueue<ContainerState>.Hooks()
        hooks.before = { () throws(StorageError) in try record.touch(touchName) }
        hooks.begin = { database throws(StorageError) in
            try DoomedBodies.forget(bodies.take(), database)
        }
        hooks.after = { old, new in
            if old.summary != new.summary {
                account.value.containerChanged(
                    address.container, new.policy, from: old.summary, to: new.summary)
            }
            Self.leaveBehind(&new, address, store, bodies)
        }
        writer = TransactionQueue(
            database, state: state, lane: store.lanes.committing, gate: gate, hooks: hooks)
        store.removeLater(left) { bodies.add(left) }
    }

    /// Removes bodies whose rows are gone and renews the copies of rows that changed, behind the
    /// commit: neither is needed for what it promised.
    private static func leaveBehind(
        _ state: inout ContainerState, _ address: ContainerAddress, _ store: BodyStore,
        _ removed: RemovedBodies
    ) {
        let doomed = state.doomed
        let amended = state.amended
        state.doomed = []
        state.amended = []
        for change in amended {
            guard let first = change.bodies.parts.first else { continue }
            store.lanes.background.start {
                store.appendCopy(
                    BodyFormat.copy(
                        change.row, at: change.key, in: address, bodies: change.bodies,
                        sizeBytes: first.sizeBytes), to: first.id)
            }
        }
        store.removeLater(doomed) { removed.add(doomed) }
    }

    /// Reads the head of an index. Blocks.
    static func readState(_ database: Database) throws(StorageError) -> ContainerState {
        let head = try database.statement(
            """
            SELECT created_at, modified_at, policy, object_count, bytes_used FROM container
            """)
        defer { head.reset() }
        guard try head.step() else { throw StorageError(.corrupt, "an index without a head") }
        return ContainerState(
            createdAt: try RowFields.moment(head.text(0)),
            modifiedAt: try RowFields.moment(head.text(1)),
            policy: PolicyIndex(UInt32(truncatingIfNeeded: head.integer(2))),
            metadata: try Schema.readMetadata(database),
            totals: Totals(
                objectCount: UInt64(bitPattern: head.integer(3)),
                bytesUsed: UInt64(bitPattern: head.integer(4))))
    }

    /// The state of a container that exists.
    func existing() throws(StorageError) -> ContainerState {
        let state = writer.state
        guard !state.isQuarantined else { throw Self.quarantined(address) }
        guard !state.isGone else { throw StorageError(.notFound, "container \(address)") }
        return state
    }

    private static func quarantined(_ address: ContainerAddress) -> StorageError {
        StorageError(.unavailable, "container \(address) waits to be rebuilt")
    }

    /// Lets nothing more be read or written. Blocks.
    func quarantine() {
        writer.close(because: Self.quarantined(address)) { $0.isQuarantined = true }
        readers.close()
    }

    /// Merges metadata, and moves the moment of modification on.
    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await writer.perform { [address] database, state throws(StorageError) in
            guard !state.isGone else { throw StorageError(.notFound, "container \(address)") }
            let old = state.metadata
            state.metadata.merge(changes, at: time)
            state.modifiedAt = max(state.modifiedAt, time)
            try Schema.writeMetadata(state.metadata, over: old, database)
            try database.run(
                "UPDATE container SET modified_at = ?1", .text(state.modifiedAt.description))
        }
    }

    /// Reads the index. Blocks.
    func read<Answer>(
        _ body: (Database) throws(StorageError) -> Answer
    ) throws(StorageError) -> Answer {
        _ = try existing()
        do {
            return try readers.read(body)
        } catch {
            // The files of a deleted container vanish under its readers.
            _ = try existing()
            throw error
        }
    }

    /// One page of the listing. Blocks.
    func list(_ query: ListingQuery) throws(StorageError) -> ListingPage {
        try read { database throws(StorageError) in
            var page = ListingPage(entries: [])
            var cursor = IndexCursor(
                database,
                selecting: """
                    name, coalesce(modified_at, created_at), size, etag, content_type, listing
                    """,
                from: "objects", where: "space = 0", isReversed: query.isReversed)
            defer { cursor.close() }
            try ListingWalk(query).run(over: &cursor) { name, row throws(StorageError) in
                page.entries.append(.object(try RowFields.listing(of: row, name: name)))
            } subdirectory: { directory in
                page.entries.append(.subdirectory(directory))
            }
            return page
        }
    }

    /// A row and its bodies. Blocks.
    func find(_ key: ObjectKey) throws(StorageError) -> StoredRow {
        let found = try read { database throws(StorageError) in
            try StoredRow.find(key, database)
        }
        guard let found else { throw StorageError(.notFound, "object \(address)/\(key.name)") }
        return found
    }

    /// An object that was opened a short while ago. Does not block.
    func opened(_ key: ObjectKey) throws(StorageError) -> FileObject? {
        _ = try existing()
        return hot[key]
    }

    /// Whether there are older versions of objects. Blocks.
    func hasVersions() throws(StorageError) -> Bool {
        try read { database throws(StorageError) in
            let statement = try database.statement("SELECT 1 FROM objects WHERE space = 1 LIMIT 1")
            defer { statement.reset() }
            return try statement.step()
        }
    }

    /// Opens an object. Blocks.
    func open(_ key: ObjectKey, caching: CacheHint) throws(StorageError) -> FileObject {
        // A body that is gone means that the row has been replaced since it was read; again and
        // again only while it is replaced all the time.
        for _ in 0..<10 {
            let endedCommits = hot.endedCommits
            let found = try find(key)
            let place = FileObject.Place(container: address, key: key)
            if let file = try FileObject(
                found.row, found.bodies, at: place, store: store, isReadOnce: caching == .drop)
            {
                if caching != .drop { hot.keep(file, at: key, readAfter: endedCommits) }
                return file
            }
        }
        throw StorageError(.corrupt, "the body of \(address)/\(key.name) is missing")
    }

    /// Closes. Nothing must be under way. Blocks.
    func close() {
        readers.close()
        writer.close()
    }
}

/// Bodies whose files are gone, and whose rows in `doomed` the next transaction removes.
final class RemovedBodies: Sendable {
    private let ids = Mutex<[BodyID]>([])

    func add(_ more: [BodyID]) {
        ids.withLock { $0 += more }
    }

    func take() -> [BodyID] {
        ids.withLock { ids in
            defer { ids = [] }
            return ids
        }
    }
}

/// Bodies that lost their row in a transaction and whose files may still be there.
enum DoomedBodies {
    static func read(_ database: Database) throws(StorageError) -> [BodyID] {
        let statement = try database.statement("SELECT body FROM doomed")
        defer { statement.reset() }
        var ids: [BodyID] = []
        while try statement.step() {
            if let id = BodyID(statement.text(0)) { ids.append(id) }
        }
        return ids
    }

    static func add(_ id: BodyID, _ database: Database) throws(StorageError) {
        try database.run("INSERT OR IGNORE INTO doomed VALUES (?1)", .text(id.description))
    }

    static func forget(_ ids: [BodyID], _ database: Database) throws(StorageError) {
        for id in ids {
            try database.run("DELETE FROM doomed WHERE body = ?1", .text(id.description))
        }
    }
}
