// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusDigest
package import ApusModel
package import ApusStorage

/// How a body lies in its file: the bytes as they are, then the checksums of their blocks, then a
/// copy of address and row, then a footer that says where these are.
///
/// Only the bytes and checksums are read in daily work; sizes come from the row. The copy lets a
/// lost index be rebuilt; when a row changes, a newer copy with its own footer is appended.
package enum BodyFormat {
    /// Bytes with a checksum of their own.
    package static let blockBytes: UInt64 = 64 * 1024
    package static let checksumBytes: UInt64 = 4
    static let magic = "apusbod1"
    package static let footerBytes = 32

    /// How many blocks a body has.
    package static func blockCount(_ sizeBytes: UInt64) -> UInt64 {
        (sizeBytes + blockBytes - 1) / blockBytes
    }

    /// Where the copy of the row begins.
    package static func copyOffset(_ sizeBytes: UInt64) -> UInt64 {
        sizeBytes + blockCount(sizeBytes) * checksumBytes
    }

    /// Checksums as they are written: four bytes each, the low one first.
    package static func encode(_ checksums: [UInt32]) -> Bytes {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(checksums.count * 4)
        for checksum in checksums { append(UInt64(checksum), count: 4, to: &bytes) }
        return Bytes(bytes)
    }

    /// The checksum at a place among those written.
    package static func checksum(_ bytes: Bytes, at index: Int) -> UInt32 {
        UInt32(number(bytes, at: index * 4, count: 4))
    }

    /// The copy with its footer.
    package static func copy(
        _ row: ObjectRow, at key: ObjectKey, in address: ContainerAddress, bodies: BodyList,
        sizeBytes: UInt64
    ) -> Bytes {
        var fields = RowCopy.encode(row, at: key)
        fields["account"] = address.account.text
        fields["container"] = address.container.text
        fields["bodies"] = bodies.description
        let text = Bytes("\n" + (JSONText.encode(fields) ?? "{}") + "\n")
        var footer = Array(magic.utf8)
        append(sizeBytes, count: 8, to: &footer)
        append(UInt64(text.count), count: 4, to: &footer)
        append(UInt64(CRC32C.of(text)), count: 4, to: &footer)
        append(blockBytes, count: 4, to: &footer)
        append(UInt64(CRC32C.of(Bytes(footer))), count: 4, to: &footer)
        return Bytes(text.array + footer)
    }

    /// What a footer says: the size of the body and the length of the copy before it.
    package static func footer(
        _ bytes: Bytes
    ) -> (sizeBytes: UInt64, copyBytes: UInt64, copyChecksum: UInt32)? {
        guard bytes.count == footerBytes, bytes[0..<8] == Bytes(magic),
            number(bytes, at: 28, count: 4) == UInt64(CRC32C.of(bytes[0..<28]))
        else { return nil }
        return (
            number(bytes, at: 8, count: 8), number(bytes, at: 16, count: 4),
            UInt32(number(bytes, at: 20, count: 4))
        )
    }

    private static func append(_ number: UInt64, count: Int, to bytes: inout [UInt8]) {
        for shift in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (shift * 8))) }
    }

    private static func number(_ bytes: Bytes, at offset: Int, count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(bytes[offset + $1]) << ($1 * 8) }
    }
}
