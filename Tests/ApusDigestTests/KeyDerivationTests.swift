// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import Testing

@Suite struct KeyDerivationTests {
    @Test func `agrees with the vectors of RFC 7914`() {
        let derived = KeyDerivation.scrypt(
            Bytes("pleaseletmein"), salt: Bytes("SodiumChloride"), cost: 16384, blockSize: 8,
            parallelism: 1, lengthBytes: 64)
        #expect(
            derived.map { Hexadecimal.encode($0) }
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")
        let pbkdf2 = KeyDerivation.pbkdf2(
            Bytes("passwd"), salt: Bytes("salt"), iterations: 1, lengthBytes: 64)
        #expect(
            Hexadecimal.encode(pbkdf2)
                == "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")
    }

    @Test(arguments: [0, 3, 1 << 40] as [UInt64])
    func `refuses a cost that is none or too high`(cost: UInt64) {
        let derived = KeyDerivation.scrypt(
            Bytes("x"), salt: Bytes("y"), cost: cost, blockSize: 8, parallelism: 1, lengthBytes: 32)
        #expect(derived == nil)
    }

    @Test func `takes an empty password`() {
        #expect(
            KeyDerivation.pbkdf2(Bytes(), salt: Bytes(), iterations: 1, lengthBytes: 16).count == 16
        )
    }
}
