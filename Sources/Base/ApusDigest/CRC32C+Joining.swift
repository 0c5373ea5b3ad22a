// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension CRC32C {
    private static let polynomial: UInt32 = 0x82F6_3B78

    /// The checksum of two pieces one after the other, of theirs.
    ///
    /// A CRC is a remainder: putting bytes behind a piece multiplies what it stands for by a power
    /// of two, in the field that the polynomial spans.
    ///
    /// Source: Mark Adler, `crc32_combine` (zlib), for the polynomial of Castagnoli.
    ///
    /// - Parameter sizeBytes: how many bytes `second` is the checksum of.
    package static func joined(_ first: UInt32, _ second: UInt32, sizeBytes: UInt64) -> UInt32 {
        product(power(bytes: sizeBytes), first) ^ second
    }

    /// The product modulo the polynomial; bits are in the reflected order, the highest is 1.
    private static func product(_ left: UInt32, _ right: UInt32) -> UInt32 {
        var mask: UInt32 = 1 << 31
        var right = right
        var sum: UInt32 = 0
        while true {
            if left & mask != 0 {
                sum ^= right
                if left & (mask - 1) == 0 { break }
            }
            mask >>= 1
            if mask == 0 { break }
            right = right & 1 != 0 ? right >> 1 ^ polynomial : right >> 1
        }
        return sum
    }

    /// x to the power of eight times so many.
    private static func power(bytes: UInt64) -> UInt32 {
        // x to the power of 8, then its squares.
        var square: UInt32 = 1 << 23
        var rest = bytes
        var result: UInt32 = 1 << 31
        while rest > 0 {
            if rest & 1 != 0 { result = product(square, result) }
            square = product(square, square)
            rest >>= 1
        }
        return result
    }
}
