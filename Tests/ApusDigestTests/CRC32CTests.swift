// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Testing

@Suite struct CRC32CTests {
    // RFC 3720, appendix B.4.
    private static let published: [([UInt8], UInt32)] = [
        ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
        ((0..<32).map { UInt8($0) }, 0x46DD_794E),
        (Array("123456789".utf8), 0xE306_9283),
        ([], 0),
    ]

    @Test(arguments: published)
    func `gives the published checksums both ways`(bytes: [UInt8], checksum: UInt32) {
        #expect(CRC32C.of(Bytes(bytes)) == checksum)
        #expect(CRC32C.byTables(Bytes(bytes)) == checksum)
    }

    @Test(arguments: [3_071, 3_072, 3_073, 6_144, 65_536, 100_003])
    func `sums long memory in stripes as it does without them`(count: Int) {
        let bytes = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
        #expect(CRC32C.of(bytes, continuing: 7) == CRC32C.byTables(bytes, continuing: 7))
    }

    @Test func `can be continued at any place`() {
        let bytes = Bytes((0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 7) })
        for cut in [0, 1, 7, 8, 9, 500, 1_000] {
            let first = CRC32C.of(bytes[0..<cut])
            #expect(CRC32C.of(bytes[cut..<1_000], continuing: first) == CRC32C.of(bytes))
            #expect(CRC32C.byTables(bytes[cut..<1_000], continuing: first) == CRC32C.of(bytes))
            let second = CRC32C.of(bytes[cut..<1_000])
            let size = UInt64(1_000 - cut)
            #expect(CRC32C.joined(first, second, sizeBytes: size) == CRC32C.of(bytes))
        }
    }
}
