// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Testing

@testable import ApusAuth

@Suite struct TokenSignerTests {
    private static let secret = Bytes("0123456789abcdef0123456789abcdef")

    private func user(_ name: String = "tester", key: String = "testing") throws -> TempAuthUser {
        TempAuthUser(account: "test", user: name, key: try StoredKey(key))
    }

    @Test func `hands out one token until it nears its expiry, and never a stale one`() throws {
        let signer = TokenSigner(secret: Self.secret, lifeSeconds: 1000)
        let signature = signer.signature(of: try user())
        var before = try #require(signer.token(for: signature, at: 1_000_000))
        var changes = 0
        for now in Int64(1_000_001)..<1_003_000 {
            let token = try #require(signer.token(for: signature, at: now))
            #expect(token.expires - now >= 100 && token.expires - now <= 1000)
            if token.text != before.text {
                changes += 1
                #expect(before.expires - now < 100)
            }
            before = token
        }
        #expect((3...4).contains(changes))
    }

    @Test func `is understood by every process with the same secret`() throws {
        let one = TokenSigner(secret: Self.secret, lifeSeconds: 1000)
        let other = TokenSigner(secret: Self.secret, lifeSeconds: 1000)
        let token = try #require(one.token(for: one.signature(of: try user()), at: 5000))
        #expect(try #require(other.token(for: other.signature(of: try user()), at: 5000)) == token)
        let claim = try #require(other.claim(token.text))
        let signature = other.signature(of: try user())
        #expect(claim.tag == signature.tag)
        #expect(other.isGenuine(claim, signature, at: 5000))
        #expect(other.isGenuine(claim, signature, at: token.expires - 1))
        #expect(!other.isGenuine(claim, signature, at: token.expires))
    }

    @Test func `does not take the token of another key, user, secret or life`() throws {
        let signer = TokenSigner(secret: Self.secret, lifeSeconds: 1000)
        let token = try #require(signer.token(for: signer.signature(of: try user()), at: 5000))
        let claim = try #require(signer.claim(token.text))
        #expect(!signer.isGenuine(claim, signer.signature(of: try user(key: "new")), at: 5000))
        #expect(!signer.isGenuine(claim, signer.signature(of: try user("other")), at: 5000))
        let stranger = TokenSigner(secret: Bytes("fedcba9876543210"), lifeSeconds: 1000)
        #expect(!stranger.isGenuine(claim, stranger.signature(of: try user()), at: 5000))
        let strict = TokenSigner(secret: Self.secret, lifeSeconds: 50)
        #expect(!strict.isGenuine(claim, strict.signature(of: try user()), at: 5000))
    }

    @Test func `does not take a token with any digit changed`() throws {
        let signer = TokenSigner(secret: Self.secret, lifeSeconds: 1000)
        let signature = signer.signature(of: try user())
        let text = Array(try #require(signer.token(for: signature, at: 5000)).text)
        for position in text.indices {
            var changed = text
            changed[position] = changed[position] == "0" ? "1" : "0"
            let claim = try #require(signer.claim(String(changed)))
            #expect(!(claim.tag == signature.tag && signer.isGenuine(claim, signature, at: 5000)))
        }
    }

    @Test(arguments: ["", "00", "zz", String(repeating: "0", count: 71)])
    func `does not take what is no token`(text: String) {
        #expect(TokenSigner(secret: Self.secret, lifeSeconds: 1000).claim(text) == nil)
    }
}
