// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
public import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Changes wait while the indexes are copied, which is one state of all of them; reads do not.
/// Bodies are immutable: they are copied afterwards, while nothing is removed.
extension FileBackend: BackupSource {
    public func backUp(into sink: any BackupSink) async throws(StorageError) -> BackupReport {
        store.holdRemovals()
        defer { store.releaseRemovals() }
        // Removals that were begun before are about bodies that no index names any more.
        try await lanes.background.working {}
        let lane = Lane(name: "apus-backup", threads: 1)
        let snapshot = try await lane.working { [self] () throws(StorageError) in
            try Snapshot.take(of: self)
        }
        defer { lane.start { snapshot.remove() } }
        var report = BackupReport()
        for item in snapshot.items {
            try await copy(item, into: sink, lane, &report)
        }
        for index in snapshot.containers {
            let bodies = try await lane.working { () throws(StorageError) in
                try Snapshot.bodies(of: index)
            }
            for id in bodies {
                let name = String(layout.body(id).dropFirst(layout.root.utf8.count + 1))
                let item = Snapshot.Item(name: name, path: layout.body(id))
                try await copy(item, into: sink, lane, &report)
            }
        }
        return report
    }

    private func copy(
        _ item: Snapshot.Item, into sink: any BackupSink, _ lane: Lane,
        _ report: inout BackupReport
    ) async throws(StorageError) {
        if Task.isCancelled { throw StorageError(.cancelled, "a backup") }
        let (file, sizeBytes) = try await lane.working { () throws(StorageError) in
            try calling { () throws(SystemError) in
                let file = OpenFile(
                    takingOver: try FileCalls.open(item.path, flags: O_RDONLY), lane: lane)
                return (file, try FileCalls.status(of: file.descriptor).sizeBytes)
            }
        }
        do {
            try await sink.begin(item.name, sizeBytes: sizeBytes)
            // Not more: the copy of a row may be appended meanwhile.
            if sizeBytes > 0 { try await sink.write(.region(FileRegion(file, 0..<sizeBytes))) }
            try await sink.end()
        } catch {
            throw StorageError(.unavailable, "the backup cannot be written: \(error)", cause: error)
        }
        report.items += 1
        report.sizeBytes += sizeBytes
    }
}

/// Copies of all indexes at one moment, in a directory that is removed afterwards.
private struct Snapshot: Sendable {
    /// What is copied under which name.
    struct Item: Sendable {
        var name: String
        var path: String
    }

    private(set) var items: [Item] = []
    /// The copies of containers' indexes.
    private(set) var containers: [String] = []
    private let directory: String

    private init(_ layout: StoreLayout) {
        directory = layout.snapshot
        items = [
            Item(name: "apus-store", path: layout.formatFile),
            Item(name: "epoch", path: layout.epochFile),
        ]
    }

    /// Takes one. Blocks, and so do all changes meanwhile.
    static func take(of backend: FileBackend) throws(StorageError) -> Snapshot {
        let layout = backend.layout
        let empty = Snapshot(layout)
        empty.remove()
        try StoreLayout.makeDirectory(empty.directory)
        do throws(StorageError) {
            return try backend.gate.closed { () throws(StorageError) in
                var snapshot = empty
                for name in try StoreLayout.entries(of: layout.accounts) {
                    try snapshot.copy(account: name, backend)
                }
                return snapshot
            }
        } catch {
            empty.remove()
            throw error
        }
    }

    /// Removes the copies. Blocks.
    func remove() {
        for name in (try? StoreLayout.entries(of: directory)) ?? [] {
            try? StoreLayout.removeFile("\(directory)/\(name)")
        }
        try? FileCalls.removeDirectory(directory)
    }

    private mutating func copy(
        account name: String, _ backend: FileBackend
    ) throws(StorageError) {
        let folder = "\(backend.layout.accounts)/\(name)"
        let index = StoreLayout.index(ofAccountIn: folder)
        guard StoreLayout.exists(index) else { return }
        let made = try copy(index, as: "accounts/\(name)/account.db")
        let database = try Schema.open(made)
        let head = try database.statement("SELECT name FROM account")
        guard try head.step(), let account = try? AccountName(head.text(0)) else {
            throw StorageError(.corrupt, "\(index): no name")
        }
        head.reset()
        // Totals that are only in memory yet.
        if let open = backend.accounts.lease(account) {
            try AccountIndex.write(open.value.summaries, database)
        }
        let rows = try database.statement("SELECT file FROM containers")
        var files: [String] = []
        while try rows.step() { files.append(rows.text(0)) }
        rows.reset()
        let place = StoreLayout.containers(ofAccountIn: folder)
        for file in files {
            let made = try copy("\(place)/\(file)", as: "accounts/\(name)/containers/\(file)")
            containers.append(made)
        }
    }

    /// - Returns: where the copy is.
    private mutating func copy(
        _ index: String, as name: String
    ) throws(StorageError) -> String {
        let path = "\(directory)/\(items.count)"
        let database = try Schema.open(index)
        try database.run("VACUUM INTO ?1", .text(path))
        // As every index is.
        try Database(path).execute("PRAGMA journal_mode = WAL")
        items.append(Item(name: name, path: path))
        return path
    }

    /// The bodies that a copy names. Blocks.
    static func bodies(of index: String) throws(StorageError) -> [BodyID] {
        let database = try Schema.open(index)
        let rows = try database.statement("SELECT bodies FROM objects")
        var bodies: [BodyID] = []
        while try rows.step() {
            bodies += (BodyList(rows.text(0))?.parts ?? []).map(\.id)
        }
        return bodies
    }
}

/// What changes of indexes pass through: it is closed for as long as a snapshot takes.
final class Gate: Sendable {
    private let lock = Mutex(())
    private let state = Mutex((passing: 0, isClosed: false))

    /// Runs a change; waits while the gate is closed. Blocks.
    func pass(_ work: () -> Void) {
        while true {
            let isOpen = state.withLock { state in
                guard !state.isClosed else { return false }
                state.passing += 1
                return true
            }
            if isOpen { break }
            // Whoever closed it holds the lock.
            lock.withLock { _ in }
        }
        work()
        state.withLock { $0.passing -= 1 }
    }

    /// Runs when no change is under way, and lets none begin. Blocks.
    func closed<Answer>(
        _ work: () throws(StorageError) -> Answer
    ) throws(StorageError) -> Answer {
        try lock.withLock { _ throws(StorageError) in
            state.withLock { $0.isClosed = true }
            defer { state.withLock { $0.isClosed = false } }
            while state.withLock({ $0.passing > 0 }) { Lane.pause(.milliseconds(1)) }
            return try work()
        }
    }
}

extension StoreLayout {
    /// Copies of indexes while a backup is made.
    fileprivate var snapshot: String { "\(root)/snapshot" }
}
