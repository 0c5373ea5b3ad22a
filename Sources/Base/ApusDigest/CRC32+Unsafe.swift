// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import CPosix

/// CRC-32, as zlib and Ethernet have it: finds flipped bits, is no protection against anybody.
///
/// Sound because the pointer is lent for the length of one call.
///
/// Source: RFC 1952, section 8.
public enum CRC32 {
    /// The checksum of bytes, or of what `crc` is the checksum of followed by them.
    public static func of(_ bytes: Bytes, continuing crc: UInt32 = 0) -> UInt32 {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe apus_crc32(crc, buffer.baseAddress, buffer.count)
        }
    }
}
