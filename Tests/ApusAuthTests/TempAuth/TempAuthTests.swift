// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import Synchronization
import Testing

@Suite struct TempAuthTests {
    /// A clock that tests set.
    private final class Clock: Sendable {
        private let seconds = Mutex<UInt64>(1_700_000_000)
        /// Called when somebody looks at the clock next.
        let onNextLook = Mutex<(@Sendable () -> Void)?>(nil)

        func advance(by seconds: UInt64) {
            self.seconds.withLock { $0 += seconds }
        }

        var now: Timestamp {
            onNextLook.withLock { $0.take() }?()
            return Timestamp(ticks: seconds.withLock { $0 } * Timestamp.ticksPerSecond)
        }
    }

    private let clock = Clock()

    private func settings(
        _ users: KeyValuePairs<String, String> = [
            "user_admin_admin": "admin .admin .reseller_admin",
            "user_test_tester": "testing .admin",
            "user_test_tester3": "testing3",
            "user_test2_tester2": "testing2 .admin",
        ], prefixes: [ResellerPrefix] = [.standard]
    ) throws -> TempAuthSettings {
        TempAuthSettings(
            users: try users.map { try TempAuthUser(option: $0.key, value: $0.value) },
            resellerPrefixes: prefixes, tokenSecret: Bytes("0123456789abcdef"))
    }

    private func make(_ settings: TempAuthSettings) -> TempAuth {
        TempAuth(
            settings, verifier: KeyVerifier(lane: Lane(name: "compute", threads: 1)),
            now: { [clock] in clock.now })
    }

    private func logIn(
        _ auth: TempAuth, _ user: String = "test:tester", _ key: String = "testing",
        path: String = "/auth/v1.0", host: String = "example.com:8080", isSecure: Bool = false
    ) async throws -> Response {
        let request = Request(
            .get, path, origin: Origin(isSecure: isSecure, host: "127.0.0.1", port: 8080),
            headers: ["Host": host, "X-Auth-User": user, "X-Auth-Key": key])
        return try #require(await auth.respond(to: request))
    }

    private func token(
        _ auth: TempAuth, _ user: String = "test:tester", _ key: String = "testing"
    ) async throws -> String {
        try #require(try await logIn(auth, user, key).headers["X-Auth-Token"])
    }

    private func request(_ token: String, service: String? = nil) -> Request {
        var request = Request(.get, "/v1/AUTH_test", headers: ["X-Auth-Token": token])
        request.headers["X-Service-Token"] = service
        return request
    }

    @Test func `a token that is looked at during a reload has the rights of after it`()
        async throws
    {
        let token = try await token(make(try settings()))
        let auth = make(try settings())
        let fewer = try settings(["user_test_tester": "testing"])
        clock.onNextLook.withLock { $0 = { auth.replace(fewer) } }
        _ = try await auth.principal(of: request(token), account: nil)
        let after = try await auth.principal(of: request(token), account: nil)
        #expect(after.user == "test:tester")
        #expect(after.ownedAccounts.isEmpty)
    }

    // MARK: Logging in

    @Test func `answers a login with a token and where the storage is`() async throws {
        let auth = make(try settings())
        let response = try await logIn(auth)
        #expect(response.status == .ok)
        let token = try #require(response.headers["X-Auth-Token"])
        #expect(token.hasPrefix("AUTH_tk"))
        #expect(response.headers["X-Storage-Token"] == token)
        #expect(response.headers["X-Storage-Url"] == "http://example.com:8080/v1/AUTH_test")
        let life = try #require(response.headers["X-Auth-Token-Expires"].flatMap { Int($0) })
        #expect((8640...86400).contains(life))
        #expect(try await self.token(auth) == token)
    }

    @Test(
        arguments: [
            ("/auth/v1.0", ["X-Auth-User": "test:tester", "X-Auth-Key": "testing"]),
            ("/auth/v1.0/", ["X-Storage-User": "test:tester", "X-Storage-Pass": "testing"]),
            ("/auth/v1", ["X-Auth-User": "test:tester", "X-Auth-Key": "testing"]),
            ("/auth/", ["X-Auth-User": "test:tester", "X-Auth-Key": "testing"]),
            ("/auth", ["X-Auth-User": "test:tester", "X-Auth-Key": "testing"]),
            ("/auth/auth?x", ["X-Auth-User": "test:tester", "X-Auth-Key": "testing"]),
            ("/auth/v1/test/auth", ["X-Storage-User": "tester", "X-Storage-Pass": "testing"]),
            ("/auth/v1/test/auth", ["X-Auth-User": "test:tester", "X-Auth-Key": "testing"]),
        ] as [(String, Headers)])
    func `takes every spelling of a login`(path: String, headers: Headers) async throws {
        let auth = make(try settings())
        let response = await auth.respond(to: Request(.get, path, headers: headers))
        #expect(response?.status == .ok)
        #expect(response?.headers["X-Storage-Url"] == "http://localhost/v1/AUTH_test")
    }

