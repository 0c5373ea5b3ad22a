// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
package import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A backup in a directory, as `BackupWriter` has made it.
package struct BackupReader: Sendable {
    private static let chunkBytes = 1 << 20

    package let manifest: BackupManifest
    private let path: String

    /// Reads the manifest. Blocks.
    ///
    /// - Throws: `BackupError`.
    package init(_ path: String) throws(BackupError) {
        self.path = path
        let bytes: Bytes
        do throws(SystemError) {
            let descriptor = try FileCalls.open(
                "\(path)/\(BackupManifest.fileName)", flags: O_RDONLY)
            defer { FileCalls.close(descriptor) }
            let sizeBytes = try FileCalls.status(of: descriptor).sizeBytes
            bytes = try FileCalls.read(
                descriptor, at: 0, count: min(Int(clamping: sizeBytes), BackupManifest.limitBytes))
        } catch {
            throw BackupError("\(path) is no backup, or one that was not finished: \(error)")
        }
        manifest = try BackupManifest(decoding: bytes)
    }

    /// Compares every item with its digest. Blocks.
    ///
    /// - Throws: `BackupError` that names the first that differs.
    package func verify() throws {
        for item in manifest.items { try Self.check(item, in: path) }
    }

    /// Puts every item back, each compared with its digest on the way, into a directory that is
    /// not there yet. It gets its name when all of it is durable. Blocks.
    ///
    /// - Throws: `BackupError`; what was put back is left beside under `.restoring`.
    package func restore(to target: String) throws -> BackupReport {
        guard (try? FileCalls.status(target)) == nil else {
            throw BackupError("\(target) is there already: move it away first")
        }
        let draft = target + ".restoring"
        try Self.removeTree(draft)
        try FileCalls.makeDirectory(draft, mode: 0o700)
        var report = BackupReport()
        for item in manifest.items {
            let place = "\(draft)/\(item.name)"
            try Folders.make(above: place, below: draft)
            let descriptor = try FileCalls.open(
                place, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            defer { FileCalls.close(descriptor) }
            var position: UInt64 = 0
            try Self.read(item, in: path) { bytes throws(SystemError) in
                try FileCalls.writeAll(descriptor, bytes, at: position)
                position += UInt64(bytes.count)
            }
            report.items += 1
            report.sizeBytes += item.sizeBytes
        }
        try Folders.sync(manifest.items.map(\.name), below: draft)
        try FileCalls.move(draft, to: target)
        let parent = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "."
        try FileCalls.syncDirectory(parent.isEmpty ? "/" : parent)
        return report
    }

    /// Compares an item with its digest. Blocks.
    static func check(_ item: BackupManifest.Item, in path: String) throws {
        try read(item, in: path) { _ throws(SystemError) in }
    }

    private static func read(
        _ item: BackupManifest.Item, in path: String,
        _ take: (Bytes) throws(SystemError) -> Void
    ) throws {
        let descriptor = try FileCalls.open("\(path)/\(item.name)", flags: O_RDONLY)
        defer { FileCalls.close(descriptor) }
        // From the device: what was just written is in memory.
        FileCalls.forgetCached(descriptor, 0..<item.sizeBytes)
        let digest = SharedDigest(.sha256)
        var position: UInt64 = 0
        while true {
            let bytes = try FileCalls.read(
                descriptor, at: position, count: chunkBytes)
            if bytes.isEmpty { break }
            digest.update(bytes)
            try take(bytes)
            position += UInt64(bytes.count)
        }
        guard position == item.sizeBytes, digest.finish() == item.digest else {
            throw BackupError("\(item.name) is not as it was written: the backup is damaged")
        }
    }

    private static func removeTree(_ path: String) throws {
        let status: FileStatus
        do throws(SystemError) {
            status = try FileCalls.status(path)
        } catch {
            guard error.code == ENOENT else { throw error }
            return
        }
        guard status.kind == .directory else { return try FileCalls.remove(path) }
        let reader = try DirectoryReader(path)
        while let name = try reader.next() { try removeTree("\(path)/\(name.text)") }
        try FileCalls.removeDirectory(path)
    }
}
