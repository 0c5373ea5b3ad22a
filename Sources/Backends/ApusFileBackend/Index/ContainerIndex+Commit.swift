// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLocalFiles
import ApusModel
import ApusStorage

/// What the index has at a key.
struct StoredRow: Sendable {
    let row: ObjectRow
    let bodies: BodyList

    static func find(_ key: ObjectKey, _ database: Database) throws(StorageError) -> StoredRow? {
        let statement = try database.statement(
            """
            SELECT bodies, \(RowFields.columns), checksum FROM objects
            WHERE space = ?1 AND name = ?2 AND major = ?3 AND minor = ?4
            """)
        defer { statement.reset() }
        statement.bind(RowFields.values(key))
        guard try statement.step() else { return nil }
        guard RowFields.isIntact(statement, key, from: 0) else {
            throw StorageError(.corrupt, "the row of \(key.name) does not match its checksum")
        }
        guard let bodies = BodyList(statement.text(0)) else {
            throw StorageError(.corrupt, "the bodies of \(key.name): \(statement.text(0))")
        }
        return StoredRow(row: try RowFields.row(of: statement, from: 1), bodies: bodies)
    }

    /// Writes a row in the place of one that may stand there.
    static func insert(
        _ row: ObjectRow, _ bodies: BodyList, at key: ObjectKey, _ database: Database
    ) throws(StorageError) {
        let statement = try database.statement(
            """
            INSERT OR REPLACE INTO objects
                (space, name, major, minor, bodies, \(RowFields.columns), checksum)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """)
        let values = RowFields.values(key) + [.text(bodies.description)] + RowFields.values(row)
        statement.bind(values + [.integer(RowFields.checksum(values))])
        _ = try statement.step()
        statement.reset()
    }
}

extension ContainerIndex {
    /// Makes changes, all or none, durable once it returns.
    ///
    /// First the bodies, with a copy of their rows, are written and synced together with those of
    /// other commits; then the rows are, with those of other commits to this container.
    func commit(
        _ changes: [ObjectChange], store: BodyStore
    ) async throws(StorageError) -> [ObjectRow?] {
        _ = try existing()
        var writes: [BodySync.Write] = []
        for change in changes {
            guard case .put(let row, let body) = change.effect else { continue }
            guard let body = body as? StagedFileBody, body.isStaged(in: store) else {
                throw StorageError(.unavailable, "a body staged by another engine")
            }
            let bodies = BodyList([BodyList.Part(id: body.id, sizeBytes: body.sizeBytes)])
            let copy = BodyFormat.copy(
                row, at: change.key, in: address, bodies: bodies, sizeBytes: body.sizeBytes)
            writes.append(BodySync.Write(body: body, copy: copy))
        }
        if !writes.isEmpty { try await store.persist(writes) }
        let touched = changes.flatMap(\.touchedKeys)
        hot.begin(touched)
        defer { hot.end(touched) }
        return try await writer.perform { [address] database, state throws(StorageError) in
            guard !state.isGone else { throw StorageError(.notFound, "container \(address)") }
            var transaction = CommitTransaction(database: database, state: state)
            do throws(StorageError) {
                let replaced = try transaction.apply(changes)
                state = transaction.state
                return replaced
            } catch {
                transaction.releaseBodies()
                throw error
            }
        }
    }
}

/// One commit inside a transaction of the index.
private struct CommitTransaction {
    let database: Database
    var state: ContainerState
    private var claimed: [StagedFileBody] = []

    init(database: Database, state: ContainerState) {
        self.database = database
        self.state = state
    }

    /// Gives back the bodies of a commit that is undone.
    func releaseBodies() {
        for body in claimed { body.release() }
    }

