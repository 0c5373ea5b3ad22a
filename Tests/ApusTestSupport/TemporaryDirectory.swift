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

    /// All files below, relative to the directory and in order.
    package func files(below directory: String = "") throws -> [String] {
        let start = directory.isEmpty ? path : "\(path)/\(directory)"
        var found: [String] = []
        func walk(_ directory: String) throws {
            let reader = try DirectoryReader(directory)
            while let name = try reader.next() {
                let child = "\(directory)/\(name.text)"
                if try FileCalls.status(child).kind == .directory {
                    try walk(child)
                } else {
                    found.append(String(child.dropFirst(path.utf8.count + 1)))
                }
            }
        }
        guard (try? FileCalls.status(start)) != nil else { return [] }
        try walk(start)
        return found.sorted()
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

/// Runs `body` with the path of a directory that is there for as long.
package func withTemporaryDirectory<Answer>(
    _ body: (String) async throws -> Answer
) async throws -> Answer {
    let directory = try TemporaryDirectory()
    // Its last use would be before `body` otherwise.
    defer { withExtendedLifetime(directory) {} }
    return try await body(directory.path)
}
