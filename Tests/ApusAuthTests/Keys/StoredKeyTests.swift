// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusIO
import Testing

@Suite struct StoredKeyTests {
    @Test func `judges a plain key`() throws {
        let key = try StoredKey("testing")
        #expect(!key.isHashed)
        #expect(key.accepts("testing"))
        #expect(!key.accepts("testing3"))
        #expect(!key.accepts(""))
    }

    @Test(arguments: StoredKey.Scheme.allCases)
    func `judges a key it has hashed, and by its text form`(scheme: StoredKey.Scheme) throws {
        let made = StoredKey(hashing: "a secret", scheme)
        let read = try StoredKey(made.text)
        #expect(read == made)
        #expect(made.isHashed)
        #expect(!made.text.contains("secret"))
        #expect(!made.text.contains(" "))
        #expect(read.accepts("a secret"))
        #expect(!read.accepts("a secre"))
    }

    @Test func `agrees with another implementation`() throws {
        // Python: hashlib.scrypt(b"testing", salt=b"0123456789abcdef", n=1024, r=8, p=1,
        // dklen=32) and hashlib.pbkdf2_hmac("sha256", b"testing", b"0123456789abcdef", 1000).
        let scrypt = try StoredKey(
            "$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MNWkfRPKhQZdLgEHB9MU1PrgmjFSqAovlZdu3FPNPyM"
        )
        #expect(scrypt.accepts("testing"))
        let pbkdf2 = try StoredKey(
            "$pbkdf2-sha256$i=1000$MDEyMzQ1Njc4OWFiY2RlZg$dybVq7zRfTkCdaVjVXnFiTygImqa/+DcdhuKYwMJ5RI"
        )
        #expect(pbkdf2.accepts("testing"))
        #expect(!pbkdf2.accepts("Testing"))
    }

    @Test(arguments: [
        "", "$", "$md5$x$y$z", "$scrypt$ln=10,r=8,p=1$MDEy", "$scrypt$$$",
        "$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEy",
        "$scrypt$ln=40,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
        "$scrypt$ln=20,r=32,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
        "$scrypt$ln=10,r=8$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
        "$pbkdf2-sha256$i=0$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
        "$pbkdf2-sha256$i=1000$MDEyMzQ1Njc4OWFiY2RlZg$!!!!MzQ1Njc4OWFiY2RlZg",
    ])
    func `refuses a damaged text form`(text: String) {
        #expect(throws: KeyFormatError.self) { try StoredKey(text) }
    }

    @Test func `remembers judgements of hashed keys apart`() async throws {
        let verifier = KeyVerifier(lane: Lane(name: "compute", threads: 2))
        let first = StoredKey(hashing: "one")
        let second = StoredKey(hashing: "two")
        for _ in 0..<2 {
            #expect(try await verifier.accepts("one", as: first))
            #expect(try await !verifier.accepts("one", as: second))
            #expect(try await verifier.accepts("two", as: second))
        }
    }

    @Test func `refuses when too many keys wait to be judged`() async throws {
        let verifier = KeyVerifier(lane: Lane(name: "compute", threads: 1, queueLimit: 0))
        await #expect(throws: Lane.Refusal.self) {
            _ = try await verifier.accepts("one", as: StoredKey(hashing: "one"))
        }
        #expect(try await verifier.accepts("one", as: StoredKey("one")))
    }
}
