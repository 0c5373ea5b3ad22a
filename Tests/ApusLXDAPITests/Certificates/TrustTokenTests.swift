// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct TrustTokenTests {
    private static let fingerprint = String(repeating: "Ab", count: 32)

    private static func text(_ changes: [String: JSONValue?] = [:]) -> String {
        var members: [String: JSONValue] = [
            "client_name": "laptop", "fingerprint": .string(fingerprint), "secret": "s3cret",
            "addresses": ["10.0.0.1:8443", "[::1]:8443"],
            "expires_at": "2026-11-21T23:00:00.123456789Z",
        ]
        for (name, value) in changes { members[name] = value }
        return Base64.encode(JSONValue.object(members).encoded.array, isPadded: true)
    }

    @Test func `says whom to trust, where and until when, but not the secret`() throws {
        let token = try TrustToken("  \(Self.text())\n")
        #expect(token.text == Self.text())
        #expect(token.clientName == "laptop")
        #expect(token.fingerprint == Self.fingerprint.lowercased())
        #expect(token.sha256.count == 32)
        #expect(token.addresses == ["10.0.0.1:8443", "[::1]:8443"])
        #expect(token.secret == "s3cret")
        let end = try #require(token.expiresAt).secondsSince1970
        #expect(!token.hasExpired(at: end - 1) && token.hasExpired(at: end))
        var dumped = ""
        dump(token, to: &dumped)
        for shown in ["\(token)", String(reflecting: token), dumped] {
            #expect(!shown.contains("s3cret") && !shown.contains(token.text))
        }
    }

    @Test(arguments: [nil, "0001-01-01T00:00:00Z", ""] as [String?])
    func `without an end does not end`(end: String?) throws {
        let token = try TrustToken(Self.text(["expires_at": end.map { .string($0) }]))
        #expect(!token.hasExpired(at: .max))
    }

    @Test func `for a cluster names the member`() throws {
        let token = try TrustToken(Self.text(["client_name": nil, "server_name": "two"]))
        #expect(token.memberName == "two" && token.clientName == nil)
    }

    @Test(arguments: ["", "password", "Zm9v", "WzFd", "{}", String(repeating: "A", count: 65_540)])
    func `is told from a password`(text: String) {
        #expect(!TrustToken.isToken(text))
        #expect(throws: TrustToken.Malformed.notAToken) { try TrustToken(text) }
    }

    @Test(
        arguments: [
            ("client_name", nil), ("fingerprint", nil), ("fingerprint", "abcd"), ("secret", ""),
            ("secret", nil), ("addresses", []), ("addresses", ["host/../x"]), ("addresses", [""]),
            ("addresses", ["user@host:1"]), ("expires_at", "soon"), ("expires_at", 5),
        ] as [(String, JSONValue?)])
    func `needs every member`(name: String, value: JSONValue?) {
        #expect(throws: TrustToken.Malformed.badMember(name)) {
            try TrustToken(Self.text([name: value]))
        }
    }
}
