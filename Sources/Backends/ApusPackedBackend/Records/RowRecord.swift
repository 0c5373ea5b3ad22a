// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLocalFiles
import ApusModel
import ApusStorage

/// What the index has at an object's key.
struct StoredRow: Sendable {
    /// Where a part of an object's bytes lies.
    enum Place: UInt8, Sendable {
        /// In the column family of bodies.
        case index = 0
        /// In a file.
        case file = 1
    }

    /// One of the bodies that the object's bytes lie in, one after the other.
    struct Part: Hashable, Sendable {
        let place: Place
        let id: BodyID
        let sizeBytes: UInt64
    }

    let row: ObjectRow
    /// None for an empty object, several for one that was assembled.
    let parts: [Part]
}

/// The value of a row. What a listing tells comes first, so that a page reads no more of it.
enum RowRecord {
    private static let version: UInt8 = 1

    private struct Flags: OptionSet {
        let rawValue: UInt8
        /// It was modified after it was created.
        static let isModified = Flags(rawValue: 1)
        /// The ETag is sixteen bytes, not a text.
        static let isDigest = Flags(rawValue: 2)
        static let expires = Flags(rawValue: 4)
    }

    static func encode(_ stored: StoredRow) -> Bytes {
        let row = stored.row
        let digest = digest(row.etag)
        var flags: Flags = []
        if row.modifiedAt != row.createdAt { flags.insert(.isModified) }
        if digest != nil { flags.insert(.isDigest) }
        if row.expiresAt != nil { flags.insert(.expires) }
        var writer = FieldWriter(capacity: 192)
        writer.append(version)
        writer.append(flags.rawValue)
        writer.append(row.createdAt)
        if flags.contains(.isModified) { writer.append(row.modifiedAt) }
        writer.append(number: row.sizeBytes)
        if let digest { writer.append(digest) } else { writer.append(row.etag) }
        writer.append(row.contentType)
        writer.append(row.listing)
        if let second = row.expiresAt { writer.append(number: second) }
        writer.append(row.metadata.values)
        writer.append(row.system.values)
        writer.append(number: UInt64(stored.parts.count))
        for part in stored.parts {
            writer.append(part.place.rawValue)
            writer.append(number: UInt64(part.id.epoch))
            writer.append(number: part.id.number)
            writer.append(number: part.sizeBytes)
        }
        return writer.finish()
    }

    static func decode(_ span: RawSpan) throws(StorageError) -> StoredRow {
        var reader = FieldReader()
        let (flags, head) = try head(&reader, span, name: "")
        let expiresAt = flags.contains(.expires) ? reader.number(span) : nil
        let metadata = reader.metadata(span)
        let system = reader.metadata(span)
        var parts: [StoredRow.Part] = []
        for _ in 0..<reader.number(span) where !reader.isDamaged {
            let place = StoredRow.Place(rawValue: reader.byte(span))
            let epoch = UInt32(truncatingIfNeeded: reader.number(span))
            let id = BodyID(epoch: epoch, number: reader.number(span))
            let size = reader.number(span)
            guard let place else { throw StorageError(.corrupt, "a row's body in the index") }
            parts.append(StoredRow.Part(place: place, id: id, sizeBytes: size))
        }
        try reader.check("a row")
        let row = ObjectRow(
            createdAt: head.createdAt, modifiedAt: head.listing.modifiedAt,
            sizeBytes: head.listing.sizeBytes, etag: head.listing.etag,
            contentType: head.listing.contentType, metadata: metadata, system: system,
            listing: head.listing.extras, expiresAt: expiresAt)
        return StoredRow(row: row, parts: parts)
    }

    /// What a listing tells of a row.
    static func listing(_ span: RawSpan, name: String) throws(StorageError) -> ObjectListing {
        var reader = FieldReader()
        return try head(&reader, span, name: name).1.listing
    }

    private static func head(
        _ reader: inout FieldReader, _ span: RawSpan, name: String
    ) throws(StorageError) -> (Flags, (createdAt: Timestamp, listing: ObjectListing)) {
        guard reader.byte(span) == version else {
            throw StorageError(.corrupt, "a row of an unknown kind in the index")
        }
        let flags = Flags(rawValue: reader.byte(span))
        let createdAt = reader.moment(span)
        let modifiedAt = flags.contains(.isModified) ? reader.moment(span) : createdAt
        let size = reader.number(span)
        let etag =
            flags.contains(.isDigest)
            ? reader.hexadecimal(span, count: 16) : reader.text(span)
        let type = reader.text(span)
        let extras = reader.map(span)
        try reader.check("a row")
        let listing = ObjectListing(
            name: name, modifiedAt: modifiedAt, sizeBytes: size, etag: etag, contentType: type,
            extras: extras)
        return (flags, (createdAt, listing))
    }

    /// The bytes of an ETag that is the digest it usually is; nil for any other text.
    private static func digest(_ etag: String) -> [UInt8]? {
        let capitals = UInt8(ascii: "A")...UInt8(ascii: "F")
        guard etag.utf8.count == 32, !etag.utf8.contains(where: { capitals.contains($0) }) else {
            return nil
        }
        return Hexadecimal.decode(etag)
    }
}
