// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMaintenance
package import ApusStorage

/// A backup of a whole data directory: every back-end, and the server's own files.
///
/// A running server makes it itself: engines copy one consistent state of theirs while they
/// serve. Without one, engines are opened and closed in good order, and their files copied.
package struct StoreBackup: Sendable {
    /// What stands in the data directory beside the back-ends.
    private static let ownFiles = ["users.conf", "token.secret", "credentials", "layout.conf"]

    private let directory: String
    private let backends: [OfflineStore.Named]

    /// - Parameter directory: the data directory.
    package init(_ directory: String, _ backends: [OfflineStore.Named]) {
        self.directory = directory
        self.backends = backends
    }

    /// Copies everything into a new directory and reads it back, while requests go on.
    ///
    /// - Throws: `BackupError`, or `StorageError` of an engine.
    package func run(into path: String) async throws -> BackupReport {
        var sources: [(name: String, source: any BackupSource)] = []
        for entry in backends {
            guard let source = entry.backend as? any BackupSource else {
                throw BackupError(
                    "the back-end \(entry.name) cannot be copied while it serves: stop the server")
            }
            sources.append((entry.name, source))
        }
        let lane = Lane(name: "backup", threads: 1)
        let writer = try await lane.run { try BackupWriter(path, lane: lane) }
        for (name, source) in sources {
            writer.enter(name)
            _ = try await source.backUp(into: writer)
        }
        return try await finish(writer, lane)
    }

    /// The same of back-ends that have been closed: their files as they are.
    package func runClosed(into path: String) async throws -> BackupReport {
        let lane = Lane(name: "backup", threads: 1)
        let writer = try await lane.run { try BackupWriter(path, lane: lane) }
        for entry in backends {
            guard let folder = entry.folder else { continue }
            writer.enter(entry.name)
            try await writer.copy(below: folder)
        }
        return try await finish(writer, lane)
    }

    /// Adds the server's own files.
    private func finish(_ writer: BackupWriter, _ lane: Lane) async throws -> BackupReport {
        writer.enter("")
        for name in Self.ownFiles {
            let place = "\(directory)/\(name)"
            guard let bytes = try await lane.run({ try PrivateFile(path: place).read() }) else {
                continue
            }
            try await writer.begin(name, sizeBytes: UInt64(bytes.count))
            try await writer.write(.bytes(bytes))
            try await writer.end()
        }
        return try await writer.finish()
    }

    /// Puts a backup back as a data directory that is not there yet. Blocks.
    package static func restore(_ path: String, to directory: String) throws -> BackupReport {
        try BackupReader(path).restore(to: directory)
    }

    /// Reads a backup and compares it with its digests. Blocks.
    package static func verify(_ path: String) throws -> BackupReport {
        let reader = try BackupReader(path)
        try reader.verify()
        return BackupReport(
            items: UInt64(reader.manifest.items.count),
            sizeBytes: reader.manifest.items.reduce(0) { $0 + $1.sizeBytes })
    }
}
