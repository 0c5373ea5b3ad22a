// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CRocksDB

/// Changes that are written together.
///
/// Sound because the handle is destroyed once, with this value, which one thread at a time uses;
/// RocksDB copies what it is given.
@safe final class RocksBatch {
    let handle: OpaquePointer
    private let families: [OpaquePointer]

    init(of index: RocksIndex) {
        unsafe handle = rocksdb_writebatch_create()
        unsafe families = index.familyHandles
    }

    deinit {
        unsafe rocksdb_writebatch_destroy(handle)
    }

    func put(_ key: Bytes, _ value: Bytes, in family: ColumnFamily) {
        unsafe key.withUnsafeBytes { key in
            unsafe value.withUnsafeBytes { value in
                unsafe apus_rocks_put(
                    handle, families[family.rawValue], key.baseAddress, key.count,
                    value.baseAddress, value.count)
            }
        }
    }

    /// Puts a value that is in two places.
    func put(_ key: Bytes, _ value: Bytes, _ rest: Bytes, in family: ColumnFamily) {
        unsafe key.withUnsafeBytes { key in
            unsafe value.withUnsafeBytes { value in
                unsafe rest.withUnsafeBytes { rest in
                    unsafe apus_rocks_put_joined(
                        handle, families[family.rawValue], key.baseAddress, key.count,
                        value.baseAddress, value.count, rest.baseAddress, rest.count)
                }
            }
        }
    }

    func delete(_ key: Bytes, in family: ColumnFamily) {
        unsafe key.withUnsafeBytes { key in
            unsafe apus_rocks_delete(
                handle, families[family.rawValue], key.baseAddress, key.count)
        }
    }
}
