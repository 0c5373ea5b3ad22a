// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open data directory: the index, the files of large bodies, and what is kept in memory of
/// both.
final class PackedStore: Sendable {
    static let format = StoreFormat(engine: "packed", number: 1)
    /// How many commits, and how many bytes of small bodies, share a sync.
    private static let batchLimit = 256
    private static let batchWeight = 4 * 1024 * 1024
    /// How many bytes of small bodies may wait for their batch.
    private static let waitingWeight = 64 * 1024 * 1024

    let layout: StoreLayout
    let lanes: Lanes
    let bodies: BodyStore
    let record: EpochRecord
    let options: PackedBackend.Options
    let space: SpaceGuard
    let heads = HeadCache()
    let hot: HotObjects<RowPlace, PackedObject>
    let watermark: Watermark
    let phase: Mutex<Phase>
    /// Held while the index is opened again after a failure.
    let mending = Mutex(())
    let queue: BatchQueue<CommitJob>
    let removal = Removal()
    let reaping = Reaping()
    let counts = Counts()
    let mount: MountCheck?
    private let lock: Mutex<OpenFile?>
    private let nextID = Atomic<UInt32>(1)

    /// Opens the directory and recovers what a crash has left. Blocks.
    init(
        _ directory: String, _ options: PackedBackend.Options, _ lanes: Lanes
    ) throws(StorageError) {
        var root = directory
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        let layout = StoreLayout(root: root)
        // Before anything is made there: an empty mount point looks like a store to begin.
        mount = options.checksMount ? try MountCheck(root) : nil
        try StoreLayout.makeDirectory(root)
        lock = Mutex(try StoreFormat.lock(layout, lane: lanes.reading))
        let epoch = try Self.format.prepare(layout, index: layout.index, directories: [])
        let crashed = try StoreLayout.entries(of: layout.openEpochs).compactMap { UInt32($0) }
        watermark = try Watermark(layout.watermark, lane: lanes.reading)
        // Where nothing was acknowledged and nothing is kept, the first start may have been cut
        // short anywhere.
        let kept = try StoreLayout.entries(of: layout.index).contains {
            $0.hasSuffix(".sst") || $0.hasSuffix(".blob")
        }
        let acknowledged = try watermark.read()
        let isKnown = kept || acknowledged != nil
        try Manifests.restoreCurrent(in: layout, creating: !isKnown)
        try WriteAheadLogs.setAsideTorn(in: layout)
        let index = try Manifests.open(in: layout) { () throws(StorageError) in
            try RocksIndex.recovering(layout.index, creating: !isKnown)
        }
        try Recovery.check(index, watermark, layout)
        record = try EpochRecord(epoch, layout: layout, lanes: lanes)
        bodies = try BodyStore(
            layout: layout, lanes: lanes, epoch: epoch, verifiesReads: options.verifiesReads,
            memoryLimitBytes: options.smallBodyLimitBytes,
            steps: BodySteps(chunkBytes: options.chunkBytes, syncBytes: options.bytesPerSync),
            syncsFilesystem: false)
        self.layout = layout
        self.lanes = lanes
        self.options = options
        space = try SpaceGuard(
            layout, reserveBytes: options.reserveBytes, ballast: layout.ballast,
            lane: lanes.reading)
        hot = HotObjects(budget: HotBudget(bytes: 8 * 1024 * 1024))
        phase = Mutex(.working(index))
        queue = BatchQueue(
            lane: lanes.committing, batchLimit: Self.batchLimit, batchWeight: Self.batchWeight,
            waitingWeight: Self.waitingWeight)
        try Recovery(layout: layout, index: index).run(afterCrashOf: Set(crashed))
        reapLater()
    }

    /// A number that no account and no container of this store ever had.
    func makeID() -> UInt64 {
        let number = nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        return UInt64(bodies.epoch) << 32 | UInt64(number)
    }

    /// Lets go of everything. Nothing must be under way. Blocks.
    func close() throws(StorageError) {
        let wasWorking = phase.withLock { phase in
            defer { phase = .closed }
            switch phase {
            case .working: return true
            case .readOnly(let index, _):
                index.abandon()
                return false
            case .closed: return false
            }
        }
        hot.clear()
        heads.clear()
        if wasWorking { try record.end() }
        lock.withLock { $0 = nil }
    }

    // MARK: Reading

