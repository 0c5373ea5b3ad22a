// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import Synchronization
import Testing

@Suite struct KeystoneAuthenticatorTests {
    /// A Keystone in memory: apusd's own. It counts, and fails where it is told to.
    private final class Keystone: HTTPExchange {
        let auth: TempAuth
        private let state = Mutex<(asked: [String], failures: [Int])>(([], []))

        init() throws {
            let users: KeyValuePairs = [
                "user_service_swift": "secret .reseller_admin",
                "user_services_glance": "glance service",
                "user_test_tester": "testing .admin",
                "user_test_reader": "reading reader",
                "user_test_guest": "guest",
                "user_ops_root": "root ResellerAdmin",
                "user_ops_auditor": "auditor Auditor",
            ]
            let clock = Clock()
            self.clock = clock
            auth = TempAuth(
                TempAuthSettings(
                    users: try users.map { try TempAuthUser(option: $0.key, value: $0.value) },
                    tokenSecret: Bytes("0123456789abcdef"),
                    identity: IdentitySettings()),
                verifier: KeyVerifier(lane: Lane(name: "keys", threads: 1)),
                now: { clock.now })
        }

        let clock: Clock

        /// Every request from now on.
        var asked: [String] { state.withLock { $0.asked } }

        func forget() { state.withLock { $0.asked = [] } }

        /// The next answers are these statuses; 0 is none at all.
        func fail(with codes: Int...) { state.withLock { $0.failures = codes } }

        func respond(to request: Request) async throws -> Response {
            let failure = state.withLock { state in
                state.asked.append("\(request.method.rawValue) \(request.target)")
                return state.failures.isEmpty ? nil : state.failures.removeFirst()
            }
            if failure == 0 { throw TransportError(.connectionFailed, "nobody is there") }
            if let failure { return Response(Status(failure)) }
            return await auth.respond(to: request) ?? Response(.notFound)
        }

        func token(_ user: String, _ key: String) async throws -> String {
            let request = Request(
                .get, "/auth/v1.0", headers: ["X-Auth-User": user, "X-Auth-Key": key])
            return try #require(await auth.respond(to: request)?.headers["X-Auth-Token"])
        }
    }

    private final class Clock: Sendable {
        private let seconds = Mutex<UInt64>(1_700_000_000)
        func advance(by more: UInt64) { seconds.withLock { $0 += more } }
        var now: Timestamp {
            Timestamp(ticks: seconds.withLock { $0 } * Timestamp.ticksPerSecond)
        }
    }

    private let keystone: Keystone
    private let problems = Problems()

    private final class Problems: Sendable {
        private let texts = Mutex<[String]>([])
        func add(_ text: String) { texts.withLock { $0.append(text) } }
        var all: [String] { texts.withLock { $0 } }
    }

    init() throws {
        keystone = try Keystone()
    }

    private func make(
        password: String = "secret", _ change: (inout KeystoneSettings) -> Void = { _ in }
    ) throws -> KeystoneAuthenticator {
        var settings = KeystoneSettings(
            url: try #require(KeystoneURL("http://keystone:5000")),
            proof: .password(
                user: .init(name: "swift", domainName: "Default"), password: password,
                project: .init(name: "service", domainName: "Default")),
            publicURL: "http://keystone.example:5000")
        settings.retryCount = 1
        settings.rules.accounts[0].readerRoles = ["reader"]
        settings.rules.systemReaderRoles = ["auditor"]
        change(&settings)
        return KeystoneAuthenticator(
            settings, over: keystone, now: { [clock = keystone.clock] in clock.now },
            onProblem: { [problems] in problems.add($0) })
    }

    private func principal(
        _ auth: KeystoneAuthenticator, _ token: String?, service: String? = nil,
        account: String = "AUTH_test"
    ) async throws -> Principal {
        var headers = Headers()
        headers["X-Auth-Token"] = token
        headers["X-Service-Token"] = service
        return try await auth.principal(
            of: Request(.get, "/v1/\(account)", headers: headers),
            account: try AccountName(account))
    }

    @Test func `roles in a project decide what somebody owns and reads`() async throws {
        let auth = try make()
        let own = try AccountName("AUTH_test")
        let tester = try await principal(auth, try await keystone.token("test:tester", "testing"))
        #expect(tester.ownedAccounts == [own])
        #expect(tester.project?.accounts == [own])
        #expect(tester.project?.roles == ["member", "swiftoperator"])
        let reader = try await principal(auth, try await keystone.token("test:reader", "reading"))
        #expect(reader.ownedAccounts.isEmpty && reader.readableAccounts == [own])
        let guest = try await principal(auth, try await keystone.token("test:guest", "guest"))
        #expect(guest.ownedAccounts.isEmpty && guest.readableAccounts.isEmpty)
        #expect(!guest.isResellerAdmin && !guest.isResellerReader && !guest.isAnonymous)
        let root = try await principal(auth, try await keystone.token("ops:root", "root"))
        #expect(root.isResellerAdmin)
        let auditor = try await principal(auth, try await keystone.token("ops:auditor", "auditor"))
        #expect(auditor.isResellerReader && !auditor.isResellerAdmin)
    }

