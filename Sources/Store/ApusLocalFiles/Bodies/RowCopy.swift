// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
package import ApusStorage

/// A row and its key as the texts of the copy that a body carries.
package enum RowCopy {
    /// Every field by its name; nothing for what is empty.
    package static func encode(_ row: ObjectRow, at key: ObjectKey) -> [String: String] {
        let (space, major, minor) = numbers(key)
        var fields = [
            "space": String(space), "name": key.name.text, "major": String(major),
            "minor": String(minor), "created_at": row.createdAt.description,
            "modified_at": row.modifiedAt.description, "size": String(row.sizeBytes),
            "etag": row.etag, "content_type": row.contentType,
        ]
        fields["metadata"] = JSONText.encode(row.metadata.values)
        fields["system"] = JSONText.encode(row.system.values)
        fields["listing"] = JSONText.encode(row.listing)
        fields["expires_at"] = row.expiresAt.map { String($0) }
        return fields
    }

    /// The key and row of such fields; nil when they make none.
    package static func decode(_ fields: [String: String]) -> (key: ObjectKey, row: ObjectRow)? {
        guard let name = fields["name"].flatMap({ try? ObjectName($0) }),
            let space = Self.space(fields),
            let createdAt = fields["created_at"].flatMap({ Timestamp($0) }),
            let modifiedAt = fields["modified_at"].flatMap({ Timestamp($0) }),
            let size = fields["size"].flatMap({ UInt64($0) }), let etag = fields["etag"],
            let contentType = fields["content_type"],
            let metadata = Self.metadata(fields["metadata"]),
            let system = Self.metadata(fields["system"]), let listing = map(fields["listing"])
        else { return nil }
        let row = ObjectRow(
            createdAt: createdAt, modifiedAt: modifiedAt, sizeBytes: size, etag: etag,
            contentType: contentType, metadata: metadata, system: system, listing: listing,
            expiresAt: fields["expires_at"].flatMap { UInt64($0) })
        return (ObjectKey(name, in: space), row)
    }

    private static func space(_ fields: [String: String]) -> ObjectKey.Space? {
        guard let number = fields["space"].flatMap({ Int64($0) }),
            let major = fields["major"].flatMap({ Int64($0) }),
            let minor = fields["minor"].flatMap({ Int64($0) })
        else { return nil }
        return space(number, major, minor)
    }

    /// The space of the numbers that `numbers` gives; nil when they are of none.
    package static func space(_ space: Int64, _ major: Int64, _ minor: Int64) -> ObjectKey.Space? {
        switch space {
        case 0: return .current
        case 1:
            return .versions(
                Timestamp(ticks: UInt64(bitPattern: major), offset: UInt64(bitPattern: minor)))
        case 2:
            guard let number = UInt32(exactly: minor) else { return nil }
            return .parts(upload: UInt64(bitPattern: major), number: number)
        default: return nil
        }
    }

    private static func map(_ text: String?) -> [String: String]? {
        guard let text else { return [:] }
        return JSONText.decode(text)
    }

    private static func metadata(_ text: String?) -> Metadata? {
        guard let map = map(text) else { return nil }
        var metadata = Metadata()
        for (name, value) in map { metadata[name] = value }
        return metadata
    }

    /// A key's space, and two numbers that order a space's rows of one name.
    package static func numbers(_ key: ObjectKey) -> (Int64, Int64, Int64) {
        switch key.space {
        case .current: (0, 0, 0)
        case .versions(let time):
            (1, Int64(bitPattern: time.ticks), Int64(bitPattern: time.offset))
        case .parts(let upload, let number): (2, Int64(bitPattern: upload), Int64(number))
        }
    }
}
