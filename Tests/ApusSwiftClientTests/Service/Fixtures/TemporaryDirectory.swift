// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory for one test, removed with all that is in it when `body` ends.
func withTemporaryDirectory<R>(_ body: (String) async throws -> R) async throws -> R {
    let path = "/tmp/apus-test-\(UInt64.random(in: 0 ... .max))"
    try FileCalls.makeDirectory(path)
    do {
        let result = try await body(path)
        removeTree(path)
        return result
    } catch {
        removeTree(path)
        throw error
    }
}

private func removeTree(_ path: String) {
    if let reader = try? DirectoryReader(path) {
        while let name = try? reader.next() { removeTree(path + "/" + name.text) }
        _ = unsafe rmdir(path)
    } else {
        _ = unsafe unlink(path)
    }
}

/// Writes a file, with the directories above it below `root`.
func write(_ text: String, to name: String, in root: String, modified: FileTime? = nil) throws {
    var directory = root
    for part in name.split(separator: "/").dropLast() {
        directory += "/" + part
        _ = try? FileCalls.makeDirectory(directory)
    }
    let file = try FileCalls.open(root + "/" + name, flags: O_RDWR | O_CREAT | O_TRUNC)
    defer { FileCalls.close(file) }
    try FileCalls.writeAll(file, Bytes(text))
    if let modified { try FileCalls.setTimes(file, modified) }
}

/// Reads a file; nil when there is none.
func read(_ path: String) -> String? {
    guard let file = try? FileCalls.open(path, flags: O_RDONLY) else { return nil }
    defer { FileCalls.close(file) }
    return (try? FileCalls.read(file, at: 0, count: 64 << 20))?.text
}

/// The names in a directory, sorted.
func names(in directory: String) throws -> [String] {
    let reader = try DirectoryReader(directory)
    var names: [String] = []
    while let name = try reader.next() { names.append(name.text) }
    return names.sorted()
}
