// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusStorage

/// The brokers of a container in both halves.
struct MirrorContainerBroker: ContainerBroker {
    let halves: Halves<any ContainerBroker>

    var description: String { halves.first.description }

    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool {
        var again = record
        again.mustBeNew = false
        let copy = again
        return try await halves.change { half throws(StorageError) in
            try await half.create(record)
        } then: { half throws(StorageError) in
            _ = try await half.create(copy)
        }
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo {
        try await halves.read { half throws(StorageError) in try await half.info(freshness) }
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat {
        try await halves.read { half throws(StorageError) in try await half.stat(freshness) }
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await halves.change { half throws(StorageError) in
            try await half.update(changes, at: time)
        }
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        try await halves.read { half throws(StorageError) in try await half.list(query) }
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try await halves.change { half throws(StorageError) in try await half.delete(at: time) }
    }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        try await halves.read { half throws(StorageError) in try await half.row(key) }
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        let second = halves.second
        return try await halves.read { half throws(StorageError) in
            MirrorObjectFile(
                file: try await half.open(key, caching: caching), key: key, second: second)
        }
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        let one = try await halves.first.stage(sizeBytes: sizeBytes)
        do {
            return MirrorWriter(
                first: one, second: try await halves.second.stage(sizeBytes: sizeBytes))
        } catch {
            await one.abandon()
            throw error
        }
    }

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        let ours = try changes.map { change throws(StorageError) in
            try change.half { $0.first }
        }
        // The first has judged: the second does as it did.
        let theirs = try changes.map { change throws(StorageError) in
            let half = try change.half { $0.second }
            return ObjectChange(half.key, half.effect)
        }
        return try await halves.change { half throws(StorageError) in
            try await half.commit(ours)
        } then: { half throws(StorageError) in
            _ = try await half.commit(theirs)
        }
    }
}

extension ObjectChange {
    /// The change with one half of the body that it puts.
    fileprivate func half(
        _ choose: (MirroredBody) -> any StagedBody
    ) throws(StorageError) -> ObjectChange {
        guard case .put(let row, let body) = effect else { return self }
        guard let body = body as? MirroredBody else {
            throw StorageError(.unavailable, "a body staged by another engine")
        }
        return ObjectChange(key, requires: requires, .put(row, choose(body)))
    }
}

/// A sealed body in both halves.
struct MirroredBody: StagedBody {
    let first: any StagedBody
    let second: any StagedBody

    var sizeBytes: UInt64 { first.sizeBytes }
}

/// Writes a body into both halves.
struct MirrorWriter: ObjectWriter {
    let first: any ObjectWriter
    let second: any ObjectWriter

    func write(_ bytes: Bytes) async throws(StorageError) {
        try await first.write(bytes)
        try await second.write(bytes)
    }

    func seal() async throws(StorageError) -> any StagedBody {
        let one = try await first.seal()
        return MirroredBody(first: one, second: try await second.seal())
    }

    func abandon() async {
        await first.abandon()
        await second.abandon()
    }
}

/// An object of the first half, continued from the second where it cannot be read.
struct MirrorObjectFile: ObjectFile {
    let file: any ObjectFile
    let key: ObjectKey
    let second: any ContainerBroker

    var row: ObjectRow { file.row }
    var description: String { file.description }

    func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece] {
        do {
            return try await file.read(range)
        } catch {
            guard isFailure(error) else { throw error }
            let other = try await second.open(key)
            // Not when it was replaced meanwhile: the bytes would be of two objects.
            guard other.row.modifiedAt == row.modifiedAt, other.row.etag == row.etag else {
                throw error
            }
            return try await other.read(range)
        }
    }
}
