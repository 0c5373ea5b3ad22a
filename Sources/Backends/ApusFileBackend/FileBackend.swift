// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
public import ApusModel
public import ApusStorage
import Synchronization

/// Objects in files and indexes in SQLite, for people who want to look at their data with `ls`
/// and `sqlite3`: a file per body, a database per container and per account.
///
/// What lies where, in which order it is written, and what happens after a crash is in
/// `Docs/OnDisk/FileBackend.md`.
public final class FileBackend: Backend {
    /// What can be chosen.
    public struct Options: Sendable {
        /// Whether blocks are compared with their checksums before they are handed out; when not,
        /// bodies are handed out as regions of files, for `sendfile`.
        public var verifiesReads: Bool
        /// How many containers, and how many accounts, are kept open when nobody uses them.
        public var openIndexLimit: Int
        /// Whether work is refused when the data directory, or the one that it is in, is not a
        /// mount point, and when another file system is there than when the store was opened.
        public var checksMount: Bool
        /// A chunk of a body, in bytes: bodies are read four of them at a time, and written eight.
        public var chunkBytes = 64 * 1024
        /// After so many bytes of a body that is being written, those before are synced.
        public var bytesPerSync: UInt64 = 512 * 1024 * 1024
        /// What stays free on the device, in bytes; a twentieth of it at the most. Bodies and
        /// containers that would not leave it are refused, so that deletions can be written.
        public var reserveBytes = SpaceGuard.standardReserveBytes

        /// Makes options.
        public init(
            verifiesReads: Bool = true, openIndexLimit: Int = 64, checksMount: Bool = false
        ) {
            self.verifiesReads = verifiesReads
            self.openIndexLimit = openIndexLimit
            self.checksMount = checksMount
        }
    }

    /// What configurations call it, and the options it has there.
    public static let group = BackendGroup(
        name: "file",
        options: [
            BackendOption(
                "open_indexes", .integer(1...1_000_000),
                help: "How many containers, and accounts, stay open unused; 64 if absent.")
        ] + LocalOptions.list
    ) { context in
        guard let directory = context.directory else {
            throw StorageError(.unavailable, "it has no directory")
        }
        var options = Options()
        let local = LocalOptions(context.options)
        options.verifiesReads = local.verifiesReads
        options.openIndexLimit = context.options.integer("open_indexes") ?? options.openIndexLimit
        options.checksMount = local.checksMount
        options.chunkBytes = local.steps.chunkBytes
        options.bytesPerSync = local.steps.syncBytes
        options.reserveBytes = local.reserveBytes
        return try await FileBackend.open(directory, options: options)
    }

    public let name = "file"

    /// Format 2 has a checksum in every row.
    static let format = StoreFormat(engine: "file", number: 2, oldest: 2)

    let lanes: Lanes
    let layout: StoreLayout
    let store: BodyStore
    let record: EpochRecord
    let space: SpaceGuard
    /// What every change of an index passes through.
    let gate = Gate()
    /// What recently opened objects may hold in memory.
    let hotBudget = HotBudget()
    let accounts: LeaseCache<AccountName, AccountIndex>
    let containers: LeaseCache<ContainerAddress, ContainerIndex>
    private let mount: MountCheck?
    private let lock: Mutex<OpenFile?>
    /// Whether totals could not be written down: the epoch must not end in order.
    private let hasLostTotals: LostTotals

    /// Opens a data directory, made when it is not there; recovers what a crash has left.
    ///
    /// - Throws: `.unavailable` with the reason when another process has it open, when it belongs
    ///   to another engine or a newer format, or when it cannot be read and written.
    public static func open(
        _ directory: String, options: Options = Options()
    ) async throws(StorageError) -> FileBackend {
        let lanes = Lanes()
        return try await lanes.committing.working { () throws(StorageError) in
            try FileBackend(directory, options, lanes)
        }
    }

