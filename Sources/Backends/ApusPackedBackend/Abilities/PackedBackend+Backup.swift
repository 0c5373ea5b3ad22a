// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
public import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension PackedBackend: BackupSource {
    public func backUp(
        into sink: any BackupSink
    ) async throws(StorageError) -> BackupReport {
        // Files that lose their row from here on stay until they are copied.
        store.removal.hold()
        let directory = "\(store.layout.backups)/\(store.makeID())"
        let result: Result<BackupReport, StorageError>
        do throws(StorageError) {
            try await store.lanes.sealing.working { [store] () throws(StorageError) in
                try StoreLayout.makeDirectory(store.layout.backups)
                try store.readable().makeCheckpoint(directory)
            }
            var backup = Backup(store: store, sink: sink)
            result = .success(try await backup.run(directory))
        } catch {
            result = .failure(error)
        }
        let held = store.removal.release()
        store.removeLater(held)
        try? await store.lanes.sealing.working { () throws(StorageError) in
            try StoreLayout.removeTree(directory)
        }
        return try result.get()
    }
}

/// One backup on its way.
private struct Backup {
    private static let pieceBytes: UInt64 = 1024 * 1024

    let store: PackedStore
    let sink: any BackupSink
    private var report = BackupReport()

    init(store: PackedStore, sink: any BackupSink) {
        self.store = store
        self.sink = sink
    }

    /// Hands over the checkpoint in a directory and the bodies that it names.
    mutating func run(_ directory: String) async throws(StorageError) -> BackupReport {
        // What is restored counts its epochs on from here: no body's name is used again.
        try await copy(Bytes("engine packed\nformat 1\n"), as: "apus-store")
        try await copy(Bytes("\(store.bodies.epoch)\n"), as: "epoch")
        let names = try await store.lanes.reading.working { () throws(StorageError) in
            try StoreLayout.entries(of: directory).sorted()
        }
        for name in names { try await copy("\(directory)/\(name)", as: "index/\(name)") }
        var last: BodyID?
        repeat {
            let start = last
            let ids = try await store.lanes.reading.working { () throws(StorageError) in
                // A checkpoint opens as an index of its own.
                let options = try RocksOptions(creating: false)
                let index = try RocksIndex(directory, options, isReadOnly: true)
                return try Self.files(index, after: start)
            }
            for id in ids {
                let path = store.layout.body(id)
                try await copy(
                    path, as: String(path.dropFirst(store.layout.root.utf8.count + 1)))
            }
            last = ids.last
        } while last != nil
        return report
    }

    private static func files(
        _ index: RocksIndex, after last: BodyID?
    ) throws(StorageError) -> [BodyID] {
        let (from, to) = Keys.Kind.file.range
        let files = index.iterator(.heads, from: from, to: to, fillsCache: false)
        if let last {
            files.seek(Bytes(Keys.body(.file, last).array + [0]))
        } else {
            files.seekToFirst()
        }
        var ids: [BodyID] = []
        while ids.count < 10_000,
            let id = try files.read({ key, _ throws(StorageError) in
                try Keys.bodyID(key, at: 1)
            })
        {
            ids.append(id)
            files.next()
        }
        return ids
    }

    private mutating func copy(_ bytes: Bytes, as name: String) async throws(StorageError) {
        try await item(name, sizeBytes: UInt64(bytes.count)) { sink in
            try await sink.write(.bytes(bytes))
        }
    }

    private mutating func copy(_ path: String, as name: String) async throws(StorageError) {
        let lanes = store.lanes
        let (file, size) = try await lanes.reading.working { () throws(StorageError) in
            try calling { () throws(SystemError) in
                let descriptor = try FileCalls.open(path, flags: O_RDONLY)
                let file = OpenFile(takingOver: descriptor, lane: lanes.reading)
                return (file, try FileCalls.status(of: descriptor).sizeBytes)
            }
        }
        try await item(name, sizeBytes: size) { sink in
            var position: UInt64 = 0
            while position < size {
                let end = min(position + Self.pieceBytes, size)
                try await sink.write(.region(FileRegion(file, position..<end)))
                position = end
            }
        }
    }

    private mutating func item(
        _ name: String, sizeBytes: UInt64, _ write: (any BackupSink) async throws -> Void
    ) async throws(StorageError) {
        guard !Task.isCancelled else { throw StorageError(.cancelled, "backup") }
        do {
            try await sink.begin(name, sizeBytes: sizeBytes)
            try await write(sink)
            try await sink.end()
        } catch {
            throw StorageError(.unavailable, "the backup cannot be written", cause: error)
        }
        report.items += 1
        report.sizeBytes += sizeBytes
    }
}
