// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusStorage
import CRocksDB
import Synchronization

/// What the index keeps apart.
enum ColumnFamily: Int, CaseIterable, Sendable {
    /// Accounts, containers and what the store has to remember.
    case heads
    /// A row an object.
    case rows
    /// Small bodies.
    case bodies

    var name: String {
        switch self {
        // RocksDB's own always exists, under this name.
        case .heads: "default"
        case .rows: "rows"
        case .bodies: "bodies"
        }
    }
}

/// An open RocksDB with its column families; closed when the last reference goes, unless it has
/// been abandoned.
///
/// Sound because the handles are made in `init` and destroyed in `deinit`, in RocksDB's order, and
/// everything that was made of them (iterators, snapshots) holds a reference to this value. Its C
/// interface may be used by any number of threads.
@safe final class RocksIndex: @unchecked Sendable {
    /// How much a read may cost.
    enum Tier {
        /// Whatever it takes; blocks.
        case any
        /// The same, and nothing that is read is kept in memory.
        case once
        /// Only memory; does not block.
        case memory
    }

    /// What a look-up came to.
    enum Found<Value> {
        case value(Value)
        case missing
        /// It would have to be read from the device.
        case unknown
    }

    /// A write has failed and it can only be read; see `abandon`.
    private let isAbandoned = Atomic(false)
    let isReadOnly: Bool
    let path: String
    private let database: OpaquePointer
    private let families: [OpaquePointer]
    private let options: RocksOptions
    private let readAny: OpaquePointer
    private let readMemory: OpaquePointer
    private let readOnce: OpaquePointer
    private let writeSynced: OpaquePointer

    /// Opens the directory. Blocks.
    init(
        _ path: String, _ options: RocksOptions, isReadOnly: Bool = false
    ) throws(StorageError) {
        self.path = path
        self.options = options
        self.isReadOnly = isReadOnly
        var error: UnsafeMutablePointer<CChar>?
        var handles = unsafe [OpaquePointer?](repeating: nil, count: ColumnFamily.allCases.count)
        let opened = unsafe options.withFamilies { count, names, familyOptions in
            isReadOnly
                ? unsafe rocksdb_open_for_read_only_column_families(
                    options.database, path, count, names, familyOptions, &handles, 0, &error)
                : unsafe rocksdb_open_column_families(
                    options.database, path, count, names, familyOptions, &handles, &error)
        }
        guard let opened = unsafe opened, unsafe error == nil else {
            throw unsafe Self.failure(error, "open \(path)")
        }
        unsafe database = opened
        unsafe families = handles.compactMap { unsafe $0 }
        unsafe readAny = rocksdb_readoptions_create()
        unsafe readMemory = rocksdb_readoptions_create()
        // kBlockCacheTier: memtables and caches.
        unsafe rocksdb_readoptions_set_read_tier(readMemory, 1)
        unsafe readOnce = rocksdb_readoptions_create()
        unsafe rocksdb_readoptions_set_fill_cache(readOnce, 0)
        unsafe writeSynced = rocksdb_writeoptions_create()
        unsafe rocksdb_writeoptions_set_sync(writeSynced, 1)
    }

    /// Recovers the directory, so that no log of before is needed any more, and opens it to be
    /// worked with. Blocks.
    static func recovering(_ path: String, creating: Bool) throws(StorageError) -> RocksIndex {
        _ = try RocksIndex(path, try RocksOptions(creating: creating, for: .recovery))
        return try RocksIndex(path, try RocksOptions(creating: false))
    }

    deinit {
        guard !isAbandoned.load(ordering: .acquiring) else { return }
        unsafe rocksdb_readoptions_destroy(readAny)
        unsafe rocksdb_readoptions_destroy(readMemory)
        unsafe rocksdb_readoptions_destroy(readOnce)
        unsafe rocksdb_writeoptions_destroy(writeSynced)
        unsafe families.forEach { family in
            unsafe rocksdb_column_family_handle_destroy(family)
        }
        unsafe rocksdb_close(database)
    }

    /// Lets it write, remove and compact nothing any more, and never closes it: RocksDB 7.8 tries
    /// to write the rest of its log when it is closed, and a build with assertions (Debian's)
    /// ends the process when that log has failed before. What it holds in memory is lost to the
    /// process, which is the price of a failed write. Reads go on. Blocks.
    func abandon() {
        guard !isAbandoned.exchange(true, ordering: .acquiringAndReleasing) else { return }
        var error: UnsafeMutablePointer<CChar>?
        unsafe rocksdb_disable_file_deletions(database, &error)
        if let error = unsafe error { unsafe rocksdb_free(error) }
        unsafe rocksdb_cancel_all_background_work(database, 1)
        options.abandon()
        // The handles are in use for as long as the process lives.
        _ = unsafe Unmanaged.passRetained(options)
    }

    /// Looks a key up and reads its value where it lies. `read` must copy what it keeps.
    func find<Value>(
        _ key: Bytes, in family: ColumnFamily, _ tier: Tier = .any,
        read: (RawSpan) throws(StorageError) -> Value
    ) throws(StorageError) -> Found<Value> {
        var slice: OpaquePointer?
        var value: UnsafeRawPointer?
        var count = 0
        var error: UnsafeMutablePointer<CChar>?
        let options: OpaquePointer
        switch tier {
        case .any: unsafe options = readAny
        case .once: unsafe options = readOnce
        case .memory: unsafe options = readMemory
        }
        let outcome = unsafe key.withUnsafeBytes { key in
            unsafe apus_rocks_get(
                database, options, families[family.rawValue],
                key.baseAddress, key.count, &slice, &value, &count, &error)
        }
        switch Int(outcome) {
        case apus_rocks_done:
            defer { unsafe rocksdb_pinnableslice_destroy(slice) }
            // Of a table that is not open, and may not be opened now, RocksDB says that it has the
            // key, with an empty value (`TableCache::Get`, "may exist"). No row and no body is.
            if tier == .memory, count == 0 { return .unknown }
            let buffer = unsafe UnsafeRawBufferPointer(start: value, count: count)
            return .value(try read(unsafe buffer.bytes))
        case apus_rocks_missing: return .missing
        case apus_rocks_incomplete: return .unknown
        default: throw unsafe Self.failure(error, "read of \(family.name)")
        }
    }

