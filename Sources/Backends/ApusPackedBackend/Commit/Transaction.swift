// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLocalFiles
import ApusModel
import ApusStorage

/// What a batch of commits is about to do: the index as it will be, and the changes that make it
/// so.
///
/// Jobs are done one after the other; each sees what those before it did. Until the batch is
/// written nobody else sees any of it. Used by the committer's thread alone.
final class Transaction {
    private enum Change {
        case put(Bytes, Bytes, ColumnFamily)
        case delete(Bytes, ColumnFamily)
        /// A small body with the copy of its row.
        case body(BodyID, Bytes, Bytes)
    }

    /// How to take back what a job has done.
    private enum Undo {
        case row(Bytes, StoredRow??)
        case account(AccountName, AccountHead??)
        case container(ContainerAddress, ContainerHead??)
    }

    private struct Mark {
        var changes = 0
        var undo = 0
        var leftovers = Leftovers.Mark()
        var claimed = 0
    }

    let index: RocksIndex
    let bodies: BodyStore
    private let heads: HeadCache
    private let newID: () -> UInt64
    private var rows: [Bytes: StoredRow?] = [:]
    private(set) var accounts: [AccountName: AccountHead?] = [:]
    private(set) var containers: [ContainerAddress: ContainerHead?] = [:]
    /// Accounts whose containers are gone.
    private(set) var emptied: Set<AccountName> = []
    private var changes: [Change] = []
    private var undoes: [Undo] = []
    private var mark = Mark()
    /// What is to be done behind the batch.
    private(set) var leftovers = Leftovers()
    /// Bodies that rows of this batch have taken.
    private(set) var claimed: [StagedFileBody] = []

    init(
        _ index: RocksIndex, heads: HeadCache, bodies: BodyStore,
        newID: @escaping () -> UInt64
    ) {
        self.index = index
        self.heads = heads
        self.bodies = bodies
        self.newID = newID
    }

    /// Whether there is nothing to write.
    var isEmpty: Bool { changes.isEmpty && accounts.isEmpty && containers.isEmpty }

    /// A number that no account and no container ever had.
    func makeID() -> UInt64 { newID() }

    // MARK: Jobs

    /// Begins a job.
    func begin() {
        undoes.removeAll(keepingCapacity: true)
        mark = Mark(
            changes: changes.count, undo: 0, leftovers: leftovers.mark, claimed: claimed.count)
    }

    /// Takes back what the job that was begun last has done.
    func undo() {
        for undo in undoes.reversed() {
            switch undo {
            case .row(let key, let old): rows[key] = old
            case .account(let name, let old): accounts[name] = old
            case .container(let address, let old): containers[address] = old
            }
        }
        undoes.removeAll(keepingCapacity: true)
        changes.removeSubrange(mark.changes...)
        leftovers.cut(to: mark.leftovers)
        for body in claimed[mark.claimed...] { body.release() }
        claimed.removeSubrange(mark.claimed...)
    }

    /// All changes, the last state of each head once.
    func finish() -> RocksBatch {
        let batch = RocksBatch(of: index)
        for change in changes {
            switch change {
            case .put(let key, let value, let family): batch.put(key, value, in: family)
            case .delete(let key, let family): batch.delete(key, in: family)
            case .body(let id, let content, let copy):
                batch.put(Keys.body(id), content, copy, in: .bodies)
            }
        }
        for (name, head) in accounts {
            if let head { batch.put(Keys.account(name), head.encode(), in: .heads) }
        }
        for (address, head) in containers {
            guard let head else { continue }
            let key = Keys.container(address.container.text, in: head.account)
            batch.put(key, head.encode(), in: .heads)
        }
        return batch
    }

    // MARK: Anything

    func put(_ key: Bytes, _ value: Bytes, in family: ColumnFamily) {
        changes.append(.put(key, value, family))
    }

    func delete(_ key: Bytes, in family: ColumnFamily) {
        changes.append(.delete(key, family))
    }

    /// Puts a small body with the copy of its row.
    func put(_ id: BodyID, _ content: Bytes, at key: Bytes, _ row: Bytes) {
        changes.append(.body(id, content, SmallBody.copy(of: row, at: key)))
    }

    /// Renews the copy that the first body of a row carries, when that is a small one.
    func renewCopy(of stored: StoredRow, at key: Bytes) throws(StorageError) {
        guard let first = stored.parts.first, first.place == .index else { return }
        var pending: Bytes?
        for case .body(first.id, let content, _) in changes { pending = content }
        let row = RowRecord.encode(stored)
        if let pending { return put(first.id, pending, at: key, row) }
        let found = try index.find(Keys.body(first.id), in: .bodies) { span throws(StorageError) in
            try SmallBody.content(span, of: first)
        }
        if case .value(let content) = found { put(first.id, content, at: key, row) }
    }

    func leave(_ body: (inout Leftovers) -> Void) {
        body(&leftovers)
    }

    /// Takes a staged body for a row; false when one has it already, or it was abandoned.
    func claim(_ body: StagedFileBody) -> Bool {
        guard body.claim() else { return false }
        claimed.append(body)
        return true
    }

    // MARK: Accounts and containers

