// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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

/// The flags of open(2) for a file that is there.
let openForWriting = O_RDWR
