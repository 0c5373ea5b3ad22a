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