    private init(_ directory: String, _ options: Options, _ lanes: Lanes) throws(StorageError) {
        var root = directory
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        let layout = StoreLayout(root: root)
        // Before anything is made there: an empty mount point looks like a store to begin.
        mount = options.checksMount ? try MountCheck(layout.root) : nil
        try StoreLayout.makeDirectory(layout.root)
        lock = Mutex(try StoreFormat.lock(layout, lane: lanes.reading))
        let epoch = try Self.format.prepare(
            layout, index: layout.accounts, directories: [layout.doomed])
        let crashed = try StoreLayout.entries(of: layout.openEpochs).compactMap { UInt32($0) }
        record = try EpochRecord(epoch, layout: layout, lanes: lanes)
        let store = try BodyStore(
            layout: layout, lanes: lanes, epoch: epoch, verifiesReads: options.verifiesReads,
            steps: BodySteps(chunkBytes: options.chunkBytes, syncBytes: options.bytesPerSync))
        space = try SpaceGuard(layout, reserveBytes: options.reserveBytes, lane: lanes.reading)
        try Recovery(layout: layout, epochs: Set(crashed)).run()
        let lost = LostTotals()
        accounts = LeaseCache(limit: options.openIndexLimit) { account in
            do {
                try account.close()
            } catch {
                lost.flag.store(true, ordering: .relaxed)
            }
        }
        containers = LeaseCache(limit: options.openIndexLimit) { $0.close() }
        self.lanes = lanes
        self.layout = layout
        self.store = store
        hasLostTotals = lost
        for name in try StoreLayout.entries(of: layout.doomed) {
            Reaper.reapLater("\(layout.doomed)/\(name)", store)
        }
    }

    public func account(_ name: AccountName) -> any AccountBroker {
        FileAccountBroker(backend: self, name: name)
    }

    public func container(_ address: ContainerAddress) -> any ContainerBroker {
        FileContainerBroker(backend: self, address: address)
    }

    public func checkHealth() async throws(StorageError) {
        try mount?.check()
        try await lanes.reading.working { [layout] () throws(StorageError) in
            try calling { () throws(SystemError) in try FileCalls.checkWritable(layout.root) }
        }
    }

    public func shutdown() async {
        let open = try? await lanes.committing.working { [containers] () throws(StorageError) in
            try containers.withOpen(where: { _ in true }) { $0 }
        }
        // Behind what waits in each queue, and behind the removals that those commits began.
        for container in open ?? [] { try? await container.writer.perform { _, _ in } }
        try? await lanes.background.working {}
        try? await lanes.committing.working { [self] () throws(StorageError) in
            containers.closeAll()
            accounts.closeAll()
            if !hasLostTotals.flag.load(ordering: .relaxed) { try record.end() }
        }
        lock.withLock { $0 = nil }
    }

    /// Refuses work when the data is not where it should be.
    func checkMount() throws(StorageError) {
        try mount?.check()
    }

    /// The account, open; nil when there is none.
    func lease(_ name: AccountName) async throws(StorageError) -> Lease<AccountIndex>? {
        try mount?.check()
        if let lease = accounts.lease(name) { return lease }
        return try await lanes.reading.working { [self] () throws(StorageError) in
            try accounts.lease(name) { () throws(StorageError) in
                try AccountIndex(name, directory: layout.account(name), lanes: lanes, gate: gate)
            }
        }
    }

    /// The container, open; nil when there is none.
    func lease(_ address: ContainerAddress) async throws(StorageError) -> Lease<ContainerIndex>? {
        try mount?.check()
        if let lease = containers.lease(address) { return lease }
        guard let account = try await lease(address.account) else { return nil }
        return try await lanes.reading.working { [self] () throws(StorageError) in
            try containers.lease(address) { () throws(StorageError) in
                guard let found = try account.value.find(address.container) else { return nil }
                return try ContainerIndex(
                    address, of: account, file: found.file, store: store,
                    hotBudget: hotBudget, record: record, gate: gate)
            }
        }
    }
}

/// Set once, by whoever fails to write totals down.
private final class LostTotals: Sendable {
    let flag = Atomic(false)
}
