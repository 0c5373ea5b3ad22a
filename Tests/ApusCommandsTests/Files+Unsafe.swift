// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lends a directory of its own with these files in it.
func withFiles<R>(
    _ files: [String: String] = [:], _ body: (String) async throws -> R
) async throws -> R {
    let directory = try TemporaryDirectory()
    for (name, text) in files { try write(text, to: directory.path + "/" + name) }
    return try await body(directory.path)
}

/// Writes a file, with the directories above it.
func write(_ text: String, to path: String, modified: FileTime? = nil) throws {
    var directory = ""
    for part in path.split(separator: "/").dropLast() {
        directory += "/" + part
        _ = try? FileCalls.makeDirectory(directory)
    }
    let file = try FileCalls.open(path, flags: O_RDWR | O_CREAT | O_TRUNC)
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

/// The names in a directory, sorted, hidden ones among them.
func names(in directory: String) throws -> [String] {
    let reader = try DirectoryReader(directory)
    var names: [String] = []
    while let name = try reader.next() { names.append(name.text) }
    return names.sorted()
}

/// Makes a symbolic link.
func makeLink(to target: String, at path: String) throws {
    guard unsafe symlink(target, path) == 0 else { throw SystemError(errno, "symlink") }
}
