// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusLocalFiles
import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How far the index had got when something was last acknowledged: a file beside it.
///
/// It is written after each batch and never synced, so it may lag behind the truth and is never
/// ahead of it. An index that recovers to less has lost what was acknowledged.
///
/// Two records of 16 bytes take turns (`apwm`, the number, the CRC-32C of both), so that one that
/// was cut short leaves the other.
final class Watermark: Sendable {
    private static let magic = Array("apwm".utf8)
    private static let recordBytes = 16

    private let file: OpenFile
    private let turn = Mutex(0)

    /// Opens the file, made when it is not there. Blocks.
    init(_ path: String, lane: Lane) throws(StorageError) {
        file = try calling { () throws(SystemError) in
            OpenFile(
                takingOver: try FileCalls.open(path, flags: O_RDWR | O_CREAT), lane: lane)
        }
    }

    /// The last number that was written and reached the disk; nil when none did. Blocks.
    func read() throws(StorageError) -> UInt64? {
        let bytes = try calling { () throws(SystemError) in
            try file.readNow(0..<UInt64(2 * Self.recordBytes))
        }
        var last: UInt64?
        for start in [0, Self.recordBytes] where bytes.count >= start + Self.recordBytes {
            let record = bytes[start..<start + Self.recordBytes]
            guard record[0..<4].array == Self.magic,
                Self.number(record[12..<16]) == UInt64(CRC32C.of(record[0..<12]))
            else { continue }
            last = max(last ?? 0, Self.number(record[4..<12]))
        }
        return last
    }

    /// Writes the number, where the system may hold it back. What fails is told by nobody: the
    /// file then lags behind.
    func write(_ sequence: UInt64) {
        turn.withLock { turn in
            var record = Self.magic
            for shift in 0..<8 { record.append(UInt8(truncatingIfNeeded: sequence >> (shift * 8))) }
            let checksum = CRC32C.of(Bytes(record))
            for shift in 0..<4 { record.append(UInt8(truncatingIfNeeded: checksum >> (shift * 8))) }
            try? FileCalls.writeAll(
                file.descriptor, Bytes(record), at: UInt64(turn * Self.recordBytes))
            turn = 1 - turn
        }
    }

    private static func number(_ bytes: Bytes) -> UInt64 {
        (0..<bytes.count).reduce(0) { $0 | UInt64(bytes[$1]) << ($1 * 8) }
    }
}