    /// Reads the index: first what is in memory of it, on the calling thread; then, when that is
    /// not enough, on a lane. `body` is run again in that case.
    func look<Value: Sendable>(
        _ body:
            @escaping @Sendable (
                RocksIndex, RocksIndex.Tier
            ) throws(StorageError) -> RocksIndex.Found<Value>
    ) async throws(StorageError) -> Value? {
        switch try body(try readable(), .memory) {
        case .value(let value): return value
        case .missing: return nil
        case .unknown: counts.hops.add(1, ordering: .relaxed)
        }
        return try await lanes.reading.working { [self] () throws(StorageError) in
            guard case .value(let value) = try body(try readable(), .any) else { return nil }
            return value
        }
    }

    /// The account, deleted or not; nil when there never was one.
    func account(_ name: AccountName) async throws(StorageError) -> AccountHead? {
        try mount?.check()
        if let head = heads[name] { return head }
        let batches = heads.batches
        let head = try await look { index, tier throws(StorageError) in
            try HeadRecord.find(name, index, tier)
        }
        if let head { heads.keep(name, head, readAfter: batches) }
        return head
    }

    /// The account, when it exists.
    func existing(_ name: AccountName) async throws(StorageError) -> AccountHead {
        guard let head = try await account(name) else {
            throw StorageError(.notFound, "account /\(name)")
        }
        guard head.deletedAt == nil else { throw StorageError(.deleted, "account /\(name)") }
        try head.checkQuarantine(name)
        return head
    }

    /// The container, when it exists.
    func existing(_ address: ContainerAddress) async throws(StorageError) -> ContainerHead {
        let head = try await container(address)
        try head.checkQuarantine(address)
        return head
    }

    /// The same, also when it waits to be rebuilt.
    func container(_ address: ContainerAddress) async throws(StorageError) -> ContainerHead {
        try mount?.check()
        if let head = heads[address] { return head }
        let batches = heads.batches
        let account = try await account(address.account)
        guard let account, account.deletedAt == nil else {
            throw StorageError(.notFound, "container \(address)")
        }
        try account.checkQuarantine(address.account)
        let head = try await look { index, tier throws(StorageError) in
            try HeadRecord.find(address.container.text, in: account.id, index, tier)
        }
        guard let head else {
            throw StorageError(.notFound, "container \(address)")
        }
        heads.keep(address, head, readAfter: batches)
        return head
    }

    /// The row at a key.
    func row(_ key: Bytes) async throws(StorageError) -> StoredRow? {
        try await look { index, tier throws(StorageError) in
            try index.find(key, in: .rows, tier) { span throws(StorageError) in
                try RowRecord.decode(span)
            }
        }
    }

    /// Opens an object; nil when there is no row.
    func open(
        _ place: RowPlace, in address: ContainerAddress, caching: CacheHint
    ) async throws(StorageError) -> PackedObject? {
        if let object = hot[place] { return object }
        let request = PackedObject.Request(
            place: FileObject.Place(container: address, key: place.key),
            rowKey: RowKey.encode(place.key, in: place.container), isReadOnce: caching == .drop,
            verifies: nil)
        // A body that is gone means that the row has been replaced since it was read; again and
        // again only while it is replaced all the time.
        for _ in 0..<10 {
            let endedCommits = hot.endedCommits
            let opening = try await look { [bodies] index, tier throws(StorageError) in
                try PackedObject.open(request, index, tier, bodies)
            }
            switch opening {
            case nil: return nil
            case .opened(let object):
                if caching != .drop { hot.keep(object, at: place, readAfter: endedCommits) }
                return object
            case .overtaken: continue
            }
        }
        throw StorageError(.corrupt, "the body of \(place.key.name) is missing")
    }
}

/// Where things lie that only this engine has.
extension StoreLayout {
    var index: String { "\(root)/index" }
    var watermark: String { "\(root)/watermark" }
    var ballast: String { "\(root)/ballast" }
    /// Checkpoints of the index while they are copied.
    var backups: String { "\(root)/backups" }
}

/// What is counted for operators.
final class Counts: Sendable {
    /// Reads that needed a lane.
    let hops = Atomic<UInt64>(0)
    let batches = Atomic<UInt64>(0)
    let commits = Atomic<UInt64>(0)
    let failures = Atomic<UInt64>(0)
    /// How often the index was opened again after a failure.
    let reopenings = Atomic<UInt64>(0)
}
