// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that parts are written into, in place.
final class LocalTarget: Sendable {
    private let path: String
    private let file: OpenFile

    private init(path: String, file: OpenFile) {
        self.path = path
        self.file = file
    }

    static func open(_ path: String, lane: Lane) async throws -> LocalTarget {
        try await lane.run {
            do throws(SystemError) {
                let descriptor = try FileCalls.open(path, flags: O_WRONLY | O_CREAT, mode: 0o666)
                return LocalTarget(
                    path: path, file: OpenFile(takingOver: descriptor, lane: lane))
            } catch { throw DS3Error(error, at: path) }
        }
    }

    /// Writes bytes at a place, on the calling thread, which may block.
    func write(_ bytes: Bytes, at offset: UInt64) throws(DS3Error) {
        do throws(SystemError) {
            try FileCalls.writeAll(file.descriptor, bytes, at: offset)
        } catch { throw DS3Error(error, at: path) }
    }
}
