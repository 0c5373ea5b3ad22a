// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lends a directory of its own with these files in it.
package func withFiles<R>(
    _ files: [String: String] = [:], _ body: (String) async throws -> R
) async throws -> R {
    try await withTemporaryDirectory { directory in
        for (name, text) in files { try write(text, to: name, in: directory) }
        return try await body(directory)
    }
}

/// Writes a file, with the directories above it.
package func write(_ text: String, to path: String, modified: FileTime? = nil) throws {
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

/// Writes a file below `root`, with the directories above it.
package func write(
    _ text: String, to name: String, in root: String, modified: FileTime? = nil
) throws {
    try write(text, to: root + "/" + name, modified: modified)
}

/// Reads a file; nil when there is none.
package func read(_ path: String) -> String? {
    guard let file = try? FileCalls.open(path, flags: O_RDONLY) else { return nil }
    defer { FileCalls.close(file) }
    return (try? FileCalls.read(file, at: 0, count: 64 << 20))?.text
}

/// The names in a directory, sorted, hidden ones among them.
package func names(in directory: String) throws -> [String] {
    let reader = try DirectoryReader(directory)
    var names: [String] = []
    while let name = try reader.next() { names.append(name.text) }
    return names.sorted()
}

/// The flags of open(2) for a file that is there.
package let openForWriting = O_RDWR

/// Makes a symbolic link.
package func makeLink(to target: String, at path: String) throws {
    // Sound: both are C strings for as long as the call.
    guard unsafe symlink(target, path) == 0 else { throw SystemError(errno, "symlink") }
}

/// Sets who may read and write a file.
package func setMode(_ mode: UInt32, of path: String) throws {
    // Sound: the path is a C string for as long as the call.
    guard unsafe chmod(path, mode_t(mode)) == 0 else { throw SystemError(errno, "chmod") }
}