    @Test func `lists may call somebody by ids, and by names in the default domain`()
        async throws
    {
        let token = try await keystone.token("test:tester", "testing")
        let known = try await principal(try make(), token)
        let id = try #require(
            known.groups.first { $0.hasPrefix("*:") && $0 != "*:*" }?.dropFirst(2))
        #expect(known.groups == ["test:\(id)", "test:*", "*:\(id)", "*:*"])
        #expect(
            known.project?.names
                == ["test:tester", "test:\(id)", "test:*", "*:tester"])
        for change in [
            { (settings: inout KeystoneSettings) in settings.rules.allowsNamesInLists = false },
            { (settings: inout KeystoneSettings) in settings.rules.defaultDomainID = "other" },
        ] {
            #expect(try await principal(try make(change), token).project?.names == [])
        }
    }

    @Test func `an account may need a service token as well`() async throws {
        let auth = try make { settings in
            var service = KeystoneRules.AccountRule(prefix: "SERVICE_")
            service.serviceRoles = ["service"]
            settings.rules.accounts.append(service)
            settings.delaysDecision = true
        }
        let user = try await keystone.token("test:tester", "testing")
        let glance = try await keystone.token("services:glance", "glance")
        let own = try AccountName("AUTH_test")
        let both = try AccountName("SERVICE_test")
        #expect(try await principal(auth, user).ownedAccounts == [own])
        #expect(try await principal(auth, user, service: glance).ownedAccounts == [own, both])
        // One that is no service's, or no token, makes the whole request nobody's.
        #expect(try await principal(auth, user, service: user).isAnonymous)
        #expect(try await principal(auth, user, service: "x").isAnonymous)
    }

    @Test(
        arguments: [
            (false, nil, "AUTH_test"), (false, "wrong", "AUTH_test"), (true, "wrong", "OTHER_test"),
            (true, nil, "OTHER_test"),
        ] as [(Bool, String?, String)])
    func `nobody in particular is refused`(
        delays: Bool, token: String?, account: String
    ) async throws {
        let auth = try make { $0.delaysDecision = delays }
        await #expect(throws: AuthenticationError.refused) {
            try await principal(auth, token, account: account)
        }
        #expect(auth.challenge == "Keystone uri=\"http://keystone.example:5000\"")
    }

    @Test(arguments: [nil, "wrong", "sp ace", "\u{e9}", String(repeating: "x", count: 20_000)])
    func `with a delayed decision somebody without a good token is anonymous`(
        token: String?
    ) async throws {
        let auth = try make { $0.delaysDecision = true }
        #expect(try await principal(auth, token).isAnonymous)
    }

    @Test func `Keystone is asked once for a token, and again when the answer is old`()
        async throws
    {
        let auth = try make()
        let token = try await keystone.token("test:tester", "testing")
        keystone.forget()
        _ = try await principal(auth, token)
        #expect(
            keystone.asked == [
                "POST /v3/auth/tokens?nocatalog", "GET /v3/auth/tokens?nocatalog",
            ])
        _ = try await principal(auth, "  \(token) ")
        #expect(keystone.asked.count == 2)
        // A refusal is remembered too, for less long.
        for _ in 0..<3 { _ = try? await principal(auth, "wrong") }
        #expect(keystone.asked.count == 3)
        keystone.clock.advance(by: 11)
        _ = try? await principal(auth, "wrong")
        _ = try await principal(auth, token)
        #expect(keystone.asked.count == 4)
        keystone.clock.advance(by: 300)
        _ = try await principal(auth, token)
        #expect(keystone.asked.count == 5)
    }

    @Test func `many who bring one token ask once`() async throws {
        let auth = try make()
        let token = try await keystone.token("test:tester", "testing")
        keystone.forget()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask { try await principal(auth, token).isAnonymous }
            }
            for try await isAnonymous in group { #expect(!isAnonymous) }
        }
        #expect(keystone.asked.count == 2)
    }

    @Test func `an answer is not believed for longer than its token lives`() async throws {
        let auth = try make()
        let token = try await keystone.token("test:tester", "testing")
        _ = try await principal(auth, token)
        keystone.clock.advance(by: 86_400)
        await #expect(throws: AuthenticationError.refused) {
            try await principal(auth, token)
        }
    }

    @Test func `the service user logs in again when its token is refused`() async throws {
        let auth = try make()
        _ = try await principal(auth, try await keystone.token("test:tester", "testing"))
        let own = try await keystone.token("service:swift", "secret")
        let revocation = Request(
            .delete, "/v3/auth/tokens",
            headers: ["X-Auth-Token": own, "X-Subject-Token": own])
        #expect(await keystone.auth.respond(to: revocation)?.status == .noContent)
        let guest = try await principal(auth, try await keystone.token("test:guest", "guest"))
        #expect(!guest.isAnonymous)
        #expect(problems.all.isEmpty)
    }

    @Test(arguments: [[0, 0], [503, 503], [500, 0]])
    func `a Keystone that does not answer is no verdict`(codes: [Int]) async throws {
        let auth = try make()
        let token = try await keystone.token("test:tester", "testing")
        for _ in 0..<2 {
            keystone.fail(with: codes[0], codes[1])
            await #expect(throws: AuthenticationError.unavailable) {
                try await principal(auth, token)
            }
        }
        // Said once, and never with a secret.
        #expect(problems.all.count == 1)
        #expect(!problems.all[0].contains("secret") && !problems.all[0].contains(token))
        keystone.fail(with: codes[0])
        #expect(try await principal(auth, token).user == "test:tester")
    }

    @Test func `a service user that may not ask is a problem of the operator`() async throws {
        let token = try await keystone.token("test:tester", "testing")
        let wrong = try make(password: "wrong")
        await #expect(throws: AuthenticationError.unavailable) {
            try await principal(wrong, token)
        }
        let auth = try make { settings in
            settings.proof = .password(
                user: .init(name: "guest"), password: "guest", project: .init(name: "test"))
        }
        await #expect(throws: AuthenticationError.unavailable) {
            try await principal(auth, token)
        }
        #expect(problems.all.count == 2)
    }

    @Test(arguments: [
        ("http://h:5000", "h", 5000, "/v3", false), ("https://h/", "h", 443, "/v3", true),
        ("https://h/identity/v3/", "h", 443, "/identity/v3", true),
        ("http://[::1]:5000/v3", "::1", 5000, "/v3", false),
        ("http://[::1]", "::1", 80, "/v3", false),
    ])
    func `reads where Keystone is`(
        text: String, host: String, port: Int, path: String, isSecure: Bool
    ) throws {
        let url = try #require(KeystoneURL(text))
        #expect(url.origin == Origin(isSecure: isSecure, host: host, port: port))
        #expect(url.path == path)
    }

    @Test(arguments: [
        "", "h:5000", "ftp://h", "http://", "http://u:p@h", "http://h:0", "http://h:x",
        "http://h/v2.0", "http://h/v3?x", "http://[::1",
    ])
    func `refuses what is no such place`(text: String) {
        #expect(KeystoneURL(text) == nil)
    }

    @Test func `beside TempAuth a token goes to whom it is from`() async throws {
        let users = [try TempAuthUser(option: "user_test_tester", value: "testing .admin")]
        let tempAuth = TempAuth(
            TempAuthSettings(
                users: users, resellerPrefixes: [ResellerPrefix("TEMP")],
                tokenSecret: Bytes("fedcba9876543210")),
            verifier: KeyVerifier(lane: Lane(name: "keys", threads: 1)),
            now: { [clock = keystone.clock] in clock.now })
        let pair = AuthenticatorPair(tempAuth, try make { $0.delaysDecision = true })
        let login = Request(
            .get, "/auth/v1.0", headers: ["X-Auth-User": "test:tester", "X-Auth-Key": "testing"])
        let temp = try #require(await pair.respond(to: login)?.headers["X-Auth-Token"])
        let token = try await keystone.token("test:tester", "testing")
        for (text, account, owned) in [
            (temp, "TEMP_test", "TEMP_test"), (token, "AUTH_test", "AUTH_test"),
            (token, "TEMP_test", "AUTH_test"),
        ] {
            let principal = try await pair.principal(
                of: Request(.get, "/v1/\(account)", headers: ["X-Auth-Token": text]),
                account: try AccountName(account))
            #expect(principal.ownedAccounts == [try AccountName(owned)])
        }
        await #expect(throws: AuthenticationError.forbidden) {
            try await pair.principal(
                of: Request(.get, "/v1/AUTH_test", headers: ["X-Auth-Token": temp]),
                account: try AccountName("AUTH_test"))
        }
        for account in ["TEMP_test", "AUTH_test"] {
            let nobody = try await pair.principal(
                of: Request(.get, "/v1/\(account)"), account: try AccountName(account))
            #expect(nobody.isAnonymous)
        }
    }
}
