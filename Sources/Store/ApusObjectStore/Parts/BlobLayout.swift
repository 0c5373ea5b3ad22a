// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
package import ApusModel
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
        let words = text.parts(separatedBy: " ")
        checksumType = BodyChecksum(rawValue: String(words[0]))
        for place in stride(from: 2, to: words.count, by: 2) {
            guard let checksum = Base64.decode(words[place]) else {
                checksums = []
                return
            }
            checksums.append(checksum)
        }
    }

    /// Notes it in a row.
    package func mark(_ row: inout ObjectRow) {
        row.system[Field.id] = versionID
        row.listing[ListingExtra.uniqueID] = versionID
        switch lengths {
        case .uniform(let size):
            row.system[Field.size] = size == .max ? nil : String(size)
            row.system[Field.lengths] = nil
        case .each(let lengths):
            row.system[Field.size] = nil
            row.system[Field.lengths] = lengths.map { String($0) }.joined(separator: ",")
        }
        if let checksumType, !checksums.isEmpty, checksums.count <= Self.checksumLimit {
            // `MD5 0 JfnnlDI7RTiF9RgfG2JNCw== 10485760 …`: offsets beside checksums.
            var words = [checksumType.rawValue]
            for (range, checksum) in zip(ranges(of: row.sizeBytes), checksums) {
                words.append(String(range.lowerBound))
                words.append(Base64.encode(checksum, isPadded: true))
            }
            row.system[Field.checksums] = words.joined(separator: " ")
        } else {
            row.system[Field.checksums] = nil
        }
    }

    /// The id of a version: the one that it was made with, or one that is always the same for the
    /// same address and moment.
    package static func versionID(of info: ObjectInfo, at address: ObjectAddress) -> String {
        let isLinked = info.isTarget && info.address.version == nil
        if !isLinked, let id = info.row.system[Field.id] { return id }
        return versionID(at: address, info.row.createdAt)
    }

    /// The id of the version that a row of a container stands for: its own, or that of the version
    /// that it links to.
    package static func versionID(of row: ObjectRow, at address: ObjectAddress) -> String {
        row.listing[ListingExtra.uniqueID]
            ?? versionID(at: address, row.versionID ?? row.createdAt)
    }

    private static func versionID(at address: ObjectAddress, _ moment: Timestamp) -> String {
        UUIDText.named([
            address.container.account.text, address.container.container.text,
            address.object.text, moment.description,
        ])
    }

    /// The checksum of the blob that begins at an offset; nil when it is not known.
    package func checksum(
        at offset: UInt64, of sizeBytes: UInt64
    ) -> (type: BodyChecksum, value: [UInt8])? {
        guard let checksumType, !checksums.isEmpty,
            let place = ranges(of: sizeBytes).firstIndex(where: { $0.lowerBound == offset }),
            checksums.indices.contains(place)
        else { return nil }
        return (checksumType, checksums[place])
    }

    /// Whether an object has a single blob. Of one that has millions, `ranges` are many.
    package func isOneBlob(of sizeBytes: UInt64) -> Bool {
        switch lengths {
        case .uniform(let length): length == 0 || sizeBytes <= length
        case .each(let lengths): lengths.count == 1
        }
    }

    /// Where each blob of an object lies, in order.
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
