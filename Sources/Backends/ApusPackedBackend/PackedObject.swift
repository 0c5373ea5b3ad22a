// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusStorage

/// An object opened for reading: its row, its small bodies in memory, its large ones in open files.
final class PackedObject: ObjectFile, HeldObject {
    /// What came of opening an object that has a row.
    enum Opening: Sendable {
        case opened(PackedObject)
        /// A body has gone since the row was read.
        case overtaken
    }

    /// What is to be opened.
    struct Request: Sendable {
        let place: FileObject.Place
        let rowKey: Bytes
        /// Whether the system may forget what was read of files.
        let isReadOnce: Bool
        /// Whether files are verified; nil as the store is set.
        let verifies: Bool?
    }

    /// So much of small bodies is read when an object is opened; more is read part by part, at a
    /// snapshot of the index that the object holds.
    private static let eagerLimitBytes: UInt64 = 1024 * 1024

    private enum Source: Sendable {
        case memory(Bytes)
        case file(FileObject)
        case index(StoredRow.Part, RocksSnapshot)
    }

    private struct Part: Sendable {
        let source: Source
        let sizeBytes: UInt64
        /// Where it begins in the object.
        let start: UInt64
    }

    let row: ObjectRow
    private let place: FileObject.Place
    private let parts: [Part]
    private let lane: Lane
    /// Of all parts.
    let sizeBytes: UInt64
    let heldBytes: Int
    let heldDescriptors: Int

    private init(
        _ row: ObjectRow, _ sources: [(Source, UInt64)], at place: FileObject.Place, lane: Lane
    ) {
        self.row = row
        self.place = place
        self.lane = lane
        var parts: [Part] = []
        var start: UInt64 = 0
        var bytes = 0
        var descriptors = 0
        for (source, size) in sources {
            parts.append(Part(source: source, sizeBytes: size, start: start))
            start += size
            switch source {
            case .memory(let content): bytes += content.count
            case .file(let file):
                bytes += file.heldBytes
                descriptors += file.heldDescriptors
            // A snapshot must not be held for longer than a reader needs it.
            case .index: bytes = .max / 2
            }
        }
        self.parts = parts
        sizeBytes = start
        heldBytes = bytes
        heldDescriptors = descriptors
    }

    var description: String { place.description }

    /// Opens what stands at a key. Blocks unless the tier is memory.
    static func open(
        _ request: Request, _ index: RocksIndex, _ tier: RocksIndex.Tier, _ store: BodyStore
    ) throws(StorageError) -> RocksIndex.Found<Opening> {
        let found = try index.find(request.rowKey, in: .rows, tier) { span throws(StorageError) in
            try RowRecord.decode(span)
        }
        let stored: StoredRow
        switch found {
        case .value(let value): stored = value
        case .missing: return .missing
        case .unknown: return .unknown
        }
        if stored.parts.count == 1, stored.parts[0].place == .index {
            let part = stored.parts[0]
            switch try content(of: part, index, tier) {
            case .value(let content):
                let source = [(Source.memory(content), part.sizeBytes)]
                return .value(
                    .opened(
                        PackedObject(
                            stored.row, source, at: request.place, lane: store.lanes.reading)))
            case .missing: return .value(.overtaken)
            case .unknown: return .unknown
            }
        }
        guard tier != .memory || stored.parts.isEmpty else { return .unknown }
        let opened = try openParts(stored, request, index, tier, store)
        return .value(opened.map { .opened($0) } ?? .overtaken)
    }

    /// Opens an object of files or of several bodies; nil when one has gone. Blocks.
    private static func openParts(
        _ found: StoredRow, _ request: Request, _ index: RocksIndex, _ tier: RocksIndex.Tier,
        _ store: BodyStore
    ) throws(StorageError) -> PackedObject? {
        var stored = found
        var snapshot: RocksSnapshot?
        let small = stored.parts.filter { $0.place == .index }.reduce(0) { $0 + $1.sizeBytes }
        if small > eagerLimitBytes {
            let taken = index.snapshot()
            let again = try index.find(request.rowKey, in: .rows, at: taken) {
                span throws(StorageError) in
                try RowRecord.decode(span)
            }
            guard let again else { return nil }
            stored = again
            snapshot = taken
        }
        var sources: [(Source, UInt64)] = []
        for part in stored.parts {
            switch part.place {
            case .file:
                let list = BodyList([BodyList.Part(id: part.id, sizeBytes: part.sizeBytes)])
                guard
                    let file = try FileObject(
                        stored.row, list, at: request.place, store: store,
                        isReadOnce: request.isReadOnce,
                        verifies: request.verifies)
                else { return nil }
                sources.append((.file(file), part.sizeBytes))
            case .index:
                if let snapshot {
                    sources.append((.index(part, snapshot), part.sizeBytes))
                } else {
                    guard case .value(let content) = try content(of: part, index, tier) else {
                        return nil
                    }
                    sources.append((.memory(content), part.sizeBytes))
                }
            }
        }
        return PackedObject(
            stored.row, sources, at: request.place, lane: store.lanes.reading)
    }

    /// The bytes of a small body, which RocksDB has verified when it read them.
    private static func content(
        of part: StoredRow.Part, _ index: RocksIndex, _ tier: RocksIndex.Tier
    ) throws(StorageError) -> RocksIndex.Found<Bytes> {
        try index.find(Keys.body(part.id), in: .bodies, tier) { span throws(StorageError) in
            try SmallBody.content(span, of: part)
        }
    }

    func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece] {
        guard let (source, part) = place(of: range) else { return [] }
        if case .file(let file) = source { return try await file.read(part) }
        return [.bytes(try await bytes(of: source, part))]
    }

    /// The next bytes of a range, as `read` but always verified and always in memory.
    func readIntoMemory(_ range: Range<UInt64>) async throws(StorageError) -> Bytes {
        guard let (source, part) = place(of: range) else { return Bytes() }
        return try await bytes(of: source, part)
    }

    private func bytes(
        of source: Source, _ range: Range<UInt64>
    ) async throws(StorageError) -> Bytes {
        let indices = Int(range.lowerBound)..<Int(range.upperBound)
        switch source {
        case .memory(let content): return content[indices]
        case .file(let file): return try await file.readIntoMemory(range)
        case .index(let body, let snapshot):
            return try await lane.working { () throws(StorageError) in
                let key = Keys.body(body.id)
                let bytes = try snapshot.index.find(key, in: .bodies, at: snapshot) {
                    span throws(StorageError) in try SmallBody.content(span, of: body)
                }
                guard let bytes else {
                    throw StorageError(.corrupt, "body \(body.id) is missing")
                }
                return bytes[indices]
            }
        }
    }

    /// Where the first bytes of a range are: the part, and the range in it. Nil at the end.
    private func place(of range: Range<UInt64>) -> (Source, Range<UInt64>)? {
        let range = range.clamped(to: 0..<sizeBytes)
        guard !range.isEmpty else { return nil }
        let part = parts[partIndex(at: range.lowerBound)]
        let end = min(range.upperBound - part.start, part.sizeBytes)
        return (part.source, range.lowerBound - part.start..<end)
    }

    /// The part that has a byte; none of them is empty.
    private func partIndex(at offset: UInt64) -> Int {
        var low = 0
        var high = parts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if parts[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
