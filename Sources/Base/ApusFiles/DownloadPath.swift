// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a name of an object may lead on this machine.
package enum DownloadPath {
    /// Joins what the caller chose with a name that the server chose.
    ///
    /// - Throws: `LocalFileError.unsafePath` for a name that leads out of `directory`.
    package static func resolve(
        _ name: String, in directory: String?, allowsUnsafe: Bool
    ) throws -> String {
        var relative = name[...]
        while relative.utf8.first == UInt8(ascii: "/") { relative.unicodeScalars.removeFirst() }
        let path = directory.map { join($0, String(relative)) } ?? String(relative)
        guard !allowsUnsafe else { return path }
        guard !leadsUp(relative), !relative.utf8.contains(0), !relative.isEmpty else {
            throw LocalFileError.unsafePath(path: name)
        }
        return path
    }

    /// Whether a part of it is `..`.
    private static func leadsUp(_ path: Substring) -> Bool {
        // By bytes: a slash with a combining mark is one for the system, and a dot is one too.
        guard path.utf8.contains(UInt8(ascii: ".")) else { return false }
        return path.parts(separatedBy: "/", keepsEmpty: false).contains { $0.equalsBytewise("..") }
    }

    package static func join(_ directory: String, _ name: String) -> String {
        directory.isEmpty
            ? name
            : directory.utf8.last == UInt8(ascii: "/") ? directory + name : directory + "/" + name
    }

    /// The directory of a path; empty for the current one.
    package static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes a directory with those above it, on the calling thread.
    ///
    /// - Parameter root: the part of the path that the caller chose: there, symbolic links are
    ///   followed. Below it, one would let an earlier object of the server choose where later
    ///   ones are written.
    package static func makeDirectories(_ path: String, below root: String, allowsUnsafe: Bool)
        throws
    {
        guard !path.isEmpty, path != "/" else { return }
        let isChosen = path.utf8.count <= root.utf8.count
        let status = try? FileCalls.status(path, followsLinks: isChosen || allowsUnsafe)
        if status?.kind == .directory {
            // Those above were looked at when this one was made or found, but not by us.
            if isChosen || allowsUnsafe { return }
            return try makeDirectories(
                parent(of: trimmed(path)), below: root, allowsUnsafe: allowsUnsafe)
        }
        guard status?.kind != .symbolicLink else { throw LocalFileError.unsafePath(path: path) }
        let path = trimmed(path)
        try makeDirectories(parent(of: path), below: root, allowsUnsafe: allowsUnsafe)
        do {
            try FileCalls.makeDirectory(path)
        } catch {
            // Several objects of one directory arrive at once.
            guard error.code == EEXIST, (try? FileCalls.status(path))?.kind == .directory else {
                throw error
            }
        }
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.utf8.count > 1, path.last == "/" { path.removeLast() }
        return path
    }
}

/// Directories that are known to be there, and to be none that a symbolic link leads out of: looked
/// at once for all objects of a call.
package final class KnownDirectories: Sendable {
    /// A tree of more than so many directories is looked at again.
    private static let limit = 1000
    private let paths = Mutex<Set<String>>([])

    /// None yet.
    package init() {}

    /// Makes a directory, unless that was done before.
    package func make(_ path: String, _ make: () throws -> Void) rethrows {
        if paths.withLock({ $0.contains(path) }) { return }
        try make()
        paths.withLock { paths in
            if paths.count >= Self.limit { paths = [] }
            paths.insert(path)
        }
    }

    package func forget() {
        paths.withLock { $0 = [] }
    }
}
