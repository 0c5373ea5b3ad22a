// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

/// What is done at the start after an end that was none: `kill -9`, power loss.
///
/// The indexes are whole, because SQLite recovers each. What can be left over are bodies without
/// a row, indexes of containers that were not made or deleted to the end, and totals of accounts
/// that were not written down. All of it is found from the records of the epochs, so the time this
/// takes depends on what those epochs touched.
///
/// What was written last may not be on the disk yet. It is made durable before anything is removed
/// because of it, and before anything is added to it.
struct Recovery {
    let layout: StoreLayout
    /// Those that did not end in order.
    let epochs: Set<UInt32>

    /// Does it all. Blocks.
    func run() throws(StorageError) {
        guard !epochs.isEmpty else { return }
        var touched: [String: Set<String>] = [:]
        for epoch in epochs {
            for path in try EpochRecord.read(epoch, layout: layout) {
                let parts = path.split(separator: "/")
                guard parts.count >= 2, parts[0] == "accounts" else { continue }
                let files = parts.count == 4 ? [String(parts[3])] : []
                touched[String(parts[1]), default: []].formUnion(files)
            }
        }
        try syncNames(layout.accounts)
        var kept = Kept()
        for (account, files) in touched {
            try recover(account: "\(layout.accounts)/\(account)", files, &kept)
        }
        for epoch in epochs { try collectOrphans(of: epoch, keeping: kept) }
        for epoch in epochs { try StoreLayout.removeFile("\(layout.openEpochs)/\(epoch)") }
    }

    /// Sums up what was touched of an account, and adds the bodies that have a row.
    private func recover(
        account directory: String, _ files: Set<String>, _ kept: inout Kept
    ) throws(StorageError) {
        let containers = StoreLayout.containers(ofAccountIn: directory)
        let path = StoreLayout.index(ofAccountIn: directory)
        var names: [String: ContainerName] = [:]
        var database: Database?
        let mark = StoreLayout.quarantineMark(ofAccountIn: directory)
        let isQuarantined = StoreLayout.exists(mark)
        var account = directory.split(separator: "/").last
            .flatMap { StoreLayout.account(ofDirectory: String($0)) }
        if !isQuarantined, StoreLayout.exists(path) {
            let opened = try Schema.open(path)
            try opened.makeDurable()
            let head = try opened.statement("SELECT name FROM account")
            if try head.step() { account = try? AccountName(head.text(0)) }
            head.reset()
            let rows = try opened.statement("SELECT file, name FROM containers")
            while try rows.step() {
                if files.contains(rows.text(0)) {
                    names[rows.text(0)] = try? ContainerName(rows.text(1))
                }
            }
            let state = try opened.statement("SELECT deleted_at FROM account")
            if try state.step(), !state.isNull(0), StoreLayout.exists(containers) {
                try Reaper.doom(containers, layout, mark: "recovered")
                return
            }
            database = opened
        }
        try syncNames(directory)
        try syncNames(containers)
        var summaries: [ContainerName: ContainerSummary] = [:]
        for file in files {
            let index = "\(containers)/\(file)"
            try StoreLayout.removeDatabase(index + ".new")
            let name = names[file]
            guard StoreLayout.exists(index) else {
                // An index that was set aside: its bodies are what it will be rebuilt from.
                if let account, let name {
                    kept.containers.insert(ContainerAddress(account, name))
                } else if isQuarantined {
                    kept.isEverything = true
                }
                continue
            }
            if isQuarantined {
                _ = try recover(index: index, &kept)
                continue
            }
            guard let name else {
                try Reaper.reap(index: index, layout)
                continue
            }
            summaries[name] = try recover(index: index, &kept)
        }
        if let database, !summaries.isEmpty { try AccountIndex.write(summaries, database) }
    }

    private func recover(
        index: String, _ kept: inout Kept
    ) throws(StorageError) -> ContainerSummary {
        let database = try Schema.open(index)
        try database.makeDurable()
        for id in try DoomedBodies.read(database) {
            try StoreLayout.removeFile(layout.body(id))
        }
        try database.run("DELETE FROM doomed")
        let rows = try database.statement("SELECT bodies FROM objects")
        while try rows.step() {
            for part in BodyList(rows.text(0))?.parts ?? [] where epochs.contains(part.id.epoch) {
                kept.bodies.insert(part.id)
            }
        }
        return try ContainerIndex.readState(database).summary
    }

    private func syncNames(_ directory: String) throws(StorageError) {
        guard StoreLayout.exists(directory) else { return }
        try calling { () throws(SystemError) in try FileCalls.syncDirectory(directory) }
    }

    /// Removes the bodies of an epoch that have no row.
    private func collectOrphans(
        of epoch: UInt32, keeping kept: Kept
    ) throws(StorageError) {
        let directory = layout.bodies(ofEpoch: epoch)
        for group in try StoreLayout.entries(of: directory) {
            for name in try StoreLayout.entries(of: "\(directory)/\(group)") {
                guard let number = UInt64(name) else { continue }
                let id = BodyID(epoch: epoch, number: number)
                if try !kept.contains(id, layout) { try StoreLayout.removeFile(layout.body(id)) }
            }
            try? FileCalls.removeDirectory("\(directory)/\(group)")
        }
        try? FileCalls.removeDirectory(directory)
    }
}

