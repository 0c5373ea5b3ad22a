// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One call that changed something below the data directory, as `faultydisk.c` recorded it.
/// Paths are relative to the directory.
enum DiskCall {
    /// A program has started: nothing is open yet.
    case start
    case open(handle: UInt64, path: String, creates: Bool, truncates: Bool)
    case write(handle: UInt64, offset: Int, bytes: Bytes)
    case truncate(handle: UInt64, size: Int)
    /// What was written before this is safe once the sync of this number has ended.
    case syncBegins(number: UInt64, handle: UInt64, kind: SyncKind)
    case syncEnds(number: UInt64)
    case rename(String, to: String)
    case link(String, to: String)
    case unlink(String)
    case makeDirectory(String)
    case removeDirectory(String)
    /// Mapped into memory to be written there, which is not recorded.
    case mapped(handle: UInt64)
    /// What the program wrote to standard output.
    case mark(String)
}

enum SyncKind: UInt32 {
    case fsync = 1
    case fdatasync = 2
    case syncfs = 3
}

/// All calls of one or more lives of a program, in the order in which they happened.
struct CallLog {
    let calls: [DiskCall]

    private static let createFlag = UInt32(O_CREAT)
    private static let truncateFlag = UInt32(O_TRUNC)

    init(contentsOf path: String) throws {
        let file = try FileCalls.open(path, flags: O_RDONLY)
        defer { FileCalls.close(file) }
        let size = Int(try FileCalls.status(of: file).sizeBytes)
        let bytes = try FileCalls.read(file, at: 0, count: size)
        var calls: [DiskCall] = []
        var position = 0
        func number(_ offset: Int, _ count: Int) -> UInt64 {
            (0..<count).reduce(0) { $0 | UInt64(bytes[position + offset + $1]) << ($1 * 8) }
        }
        while position + 40 <= size {
            let type = number(0, 4)
            let pathEnd = 40 + Int(number(4, 4))
            let targetEnd = pathEnd + Int(number(8, 4))
            let flags = UInt32(number(12, 4))
            let handle = number(16, 8)
            let offset = number(24, 8)
            let end = targetEnd + Int(number(32, 8))
            // The last one may have been cut short by a kill.
            guard position + end <= size else { break }
            let path = bytes[position + 40..<position + pathEnd].text
            let target = bytes[position + pathEnd..<position + targetEnd].text
            let data = bytes[position + targetEnd..<position + end]
            position += end
            switch type {
            case 1:
                calls.append(
                    .open(
                        handle: handle, path: path, creates: flags & Self.createFlag != 0,
                        truncates: flags & Self.truncateFlag != 0))
            case 3: calls.append(.write(handle: handle, offset: Int(offset), bytes: data))
            case 4: calls.append(.truncate(handle: handle, size: Int(offset)))
            case 5:
                guard let kind = SyncKind(rawValue: flags) else { throw Malformed() }
                calls.append(.syncBegins(number: offset, handle: handle, kind: kind))
            case 6: calls.append(.syncEnds(number: offset))
            case 7: calls.append(.rename(path, to: target))
            case 8: calls.append(.link(path, to: target))
            case 9: calls.append(.unlink(path))
            case 10: calls.append(.makeDirectory(path))
            case 11: calls.append(.removeDirectory(path))
            case 12: calls.append(.mark(data.text))
            case 13: calls.append(.start)
            case 14:
                // Space that is set aside may make the file longer; holes do not occur.
                guard flags & ~1 == 0 else { throw Malformed() }
                if flags == 0 { calls.append(.truncate(handle: handle, size: Int(offset))) }
            case 15: calls.append(.mapped(handle: handle))
            default: throw Malformed()
            }
        }
        self.calls = calls
    }

    struct Malformed: Error {}
}
