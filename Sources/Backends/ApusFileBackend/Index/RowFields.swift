// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusLocalFiles
import ApusModel
import ApusStorage

/// A row as columns of the index.
enum RowFields {
    /// The columns of `objects` that make a row, in the order that `row(of:)` reads.
    static let columns =
        "created_at, modified_at, size, etag, content_type, metadata, system, listing, expires_at"

    /// Reads a row whose columns begin at `first`.
    static func row(of statement: Statement, from first: Int32) throws(StorageError) -> ObjectRow {
        let created = try moment(statement.text(first))
        let modified = statement.isNull(first + 1) ? created : try moment(statement.text(first + 1))
        return ObjectRow(
            createdAt: created, modifiedAt: modified,
            sizeBytes: UInt64(bitPattern: statement.integer(first + 2)),
            etag: statement.text(first + 3), contentType: statement.text(first + 4),
            metadata: try metadata(statement, first + 5),
            system: try metadata(statement, first + 6),
            listing: try map(statement, first + 7),
            expiresAt: statement.isNull(first + 8)
                ? nil : UInt64(bitPattern: statement.integer(first + 8)))
    }

    /// What is bound for a row's columns, in their order.
    static func values(_ row: ObjectRow) -> [SQLiteValue] {
        [
            .text(row.createdAt.description),
            row.modifiedAt == row.createdAt ? .null : .text(row.modifiedAt.description),
            .integer(Int64(bitPattern: row.sizeBytes)), .text(row.etag), .text(row.contentType),
            text(JSONText.encode(row.metadata.values)), text(JSONText.encode(row.system.values)),
            text(JSONText.encode(row.listing)),
            row.expiresAt.map { .integer(Int64(bitPattern: $0)) } ?? .null,
        ]
    }

    /// What is bound for a key: space, name and two numbers that order a space's rows of one name.
    static func values(_ key: ObjectKey) -> [SQLiteValue] {
        let (space, major, minor) = RowCopy.numbers(key)
        return [.integer(space), .text(key.name.text), .integer(major), .integer(minor)]
    }

    /// The CRC-32C of a whole row: key, bodies and columns. SQLite has no checksums of its own,
    /// and a flipped bit in `bodies` would be another object's bytes.
    static func checksum(_ values: [SQLiteValue]) -> Int64 {
        var text = ""
        for value in values {
            switch value {
            case .null: text += "\u{0}"
            case .integer(let number): text += "\(number)\u{1}"
            case .text(let part): text += part + "\u{1}"
            case .bytesAsText(let bytes): text += String(decoding: bytes, as: UTF8.self)
            }
        }
        return Int64(CRC32C.of(Bytes(text)))
    }

    /// Whether a row that was read is the one that was written at this key. Its columns are
    /// `bodies`, those of `columns`, and `checksum`.
    static func isIntact(_ statement: Statement, _ key: ObjectKey, from first: Int32) -> Bool {
        var values = values(key)
        for column in first..<first + 10 {
            if statement.isNull(column) {
                values.append(.null)
            } else {
                values.append(.text(statement.text(column)))
            }
        }
        return checksum(values) == statement.integer(first + 10)
    }

    static func listing(
        of statement: Statement, name: String
    ) throws(StorageError) -> ObjectListing {
        ObjectListing(
            name: name, modifiedAt: try moment(statement.text(1)),
            sizeBytes: UInt64(bitPattern: statement.integer(2)), etag: statement.text(3),
            contentType: statement.text(4), extras: try map(statement, 5))
    }

    private static func text(_ text: String?) -> SQLiteValue {
        text.map { .text($0) } ?? .null
    }

    private static func metadata(
        _ statement: Statement, _ column: Int32
    ) throws(StorageError) -> Metadata {
        var metadata = Metadata()
        for (name, value) in try map(statement, column) { metadata[name] = value }
        return metadata
    }

    private static func map(
        _ statement: Statement, _ column: Int32
    ) throws(StorageError) -> [String: String] {
        guard !statement.isNull(column) else { return [:] }
        guard let map = JSONText.decode(statement.text(column)) else {
            throw StorageError(.corrupt, "a map of texts in an index")
        }
        return map
    }

    /// Reads a timestamp; the usual form without a detour over slices, for listings.
    static func moment(_ text: String) throws(StorageError) -> Timestamp {
        let bytes = text.utf8
        if bytes.count == 16 {
            var ticks: UInt64 = 0
            var isPlain = true
            for (index, byte) in bytes.enumerated() {
                if index == 10 {
                    isPlain = isPlain && byte == UInt8(ascii: ".")
                } else {
                    isPlain =
                        isPlain && byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                    ticks = ticks &* 10 &+ UInt64(byte & 15)
                }
            }
            if isPlain { return Timestamp(ticks: ticks) }
        }
        guard let moment = Timestamp(text) else {
            throw StorageError(.corrupt, "a moment in an index: \(text)")
        }
        return moment
    }
}
