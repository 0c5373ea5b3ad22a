// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

extension ContainerIndex {
    /// The row and body that a walk met, to be read from the device; nil when another row stands
    /// there. Blocks.
    func openForAudit(
        _ location: ObjectLocation
    ) throws(StorageError) -> (stored: StoredRow, file: FileObject)? {
        let place = FileObject.Place(container: address, key: location.key)
        // A body that is gone has been replaced meanwhile, if its row has too.
        for _ in 0..<2 {
            let stored = try find(location.key)
            guard stored.row.modifiedAt == location.modifiedAt else { return nil }
            let file = try FileObject(
                stored.row, stored.bodies, at: place, store: store, isReadOnce: true,
                verifies: true)
            if let file { return (stored, file) }
        }
        throw StorageError(.corrupt, "the body of \(location) is missing")
    }

    /// Appends the copy of a row to its body when the one there is not whole, or of another
    /// object. Blocks.
    func renewCopy(of stored: StoredRow, at key: ObjectKey) throws(StorageError) {
        guard let first = stored.bodies.parts.first else { return }
        let copy = try? BodyCopy.read(store.layout.body(first.id))
        if let copy, copy.container == address, copy.key == key { return }
        guard try find(key).bodies == stored.bodies else { return }
        store.appendCopy(
            BodyFormat.copy(
                stored.row, at: key, in: address, bodies: stored.bodies,
                sizeBytes: first.sizeBytes), to: first.id)
    }

    /// Takes out an object that is the one a walk met, with its bodies set aside.
    ///
    /// The files are moved inside the transaction, which is the container's only one at a time:
    /// nothing else can refer to them. Should it fail, the row stands without a body until it is
    /// quarantined again.
    func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        let key = location.key
        hot.begin([key])
        defer { hot.end([key]) }
        return try await writer.perform { [store, address] database, state throws(StorageError) in
            guard !state.isGone, let stored = try StoredRow.find(key, database),
                stored.row.modifiedAt == location.modifiedAt
            else { return false }
            let fields = RowCopy.encode(stored.row, at: key)
            let note = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }
            try store.quarantine(
                stored.bodies,
                note: "\(location)\n\(reason)\n\ncontainer: \(address)\n" + note.joined())
            let (space, major, minor) = RowCopy.numbers(key)
            try database.run(
                "DELETE FROM objects WHERE space = ?1 AND name = ?2 AND major = ?3 AND minor = ?4",
                .integer(space), .text(key.name.text), .integer(major), .integer(minor))
            guard key.space == .current else { return true }
            // Wrapping: the counters may be what is damaged.
            state.totals.objectCount &-= 1
            state.totals.bytesUsed &-= stored.row.sizeBytes
            try database.run(
                "UPDATE container SET object_count = ?1, bytes_used = ?2",
                .integer(Int64(bitPattern: state.totals.objectCount)),
                .integer(Int64(bitPattern: state.totals.bytesUsed)))
            return true
        }
    }
}

/// Looks at indexes without reading bodies.
enum IndexAudit {
    /// Blocks.
    static func verify(
        _ account: AccountIndex, _ stop: StopFlag
    ) throws(StorageError) -> AuditVerdict {
        let problem = try account.read { database throws(StorageError) in
            try database.stopping(on: stop) { () throws(StorageError) in
                try integrity(database)
            }
        }
        if let problem { return .damaged(problem) }
        return try account.checkTotals(stop)
            ? .intact : .damaged("the totals are not those of the containers")
    }

    /// Blocks.
    static func verify(
        _ container: ContainerIndex, _ layout: StoreLayout, _ stop: StopFlag
    ) throws(StorageError) -> AuditVerdict {
        var incomplete: [ObjectKey] = []
        let problem = try container.read { database throws(StorageError) -> String? in
            let problem = try database.stopping(on: stop) { () throws(StorageError) in
                try integrity(database)
            }
            if let problem { return problem }
            // One state of the database for the counters and the rows.
            try database.run("BEGIN")
            defer { try? database.run("COMMIT") }
            let state = try ContainerIndex.readState(database)
            var totals = Totals()
            let rows = try database.statement(
                """
                SELECT space, name, major, minor, size, bodies, \(RowFields.columns), checksum
                FROM objects
                """)
            defer { rows.reset() }
            while try rows.step() {
                try stop.check()
                guard
                    let space = RowCopy.space(
                        rows.integer(0), rows.integer(2), rows.integer(3)),
                    let name = try? ObjectName(rows.text(1)), let bodies = BodyList(rows.text(5))
                else { return "a row that cannot be read" }
                guard RowFields.isIntact(rows, ObjectKey(name, in: space), from: 5) else {
                    return "a row that does not match its checksum"
                }
                let size = UInt64(bitPattern: rows.integer(4))
                if rows.integer(0) == 0 {
                    totals = totals + Totals(objectCount: 1, bytesUsed: size)
                }
                if !isComplete(bodies, layout) { incomplete.append(ObjectKey(name, in: space)) }
            }
            return totals == state.totals ? nil : "the totals are not those of the objects"
        }
        if let problem { return .damaged(problem) }
        for key in incomplete {
            try stop.check()
            // Those that were replaced or removed meanwhile are not damaged.
            guard let stored = try? container.find(key) else { continue }
            if !isComplete(stored.bodies, layout) {
                return .damaged("the body of \(container.address)/\(key.name) is missing or cut")
            }
        }
        return .intact
    }

    private static func isComplete(_ bodies: BodyList, _ layout: StoreLayout) -> Bool {
        bodies.parts.allSatisfy { part in
            guard let status = try? FileCalls.status(layout.body(part.id)) else { return false }
            return status.sizeBytes >= BodyFormat.copyOffset(part.sizeBytes)
        }
    }

    /// What SQLite finds wrong with a database; nil when it is nothing.
    private static func integrity(_ database: Database) throws(StorageError) -> String? {
        let check = try database.statement("PRAGMA integrity_check(1)")
        defer { check.reset() }
        guard try check.step() else { return "no answer of integrity_check" }
        return check.text(0) == "ok" ? nil : check.text(0)
    }
}
