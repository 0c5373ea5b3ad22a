// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
package import ApusStorage

/// What a row says of an object that came in blobs: which version it is, and its blobs' lengths
/// and checksums. Clients of the Swift API neither see nor send it.
///
/// Objects that others have stored say nothing of this; they have the blobs that who reads them
/// wants them to have.
package struct BlobLayout: Hashable, Sendable {
    /// The bytes of an object are cut into these, one after another from its beginning.
    package enum Lengths: Hashable, Sendable {
        /// All have this length, but for the last, which has what is left.
        case uniform(UInt64)
        /// Each its own.
        case each([UInt64])
    }

    /// More checksums than this are not kept: a row is read whole.
    package static let checksumLimit = 10_000

    private enum Field {
        static let id = "ds3-id"
        static let checksums = "ds3-checksums"
        static let size = "ds3-blob-size"
        static let lengths = "ds3-blobs"
    }

    /// The id of the version, a UUID.
    package var versionID: String
    /// How the object is cut; the blob size that a new object of one blob was planned with.
    package var lengths: Lengths
    /// Which checksums are kept.
    package var checksumType: BodyChecksum?
    /// By blob, in order; empty when they are not known.
    package var checksums: [[UInt8]]

    package init(
        versionID: String, lengths: Lengths, checksumType: BodyChecksum? = nil,
        checksums: [[UInt8]] = []
    ) {
        self.versionID = versionID
        self.lengths = lengths
        self.checksumType = checksumType
        self.checksums = checksums
    }

    /// Reads a row; nil where it says nothing of blobs.
    package init?(_ row: ObjectRow) {
        guard let id = row.system[Field.id] else { return nil }
        versionID = id
        if let text = row.system[Field.lengths] {
            lengths = .each(text.parts(separatedBy: ",").compactMap { UInt64($0) })
        } else {
            lengths = .uniform(row.system[Field.size].flatMap { UInt64($0) } ?? .max)
        }
        checksums = []
        guard let text = row.system[Field.checksums] else { return }
        let parts = text.parts(separatedBy: " ")
        checksumType = BodyChecksum(rawValue: String(parts[0]))
        checksums = parts.dropFirst().compactMap { Base64.decode($0) }
        guard parts.count == checksums.count + 1 else {
            checksums = []
            return
        }
    }

    /// Notes it in a row.
    package func mark(_ row: inout ObjectRow) {
        row.system[Field.id] = versionID
        switch lengths {
        case .uniform(let size):
            row.system[Field.size] = size == .max ? nil : String(size)
            row.system[Field.lengths] = nil
        case .each(let lengths):
            row.system[Field.size] = nil
            row.system[Field.lengths] = lengths.map { String($0) }.joined(separator: ",")
        }
        if let checksumType, !checksums.isEmpty, checksums.count <= Self.checksumLimit {
            row.system[Field.checksums] =
                ([checksumType.rawValue] + checksums.map { Base64.encode($0) })
                .joined(separator: " ")
        } else {
            row.system[Field.checksums] = nil
        }
    }

    /// Where each blob of an object lies, from the one that has `offset` on.
    package func ranges(of sizeBytes: UInt64) -> [Range<UInt64>] {
        switch lengths {
        case .uniform(let length):
            guard sizeBytes > 0, length > 0 else { return [0..<sizeBytes] }
            return stride(from: 0, to: sizeBytes, by: Int(clamping: length)).map { start in
                start..<start + min(length, sizeBytes - start)
            }
        case .each(let lengths):
            var start: UInt64 = 0
            return lengths.map { length in
                defer { start += length }
                return start..<start + length
            }
        }
    }
}