    /// Writes a batch, synced: all of it is durable, or nothing of it was promised. Blocks.
    func write(_ batch: RocksBatch) throws(StorageError) {
        var error: UnsafeMutablePointer<CChar>?
        unsafe rocksdb_write(database, writeSynced, batch.handle, &error)
        if let error = unsafe error { throw unsafe Self.failure(error, "write") }
    }

    /// For the batches made for this index, which do not outlive it.
    @unsafe
    var familyHandles: [OpaquePointer] { unsafe families }

    /// The number of the last change that was written.
    var lastSequence: UInt64 { unsafe rocksdb_get_latest_sequence_number(database) }

    /// Bytes in the cache now.
    var cachedBytes: UInt64 { options.cachedBytes }

    /// A number that RocksDB keeps of a column family (`rocksdb.…`), zero where it does not.
    func number(_ property: String, of family: ColumnFamily) -> UInt64 {
        var value: UInt64 = 0
        _ = unsafe rocksdb_property_int_cf(
            database, families[family.rawValue], property, &value)
        return value
    }

    /// Makes a directory with hard links to all that was written so far, which opens as a store
    /// of its own. Blocks.
    func makeCheckpoint(_ directory: String) throws(StorageError) {
        var error: UnsafeMutablePointer<CChar>?
        let maker = unsafe rocksdb_checkpoint_object_create(database, &error)
        if let error = unsafe error { throw unsafe Self.failure(error, "checkpoint") }
        defer { unsafe rocksdb_checkpoint_object_destroy(maker) }
        // 0: memtables are flushed first, so that the checkpoint needs no write-ahead log.
        unsafe rocksdb_checkpoint_create(maker, directory, 0, &error)
        if let error = unsafe error { throw unsafe Self.failure(error, "checkpoint") }
    }

    /// Walks the keys from `lower` on that come before `upper`.
    ///
    /// - Parameter fillsCache: whether blocks that are read stay in memory.
    func iterator(
        _ family: ColumnFamily, from lower: Bytes, to upper: Bytes?, fillsCache: Bool = true,
        snapshot: RocksSnapshot? = nil
    ) -> RocksIterator {
        unsafe RocksIterator(
            of: self, database, families[family.rawValue], lower, upper, fillsCache: fillsCache,
            snapshot: snapshot)
    }

    /// The state as of now, kept until the last reference goes.
    func snapshot() -> RocksSnapshot {
        unsafe RocksSnapshot(of: self, database)
    }

    /// What was there at a snapshot. Blocks.
    func find<Value>(
        _ key: Bytes, in family: ColumnFamily, at snapshot: RocksSnapshot,
        read: (RawSpan) throws(StorageError) -> Value
    ) throws(StorageError) -> Value? {
        let options = unsafe rocksdb_readoptions_create()
        defer { unsafe rocksdb_readoptions_destroy(options) }
        unsafe rocksdb_readoptions_set_snapshot(options, snapshot.handle)
        var slice: OpaquePointer?
        var value: UnsafeRawPointer?
        var count = 0
        var error: UnsafeMutablePointer<CChar>?
        let outcome = unsafe key.withUnsafeBytes { key in
            unsafe apus_rocks_get(
                database, options, families[family.rawValue], key.baseAddress, key.count, &slice,
                &value, &count, &error)
        }
        if outcome == Int32(apus_rocks_missing) { return nil }
        guard outcome == Int32(apus_rocks_done) else {
            throw unsafe Self.failure(error, "read of \(family.name)")
        }
        defer { unsafe rocksdb_pinnableslice_destroy(slice) }
        let buffer = unsafe UnsafeRawBufferPointer(start: value, count: count)
        return try read(unsafe buffer.bytes)
    }

    /// What RocksDB says of a failure, as a back-end says it. Frees the text.
    @unsafe
    static func failure(
        _ error: UnsafeMutablePointer<CChar>?, _ operation: String
    ) -> StorageError {
        let reason: StorageError.Reason
        switch Int(unsafe apus_rocks_meaning(error)) {
        case apus_rocks_corrupt: reason = .corrupt
        case apus_rocks_no_space: reason = .insufficientStorage(neededBytes: 0)
        case apus_rocks_busy: reason = .busy
        default: reason = .unavailable
        }
        let text = unsafe error.map { unsafe String(cString: $0) } ?? "no reason given"
        if let error = unsafe error { unsafe rocksdb_free(error) }
        return StorageError(reason, "RocksDB: \(text) (\(operation))")
    }
}

extension RocksIndex.Found: Sendable where Value: Sendable {}

/// A state of the index that readers may come back to.
///
/// Sound because it is released once, before the index that it belongs to can be closed.
@safe final class RocksSnapshot: @unchecked Sendable {
    fileprivate let handle: OpaquePointer
    private let database: OpaquePointer
    let index: RocksIndex

    @unsafe
    fileprivate init(of index: RocksIndex, _ database: OpaquePointer) {
        self.index = index
        unsafe self.database = database
        unsafe handle = rocksdb_create_snapshot(database)
    }

    deinit {
        unsafe rocksdb_release_snapshot(database, handle)
    }

    /// For the options of a read.
    @unsafe
    var pointer: OpaquePointer { unsafe handle }
}