    mutating func apply(_ changes: [ObjectChange]) throws(StorageError) -> [ObjectRow?] {
        let totals = state.totals
        var replaced: [ObjectRow?] = []
        for (index, change) in changes.enumerated() {
            let failure = StorageError(.guardFailed(change: index), "commit of \(change.key.name)")
            let stored = try StoredRow.find(change.key, database)
            var moved: StoredRow?
            if case .move(let source) = change.effect {
                moved = try StoredRow.find(source, database)
            }
            guard change.isAdmitted(over: stored?.row, moving: moved?.row) else { throw failure }
            switch change.effect {
            case .put(let row, let body):
                guard let body = body as? StagedFileBody, body.claim() else {
                    throw StorageError(.unavailable, "a body that was committed or abandoned")
                }
                claimed.append(body)
                let part = BodyList.Part(id: body.id, sizeBytes: body.sizeBytes)
                try replace(stored, at: change.key, with: row, BodyList([part]))
            case .assemble(let row, let keys):
                try assemble(row, at: change.key, from: keys, over: stored, failure: failure)
            case .amend(let row):
                guard let stored else { throw failure }
                try write(row, stored.bodies, at: change.key, over: stored.row)
                amended(row, stored.bodies, change.key)
            case .move(let source):
                guard let moved else { throw failure }
                guard source != change.key else { break }
                try remove(moved, at: source)
                try replace(stored, at: change.key, with: moved.row, moved.bodies)
                amended(moved.row, moved.bodies, change.key)
            case .remove:
                guard let stored else { break }
                try remove(stored, at: change.key)
                try doom(stored.bodies)
            }
            replaced.append(stored?.row)
        }
        if state.totals != totals {
            try database.run(
                "UPDATE container SET object_count = ?1, bytes_used = ?2",
                .integer(Int64(bitPattern: state.totals.objectCount)),
                .integer(Int64(bitPattern: state.totals.bytesUsed)))
        }
        return replaced
    }

    private mutating func assemble(
        _ row: ObjectRow, at key: ObjectKey, from keys: [ObjectKey], over stored: StoredRow?,
        failure: StorageError
    ) throws(StorageError) {
        var parts: [BodyList.Part] = []
        var takesOwn = false
        for source in keys {
            guard let part = try StoredRow.find(source, database) else { throw failure }
            parts += part.bodies.parts
            try remove(part, at: source)
            if source == key { takesOwn = true }
        }
        let bodies = BodyList(parts)
        try replace(takesOwn ? nil : stored, at: key, with: row, bodies)
        amended(row, bodies, key)
    }

    /// Puts a row, and dooms the bodies of the one that stood there.
    private mutating func replace(
        _ stored: StoredRow?, at key: ObjectKey, with row: ObjectRow, _ bodies: BodyList
    ) throws(StorageError) {
        try write(row, bodies, at: key, over: stored?.row)
        if let stored { try doom(stored.bodies) }
    }

    private mutating func write(
        _ row: ObjectRow, _ bodies: BodyList, at key: ObjectKey, over stored: ObjectRow?
    ) throws(StorageError) {
        try StoredRow.insert(row, bodies, at: key, database)
        count(stored, at: key, by: -1)
        count(row, at: key, by: 1)
    }

    private mutating func remove(_ stored: StoredRow, at key: ObjectKey) throws(StorageError) {
        let statement = try database.statement(
            """
            DELETE FROM objects WHERE space = ?1 AND name = ?2 AND major = ?3 AND minor = ?4
            """)
        statement.bind(RowFields.values(key))
        _ = try statement.step()
        statement.reset()
        count(stored.row, at: key, by: -1)
    }

    private mutating func count(_ row: ObjectRow?, at key: ObjectKey, by step: Int64) {
        guard let row, key.space == .current else { return }
        // Two's complement: adding -1 takes away.
        state.totals.objectCount &+= UInt64(bitPattern: step)
        state.totals.bytesUsed &+= row.sizeBytes &* UInt64(bitPattern: step)
    }

    private mutating func doom(_ bodies: BodyList) throws(StorageError) {
        for part in bodies.parts {
            try DoomedBodies.add(part.id, database)
            state.doomed.append(part.id)
        }
    }

    private mutating func amended(_ row: ObjectRow, _ bodies: BodyList, _ key: ObjectKey) {
        state.amended.append(AmendedBody(row: row, key: key, bodies: bodies))
    }
}
