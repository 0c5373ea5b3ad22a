// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import CPosix

/// CRC-32C (Castagnoli): finds flipped bits, is no protection against anybody.
///
/// Sound because the pointer is lent for the length of one call.
///
/// Source: RFC 3720, appendix B.4.
public enum CRC32C {
    /// The checksum of bytes, or of what `crc` is the checksum of followed by them.
    public static func of(_ bytes: Bytes, continuing crc: UInt32 = 0) -> UInt32 {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe apus_crc32c(crc, buffer.baseAddress, buffer.count)
        }
    }

    /// The checksum of memory that is lent.
    public static func of(_ bytes: RawSpan, continuing crc: UInt32 = 0) -> UInt32 {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe apus_crc32c(crc, buffer.baseAddress, buffer.count)
        }
    }

    /// The same by the method for processors without an instruction for it.
    package static func byTables(_ bytes: Bytes, continuing crc: UInt32 = 0) -> UInt32 {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe apus_crc32c_by_tables(crc, buffer.baseAddress, buffer.count)
        }
    }
}
