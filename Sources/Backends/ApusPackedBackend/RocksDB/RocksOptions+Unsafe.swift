// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusStorage
import CRocksDB

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How RocksDB is to work: sizes, files, what it checks. Reasons are in
/// `Docs/OnDisk/PackedBackend.md`.
///
/// Sound because everything made here is destroyed once, with this value, to which every open
/// index holds a reference; RocksDB shares or copies what it is given.
@safe final class RocksOptions: @unchecked Sendable {
    /// What memory holds of what was read: blocks of rows, and small bodies.
    static let cacheBytes = 20 * 1024 * 1024
    /// What memory holds of what was written and not flushed yet, over all column families.
    static let memtableBytes = 20 * 1024 * 1024
    /// What compactions and flushes may write in a second, so that requests find the device free.
    private static let backgroundBytesPerSecond: Int64 = 192 * 1024 * 1024

    private static let database = """
        create_missing_column_families=true;paranoid_checks=true;\
        wal_recovery_mode=kPointInTimeRecovery;track_and_verify_wals_in_manifest=true;\
        max_total_wal_size=67108864;db_write_buffer_size=\(memtableBytes);bytes_per_sync=1048576;\
        max_background_jobs=2;avoid_unnecessary_blocking_io=true;\
        skip_stats_update_on_db_open=true;stats_dump_period_sec=0;stats_persist_period_sec=0;\
        keep_log_file_num=2
        """

    /// What an index is opened for.
    enum Purpose {
        /// To be worked with. `allow_2pc` keeps RocksDB from going on by itself after the device
        /// was full, beside our own attempt; we have no transactions in two phases.
        case work
        /// Only to recover. With `allow_2pc` old logs, torn ones too, would stay beside what was
        /// recovered from them, and the recovery after the next crash would stop at them and
        /// refuse the newer tables.
        case recovery
    }

    /// Above every level there is: RocksDB writes nothing to its log for people, because it ends
    /// the process (in a build with assertions) when it writes there after the device was full.
    private static let noLogging: Int32 = 6

    /// Requests are to be slowed only when nothing else helps: what waits for compaction costs
    /// time when it is read, but stops nobody.
    private static let everyFamily = """
        level_compaction_dynamic_level_bytes=true;level0_file_num_compaction_trigger=4;\
        level0_slowdown_writes_trigger=40;level0_stop_writes_trigger=80;\
        soft_pending_compaction_bytes_limit=0;hard_pending_compaction_bytes_limit=0;\
        max_write_buffer_number=4;
        """

    private static func options(of family: ColumnFamily) -> String {
        switch family {
        case .heads: everyFamily + "write_buffer_size=2097152;compression=kLZ4Compression"
        case .rows:
            everyFamily + """
                write_buffer_size=6291456;target_file_size_base=33554432;\
                max_bytes_for_level_base=134217728;compression=kLZ4Compression
                """
        case .bodies:
            // Compaction moves references to blobs, not blobs; those are written anew when a
            // quarter of the oldest files is dead.
            everyFamily + """
                write_buffer_size=12582912;target_file_size_base=16777216;\
                max_bytes_for_level_base=67108864;compression=kNoCompression;\
                enable_blob_files=true;min_blob_size=512;blob_file_size=268435456;\
                blob_compression_type=kNoCompression;enable_blob_garbage_collection=true;\
                blob_garbage_collection_age_cutoff=0.3;\
                blob_garbage_collection_force_threshold=0.5
                """
        }
    }

    let database: OpaquePointer
    private let families: [OpaquePointer?]
    private let cache: OpaquePointer

