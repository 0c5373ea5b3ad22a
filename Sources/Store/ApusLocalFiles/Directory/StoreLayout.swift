// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusDigest
import ApusIO
import ApusModel
package import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where things lie below the data directory of an engine that keeps bodies in files; the rest is
/// the engine's own (`Docs/OnDisk`).
package struct StoreLayout: Sendable {
    package let root: String

    package var formatFile: String { "\(root)/apus-store" }
    package var lockFile: String { "\(root)/lock" }
    package var epochFile: String { "\(root)/epoch" }
    package var bodies: String { "\(root)/bodies" }
    /// A file per epoch that has not been ended in order.
    package var openEpochs: String { "\(root)/open-epochs" }

    /// What was set aside, each with a text that says what it was and why.
    package var quarantined: String { "\(root)/quarantined" }

    package init(root: String) {
        self.root = root
    }

    package func body(_ id: BodyID) -> String { "\(bodyGroup(id))/\(id.number)" }

    /// A directory of a thousand bodies that were begun one after the other, so that a batch of
    /// them has one directory to sync.
    package func bodyGroup(_ id: BodyID) -> String { "\(bodies)/\(id.epoch)/\(id.number / 1_000)" }

    package func bodies(ofEpoch epoch: UInt32) -> String { "\(bodies)/\(epoch)" }

    /// A name as part of a path: percent-encoded, so that people can read it; cut, with a digest
    /// in place of the rest, where it would be too long for a file name.
    package static func fileName(_ text: String, limit: Int) -> String {
        // `~` marks what we add; `.` and `..` are no names.
        var name = PercentEncoding.encode(text, keeping: "").replacing("~", with: "%7E")
        if name.allSatisfy({ $0 == "." }) { name = name.replacing(".", with: "%2E") }
        guard name.utf8.count > limit else { return name }
        let digest = Hexadecimal.encode(Digest.of(Bytes(text), .sha256).prefix(16))
        return name.prefix(limit - 40) + "~" + digest
    }

    /// The names in a directory, in no order; none when there is no such directory.
    package static func entries(of directory: String) throws(StorageError) -> [String] {
        do {
            let reader = try DirectoryReader(directory)
            var names: [String] = []
            while let name = try reader.next() { names.append(name.text) }
            return names
        } catch {
            if error.code == ENOENT { return [] }
            throw StorageError(error)
        }
    }

    /// Makes a directory and its name durable, unless it is there.
    package static func makeDirectory(_ path: String) throws(StorageError) {
        do {
            try FileCalls.makeDirectory(path, mode: 0o700)
        } catch {
            if error.code == EEXIST { return }
            throw StorageError(error)
        }
        let parent = path.split(separator: "/").dropLast().joined(separator: "/")
        try calling { () throws(SystemError) in
            try FileCalls.syncDirectory((path.hasPrefix("/") ? "/" : "./") + parent)
        }
    }

    /// Removes a file; one that is not there is no error.
    package static func removeFile(_ path: String) throws(StorageError) {
        do {
            try FileCalls.remove(path)
        } catch {
            if error.code != ENOENT { throw StorageError(error) }
        }
    }

    /// Removes a directory with all in it; one that is not there is no error.
    package static func removeTree(_ directory: String) throws(StorageError) {
        for name in try entries(of: directory) {
            let path = "\(directory)/\(name)"
            let status = try calling { () throws(SystemError) in
                try FileCalls.status(path, followsLinks: false)
            }
            if status.kind == .directory { try removeTree(path) } else { try removeFile(path) }
        }
        do {
            try FileCalls.removeDirectory(directory)
        } catch {
            if error.code != ENOENT { throw StorageError(error) }
        }
    }

    package static func exists(_ path: String) -> Bool {
        (try? FileCalls.status(path)) != nil
    }

    /// Writes a small file in place of what was there, whole or not at all, durably.
    package static func replaceFile(_ path: String, with text: String) throws(StorageError) {
        try replaceFile(path, with: Bytes(text))
    }

    package static func replaceFile(_ path: String, with bytes: Bytes) throws(StorageError) {
        let temporary = path + ".new"
        try calling { () throws(SystemError) in
            let descriptor = try FileCalls.open(
                temporary, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
            defer { FileCalls.close(descriptor) }
            try FileCalls.writeAll(descriptor, bytes)
            try FileCalls.syncData(descriptor)
            try FileCalls.move(temporary, to: path)
            let parent = path.split(separator: "/").dropLast().joined(separator: "/")
            try FileCalls.syncDirectory((path.hasPrefix("/") ? "/" : "./") + parent)
        }
    }

    /// The text of a small file; nil when there is none.
    package static func readFile(_ path: String) throws(StorageError) -> String? {
        do {
            let descriptor = try FileCalls.open(path, flags: O_RDONLY)
            defer { FileCalls.close(descriptor) }
            let size = try FileCalls.status(of: descriptor).sizeBytes
            return try FileCalls.read(descriptor, at: 0, count: Int(size)).text
        } catch {
            if error.code == ENOENT { return nil }
            throw StorageError(error)
        }
    }
}
