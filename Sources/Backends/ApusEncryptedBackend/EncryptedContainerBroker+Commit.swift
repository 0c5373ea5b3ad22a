// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

extension EncryptedContainerBroker {
    /// How often a commit is tried again when a row it builds on changed meanwhile.
    private static let attemptLimit = 100

    /// Seals the rows of a commit.
    ///
    /// A body's keys stand in its row. Whoever amends a row or assembles bodies gives a new row
    /// that knows nothing of them, so the old ones are read first, and the commit is made to hold
    /// only while they stand.
    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        for _ in 0..<Self.attemptLimit {
            var plan = CommitPlan(self, for: changes)
            try await plan.add(changes)
            let replaced: [ObjectRow?]
            do throws(StorageError) {
                replaced = try await inner.commit(plan.changes)
            } catch {
                guard case .guardFailed(let place) = error.reason,
                    plan.origins.indices.contains(place)
                else { throw error }
                if plan.origins[place].isOwnGuard { continue }
                throw StorageError(
                    .guardFailed(change: plan.origins[place].change), error.detail, cause: error)
            }
            return zip(plan.origins, replaced).compactMap { origin, row in
                origin.isAnswered
                    ? .some(row.map { readable($0, changes[origin.change].key) }) : nil
            }
        }
        throw StorageError(.busy, "\(self): the rows of a commit keep changing")
    }

    /// A row that is gone. What cannot be opened of it is left out: the commit is made.
    private func readable(_ stored: ObjectRow, _ key: ObjectKey) -> ObjectRow {
        if let row = try? SealedRow.open(stored, at: key, in: address, with: keys).row {
            return row
        }
        var row = stored
        row.etag = ""
        row.system = [:]
        return row
    }
}

/// The changes of a commit as the engine gets them.
private struct CommitPlan {
    /// Where a change comes from.
    struct Origin {
        /// Its place among the caller's changes.
        let change: Int
        /// Whether its answer is one for the caller.
        let isAnswered: Bool
        /// Whether its guard is stricter than the caller's, or none of the caller's.
        let isOwnGuard: Bool
    }

    /// What stands at a key.
    private enum Standing {
        case absent
        case row(ObjectRow, [BodySpan])
    }

    private let broker: EncryptedContainerBroker
    /// Whether a change needs to know what stands somewhere.
    private let buildsOnRows: Bool
    /// What stands where, as far as it is known when the commit has got so far.
    private var standing: [ObjectKey: Standing] = [:]

    private(set) var changes: [ObjectChange] = []
    private(set) var origins: [Origin] = []

    init(_ broker: EncryptedContainerBroker, for changes: [ObjectChange]) {
        self.broker = broker
        buildsOnRows = changes.contains { change in
            switch change.effect {
            case .amend, .assemble: true
            case .put, .move, .remove: false
            }
        }
    }

    mutating func add(_ added: [ObjectChange]) async throws(StorageError) {
        for (number, change) in added.enumerated() {
            switch change.effect {
            case .put(let row, let staged): put(row, staged, change, number)
            case .amend(let row): try await amend(row, change, number)
            case .assemble(let row, let parts):
                try await assemble(row, parts, change, number)
            case .move(let source):
                if buildsOnRows {
                    standing[change.key] = try await pinned(source, number)
                    if source != change.key { standing[source] = .absent }
                }
                append(change, number)
            case .remove:
                if buildsOnRows { standing[change.key] = .absent }
                append(change, number)
            }
        }
    }

    private mutating func append(_ change: ObjectChange, _ number: Int, isOwnGuard: Bool = false) {
        changes.append(change)
        origins.append(Origin(change: number, isAnswered: true, isOwnGuard: isOwnGuard))
    }

