// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import Testing

@Suite struct RunningChecksumTests {
    /// Those of the specification, and of FIPS 180-4's functions by another program.
    @Test(arguments: [
        (DS3.ChecksumType.crc32, "y/Q5Jg=="), (.crc32c, "4waSgw=="),
        (.md5, "JfnnlDI7RTiF9RgfG2JNCw=="),
        (.sha256, "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
        (
            .sha512,
            "2eZ2LdHI6vbWGzxhkvxAjU1tXxF20MKRabwk5xw/J0rSf81YEbMT1oH35V7ALXPUmclUVba1u1A6z1dPuo/+hQ=="
        ),
    ])
    func `computes each type, whatever pieces the bytes come in`(
        type: DS3.ChecksumType, expected: String
    ) {
        #expect(type.checksum(of: Bytes("123456789")) == expected)
        guard var running = DS3.RunningChecksum(type) else {
            Issue.record("a type of the contract")
            return
        }
        for piece in ["1", "", "2345678", "9"] { running.update(Bytes(piece)) }
        #expect(running.finish() == expected)
    }

    @Test func `has a header for each type of the contract and no other`() {
        #expect(
            Set(DS3.ChecksumType.all.compactMap(\.header)) == Set(DS3.Signature.checksumHeaders))
        #expect(DS3.ChecksumType("XXH3").header == nil)
        #expect(DS3.ChecksumType("XXH3").checksum(of: Bytes("a")) == nil)
    }

    @Test func `computes a long CRC-32 as a short one, byte by byte`() {
        // zlib.crc32(bytes(range(256)) * 5 + b"abc")
        let bytes = (0..<5).flatMap { _ in (0...255).map { UInt8($0) } } + Array("abc".utf8)
        let checksum = DS3.ChecksumType.crc32.checksum(of: Bytes(bytes))
        #expect(checksum == "auMiKA==")
    }
}
