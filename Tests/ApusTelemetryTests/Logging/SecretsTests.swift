// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusTelemetry
import Testing

@Suite struct SecretsTests {
    @Test(arguments: [
        ("", "..."), ("a", "..."), ("testing", "t..."), ("0123456789abcdef", "01234567..."),
        ("AUTH_tk0123456789abcdef0123456789abcdef", "AUTH_tk012345678..."),
    ])
    func `shows at most the start of a secret`(secret: String, shown: String) {
        #expect(Secrets.cut(secret) == shown)
    }

    @Test func `cuts the secret parameters of a target`() {
        let target = "/v1/a/c/o?temp_url_sig=0123456789abcdef&temp_url_expires=5&x&=y"
        #expect(
            Secrets.cut(inTarget: target)
                == "/v1/a/c/o?temp_url_sig=01234567...&temp_url_expires=5&x&=y")
        #expect(Secrets.cut(inTarget: "/v1/a?TEMP_URL_SIG=ab") == "/v1/a?TEMP_URL_SIG=...")
        #expect(Secrets.cut(inTarget: "/v1/a") == "/v1/a")
    }

    @Test func `knows the names of secret fields in letters of either case`() {
        #expect(Secrets.isSecret(name: "X-Auth-Token"))
        #expect(Secrets.isSecret(name: "Admin_Secret_Key"))
        #expect(!Secrets.isSecret(name: "X-Auth-User"))
    }
}
