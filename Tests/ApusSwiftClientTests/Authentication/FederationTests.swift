// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftClient
import Testing

/// Logins that no server of ours answers: what is asked is compared with the specification.
@Suite struct FederationTests {
    private static let catalogue = """
        {"token": {"catalog": [{"type": "object-store", "endpoints": [{"interface": "public",
        "region": "r", "url": "http://h/v1/AUTH_a"}]}]}}
        """

    private static func scoped(_ token: String = "scoped") -> ScriptedExchange.Answer {
        ScriptedExchange.answer(201, ["X-Subject-Token": token], catalogue)
    }

    private func logIn(
        _ environment: [String: String], _ answers: [ScriptedExchange.Answer]
    ) async throws -> (asked: [ScriptedExchange.Asked], token: String) {
        let options = AuthenticationOptions(
            environment: environment.merging(["OS_AUTH_URL": "http://k:5000/v3"]) { $1 }
        ).settled()
        try options.check()
        let exchange = ScriptedExchange(answers)
        let credentials = try await options.session().credentials(over: exchange)
        #expect(credentials.storageURL.description == "http://h/v1/AUTH_a")
        return (exchange.asked, credentials.token)
    }

    private func member(_ body: Bytes, _ path: String...) throws -> JSONValue? {
        var value: JSONValue? = try JSONValue(parsing: body)
        for name in path { value = value?.members?[name] }
        return value
    }

    private static let provider = [
        "OS_IDENTITY_PROVIDER": "my idp", "OS_PROTOCOL": "openid", "OS_CLIENT_ID": "me",
        "OS_CLIENT_SECRET": "s3cret", "OS_ACCESS_TOKEN_ENDPOINT": "https://idp/token",
        "OS_PROJECT_NAME": "p",
    ]

