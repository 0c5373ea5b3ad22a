// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO
import ApusModel
import ApusStorage

/// An object opened for reading.
///
/// What was opened stays readable, whatever happens to its row.
public struct OpenedObject: Sendable {
    public let info: ObjectInfo
    let content: Content
    let suspects: SuspectList

    /// Where the bytes come from.
    enum Content: Sendable {
        case file(any ObjectFile)
        case segments(SegmentSource)
    }

    /// The lengths of the segments of a static large object, in bytes and in order; nil for
    /// every other object.
    public var partLengthsBytes: [UInt64]? {
        guard case .segments(let source) = content, case .fixed(let document) = source.segments
        else { return nil }
        return StaticManifest(decoding: document)?.segments.map(\.lengthBytes)
    }

    /// The bytes of `range`, which lies within the object; nil stands for all of them.
    ///
    /// - Throws: `StorageError` with `.corrupt` when the first bytes are damaged, and
    ///   `StoreError.segmentChanged` when the first segment of a large object is not what the
    ///   manifest says. Later ones cut the body short.
    public func body(_ range: Range<UInt64>? = nil) async throws -> BodyReader {
        switch content {
        case .file(let file):
            let range = range ?? 0..<file.row.sizeBytes
            let cursor = FileCursor(file, range) { [suspects, info] error in
                suspects.note(error, info.address)
            }
            try await cursor.begin()
            return BodyReader(lengthBytes: UInt64(range.count)) { try await cursor.next() }
        case .segments(let source):
            return try await source.body(range, sizeBytes: info.sizeBytes)
        }
    }
}

extension BodyReader {
    /// A body of a part of a stored object.
    convenience init(
        reading file: any ObjectFile, at address: ObjectAddress, _ range: Range<UInt64>,
        _ suspects: SuspectList
    ) {
        let cursor = FileCursor(file, range) { suspects.note($0, address) }
        self.init(lengthBytes: UInt64(range.count)) { try await cursor.next() }
    }
}
