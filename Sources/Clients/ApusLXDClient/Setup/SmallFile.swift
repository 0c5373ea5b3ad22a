// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLXDAPI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

enum SmallFile {
    static let byteLimit = 256 * 1024

    /// What is in a file, on the calling thread; nil where there is none.
    static func read(_ path: String) throws(LXDError) -> Bytes? {
        do {
            let file: Int32
            do throws(SystemError) {
                file = try FileCalls.open(path, flags: O_RDONLY | O_NONBLOCK)
            } catch {
                if error.code == ENOENT || error.code == ENOTDIR { return nil }
                throw error
            }
            defer { FileCalls.close(file) }
            let status = try FileCalls.status(of: file)
            guard status.kind == .regular, status.sizeBytes <= UInt64(byteLimit) else {
                throw LXDError(
                    .local, "\(path) is no file, or larger than \(byteLimit) bytes")
            }
            return try FileCalls.read(file, at: 0, count: Int(status.sizeBytes))
        } catch let error as LXDError {
            throw error
        } catch {
            throw LXDError(.local, "\(error)", cause: error)
        }
    }

    static func exists(_ path: String) -> Bool {
        (try? FileCalls.status(path))?.kind == .regular
    }
}
