// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusSwiftClient
import Testing

@Suite struct AuthenticationOptionsTests {
    private func settled(_ environment: [String: String]) -> AuthenticationOptions {
        AuthenticationOptions(environment: environment).settled()
    }

    private static let v1 = ["ST_AUTH": "http://a", "ST_USER": "u", "ST_KEY": "k"]

    @Test(arguments: [
        (v1, "1.0"),
        ([:], "2.0"),
        (["OS_USER_DOMAIN_ID": "d"], "3"),
        (["OS_PROJECT_DOMAIN_NAME": "d"], "3"),
        (["ST_AUTH_VERSION": "3.0"], "3"),
        (["ST_AUTH_VERSION": "2"], "2.0"),
        (["OS_AUTH_TYPE": "v3applicationcredential"], "3"),
        (["OS_AUTH_TYPE": "v1password", "ST_AUTH_VERSION": "3"], "1.0"),
        (["ST_AUTH_VERSION": "", "OS_AUTH_VERSION": "3"], "2.0"),
        (["OS_IDENTITY_API_VERSION": "3"], "3"),
        (v1.merging(["OS_AUTH_VERSION": "3"]) { $1 }, "3"),
    ])
    func `chooses a version`(environment: [String: String], version: String) {
        #expect(settled(environment).version == version)
    }

    @Test func `fills what is missing from the other family and keeps what is there`() {
        let options = settled([
            "ST_AUTH": "http://st", "OS_AUTH_URL": "http://os", "OS_USERNAME": "ou",
            "OS_PASSWORD": "op",
        ])
        #expect(options.auth == "http://st")
        #expect(options.user == "ou")
        #expect(options.key == "op")
    }

    @Test(
        arguments: [
            ([:], AuthenticationOptionsError.incomplete),
            (["OS_AUTH_TYPE": "foo"], .unknownType),
            (["OS_AUTH_TYPE": "v3applicationcredential"], .noApplicationCredential),
            (["ST_AUTH_VERSION": "3"], .noURL),
            (["ST_AUTH_VERSION": "3", "OS_AUTH_URL": "http://a"], .noUser),
            (["ST_AUTH_VERSION": "3", "OS_AUTH_URL": "http://a", "OS_USER_ID": "u"], .noKey),
            (["ST_AUTH": "http://a", "ST_USER": "u"], .incomplete),
        ] as [([String: String], AuthenticationOptionsError)])
    func `says what is missing`(
        environment: [String: String], error: AuthenticationOptionsError
    ) {
        #expect(throws: error) { try settled(environment).check() }
    }

    @Test func `needs nothing but a token and the account's URL`() throws {
        let options = settled(["OS_STORAGE_URL": "http://h/v1/a", "OS_AUTH_TOKEN": "t"])
        try options.check()
        let credentials = try #require(try options.session().current)
        #expect(credentials.token == "t")
        #expect(credentials.storageURL.description == "http://h/v1/a")
    }

    @Test func `reads items of header fields`() throws {
        let headers = try HeaderItems.headers(
            ["color: Blue ", "foo-bar:a:b", "COLOR:red"], prefix: "X-Object-Meta-")
        #expect(headers["x-object-meta-color"] == "red")
        #expect(headers["X-Object-Meta-Foo-Bar"] == "a:b")
    }
}
