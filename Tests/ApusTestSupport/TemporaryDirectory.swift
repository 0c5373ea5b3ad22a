// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory of a test's own that goes, with all in it, when the value goes.
package final class TemporaryDirectory: Sendable {
    package let path: String

    /// - Parameter isInMemory: for what is to be fast and need not last, where the system has
    ///   a file system in memory.
    package init(inMemory isInMemory: Bool = false) throws {
        let hasMemory = isInMemory && (try? FileCalls.checkWritable("/dev/shm")) != nil
        let parent = hasMemory ? "/dev/shm" : ProcessFacts.environment["TMPDIR"] ?? "/tmp"
        path = "\(parent)/apus-test-\(UInt64.random(in: 0 ... .max))"
        try FileCalls.makeDirectory(path, mode: 0o700)
    }

    deinit {
        Self.remove(path)
    }

    /// Writes a small file below the directory, making what leads to it; answers its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        var directory = path
        for part in name.split(separator: "/").dropLast() {
            directory += "/" + part
            _ = try? FileCalls.makeDirectory(directory)
        }
        let file = try FileCalls.open("\(path)/\(name)", flags: O_RDWR | O_CREAT | O_TRUNC)
        defer { FileCalls.close(file) }
        try FileCalls.writeAll(file, Bytes(text))
        return "\(path)/\(name)"
    }

    private static func remove(_ path: String) {
        guard let reader = try? DirectoryReader(path) else { return }
        while let name = try? reader.next() {
            let child = "\(path)/\(name.text)"
            if (try? FileCalls.status(child, followsLinks: false))?.kind == .directory {
                remove(child)
            } else {
                try? FileCalls.remove(child)
            }
        }
        try? FileCalls.removeDirectory(path)
    }
}
