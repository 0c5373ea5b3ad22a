// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// What a row of the cache's tells of its body, in system metadata that nobody else sees.
///
/// It stands in the row and not beside it, so that it moves, and goes, with the row in one commit.
struct BodyState: Hashable, Sendable {
    /// Where slow media have it.
    struct Placement: Hashable, Sendable {
        /// The name of the volume.
        let volume: String
        /// Which member of the volume it is, from 0.
        let member: Int
        /// Where its bytes begin.
        let offset: UInt64
    }

    private static let field = "archive"

    /// Tells the body from every other that the key had or will have. 0 for one that was put
    /// before there was an archive.
    var id: UInt64
    var sizeBytes: UInt64
    /// The CRC-32C of the bytes as they came in; nil when nobody has seen all of them.
    var checksum: UInt32?
    var placement: Placement?
    /// Whether the cache has an empty body in its place.
    var isEvicted = false
    /// Whether it was asked for, and is not in the cache yet.
    var isWanted = false
    var isPinned = false

    init(id: UInt64, sizeBytes: UInt64, checksum: UInt32?) {
        self.id = id
        self.sizeBytes = sizeBytes
        self.checksum = checksum
    }

    /// What a row tells.
    ///
    /// - Throws: `.corrupt`.
    init(_ row: ObjectRow) throws(StorageError) {
        guard let text = row.system[Self.field] else {
            self.init(id: 0, sizeBytes: row.sizeBytes, checksum: nil)
            return
        }
        guard let state = Self(text) else {
            throw StorageError(.corrupt, "a row that tells its place wrong")
        }
        self = state
    }

    private init?(_ text: String) {
        let fields = text.split(separator: ";", omittingEmptySubsequences: false)
        guard fields.count == 4 || fields.count == 7, let id = UInt64(fields[0], radix: 16),
            let sizeBytes = UInt64(fields[1])
        else { return nil }
        self.init(id: id, sizeBytes: sizeBytes, checksum: UInt32(fields[2], radix: 16))
        isEvicted = fields[3].contains("e")
        isWanted = fields[3].contains("w")
        isPinned = fields[3].contains("p")
        guard fields.count == 7 else { return }
        guard let member = Int(fields[5]), let offset = UInt64(fields[6]) else { return nil }
        placement = Placement(volume: String(fields[4]), member: member, offset: offset)
    }

    private var text: String {
        let flags = (isEvicted ? "e" : "") + (isWanted ? "w" : "") + (isPinned ? "p" : "")
        let crc = checksum.map { String($0, radix: 16) } ?? ""
        let body = "\(String(id, radix: 16));\(sizeBytes);\(crc);\(flags)"
        guard let placement else { return body }
        return body + ";\(placement.volume);\(placement.member);\(placement.offset)"
    }

    /// The row as the cache has it.
    func row(_ row: ObjectRow) -> ObjectRow {
        var stored = row
        stored.system[Self.field] = text
        return stored
    }

    /// The row as everybody else sees it.
    static func plain(_ row: ObjectRow) -> ObjectRow {
        var plain = row
        plain.system[field] = nil
        return plain
    }

    /// What it takes of the cache.
    var residentBytes: UInt64 { isEvicted ? 0 : sizeBytes }
    /// What it will take of the cache, being asked to come and to stay.
    var promisedBytes: UInt64 { isEvicted && isWanted && isPinned ? sizeBytes : 0 }
    /// Whether the cached copy may go when room is needed.
    var isEvictable: Bool { !isEvicted && placement != nil && !isPinned && sizeBytes > 0 }
}

/// A place in the cache's index.
struct RowPlace: Hashable, Sendable {
    let container: ContainerAddress
    let key: ObjectKey
}
