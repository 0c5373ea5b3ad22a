// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusStorage

/// An open object whose stored bytes are encrypted, or whose row is.
struct DecryptedFile: ObjectFile {
    /// How much is decrypted at a time, in bytes: what the processor's second cache holds, so
    /// that the text is still there when it is sent. Engines that verify in blocks of 64 KiB
    /// verify none of them twice.
    private static let stepBytes: UInt64 = 256 * 1024

    let row: ObjectRow
    let inner: any ObjectFile
    let spans: [BodySpan]

    var description: String { "\(inner)" }

    func read(_ range: Range<UInt64>) async throws(StorageError) -> [BodyPiece] {
        guard !spans.isEmpty else { return try await inner.read(range) }
        let range = range.clamped(to: 0..<row.sizeBytes)
        guard !range.isEmpty else { return [] }
        let step = (range.lowerBound + Self.stepBytes) / Self.stepBytes * Self.stepBytes
        var offset = range.lowerBound
        var text: [BodyPiece] = []
        for piece in try await inner.read(offset..<min(range.upperBound, step)) {
            let start = offset
            offset += piece.count
            switch piece {
            case .bytes(let bytes): text.append(.bytes(spans.decrypt(bytes, at: start)))
            case .region(let region): text.append(.bytes(try await self.text(of: region, start)))
            }
        }
        return text
    }

    /// The text of a part of a file: here and now when the page cache has it, on the file's lane
    /// when the disk has to be waited for.
    private func text(
        of region: FileRegion, _ offset: UInt64
    ) async throws(StorageError) -> Bytes {
        let bytes: Bytes
        if let cached = region.file.readCached(region.range) {
            bytes = cached
        } else {
            do {
                bytes = try await region.file.read(region.range)
            } catch {
                throw StorageError(.unavailable, "\(inner): the device cannot read", cause: error)
            }
        }
        guard UInt64(bytes.count) == UInt64(region.range.count) else {
            throw StorageError(.corrupt, "\(inner): too short")
        }
        var text = bytes.takeArray()
        spans.decrypt(inPlace: &text, at: offset)
        return Bytes(text)
    }
}
