// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
public import ApusStorage
import ApusTar

extension ArchiveBackend: BackupSource where Cache: BackupSource {
    /// Copies the cache, that is rows and the bodies that are there, then the volumes in the
    /// archive's own directory and what the catalogue says of them. Volumes elsewhere are archives
    /// of their own, to be copied as they are.
    public func backUp(into sink: any BackupSink) async throws(StorageError) -> BackupReport {
        try await archive.waitForStock()
        // What rows tell of is on a volume before they do: volumes are copied after them.
        archive.shelf.copy()
        defer { archive.shelf.copied() }
        var report = try await cache.backUp(into: Prefixing(sink: sink, prefix: "cache/"))
        guard archive.shelf.place == .directory(archive.ownVolumes) else { return report }
        for volume in archive.shelf.all {
            let copied = try await archive.copy(volume.record, into: sink)
            report.items += copied.items
            report.sizeBytes += copied.sizeBytes
        }
        return report
    }
}

extension Archive {
    fileprivate func copy(
        _ record: VolumeRecord, into sink: any BackupSink
    ) async throws(StorageError) -> BackupReport {
        let file = try await shelf.lane.working { [shelf] () throws(StorageError) in
            try shelf.open(record.name)
        }
        let text = Bytes(record.text)
        let wholeBytes = record.endBytes + UInt64(TarWriter.end.count)
        do {
            if Task.isCancelled { throw StorageError(.cancelled, "a backup") }
            try await sink.begin("volumes/\(record.name).tar", sizeBytes: wholeBytes)
            try await sink.write(.region(FileRegion(file, 0..<record.endBytes)))
            try await sink.write(.bytes(TarWriter.end))
            try await sink.end()
            try await sink.begin("catalogue/\(record.name)", sizeBytes: UInt64(text.count))
            try await sink.write(.bytes(text))
            try await sink.end()
        } catch let error as StorageError {
            throw error
        } catch {
            throw StorageError(.unavailable, "the backup cannot be written", cause: error)
        }
        return BackupReport(items: 2, sizeBytes: wholeBytes + UInt64(text.count))
    }
}

/// A sink in whose names the cache is where it is in the archive's directory.
private struct Prefixing: BackupSink {
    let sink: any BackupSink
    let prefix: String

    func begin(_ name: String, sizeBytes: UInt64) async throws {
        try await sink.begin(prefix + name, sizeBytes: sizeBytes)
    }

    func write(_ piece: BodyPiece) async throws {
        try await sink.write(piece)
    }

    func end() async throws {
        try await sink.end()
    }
}