/// The bodies that recovery leaves alone.
private struct Kept {
    /// Those that rows name.
    var bodies: Set<BodyID> = []
    /// Containers whose indexes were set aside: what says that it is theirs is kept.
    var containers: Set<ContainerAddress> = []
    /// Whether everything that was ever committed is kept: nobody knows whose it is.
    var isEverything = false

    func contains(_ id: BodyID, _ layout: StoreLayout) throws(StorageError) -> Bool {
        if bodies.contains(id) { return true }
        guard isEverything || !containers.isEmpty else { return false }
        guard let copy = try BodyCopy.read(layout.body(id)) else { return false }
        return isEverything || containers.contains(copy.container)
    }
}

/// Gives back the space of containers that are no more.
enum Reaper {
    /// Moves the containers of a deleted account where they are reaped. Blocks.
    ///
    /// - Parameters:
    ///   - mark: makes the name one that was never used.
    ///   - asWhole: whether the directory is the account's own, without containers.
    @discardableResult
    static func doom(
        _ directory: String, _ layout: StoreLayout, mark: String, asWhole: Bool = false
    ) throws(StorageError) -> String {
        let names = directory.split(separator: "/")
        let account = (asWhole ? names[...] : names.dropLast()).last ?? "account"
        var target = "\(layout.doomed)/\(account.prefix(150))~\(mark)"
        while StoreLayout.exists(target) { target += "+" }
        let final = target
        try calling { () throws(SystemError) in
            try FileCalls.move(directory, to: final)
            try FileCalls.syncDirectory(layout.doomed)
            if asWhole { try FileCalls.syncDirectory(layout.accounts) }
        }
        return final
    }

    /// Removes a directory of indexes with all their bodies, when nothing else is to be removed.
    static func reapLater(_ directory: String, _ store: BodyStore) {
        store.startRemoval {
            // What fails is tried again at the next start.
            _ = try? reap(directory: directory, store.layout, limit: .max)
        }
    }

    /// Removes a directory of indexes with their bodies, as far as a limit goes. Blocks.
    ///
    /// - Parameter limit: about how many bodies at most.
    static func reap(
        directory: String, _ layout: StoreLayout, limit: Int
    ) throws(StorageError) -> ReclaimReport {
        var report = ReclaimReport()
        for name in try StoreLayout.entries(of: directory)
        where name.hasSuffix(".db") && name != "account.db" {
            let left = limit - Int(report.bodies)
            guard left > 0 else {
                report.isFinished = false
                return report
            }
            let index = "\(directory)/\(name)"
            let (removed, isLast) = try removeBodies(of: index, layout, limit: left)
            report.bodies += removed
            guard isLast else {
                report.isFinished = false
                return report
            }
            try StoreLayout.removeDatabase(index)
        }
        for name in try StoreLayout.entries(of: directory) {
            try StoreLayout.removeFile("\(directory)/\(name)")
        }
        try? FileCalls.removeDirectory(directory)
        return report
    }

    /// Removes an index with all its bodies. Blocks.
    static func reap(index: String, _ layout: StoreLayout) throws(StorageError) {
        _ = try removeBodies(of: index, layout, limit: .max)
        try StoreLayout.removeDatabase(index)
    }

    /// - Returns: how many were removed, and whether none is left.
    private static func removeBodies(
        of index: String, _ layout: StoreLayout, limit: Int
    ) throws(StorageError) -> (removed: UInt64, isLast: Bool) {
        let database = try Schema.open(index)
        for id in try DoomedBodies.read(database) {
            try StoreLayout.removeFile(layout.body(id))
        }
        var removed: UInt64 = 0
        let rows = try database.statement(
            "SELECT space, name, major, minor, bodies FROM objects LIMIT ?1")
        defer { rows.reset() }
        rows.bind([.integer(Int64(clamping: limit))])
        var keys: [[SQLiteValue]] = []
        while try rows.step() {
            for part in BodyList(rows.text(4))?.parts ?? [] {
                try StoreLayout.removeFile(layout.body(part.id))
                try? FileCalls.removeDirectory(layout.bodyGroup(part.id))
            }
            removed += 1
            if limit < Int.max {
                keys.append([
                    .integer(rows.integer(0)), .text(rows.text(1)), .integer(rows.integer(2)),
                    .integer(rows.integer(3)),
                ])
            }
        }
        guard removed >= limit else { return (removed, true) }
        // The rows go behind their bodies: killed in between, both are met again.
        rows.reset()
        try database.run("BEGIN IMMEDIATE")
        for key in keys {
            let statement = try database.statement(
                "DELETE FROM objects WHERE space = ?1 AND name = ?2 AND major = ?3 AND minor = ?4")
            statement.bind(key)
            _ = try statement.step()
            statement.reset()
        }
        try database.run("COMMIT")
        return (removed, false)
    }
}