    @Test(arguments: [
        (
            "v3oidcpassword", ["OS_USERNAME": "a b", "OS_PASSWORD": "p&w"],
            "grant_type=password&username=a%20b&password=p%26w&scope=openid%20profile"
        ),
        (
            "v3oidcclientcredentials", ["OS_OPENID_SCOPE": "openid"],
            "grant_type=client_credentials&scope=openid"
        ),
        (
            "v3oidcauthcode",
            ["OS_AUTHORIZATION_CODE": "c0de", "OS_REDIRECT_URI": "http://me/back"],
            "grant_type=authorization_code&code=c0de&redirect_uri=http%3A//me/back"
        ),
    ])
    func `an identity provider vouches for the user`(
        type: String, changes: [String: String], form: String
    ) async throws {
        let environment = Self.provider.merging(changes) { $1 }
        let (asked, token) = try await logIn(
            environment.merging(["OS_AUTH_TYPE": type]) { $1 },
            [
                ScriptedExchange.answer(200, [:], #"{"access_token": "acc"}"#),
                ScriptedExchange.answer(201, ["X-Subject-Token": "bare"], "{}"), Self.scoped(),
            ])
        #expect(token == "scoped")
        try #require(asked.count == 3)
        #expect(asked[0].origin == Origin(isSecure: true, host: "idp", port: 443))
        #expect(asked[0].headers["Authorization"] == "Basic bWU6czNjcmV0")
        #expect(asked[0].headers["Content-Type"] == "application/x-www-form-urlencoded")
        #expect(asked[0].body.text == form)
        #expect(
            asked[1].target
                == "/v3/OS-FEDERATION/identity_providers/my%20idp/protocols/openid/auth")
        #expect(asked[1].headers["Authorization"] == "Bearer acc")
        #expect(
            try member(asked[2].body, "auth", "identity", "token", "id") == .string("bare"))
        #expect(
            try member(asked[2].body, "auth", "scope", "project", "name") == .string("p"))
    }

    @Test func `the provider's document says where tokens are given out`() async throws {
        var environment = Self.provider
        environment["OS_ACCESS_TOKEN_ENDPOINT"] = nil
        environment["OS_CLIENT_SECRET"] = nil
        environment["OS_DISCOVERY_ENDPOINT"] = "https://idp/.well-known/openid-configuration"
        environment["OS_AUTH_TYPE"] = "v3oidcclientcredentials"
        let (asked, _) = try await logIn(
            environment,
            [
                ScriptedExchange.answer(200, [:], #"{"token_endpoint": "https://idp/t"}"#),
                ScriptedExchange.answer(200, [:], #"{"access_token": "acc"}"#),
                ScriptedExchange.answer(201, ["X-Subject-Token": "bare"], "{}"), Self.scoped(),
            ])
        #expect(asked[1].target == "/t")
        // Without a secret the client names itself in the form.
        #expect(asked[1].headers["Authorization"] == nil)
        #expect(asked[1].body.text.hasSuffix("&client_id=me"))
    }

    @Test func `an access token that there is spares the provider`() async throws {
        let (asked, _) = try await logIn(
            [
                "OS_AUTH_TYPE": "v3oidcaccesstoken", "OS_IDENTITY_PROVIDER": "i",
                "OS_PROTOCOL": "mapped", "OS_ACCESS_TOKEN": "given", "OS_SYSTEM_SCOPE": "all",
            ],
            [ScriptedExchange.answer(201, ["X-Subject-Token": "bare"], "{}"), Self.scoped()])
        #expect(asked[0].headers["Authorization"] == "Bearer given")
        #expect(try member(asked[1].body, "auth", "scope", "system", "all") == true)
    }

    @Test(arguments: [
        (["OS_TRUST_ID": "t1"], ["OS-TRUST:trust", "id"], "t1"),
        (["OS_DOMAIN_NAME": "d"], ["domain", "name"], "d"),
        (["OS_DOMAIN_ID": "d1"], ["domain", "id"], "d1"),
    ])
    func `a token may be good for other things than a project`(
        changes: [String: String], path: [String], text: String
    ) async throws {
        let user = ["OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_IDENTITY_API_VERSION": "3"]
        let (asked, _) = try await logIn(user.merging(changes) { $1 }, [Self.scoped()])
        var scope = try member(asked[0].body, "auth", "scope")
        for name in path { scope = scope?.members?[name] }
        #expect(scope == .string(text))
    }

    @Test func `a passcode is sent beside the password`() async throws {
        let (asked, _) = try await logIn(
            [
                "OS_AUTH_TYPE": "v3totp", "OS_USERNAME": "u", "OS_PASSWORD": "p",
                "OS_PASSCODE": "123456", "OS_PROJECT_ID": "p1",
            ], [Self.scoped()])
        let identity = try member(asked[0].body, "auth", "identity")?.members
        #expect(identity?["methods"] == ["password", "totp"])
        #expect(identity?["totp"]?.members?["user"]?.members?["passcode"] == "123456")
        #expect(identity?["password"]?.members?["user"]?.members?["password"] == "p")
    }

    @Test func `a service's user is logged in beside the user`() async throws {
        let (asked, token) = try await logIn(
            [
                "OS_IDENTITY_API_VERSION": "3", "OS_USERNAME": "u", "OS_PASSWORD": "p",
                "OS_PROJECT_NAME": "mine", "OS_SERVICE_USERNAME": "glance",
                "OS_SERVICE_KEY": "k", "OS_SERVICE_PROJECT_NAME": "services",
                // The user's alone: a service has its own project.
                "OS_TRUST_ID": "t",
            ], [Self.scoped("user's"), Self.scoped("service's")])
        #expect(token == "user's")
        #expect(
            try member(asked[1].body, "auth", "scope", "project", "name") == .string("services"))
        #expect(
            try member(asked[1].body, "auth", "identity", "password", "user", "name")
                == .string("glance"))
    }

    @Test(arguments: [
        (["OS_AUTH_TYPE": "v3token"], "OS_AUTH_TOKEN"),
        (["OS_AUTH_TYPE": "v3totp"], "OS_PASSCODE"),
        (
            ["OS_AUTH_TYPE": "v3oidcauthcode", "OS_PROTOCOL": "openid", "OS_CLIENT_ID": "c"],
            "OS_IDENTITY_PROVIDER, OS_AUTHORIZATION_CODE, OS_REDIRECT_URI, OS_DISCOVERY_ENDPOINT"
        ),
    ])
    func `says what is missing`(environment: [String: String], names: String) {
        let options = AuthenticationOptions(
            environment: environment.merging(["OS_AUTH_URL": "http://h"]) { $1 }
        ).settled()
        let error = #expect(throws: AuthenticationOptionsError.self) { try options.check() }
        #expect(error?.description.contains("requires \(names) to be set") == true)
    }

    @Test func `a code is not sent a second time`() async throws {
        let login = OIDCAuth(
            url: try ServiceURL("http://k"), identityProvider: "i", protocol: "openid",
            grant: .authorizationCode("c", redirectURL: "http://me"),
            endpoint: .token(try ServiceURL("http://idp/t")), client: .init(id: "me"),
            scope: .unspecified)
        let exchange = ScriptedExchange([
            ScriptedExchange.answer(200, [:], #"{"access_token": "acc"}"#),
            ScriptedExchange.answer(201, ["X-Subject-Token": "bare"], "{}"), Self.scoped(),
            ScriptedExchange.answer(401),
        ])
        let connection = Connection(AuthSession(login), over: exchange)
        let error = await #expect(throws: ClientError.self) {
            try await connection.headAccount()
        }
        #expect(error?.reason == .status(401))
        #expect(exchange.asked.count == 4)
    }

    @Test func `secrets of a federated login are not logged`() async throws {
        let environment = Self.provider.merging([
            "OS_AUTH_TYPE": "v3oidcpassword", "OS_USERNAME": "u", "OS_PASSWORD": "pa55word",
        ]) { $1 }
        let exchange = ScriptedExchange([
            ScriptedExchange.answer(200, [:], #"{"access_token": "acc-secret"}"#),
            ScriptedExchange.answer(201, ["X-Subject-Token": "bare-secret-of-the-user"], "{}"),
            Self.scoped("scoped-secret-of-the-user"),
        ])
        let lines = LoggedLines()
        _ = try await AuthenticationOptions(
            environment: environment.merging(["OS_AUTH_URL": "http://k"]) { $1 }
        ).settled().session()
            .credentials(over: exchange) { lines.add($0.lines()) }
        let text = lines.all.joined(separator: "\n")
        #expect(text.contains("https://idp/token"))
        for secret in ["pa55word", "s3cret", "acc-secret", "bare-secret-of-the-user"] {
            #expect(!text.contains(secret))
        }
    }
}