    /// - Parameters:
    ///   - creating: whether a directory without an index becomes an empty one.
    ///   - openFiles: how many files of the index are open at most; 20 at least.
    init(
        creating: Bool, for purpose: Purpose = .work, openFiles: Int = 512
    ) throws(StorageError) {
        let variable =
            "create_if_missing=\(creating);allow_2pc=\(purpose == .work);"
            + "max_open_files=\(openFiles);"
        unsafe database = try Self.parse(variable + Self.database)
        unsafe rocksdb_options_set_info_log_level(database, Self.noLogging)
        unsafe cache = rocksdb_cache_create_lru(Self.cacheBytes)
        let limiter = unsafe rocksdb_ratelimiter_create(
            Self.backgroundBytesPerSecond, 100_000, 10)
        unsafe rocksdb_options_set_ratelimiter(database, limiter)
        unsafe rocksdb_ratelimiter_destroy(limiter)
        var made: [OpaquePointer?] = unsafe []
        for family in ColumnFamily.allCases {
            let options = try unsafe Self.parse(Self.options(of: family))
            unsafe Self.setTable(options, cache)
            // Where most of a stretch is deletions, it is compacted soon: listings and walks
            // would have to step over them.
            unsafe rocksdb_options_add_compact_on_deletion_collector_factory(options, 4096, 1024)
            if family == .bodies { unsafe rocksdb_options_set_blob_cache(options, cache) }
            unsafe made.append(options)
        }
        unsafe families = made
    }

    deinit {
        unsafe families.forEach { unsafe rocksdb_options_destroy($0) }
        unsafe rocksdb_options_destroy(database)
        unsafe rocksdb_cache_destroy(cache)
    }

    /// Bytes in the cache now.
    var cachedBytes: UInt64 { UInt64(unsafe rocksdb_cache_get_usage(cache)) }

    /// Gives up what the cache holds.
    func abandon() {
        unsafe rocksdb_cache_set_capacity(cache, 1024 * 1024)
    }

    /// Lends count, names and options of the column families.
    @unsafe
    func withFamilies<R>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<OpaquePointer?>
        ) -> R
    ) -> R {
        let texts = unsafe ColumnFamily.allCases.map { unsafe strdup($0.name) }
        defer { unsafe texts.forEach { unsafe free($0) } }
        let names = unsafe texts.map { text in unsafe UnsafePointer<CChar>(text) }
        return unsafe body(Int32(names.count), names, families)
    }

    private static func parse(_ text: String) throws(StorageError) -> OpaquePointer {
        let base = unsafe rocksdb_options_create()
        defer { unsafe rocksdb_options_destroy(base) }
        guard let made = unsafe rocksdb_options_create() else {
            throw StorageError(.unavailable, "no memory for options")
        }
        var error: UnsafeMutablePointer<CChar>?
        unsafe rocksdb_get_options_from_string(base, text, made, &error)
        guard unsafe error == nil else {
            unsafe rocksdb_options_destroy(made)
            throw unsafe RocksIndex.failure(error, "options \(text)")
        }
        return unsafe made
    }

    /// How tables lie in their files. Indexes and filters are partitioned and in the cache, so
    /// that memory stays bounded however large the store is.
    @unsafe
    private static func setTable(_ options: OpaquePointer, _ cache: OpaquePointer) {
        let table = unsafe rocksdb_block_based_options_create()
        defer { unsafe rocksdb_block_based_options_destroy(table) }
        unsafe rocksdb_block_based_options_set_block_cache(table, cache)
        unsafe rocksdb_block_based_options_set_format_version(table, 5)
        unsafe rocksdb_block_based_options_set_block_size(table, 4096)
        unsafe rocksdb_block_based_options_set_metadata_block_size(table, 4096)
        unsafe rocksdb_block_based_options_set_index_type(
            table, Int32(rocksdb_block_based_table_index_type_two_level_index_search))
        unsafe rocksdb_block_based_options_set_partition_filters(table, 1)
        unsafe rocksdb_block_based_options_set_filter_policy(
            table, rocksdb_filterpolicy_create_bloom_full(10))
        unsafe rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, 1)
        unsafe rocksdb_block_based_options_set_cache_index_and_filter_blocks_with_high_priority(
            table, 1)
        unsafe rocksdb_block_based_options_set_pin_top_level_index_and_filter(table, 1)
        unsafe rocksdb_options_set_block_based_table_factory(options, table)
    }
}