    private mutating func put(
        _ row: ObjectRow, _ staged: any StagedBody, _ change: ObjectChange, _ number: Int
    ) {
        guard let encrypted = staged as? EncryptedStagedBody else {
            if buildsOnRows { standing[change.key] = .row(row, []) }
            return append(change, number)
        }
        let stored = sealed(row, encrypted.spans, at: change.key)
        if buildsOnRows { standing[change.key] = .row(stored, encrypted.spans) }
        append(
            ObjectChange(
                change.key, requires: change.requires, .put(stored, encrypted.inner)), number)
    }

    private mutating func amend(
        _ row: ObjectRow, _ change: ObjectChange, _ number: Int
    ) async throws(StorageError) {
        var requires = change.requires
        var isOwnGuard = false
        let current: Standing
        if let known = standing[change.key] {
            current = known
        } else {
            current = try await stored(change.key)
            if case .row(let old, _) = current, change.isAdmitted(over: old) {
                requires = .row(modifiedAt: old.modifiedAt)
                isOwnGuard = change.requires != requires
            } else {
                // An amendment that cannot hold, so that the engine says so in its turn.
                requires = .absent
            }
        }
        guard case .row(let old, let spans) = current else {
            return append(ObjectChange(change.key, requires: requires, .amend(row)), number)
        }
        // What was encrypted stays so, whatever becomes of new objects.
        let isSealed = broker.keys.encrypts || !spans.isEmpty || SealedRow.isSealed(old)
        let stored = isSealed ? sealed(row, spans, at: change.key) : row
        standing[change.key] = .row(stored, spans)
        append(
            ObjectChange(change.key, requires: requires, .amend(stored)), number,
            isOwnGuard: isOwnGuard)
    }

    private mutating func assemble(
        _ row: ObjectRow, _ parts: [ObjectKey], _ change: ObjectChange, _ number: Int
    ) async throws(StorageError) {
        var spans: [BodySpan] = []
        for part in parts {
            guard case .row(let old, let own) = try await pinned(part, number) else { continue }
            spans += own.isEmpty ? [BodySpan(sizeBytes: old.sizeBytes)] : own
        }
        if spans.allSatisfy({ $0.key == nil }) { spans = [] }
        let isSealed = broker.keys.encrypts || !spans.isEmpty
        let stored = isSealed ? sealed(row, spans, at: change.key) : row
        for part in parts { standing[part] = .absent }
        standing[change.key] = .row(stored, spans)
        append(
            ObjectChange(change.key, requires: change.requires, .assemble(stored, from: parts)),
            number)
    }

    /// What stands at a key, which the commit then insists on.
    private mutating func pinned(
        _ key: ObjectKey, _ number: Int
    ) async throws(StorageError) -> Standing {
        if let known = standing[key] { return known }
        let raw: ObjectRow?
        do throws(StorageError) {
            raw = try await broker.inner.row(key)
        } catch {
            guard error.reason == .notFound else { throw error }
            raw = nil
        }
        let found: Standing
        if let raw {
            let spans = try SealedRow.open(raw, at: key, in: broker.address, with: broker.keys)
                .spans
            found = .row(raw, spans)
            changes.append(
                ObjectChange(key, requires: .row(modifiedAt: raw.modifiedAt), .amend(raw)))
        } else {
            found = .absent
            changes.append(ObjectChange(key, requires: .absent, .remove(at: .zero)))
        }
        origins.append(Origin(change: number, isAnswered: false, isOwnGuard: true))
        standing[key] = found
        return found
    }

    private func stored(_ key: ObjectKey) async throws(StorageError) -> Standing {
        do throws(StorageError) {
            let raw = try await broker.inner.row(key)
            return .row(
                raw,
                try SealedRow.open(raw, at: key, in: broker.address, with: broker.keys).spans)
        } catch {
            guard error.reason == .notFound else { throw error }
            return .absent
        }
    }

    private func sealed(_ row: ObjectRow, _ spans: [BodySpan], at key: ObjectKey) -> ObjectRow {
        guard let secret = broker.keys.active else {
            preconditionFailure("a body is encrypted without a secret")
        }
        return SealedRow.seal(row, spans: spans, at: key, in: broker.address, with: secret)
    }
}
