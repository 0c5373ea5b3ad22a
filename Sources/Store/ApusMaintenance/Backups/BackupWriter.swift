// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
package import ApusIO
package import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A backup in a directory: a file for each item, and the manifest when all are durable.
package final class BackupWriter: BackupSink {
    /// An item that is being written; of one call at a time.
    private final class Draft: Sendable {
        let name: String
        let file: OpenFile
        let state = Mutex((digest: SharedDigest(.sha256), sizeBytes: UInt64(0)))

        init(name: String, file: OpenFile) {
            self.name = name
            self.file = file
        }
    }

    private static let chunkBytes: UInt64 = 1 << 20

    private let path: String
    private let lane: Lane
    private let draft = Mutex<Draft?>(nil)
    private let prefix = Mutex("")
    private let manifest = Mutex(BackupManifest())

    /// Begins a backup in a directory that is made for it. Blocks.
    ///
    /// - Parameter lane: where files are written.
    /// - Throws: `BackupError` when the directory has something in it already.
    package init(_ path: String, lane: Lane) throws {
        self.path = path
        self.lane = lane
        do throws(SystemError) {
            try FileCalls.makeDirectory(path, mode: 0o700)
        } catch {
            guard error.code == EEXIST else { throw BackupError("\(error)") }
            guard try DirectoryReader(path).next() == nil else {
                throw BackupError("\(path) is not empty")
            }
        }
    }

    /// Puts the items that follow into a folder of this name; empty for none.
    package func enter(_ folder: String) {
        prefix.withLock { $0 = folder.isEmpty ? "" : folder + "/" }
    }

    package func begin(_ name: String, sizeBytes: UInt64) async throws {
        let name = prefix.withLock { $0 } + name
        guard BackupManifest.isSound(name), name != BackupManifest.fileName else {
            throw BackupError("an item cannot be called \(name)")
        }
        let place = "\(path)/\(name)"
        let root = path
        let lane = lane
        let file = try await lane.run {
            try Folders.make(above: place, below: root)
            return OpenFile(
                takingOver: try FileCalls.open(
                    place, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600), lane: lane)
        }
        draft.withLock { $0 = Draft(name: name, file: file) }
    }

    package func write(_ piece: BodyPiece) async throws {
        guard let draft = draft.withLock({ $0 }) else {
            throw BackupError("bytes of no item")
        }
        switch piece {
        case .bytes(let bytes): try await write(bytes, to: draft)
        case .region(let region):
            // It may be a whole body.
            var position = region.range.lowerBound
            while position < region.range.upperBound {
                let end = min(position + Self.chunkBytes, region.range.upperBound)
                try await write(try await region.file.read(position..<end), to: draft)
                position = end
            }
        }
    }

    private func write(_ bytes: Bytes, to draft: Draft) async throws {
        try await lane.run {
            try draft.state.withLock { state in
                state.digest.update(bytes)
                try FileCalls.writeAll(draft.file.descriptor, bytes, at: state.sizeBytes)
                state.sizeBytes += UInt64(bytes.count)
            }
        }
    }

    package func end() async throws {
        guard let draft = draft.withLock({ $0.take() }) else {
            throw BackupError("the end of no item")
        }
        let item = draft.state.withLock { state in
            BackupManifest.Item(
                name: draft.name, sizeBytes: state.sizeBytes, digest: state.digest.finish())
        }
        manifest.withLock { $0.items.append(item) }
    }

    /// Copies every file below a directory that nobody writes to meanwhile: all of an engine that
    /// has been closed in good order.
    package func copy(below root: String) async throws {
        let lane = lane
        let names = try await lane.run { try Folders.files(below: root) }
        for name in names {
            let file = try await lane.run {
                OpenFile(
                    takingOver: try FileCalls.open("\(root)/\(name)", flags: O_RDONLY), lane: lane)
            }
            let sizeBytes = try await lane.run {
                try FileCalls.status(of: file.descriptor).sizeBytes
            }
            try await begin(name, sizeBytes: sizeBytes)
            try await write(.region(FileRegion(file, 0..<sizeBytes)))
            try await end()
        }
    }

    /// Reads everything back from the device, compares it with what was written, and writes the
    /// manifest, which makes the directory a backup.
    package func finish() async throws -> BackupReport {
        let manifest = manifest.withLock { $0 }
        let path = path
        return try await lane.run {
            try Folders.sync(manifest.items.map(\.name), below: path)
            for item in manifest.items { try BackupReader.check(item, in: path) }
            let place = "\(path)/\(BackupManifest.fileName)"
            let descriptor = try FileCalls.open(
                place, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            defer { FileCalls.close(descriptor) }
            try FileCalls.writeAll(descriptor, manifest.encoded)
            try FileCalls.syncData(descriptor)
            try FileCalls.syncDirectory(path)
            return BackupReport(
                items: UInt64(manifest.items.count),
                sizeBytes: manifest.items.reduce(0) { $0 + $1.sizeBytes })
        }
    }
}
