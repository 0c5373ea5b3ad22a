// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLocalFiles
import ApusModel
import ApusStorage

extension Transaction {
    /// Judges and makes the changes of a commit in order; throws where a guard does not hold.
    ///
    /// - Returns: the rows that stood at the keys before their changes.
    func apply(
        _ changes: [ObjectChange], in address: ContainerAddress
    ) throws(StorageError) -> [ObjectRow?] {
        let head = try existing(address)
        var commit = ObjectCommit(transaction: self, address: address, head: head)
        var replaced: [ObjectRow?] = []
        replaced.reserveCapacity(changes.count)
        for (number, change) in changes.enumerated() {
            let failure = StorageError(.guardFailed(change: number), "commit of \(change.key.name)")
            replaced.append(try commit.apply(change, failure: failure))
        }
        if !changes.isEmpty { try set(address, commit.head) }
        return replaced
    }
}

/// One commit inside a transaction.
private struct ObjectCommit {
    let transaction: Transaction
    let address: ContainerAddress
    var head: ContainerHead

    mutating func apply(
        _ change: ObjectChange, failure: StorageError
    ) throws(StorageError) -> ObjectRow? {
        let key = RowKey.encode(change.key, in: head.id)
        let stored = try transaction.row(key)
        var moved: StoredRow?
        if case .move(let source) = change.effect {
            moved = try transaction.row(RowKey.encode(source, in: head.id))
        }
        guard change.isAdmitted(over: stored?.row, moving: moved?.row) else { throw failure }
        switch change.effect {
        case .put(let row, let body):
            let (new, encoded) = try take(body, for: row, at: key)
            write(new, at: change.key, key, over: stored, encoded: encoded)
            doom(stored)
        case .assemble(let row, let sources):
            var parts: [StoredRow.Part] = []
            var takesOwn = false
            for source in sources {
                let sourceKey = RowKey.encode(source, in: head.id)
                guard let part = try transaction.row(sourceKey) else { throw failure }
                parts += part.parts
                write(nil, at: source, sourceKey, over: part)
                if source == change.key { takesOwn = true }
            }
            let over = takesOwn ? nil : stored
            write(StoredRow(row: row, parts: parts), at: change.key, key, over: over)
            doom(over)
            try amended(StoredRow(row: row, parts: parts), change.key, key)
        case .amend(let row):
            guard let stored else { throw failure }
            let new = StoredRow(row: row, parts: stored.parts)
            write(new, at: change.key, key, over: stored)
            try amended(new, change.key, key)
        case .move(let source):
            guard let moved else { throw failure }
            guard source != change.key else { break }
            write(nil, at: source, RowKey.encode(source, in: head.id), over: moved)
            write(moved, at: change.key, key, over: stored)
            doom(stored)
            try amended(moved, change.key, key)
        case .remove:
            guard let stored else { break }
            write(nil, at: change.key, key, over: stored)
            doom(stored)
        }
        return stored?.row
    }

    /// Takes a staged body: a small one goes into the batch, a large one has its file.
    private func take(
        _ body: any StagedBody, for row: ObjectRow, at key: Bytes
    ) throws(StorageError) -> (StoredRow, encoded: Bytes) {
        guard let body = body as? StagedFileBody, transaction.claim(body) else {
            throw StorageError(.unavailable, "a body that was committed or abandoned")
        }
        guard body.sizeBytes > 0 else {
            let empty = StoredRow(row: row, parts: [])
            return (empty, RowRecord.encode(empty))
        }
        let place: StoredRow.Place = body.content == nil ? .file : .index
        let part = StoredRow.Part(place: place, id: body.id, sizeBytes: body.sizeBytes)
        let stored = StoredRow(row: row, parts: [part])
        let encoded = RowRecord.encode(stored)
        if let content = body.content {
            transaction.put(body.id, content, at: key, encoded)
        } else {
            transaction.put(Keys.body(.file, body.id), Bytes(), in: .heads)
        }
        return (stored, encoded)
    }

    private mutating func write(
        _ new: StoredRow?, at key: ObjectKey, _ encodedKey: Bytes, over old: StoredRow?,
        encoded: Bytes? = nil
    ) {
        transaction.setRow(encodedKey, new, over: old, encoded: encoded)
        transaction.leave { $0.touch(RowPlace(container: head.id, key: key)) }
        head.count(old?.row, new?.row, at: key)
    }

    private func doom(_ stored: StoredRow?) {
        transaction.doom(stored?.parts ?? [])
    }

    /// A row has changed over a body that carries an older copy of it.
    private func amended(
        _ stored: StoredRow, _ key: ObjectKey, _ encoded: Bytes
    ) throws(StorageError) {
        guard let first = stored.parts.first else { return }
        guard first.place == .file else {
            return try transaction.renewCopy(of: stored, at: encoded)
        }
        let amended = Leftovers.Amended(
            row: stored.row, key: key, address: address, parts: stored.parts)
        transaction.leave { $0.amend(amended) }
    }
}

extension Transaction {
    /// Removes bodies that have lost their row: small ones at once, files behind the batch.
    func doom(_ parts: [StoredRow.Part]) {
        for part in parts {
            switch part.place {
            case .index: delete(Keys.body(part.id), in: .bodies)
            case .file:
                delete(Keys.body(.file, part.id), in: .heads)
                put(Keys.body(.doomed, part.id), Bytes(), in: .heads)
                leave { $0.doom(part.id) }
            }
        }
    }
}
