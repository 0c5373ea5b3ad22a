// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusStorage

/// The value of a small body: its bytes, then a copy of its row, from which a lost index of rows
/// can be made again, then the lengths of that.
///
/// The copy is the row's key, its value, and the lengths of both, four bytes each, the high one
/// first. How long the bytes are is in the row.
enum SmallBody {
    private static let lengthBytes = 8

    /// - Parameter row: as it is written among the rows.
    static func copy(of row: Bytes, at key: Bytes) -> Bytes {
        var writer = FieldWriter(capacity: key.count + row.count + lengthBytes)
        writer.append(key.array)
        writer.append(row.array)
        writer.append(ordered: UInt64(key.count), count: 4)
        writer.append(ordered: UInt64(row.count), count: 4)
        return writer.finish()
    }

    /// The bytes of the body.
    static func content(
        _ span: RawSpan, of part: StoredRow.Part
    ) throws(StorageError) -> Bytes {
        guard part.sizeBytes <= UInt64(span.byteCount) else {
            throw StorageError(.corrupt, "body \(part.id) has \(span.byteCount) bytes")
        }
        return span.bytes(0..<Int(part.sizeBytes))
    }

    /// The row that the body had last, with its key.
    static func row(_ span: RawSpan) throws(StorageError) -> (key: Bytes, stored: StoredRow) {
        var lengths = FieldReader(at: max(0, span.byteCount - lengthBytes))
        let keyCount = Int(lengths.ordered(span, count: 4))
        let rowCount = Int(lengths.ordered(span, count: 4))
        try lengths.check("a body's copy of its row")
        var reader = FieldReader(at: span.byteCount - lengthBytes - rowCount - keyCount)
        guard reader.position >= 0 else {
            throw StorageError(.corrupt, "a body's copy of its row")
        }
        let key = reader.bytes(span, count: keyCount)
        let row = reader.bytes(span, count: rowCount)
        try reader.check("a body's copy of its row")
        let stored = try row.withSpan { row throws(StorageError) in try RowRecord.decode(row) }
        return (key, stored)
    }
}
