// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusLocalFiles
import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The write-ahead logs of an index, looked at before RocksDB reads them.
///
/// A log that was cut short in its first record has nothing to recover, and is a trap: RocksDB 7.8
/// then records that its families have got beyond that log and, having flushed nothing, not that
/// the log is not needed any more. Whoever opens the index next with `allow_2pc`, which goes by
/// the latter, is told that the families are ahead of a damaged log, and so is everybody later.
///
/// Source: RocksDB, "Write Ahead Log File Format"; `DBImpl::RecoverLogFiles`.
enum WriteAheadLogs {
    private static let blockBytes = 32 * 1024
    private static let headerBytes = 7

    /// Moves the last log that is not empty to what was set aside, when it has no whole record.
    /// What of it was acknowledged, if anything, the watermark tells. Blocks.
    static func setAsideTorn(in layout: StoreLayout) throws(StorageError) {
        let logs = try StoreLayout.entries(of: layout.index).filter { $0.hasSuffix(".log") }
        // Their names are numbers of six digits and more.
        let newestFirst = logs.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
        for name in newestFirst {
            let path = "\(layout.index)/\(name)"
            let size = try calling { () throws(SystemError) in
                try FileCalls.status(path).sizeBytes
            }
            guard size > 0 else { continue }
            guard try !hasRecord(path) else { return }
            try StoreLayout.makeDirectory(layout.quarantined)
            try calling { () throws(SystemError) in
                try FileCalls.move(path, to: "\(layout.quarantined)/\(name)")
                try FileCalls.syncDirectory(layout.index)
            }
            return
        }
    }

    /// Whether a log begins with a record that is whole. Blocks.
    static func hasRecord(_ path: String) throws(StorageError) -> Bool {
        try calling { () throws(SystemError) in
            let file = try FileCalls.open(path, flags: O_RDONLY)
            defer { FileCalls.close(file) }
            var offset = 0
            var isInside = false
            while true {
                let left = blockBytes - offset % blockBytes
                guard left >= headerBytes else {
                    offset += left
                    continue
                }
                let header = try FileCalls.read(file, at: UInt64(offset), count: headerBytes)
                guard header.count == headerBytes else { return false }
                let length = Int(header[4]) | Int(header[5]) << 8
                guard length <= left - headerBytes else { return false }
                // The checksum is over the kind, the header's last byte, and what follows.
                let bytes = try FileCalls.read(
                    file, at: UInt64(offset + headerBytes - 1), count: length + 1)
                guard bytes.count == length + 1, checksum(header) == masked(CRC32C.of(bytes))
                else { return false }
                switch (header[6], isInside) {
                case (1, false), (4, true): return true
                case (2, false): isInside = true
                case (3, true): break
                case (0...4, _): return false
                // Kinds that we do not write: RocksDB's to judge.
                default: return true
                }
                offset += headerBytes + length
            }
        }
    }

    private static func checksum(_ header: Bytes) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(header[$1]) << ($1 * 8) }
    }

    /// As RocksDB stores checksums, so that those of checksums are not their own.
    private static func masked(_ checksum: UInt32) -> UInt32 {
        (checksum >> 15 | checksum << 17) &+ 0xa282_ead8
    }
}