    /// The account as this batch leaves it, deleted ones included; nil when there never was one.
    func account(_ name: AccountName) throws(StorageError) -> AccountHead? {
        if let known = accounts[name] { return known }
        if let cached = heads[name] { return cached }
        return try HeadRecord.find(name, index)
    }

    /// The account, when it exists.
    func existing(_ name: AccountName) throws(StorageError) -> AccountHead {
        guard let head = try account(name) else {
            throw StorageError(.notFound, "account /\(name)")
        }
        guard head.deletedAt == nil else { throw StorageError(.deleted, "account /\(name)") }
        try head.checkQuarantine(name)
        return head
    }

    func set(_ name: AccountName, _ head: AccountHead?) {
        undoes.append(.account(name, accounts[name]))
        accounts[name] = .some(head)
        if head == nil { delete(Keys.account(name), in: .heads) }
    }

    /// The container as this batch leaves it; nil when there is none.
    func container(_ address: ContainerAddress) throws(StorageError) -> ContainerHead? {
        guard let account = try account(address.account), account.deletedAt == nil else {
            return nil
        }
        try account.checkQuarantine(address.account)
        if let known = containers[address] {
            // One of an account that was deleted and came back is another one.
            return known.flatMap { $0.account == account.id ? $0 : nil }
        }
        if let cached = heads[address], cached.account == account.id { return cached }
        return try HeadRecord.find(address.container.text, in: account.id, index)
    }

    func existing(_ address: ContainerAddress) throws(StorageError) -> ContainerHead {
        guard let head = try container(address) else {
            throw StorageError(.notFound, "container \(address)")
        }
        try head.checkQuarantine(address)
        return head
    }

    /// Replaces a container (nil removes it), and what its account counts for it.
    func set(_ address: ContainerAddress, _ new: ContainerHead?) throws(StorageError) {
        let old = try container(address)
        var account = try existing(address.account)
        account.count(old, new)
        set(address.account, account)
        setAlone(address, new, over: old)
    }

    /// Replaces a container whose account is gone or is told otherwise.
    private func setAlone(
        _ address: ContainerAddress, _ new: ContainerHead?, over old: ContainerHead?
    ) {
        undoes.append(.container(address, containers[address]))
        containers[address] = .some(new)
        if new == nil, let old {
            delete(Keys.container(address.container.text, in: old.account), in: .heads)
        }
    }

    /// Lets containers of an account be looked up anew.
    func hide(_ name: AccountName) { emptied.insert(name) }

    /// Lets no container of an account be found any more.
    func empty(_ name: AccountName) {
        emptied.insert(name)
        for address in containers.keys where address.account == name {
            undoes.append(.container(address, containers[address]))
            containers[address] = .some(nil)
        }
    }

    // MARK: Rows

    /// The row at a key as this batch leaves it.
    func row(_ key: Bytes) throws(StorageError) -> StoredRow? {
        if let known = rows[key] { return known }
        let found = try index.find(key, in: .rows) { span throws(StorageError) in
            try RowRecord.decode(span)
        }
        guard case .value(let stored) = found else { return nil }
        return stored
    }

    /// Replaces the row at a key (nil removes it), with what depends on it.
    ///
    /// - Parameter encoded: the new row as it is written, when the caller has it.
    func setRow(
        _ key: Bytes, _ new: StoredRow?, over old: StoredRow?, encoded: Bytes? = nil
    ) {
        undoes.append(.row(key, rows.updateValue(new, forKey: key)))
        if let new {
            put(key, encoded ?? RowRecord.encode(new), in: .rows)
        } else {
            delete(key, in: .rows)
        }
        guard old?.row.expiresAt != new?.row.expiresAt else { return }
        if let second = old?.row.expiresAt {
            delete(Keys.expiry(second, of: key), in: .heads)
        }
        if let second = new?.row.expiresAt {
            put(Keys.expiry(second, of: key), Bytes(), in: .heads)
        }
    }
}

/// What a batch leaves to be done once it is durable.
struct Leftovers: Sendable {
    /// A row that changed over a large body that carries an older copy of it.
    struct Amended: Sendable {
        let row: ObjectRow
        let key: ObjectKey
        let address: ContainerAddress
        let parts: [StoredRow.Part]
    }

    struct Mark {
        var doomed = 0
        var amended = 0
        var touched = 0
    }

    /// Large bodies whose files are to be removed.
    private(set) var doomed: [BodyID] = []
    private(set) var amended: [Amended] = []
    /// Objects that are not what they were.
    private(set) var touched: [RowPlace] = []

    mutating func doom(_ id: BodyID) { doomed.append(id) }
    mutating func amend(_ row: Amended) { amended.append(row) }
    mutating func touch(_ place: RowPlace) { touched.append(place) }

    fileprivate var mark: Mark {
        Mark(doomed: doomed.count, amended: amended.count, touched: touched.count)
    }

    fileprivate mutating func cut(to mark: Mark) {
        doomed.removeSubrange(mark.doomed...)
        amended.removeSubrange(mark.amended...)
        touched.removeSubrange(mark.touched...)
    }
}

/// Which row is meant, for what is kept in memory.
struct RowPlace: Hashable, Sendable {
    let container: UInt64
    let key: ObjectKey
}
