// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusStorage
import Synchronization

/// The bytes of an object, immutable.
struct MemoryBody: StagedBody {
    /// None is empty.
    private let chunks: [Bytes]
    /// Where each chunk starts.
    private let starts: [UInt64]
    let sizeBytes: UInt64

    init(_ chunks: some Sequence<Bytes>) {
        var kept: [Bytes] = []
        var starts: [UInt64] = []
        var size: UInt64 = 0
        for chunk in chunks where !chunk.isEmpty {
            starts.append(size)
            kept.append(chunk)
            size += UInt64(chunk.count)
        }
        self.chunks = kept
        self.starts = starts
        sizeBytes = size
    }

    /// The bodies one after the other.
    init(joining bodies: [MemoryBody]) {
        self.init(bodies.lazy.flatMap(\.chunks))
    }

    /// The first piece of a range: the part of it that lies in one chunk.
    func piece(_ range: Range<UInt64>) -> Bytes? {
        let range = range.clamped(to: 0..<sizeBytes)
        guard !range.isEmpty else { return nil }
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= range.lowerBound { low = middle } else { high = middle }
        }
        let first = Int(range.lowerBound - starts[low])
        let count = min(chunks[low].count - first, range.count)
        return chunks[low][first..<first + count]
    }
}

/// A row and its body, held until the last reader drops it.
final class MemoryObject: Sendable {
    let row: ObjectRow
    let body: MemoryBody

    init(row: ObjectRow, body: MemoryBody) {
        self.row = row
        self.body = body
    }
}

/// An object opened for reading.
struct MemoryObjectFile: ObjectFile {
    let object: MemoryObject
    let address: ContainerAddress
    let key: ObjectKey

    var row: ObjectRow { object.row }
    var description: String { "\(address)/\(key.name)" }

    func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece] {
        object.body.piece(range).map { [.bytes($0)] } ?? []
    }
}

/// Collects the bytes of a body.
final class MemoryWriter: ObjectWriter {
    private let chunks = Mutex<[Bytes]>([])

    func write(_ bytes: Bytes) async throws(StorageError) {
        chunks.withLock { $0.append(bytes) }
    }

    func seal() async throws(StorageError) -> any StagedBody {
        MemoryBody(chunks.withLock { $0 })
    }

    func abandon() async {
        chunks.withLock { $0 = [] }
    }
}
