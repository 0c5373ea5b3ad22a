// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small file that is read and written whole and that nobody else may read (mode 0600).
struct PrivateFile: Hashable, Sendable {
    let path: String

    /// What it holds; nil when there is none.
    ///
    /// - Throws: `SystemError`, also when it has more than `limitBytes`.
    func read(limitBytes: Int = 4 * 1024 * 1024) throws(SystemError) -> Bytes? {
        let descriptor: Int32
        do throws(SystemError) {
            descriptor = try FileCalls.open(path, flags: O_RDONLY)
        } catch {
            guard error.code == ENOENT else { throw error }
            return nil
        }
        defer { FileCalls.close(descriptor) }
        let bytes = try FileCalls.read(descriptor, at: 0, count: limitBytes + 1)
        guard bytes.count <= limitBytes else { throw SystemError(EFBIG, "read \(path)") }
        return bytes
    }

    /// Replaces it in one step; durable once it returns.
    func write(_ bytes: Bytes) throws(SystemError) {
        let draft = path + ".new"
        // A draft may be left from a crash; its mode may be another then.
        try? FileCalls.remove(draft)
        let descriptor = try FileCalls.open(
            draft, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        do throws(SystemError) {
            defer { FileCalls.close(descriptor) }
            try FileCalls.writeAll(descriptor, bytes)
            guard fsync(descriptor) == 0 else { throw SystemError(errno, "fsync \(draft)") }
        } catch {
            try? FileCalls.remove(draft)
            throw error
        }
        try FileCalls.move(draft, to: path)
        try Self.syncFolder(of: path)
    }

    /// Makes the name durable: a rename alone is not, before its folder has been synced.
    private static func syncFolder(of path: String) throws(SystemError) {
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        let descriptor = try FileCalls.open(
            folder.isEmpty ? "/" : String(folder), flags: O_RDONLY | O_DIRECTORY)
        defer { FileCalls.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemError(errno, "fsync \(folder)") }
    }
}