    @Test(
        arguments: [
            (["X-Auth-User": "test:tester", "X-Auth-Key": "wrong"], "test"),
            (["X-Auth-User": "test:nobody", "X-Auth-Key": "testing"], "test"),
            (["X-Auth-User": "test:tester"], "test"),
            (["X-Auth-User": "tester", "X-Auth-Key": "testing"], "unknown"),
            (["X-Auth-User": "\"x\":y", "X-Auth-Key": "testing"], "%22x%22"),
            ([:], "unknown"),
        ] as [(Headers, String)])
    func `refuses a login`(headers: Headers, realm: String) async throws {
        let auth = make(try settings())
        let response = try #require(
            await auth.respond(to: Request(.get, "/auth/v1.0", headers: headers)))
        #expect(response.status == .unauthorized)
        #expect(response.headers["WWW-Authenticate"] == "Swift realm=\"\(realm)\"")
        #expect(response.headers["X-Auth-Token"] == nil)
    }

    @Test func `leaves other paths alone, and takes only GET for its own`() async throws {
        let auth = make(try settings())
        for path in ["/v1/AUTH_test", "/authority", "/", "/info"] {
            #expect(await auth.respond(to: Request(.get, path)) == nil)
        }
        #expect(await auth.respond(to: Request(.post, "/auth/v1.0"))?.status == .badRequest)
        #expect(await auth.respond(to: Request(.get, "/auth/v3/tokens"))?.status == .badRequest)
    }

    @Test(arguments: [
        (TempAuthSettings.URLScheme.asRequested, "example.com:80", false, "http://example.com"),
        (.asRequested, "example.com:443", true, "https://example.com"),
        (.asRequested, "[::1]:8080", false, "http://[::1]:8080"),
        (.fixed("https"), "example.com:8080", false, "https://example.com:8080"),
        (.asRequested, "a/b", false, "http://127.0.0.1:8080"),
    ])
    func `names the storage as the client named the server`(
        scheme: TempAuthSettings.URLScheme, host: String, isSecure: Bool, url: String
    ) async throws {
        var settings = try settings()
        settings.storageURLScheme = scheme
        let response = try await logIn(make(settings), host: host, isSecure: isSecure)
        #expect(response.headers["X-Storage-Url"] == url + "/v1/AUTH_test")
    }

    // MARK: Who it is

    @Test func `knows who a token belongs to`() async throws {
        let auth = make(try settings())
        let account = try AccountName("AUTH_test")
        let owner = try await auth.principal(
            of: request(try await token(auth)), account: account)
        #expect(owner.user == "test:tester")
        #expect(owner.groups == ["test", "test:tester", "AUTH_test"])
        #expect(owner.ownedAccounts == [account])
        #expect(!owner.isResellerAdmin)

        let member = try await auth.principal(
            of: request(try await token(auth, "test:tester3", "testing3")), account: account)
        #expect(member.groups == ["test", "test:tester3"])
        #expect(member.ownedAccounts.isEmpty)

        let reseller = try await auth.principal(
            of: request(try await token(auth, "admin:admin", "admin")), account: account)
        #expect(reseller.isResellerAdmin)
    }

    @Test func `takes the token from either header`() async throws {
        let auth = make(try settings())
        let request = Request(
            .get, "/v1/AUTH_test", headers: ["X-Storage-Token": try await token(auth)])
        #expect(try await auth.principal(of: request, account: nil).user == "test:tester")
    }

    @Test(arguments: ["AUTH_tk0123", "AUTH_", "AUTH_tk" + String(repeating: "0", count: 72)])
    func `refuses a token that looks like its own and is not`(token: String) async throws {
        let auth = make(try settings())
        await #expect(throws: AuthenticationError.refused) {
            try await auth.principal(of: request(token), account: nil)
        }
    }

    @Test func `takes somebody without a token, or with a foreign one, as anonymous`() async throws
    {
        let auth = make(try settings())
        let account = try AccountName("AUTH_test")
        #expect(
            try await auth.principal(of: Request(.get, "/v1/AUTH_test"), account: account)
                == .anonymous)
        #expect(try await auth.principal(of: request("foreign"), account: account) == .anonymous)
    }

    @Test func `is not in charge of accounts without its prefix`() async throws {
        let auth = make(try settings())
        let account = try AccountName("OTHER_test")
        await #expect(throws: AuthenticationError.refused) {
            try await auth.principal(of: Request(.get, "/v1/OTHER_test"), account: account)
        }
        let admin = request(try await token(auth, "admin:admin", "admin"))
        await #expect(throws: AuthenticationError.forbidden) {
            try await auth.principal(of: admin, account: account)
        }
    }

    @Test(arguments: ["AUTH_.hidden", "AUTH_"])
    func `keeps reseller admins off the server's own accounts`(account: String) async throws {
        let auth = make(try settings())
        let admin = request(try await token(auth, "admin:admin", "admin"))
        let principal = try await auth.principal(of: admin, account: try AccountName(account))
        #expect(!principal.isResellerAdmin)
    }

    // MARK: Lives of tokens

    @Test func `refuses a token once it has expired`() async throws {
        let auth = make(try settings())
        let request = request(try await token(auth))
        #expect(try await auth.principal(of: request, account: nil).user == "test:tester")
        clock.advance(by: 86_401)
        await #expect(throws: AuthenticationError.refused) {
            try await auth.principal(of: request, account: nil)
        }
        let later = try await token(auth)
        #expect(try await auth.principal(of: self.request(later), account: nil).user != nil)
    }

    @Test func `accepts the tokens of another process, and of before a restart`() async throws {
        let request = request(try await token(make(try settings())))
        let other = make(try settings())
        #expect(try await other.principal(of: request, account: nil).user == "test:tester")
    }

    @Test func `ends the tokens of users who are gone or have another key`() async throws {
        let auth = make(try settings())
        let gone = request(try await token(auth))
        let changed = request(try await token(auth, "test2:tester2", "testing2"))
        let kept = request(try await token(auth, "test:tester3", "testing3"))
        for request in [gone, changed, kept] {
            _ = try await auth.principal(of: request, account: nil)
        }
        auth.replace(
            try settings([
                "user_test_tester3": "testing3 .admin", "user_test2_tester2": "other .admin",
            ]))
        for request in [gone, changed] {
            await #expect(throws: AuthenticationError.refused) {
                try await auth.principal(of: request, account: nil)
            }
        }
        let promoted = try await auth.principal(of: kept, account: nil)
        #expect(promoted.ownedAccounts == [try AccountName("AUTH_test")])
    }

    // MARK: Reseller prefixes

    @Test func `asks for a service's token where a group is required`() async throws {
        let prefixes = [
            ResellerPrefix("AUTH"), ResellerPrefix("SERVICE", requiredGroup: ".service"),
        ]
        let auth = make(
            try settings(
                [
                    "user_test_tester": "testing .admin",
                    "user_glance_glance": "secret .service",
                ], prefixes: prefixes))
        let user = try await token(auth)
        let service = try await token(auth, "glance:glance", "secret")
        let own = try AccountName("AUTH_test")
        let shared = try AccountName("SERVICE_test")

        let alone = try await auth.principal(of: request(user), account: shared)
        #expect(alone.ownedAccounts == [own])
        let together = try await auth.principal(
            of: request(user, service: service), account: shared)
        #expect(together.ownedAccounts == [own, shared])
        #expect(together.user == "test:tester")
        let worthless = try await auth.principal(
            of: request(user, service: "AUTH_tknone"), account: shared)
        #expect(worthless.ownedAccounts == [own])
    }

    @Test func `may be in charge of every account`() async throws {
        let auth = make(try settings(prefixes: [ResellerPrefix("")]))
        let response = try await logIn(auth)
        #expect(response.headers["X-Storage-Url"] == "http://example.com:8080/v1/test")
        let token = try #require(response.headers["X-Auth-Token"])
        #expect(token.hasPrefix("tk"))
        let principal = try await auth.principal(
            of: request(token), account: try AccountName("test"))
        #expect(principal.ownedAccounts == [try AccountName("test")])
    }
}

