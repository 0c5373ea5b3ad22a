// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Testing

@Suite struct MD5Tests {
    // RFC 1321, appendix A.5.
    private static let published = [
        ("", "d41d8cd98f00b204e9800998ecf8427e"),
        ("a", "0cc175b9c0f1b6a831c399e269772661"),
        ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        (
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a"
        ),
        (String(repeating: "a", count: 1_000_000), "7707d6ae4e027c70eea2a935c2296f21"),
    ]

    @Test(arguments: published)
    func `gives the published digests`(text: String, digest: String) {
        #expect(Hexadecimal.encode(Digest.of(Bytes(text), .md5)) == digest)
        #expect(MD5.of([Bytes(text)]).map { Hexadecimal.encode($0) } == [digest])
    }

    private static func bytes(_ count: Int, _ seed: Int) -> Bytes {
        Bytes((0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 31 &+ seed) &* $0 >> 4) })
    }

    /// HMAC by what is to be tested; OpenSSL has its own.
    private static func keyless(_ bytes: Bytes) -> [UInt8] {
        func digest(_ byte: UInt8, _ rest: [UInt8]) -> [UInt8] {
            Digest.of(Bytes([UInt8](repeating: byte, count: 64) + rest), .md5)
        }
        return digest(0x5C, digest(0x36, bytes.array))
    }

    @Test func `agrees with OpenSSL about every length around a block`() {
        for count in Array(0...200) + [4095, 4096, 4097, 100_003] {
            let bytes = Self.bytes(count, 7)
            let expected = Digest.hmac(bytes, key: Bytes(), .md5)
            #expect(Array(expected.prefix(16)) == Self.keyless(bytes), "\(count) bytes")
        }
    }

    @Test(arguments: 1...19)
    func `hashes messages side by side as one by one`(count: Int) {
        var digests = (0..<count).map { _ in MD5() }
        var whole = [[UInt8]](repeating: [], count: count)
        // Lengths that differ, so that lanes run out at different times, some of them at once.
        for round in 0..<6 {
            let pieces = (0..<count).map { number in
                Self.bytes(
                    (number * 997 + round * 131) % 3000 * (number % 4 == round ? 0 : 1), number)
            }
            MD5.update(&digests, with: pieces)
            for (number, piece) in pieces.enumerated() { whole[number] += piece.array }
        }
        for (number, digest) in digests.enumerated() {
            #expect(digest.finish() == Digest.of(Bytes(whole[number]), .md5), "message \(number)")
        }
    }
}
