// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory of a test's own, removed with all in it when the last reference goes.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = "/tmp/apus-file-\(UInt64.random(in: 0...UInt64.max))"
        try FileCalls.makeDirectory(path, mode: 0o700)
    }

    deinit {
        Self.remove(path)
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

    /// All files below, relative, in order.
    func files(below directory: String = "") throws -> [String] {
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
}
