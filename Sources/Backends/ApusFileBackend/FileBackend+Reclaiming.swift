// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
public import ApusModel
public import ApusStorage

/// Doomed bodies are removed behind the commit that doomed them, and bodies that never had a row
/// with their writers or by recovery: what is left to come for are tombstones, and deleted
/// accounts whose removal was interrupted.
extension FileBackend: Reclaiming {
    public func reclaim(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        var report = ReclaimReport()
        let names = try await lanes.reading.working { [layout] () throws(StorageError) in
            try StoreLayout.entries(of: layout.accounts).compactMap {
                StoreLayout.account(ofDirectory: $0)
            }
        }
        for name in names {
            if Task.isCancelled { throw StorageError(.cancelled, "told to stop half-way") }
            guard report.tombstones < limit else {
                report.isFinished = false
                return report
            }
            // One that cannot be read is the auditor's.
            guard let account = (try? await lease(name)) ?? nil else { continue }
            let state = account.value.writer.state
            if let deletedAt = state.deletedAt {
                guard deletedAt < moment else { continue }
                if try await forget(account.value, deletedBefore: moment) {
                    report.tombstones += 1
                }
                continue
            }
            report.tombstones += try await account.value.forgetTombstones(
                olderThan: moment, limit: limit - Int(report.tombstones))
        }
        return report
    }

    /// Removes what is left of a deleted account.
    ///
    /// - Returns: false when it is back, or its containers are still to be removed.
    private func forget(
        _ account: AccountIndex, deletedBefore moment: Timestamp
    ) async throws(StorageError) -> Bool {
        let directory = account.directory
        guard !StoreLayout.exists(StoreLayout.containers(ofAccountIn: directory)) else {
            return false
        }
        let isMine = try await account.writer.perform { _, state throws(StorageError) in
            guard let deletedAt = state.deletedAt, deletedAt < moment, !state.isGone else {
                return false
            }
            state.isGone = true
            return true
        }
        guard isMine else { return false }
        try await lanes.committing.working { [self] () throws(StorageError) in
            // Closed at once: the log goes into the database before both are moved.
            account.quarantine()
            try Reaper.doom(directory, layout, mark: "\(record.epoch)-forgotten", asWhole: true)
            accounts.forget { _, value in value === account }
        }
        for name in try await doomed() { Reaper.reapLater("\(layout.doomed)/\(name)", store) }
        return true
    }

    public func deletedAccounts(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<DeletedAccount> {
        var found: [AccountName: DeletedAccount] = [:]
        for directory in try await doomed() {
            guard let name = try await owner(ofDoomed: directory) else { continue }
            let info = try? await account(name).info(.current)
            found[name] = DeletedAccount(name: name, deletedAt: info?.deletedAt ?? .zero)
        }
        let last = position?.place?.account.text ?? ""
        let sorted = found.values
            .filter { last.utf8.lexicographicallyPrecedes($0.name.text.utf8) }
            .sorted { $0.name.text.utf8.lexicographicallyPrecedes($1.name.text.utf8) }
        let page = Array(sorted.prefix(limit))
        let next = page.count < sorted.count ? page.last : nil
        return AuditPage(page, next: next.map { AuditPosition(after: .account($0.name)) })
    }

    public func reap(
        _ account: AccountName, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        var report = ReclaimReport()
        for directory in try await doomed() {
            guard try await owner(ofDoomed: directory) == account else { continue }
            let left = limit - Int(report.bodies)
            // Not while a backup needs what is there.
            guard left > 0, !store.holdsRemovals else {
                report.isFinished = false
                return report
            }
            // In the lane in which all removing is done, one after the other.
            let step = try await lanes.background.working { [layout] () throws(StorageError) in
                try Reaper.reap(directory: "\(layout.doomed)/\(directory)", layout, limit: left)
            }
            report.bodies += step.bodies
            report.isFinished = report.isFinished && step.isFinished
        }
        return report
    }

    private func doomed() async throws(StorageError) -> [String] {
        try await lanes.reading.working { [layout] () throws(StorageError) in
            try StoreLayout.entries(of: layout.doomed)
        }
    }

    /// Whose containers are in a directory of doomed ones.
    private func owner(ofDoomed directory: String) async throws(StorageError) -> AccountName? {
        try await lanes.reading.working { [layout] () throws(StorageError) in
            let path = "\(layout.doomed)/\(directory)"
            for file in try StoreLayout.entries(of: path) where file.hasSuffix(".db") {
                guard let database = try? Schema.open("\(path)/\(file)"),
                    let head = try? database.statement("SELECT account FROM container"),
                    (try? head.step()) == true, let name = try? AccountName(head.text(0))
                else { continue }
                return name
            }
            return nil
        }
    }
}

extension AccountIndex {
    /// Forgets containers that were deleted before a moment.
    ///
    /// - Returns: how many.
    fileprivate func forgetTombstones(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> UInt64 {
        let names = try await lanes.reading.working { [self] () throws(StorageError) in
            try read { database throws(StorageError) in
                let statement = try database.statement(
                    "SELECT name FROM tombstones WHERE deleted_at < ?1 LIMIT ?2")
                defer { statement.reset() }
                statement.bind([.text(moment.description), .integer(Int64(limit))])
                var names: [String] = []
                while try statement.step() { names.append(statement.text(0)) }
                return names
            }
        }
        guard !names.isEmpty else { return 0 }
        return try await writer.perform { database, state throws(StorageError) in
            guard !state.isGone else { return 0 }
            for name in names {
                // Not when it was created and deleted anew meanwhile.
                try database.run(
                    "DELETE FROM tombstones WHERE name = ?1 AND deleted_at < ?2", .text(name),
                    .text(moment.description))
            }
            return UInt64(names.count)
        }
    }
}
