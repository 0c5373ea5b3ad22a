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
        var kept: Set<BodyID> = []
        for (account, files) in touched {
            try recover(account: "\(layout.accounts)/\(account)", files, &kept)
        }
        for epoch in epochs { try collectOrphans(of: epoch, keeping: kept) }
        for epoch in epochs { try StoreLayout.removeFile("\(layout.openEpochs)/\(epoch)") }
    }

    /// Sums up what was touched of an account, and adds the bodies that have a row.
    private func recover(
        account directory: String, _ files: Set<String>, _ kept: inout Set<BodyID>
    ) throws(StorageError) {
        let containers = StoreLayout.containers(ofAccountIn: directory)
        let path = StoreLayout.index(ofAccountIn: directory)
        var names: [String: ContainerName] = [:]
        var database: Database?
        if StoreLayout.exists(path) {
            let opened = try Schema.open(path)
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
        var summaries: [ContainerName: ContainerSummary] = [:]
        for file in files {
            let index = "\(containers)/\(file)"
            try StoreLayout.removeDatabase(index + ".new")
            guard StoreLayout.exists(index) else { continue }
            guard let name = names[file] else {
                try Reaper.reap(index: index, layout)
                continue
            }
            summaries[name] = try recover(index: index, &kept)
        }
        if let database, !summaries.isEmpty { try AccountIndex.write(summaries, database) }
    }

    private func recover(
        index: String, _ kept: inout Set<BodyID>
    ) throws(StorageError) -> ContainerSummary {
        let database = try Schema.open(index)
        for id in try DoomedBodies.read(database) {
            try StoreLayout.removeFile(layout.body(id))
        }
        try database.run("DELETE FROM doomed")
        let rows = try database.statement("SELECT bodies FROM objects")
        while try rows.step() {
            for part in BodyList(rows.text(0))?.parts ?? [] where epochs.contains(part.id.epoch) {
                kept.insert(part.id)
            }
        }
        return try ContainerIndex.readState(database).summary
    }

    /// Removes the bodies of an epoch that have no row.
    private func collectOrphans(
        of epoch: UInt32, keeping kept: Set<BodyID>
    ) throws(StorageError) {
        let directory = layout.bodies(ofEpoch: epoch)
        for group in try StoreLayout.entries(of: directory) {
            for name in try StoreLayout.entries(of: "\(directory)/\(group)") {
                guard let number = UInt64(name) else { continue }
                let id = BodyID(epoch: epoch, number: number)
                if !kept.contains(id) { try StoreLayout.removeFile(layout.body(id)) }
            }
            try? FileCalls.removeDirectory("\(directory)/\(group)")
        }
        try? FileCalls.removeDirectory(directory)
    }
}

/// Gives back the space of containers that are no more.
enum Reaper {
    /// Moves the containers of a deleted account where they are reaped. Blocks.
    ///
    /// - Parameter mark: makes the name one that was never used.
    @discardableResult
    static func doom(
        _ containers: String, _ layout: StoreLayout, mark: String
    ) throws(StorageError) -> String {
        let account = containers.split(separator: "/").dropLast().last ?? "account"
        var target = "\(layout.doomed)/\(account.prefix(150))~\(mark)"
        while StoreLayout.exists(target) { target += "+" }
        let final = target
        try calling { () throws(SystemError) in
            try FileCalls.move(containers, to: final)
            try FileCalls.syncDirectory(layout.doomed)
        }
        return final
    }

    /// Removes a directory of indexes with all their bodies, when nothing else is to be removed.
    static func reapLater(_ directory: String, _ store: BodyStore) {
        store.lanes.background.start {
            // What fails is tried again at the next start.
            try? reap(directory: directory, store.layout)
        }
    }

    private static func reap(directory: String, _ layout: StoreLayout) throws(StorageError) {
        for name in try StoreLayout.entries(of: directory) where name.hasSuffix(".db") {
            try reap(index: "\(directory)/\(name)", layout)
        }
        for name in try StoreLayout.entries(of: directory) {
            try StoreLayout.removeFile("\(directory)/\(name)")
        }
        try? FileCalls.removeDirectory(directory)
    }

    /// Removes an index with all its bodies. Blocks.
    static func reap(index: String, _ layout: StoreLayout) throws(StorageError) {
        try removeBodies(of: index, layout)
        try StoreLayout.removeDatabase(index)
    }

    private static func removeBodies(
        of index: String, _ layout: StoreLayout
    ) throws(StorageError) {
        let database = try Schema.open(index)
        for id in try DoomedBodies.read(database) {
            try StoreLayout.removeFile(layout.body(id))
        }
        let rows = try database.statement("SELECT bodies FROM objects")
        while try rows.step() {
            for part in BodyList(rows.text(0))?.parts ?? [] {
                try StoreLayout.removeFile(layout.body(part.id))
                try? FileCalls.removeDirectory(layout.bodyGroup(part.id))
            }
        }
    }
}
