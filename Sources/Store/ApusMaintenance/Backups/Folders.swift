// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folders of a tree of items.
enum Folders {
    /// Makes the folders between a root, which is there, and a file. Blocks.
    static func make(above file: String, below root: String) throws(SystemError) {
        for folder in names(above: file.dropFirst(root.utf8.count + 1)) {
            do throws(SystemError) {
                try FileCalls.makeDirectory("\(root)/\(folder)", mode: 0o700)
            } catch {
                guard error.code == EEXIST else { throw error }
            }
        }
    }

    /// Makes items and their names durable. Blocks.
    static func sync(_ items: [String], below root: String) throws(SystemError) {
        let descriptor = try FileCalls.open(root, flags: O_RDONLY | O_DIRECTORY)
        defer { FileCalls.close(descriptor) }
        // Many small files: one sync of the file system costs as much as that of one of them.
        if try FileCalls.syncFilesystem(descriptor) { return }
        var folders: Set<String> = []
        for item in items {
            let file = try FileCalls.open("\(root)/\(item)", flags: O_RDONLY)
            defer { FileCalls.close(file) }
            try FileCalls.syncData(file)
            folders.formUnion(names(above: item[...]))
        }
        for folder in folders { try FileCalls.syncDirectory("\(root)/\(folder)") }
        try FileCalls.syncDirectory(root)
    }

    /// Every regular file below a root, by its name from there, in order. Blocks.
    static func files(below root: String) throws(SystemError) -> [String] {
        var found: [String] = []
        var waiting = [""]
        while let folder = waiting.popLast() {
            let reader = try DirectoryReader(root + "/" + folder)
            while let entry = try reader.next() {
                let name = folder + entry.text
                switch try FileCalls.status("\(root)/\(name)", followsLinks: false).kind {
                case .directory: waiting.append(name + "/")
                case .regular: found.append(name)
                default: continue
                }
            }
        }
        return found.sorted()
    }

    /// The folders that a name is in, outermost first.
    private static func names(above name: Substring) -> [String] {
        let parts = name.split(separator: "/").dropLast()
        return parts.indices.map { parts[...$0].joined(separator: "/") }
    }
}
