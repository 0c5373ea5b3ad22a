// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusStorage
import CRocksDB

/// A walk over keys in their order.
///
/// Sound because the iterator is destroyed before its options, whose bounds point to memory of
/// this value, and before the index, to which it holds a reference; what it stands on is read
/// before it moves. One thread at a time.
@safe final class RocksIterator {
    private let iterator: OpaquePointer
    private let options: OpaquePointer
    private let bounds: UnsafeMutablePointer<CChar>
    private let index: RocksIndex
    private let snapshot: RocksSnapshot?

    @unsafe
    init(
        of index: RocksIndex, _ database: OpaquePointer, _ family: OpaquePointer, _ lower: Bytes,
        _ upper: Bytes?, fillsCache: Bool, snapshot: RocksSnapshot?
    ) {
        self.index = index
        self.snapshot = snapshot
        let end = upper ?? Bytes()
        let bounds = UnsafeMutablePointer<CChar>.allocate(capacity: lower.count + end.count + 1)
        unsafe self.bounds = bounds
        unsafe options = rocksdb_readoptions_create()
        for (offset, part) in [(0, lower), (lower.count, end)] {
            unsafe part.withUnsafeBytes { part in
                guard let base = part.baseAddress else { return }
                unsafe UnsafeMutableRawPointer(bounds + offset)
                    .copyMemory(from: base, byteCount: part.count)
            }
        }
        unsafe rocksdb_readoptions_set_iterate_lower_bound(options, bounds, lower.count)
        if upper != nil {
            unsafe rocksdb_readoptions_set_iterate_upper_bound(
                options, bounds + lower.count, end.count)
        }
        unsafe rocksdb_readoptions_set_fill_cache(options, fillsCache ? 1 : 0)
        // Files that only this walk still needs are removed by a thread of RocksDB's.
        unsafe rocksdb_readoptions_set_background_purge_on_iterator_cleanup(options, 1)
        if let snapshot { unsafe rocksdb_readoptions_set_snapshot(options, snapshot.pointer) }
        unsafe iterator = rocksdb_create_iterator_cf(database, options, family)
    }

    deinit {
        unsafe rocksdb_iter_destroy(iterator)
        unsafe rocksdb_readoptions_destroy(options)
        unsafe bounds.deallocate()
    }

    func seekToFirst() { unsafe rocksdb_iter_seek_to_first(iterator) }
    func seekToLast() { unsafe rocksdb_iter_seek_to_last(iterator) }

    /// To the key, or the first behind it.
    func seek(_ key: Bytes) {
        unsafe key.withUnsafeBytes { key in
            unsafe rocksdb_iter_seek(
                iterator, key.baseAddress?.assumingMemoryBound(to: CChar.self), key.count)
        }
    }

    /// To the key, or the last before it.
    func seekBack(_ key: Bytes) {
        unsafe key.withUnsafeBytes { key in
            unsafe rocksdb_iter_seek_for_prev(
                iterator, key.baseAddress?.assumingMemoryBound(to: CChar.self), key.count)
        }
    }

    func next() { unsafe rocksdb_iter_next(iterator) }
    func previous() { unsafe rocksdb_iter_prev(iterator) }

    /// Reads what it stands on; nil past the end. `read` must copy what it keeps.
    func read<Value>(
        _ read: (_ key: RawSpan, _ value: RawSpan) throws(StorageError) -> Value
    ) throws(StorageError) -> Value? {
        var key: UnsafeRawPointer?
        var value: UnsafeRawPointer?
        var keyCount = 0
        var valueCount = 0
        guard unsafe apus_rocks_here(iterator, &key, &keyCount, &value, &valueCount) != 0 else {
            var error: UnsafeMutablePointer<CChar>?
            unsafe rocksdb_iter_get_error(iterator, &error)
            if let error = unsafe error { throw unsafe RocksIndex.failure(error, "walk") }
            return nil
        }
        return try read(
            unsafe UnsafeRawBufferPointer(start: key, count: keyCount).bytes,
            unsafe UnsafeRawBufferPointer(start: value, count: valueCount).bytes)
    }
}