@Suite struct TempAuthUserTests {
    @Test(arguments: [
        ("user_test_tester", "testing .admin", "test:tester"),
        ("user64_dW5kZXJfc2NvcmU_YV9i", "testing", "under_score:a_b"),
        ("user64_dW5kZXJfc2NvcmU=_YV9i", "testing", "under_score:a_b"),
    ])
    func `reads an option`(option: String, value: String, name: String) throws {
        let user = try TempAuthUser(option: option, value: value)
        #expect(user.name == name)
        #expect(try TempAuthUser(option: user.option, value: user.value) == user)
    }

    @Test func `keeps groups and the storage's URL`() throws {
        let user = try TempAuthUser(
            option: "user_a_b", value: "key .admin .service https://else.example/v1/AUTH_c")
        #expect(user.groups == [".admin", ".service"])
        #expect(user.storageURL == "https://else.example/v1/AUTH_c")
    }

    @Test(arguments: [
        ("user_a", "key"), ("user_a_b_c", "key"), ("user_a_b", ""), ("user__b", "key"),
        ("user64_!_YV9i", "key"), ("user_a_b", "$nonsense$x"),
    ])
    func `refuses an option that is none`(option: String, value: String) {
        #expect(throws: KeyFormatError.self) { try TempAuthUser(option: option, value: value) }
    }
}
