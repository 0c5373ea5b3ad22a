// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Real files made of modelled ones, and compared with them.
///
/// Sound because no pointer outlives the call that it is lent for.
enum DiskImage {
    /// Writes a file of these pages; what there is no page for is zeros.
    static func write(_ content: (sizeBytes: Int, pages: [Int: Bytes]), to path: String) throws {
        let file = try FileCalls.open(path, flags: O_WRONLY | O_CREAT | O_TRUNC)
        defer { FileCalls.close(file) }
        for (number, page) in content.pages {
            let start = number * Page.sizeBytes
            let count = min(Page.sizeBytes, content.sizeBytes - start)
            if count > 0 { try FileCalls.writeAll(file, page[0..<count], at: UInt64(start)) }
        }
        guard ftruncate(file, off_t(content.sizeBytes)) == 0 else {
            throw SystemError(errno, "ftruncate \(path)")
        }
    }

    /// The files below a directory, relative to it, in order.
    static func files(below directory: String) throws -> [String] {
        var files: [String] = []
        func walk(_ path: String) throws {
            let reader = try DirectoryReader(path.isEmpty ? directory : "\(directory)/\(path)")
            while let name = try reader.next() {
                let child = path.isEmpty ? name.text : "\(path)/\(name.text)"
                if try FileCalls.status("\(directory)/\(child)").kind == .directory {
                    try walk(child)
                } else {
                    files.append(child)
                }
            }
        }
        try walk("")
        return files.sorted()
    }

    /// Copies a directory with all in it.
    static func copy(_ source: String, to target: String) throws {
        try FileCalls.makeDirectory(target, mode: 0o700)
        let reader = try DirectoryReader(source)
        while let name = try reader.next() {
            let (from, to) = ("\(source)/\(name.text)", "\(target)/\(name.text)")
            let status = try FileCalls.status(from)
            if status.kind == .directory {
                try copy(from, to: to)
            } else {
                let input = try FileCalls.open(from, flags: O_RDONLY)
                defer { FileCalls.close(input) }
                let bytes = try FileCalls.read(input, at: 0, count: Int(status.sizeBytes))
                let output = try FileCalls.open(to, flags: O_WRONLY | O_CREAT)
                defer { FileCalls.close(output) }
                try FileCalls.writeAll(output, bytes, at: 0)
            }
        }
    }

    /// What is different between a modelled directory and a real one.
    static func differences(_ node: DiskNode, _ path: String) throws -> [String] {
        let status = try FileCalls.status(path, followsLinks: false)
        guard node.isDirectory == (status.kind == .directory) else { return ["\(path): its kind"] }
        guard node.isDirectory else {
            if node.isMapped { return [] }
            guard status.sizeBytes == UInt64(node.sizeBytes) else {
                return ["\(path): \(status.sizeBytes) bytes, not \(node.sizeBytes)"]
            }
            let file = try FileCalls.open(path, flags: O_RDONLY)
            defer { FileCalls.close(file) }
            for start in stride(from: 0, to: node.sizeBytes, by: Page.sizeBytes) {
                let bytes = try FileCalls.read(file, at: UInt64(start), count: Page.sizeBytes)
                let page = node.pages[start / Page.sizeBytes] ?? Page.empty
                if bytes != page[0..<bytes.count] { return ["\(path): at \(start)"] }
            }
            return []
        }
        var names: Set<String> = []
        let reader = try DirectoryReader(path)
        while let name = try reader.next() { names.insert(name.text) }
        var found = names.symmetricDifference(node.names.keys).map { "\(path)/\($0): its name" }
        for (name, child) in node.names where names.contains(name) {
            found += try differences(child, "\(path)/\(name)")
        }
        return found
    }
}
