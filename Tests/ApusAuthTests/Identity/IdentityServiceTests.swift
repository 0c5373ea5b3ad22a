// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import Testing

@Suite struct IdentityServiceTests {
    private static let second: UInt64 = 1_700_000_000
    private let auth: TempAuth

    init() throws {
        let users: KeyValuePairs = [
            "user_admin_admin": "admin .admin .reseller_admin",
            "user_test_tester": "testing .admin auditors admin",
            "user_test_guest": "guest",
            "user_test2_guest": "guest2",
        ]
        let settings = TempAuthSettings(
            users: try users.map { try TempAuthUser(option: $0.key, value: $0.value) },
            tokenSecret: Bytes("0123456789abcdef"),
            identity: IdentitySettings(region: "north"))
        auth = TempAuth(
            settings, verifier: KeyVerifier(lane: Lane(name: "keys", threads: 1)),
            now: { Timestamp(ticks: Self.second * Timestamp.ticksPerSecond) })
    }

    private func send(
        _ method: Method, _ path: String, _ headers: Headers = [:], body: String = ""
    ) async throws -> (response: Response, document: JSONValue) {
        var headers = headers
        headers["Host"] = "store.example:8080"
        let response = try #require(
            await auth.respond(
                to: Request(method, path, headers: headers, body: BodyReader(Bytes(body)))))
        let bytes = try await response.reader.collect(limitBytes: 1 << 20)
        return (response, bytes.isEmpty ? nil : try JSONValue(parsing: bytes))
    }

    private func logIn(
        _ identity: String, scope: String? = nil
    ) async throws -> (response: Response, document: JSONValue) {
        let scope = scope.map { ", \"scope\": \($0)" } ?? ""
        return try await send(
            .post, "/v3/auth/tokens", body: "{\"auth\": {\"identity\": \(identity)\(scope)}}")
    }

    private static func password(_ user: String, _ key: String) -> String {
        "{\"methods\": [\"password\"], \"password\": {\"user\": {\(user), \"password\": \"\(key)\"}}}"
    }

    private static let tester = password(
        "\"name\": \"tester\", \"domain\": {\"name\": \"Default\"}", "testing")

    private func token(_ user: String, _ key: String) async throws -> String {
        let identity = Self.password("\"name\": \"\(user)\"", key)
        return try #require(
            try await logIn(identity).response.headers["X-Subject-Token"])
    }

    @Test func `a login answers a token that opens the user's account, and a catalogue`()
        async throws
    {
        let (response, document) = try await logIn(
            Self.tester,
            scope: "{\"project\": {\"name\": \"test\", \"domain\": {\"id\": \"default\"}}}")
        #expect(response.status == .created)
        let text = try #require(response.headers["X-Subject-Token"])
        let principal = try await auth.principal(
            of: Request(.get, "/v1/AUTH_test", headers: ["X-Auth-Token": text]), account: nil)
        #expect(principal.ownedAccounts == [try AccountName("AUTH_test")])

        let token = try #require(document["token"])
        #expect(token["project"]?["id"] == "test")
        #expect(token["user"]?["name"] == "tester")
        let roles = token["roles"]?.elements?.compactMap { $0["name"]?.text }
        #expect(roles == ["member", "swiftoperator", "auditors"])
        let storage = token["catalog"]?.elements?.first { $0["type"] == "object-store" }
        let endpoints = try #require(storage?["endpoints"]?.elements)
        #expect(endpoints.map { $0["interface"] } == ["public", "internal", "admin"])
        for endpoint in endpoints {
            #expect(endpoint["url"] == "http://store.example:8080/v1/AUTH_test")
            #expect(endpoint["region"] == "north")
        }
        // It is the token of version 1, which lives a day at most.
        let v1 = try await send(
            .get, "/auth/v1.0", ["X-Auth-User": "test:tester", "X-Auth-Key": "testing"])
        #expect(v1.response.headers["X-Auth-Token"] == text)
        let expires = try #require(token["expires_at"]?.text)
        #expect(expires > "2023-11-14T22:13:20.000000Z" && expires < "2023-11-15T22:13:21")
    }

    @Test(
        arguments: [
            (password("\"name\": \"test:guest\"", "guest"), nil, "project"),
            (
                password("\"name\": \"guest\"", "guest2"), "{\"project\": {\"id\": \"test2\"}}",
                "project"
            ),
            (tester, "\"unscoped\"", nil),
            (tester, "{\"unscoped\": {}}", nil),
            (tester, "{\"domain\": {\"id\": \"default\"}}", "domain"),
            (password("\"name\": \"admin\"", "admin"), "{\"system\": {\"all\": true}}", "system"),
            (
                "{\"methods\": [\"application_credential\"], \"application_credential\": "
                    + "{\"id\": \"test:tester\", \"secret\": \"testing\"}}", nil, "project"
            ),
        ] as [(String, String?, String?)])
    func `a document speaks of what was asked`(
        identity: String, scope: String?, kind: String?
    ) async throws {
        let (response, document) = try await logIn(identity, scope: scope)
        #expect(response.status == .created)
        let kinds = ["project", "domain", "system"].filter { document["token"]?[$0] != nil }
        #expect(kinds == (kind.map { [$0] } ?? []))
        #expect((document["token"]?["catalog"] != nil) == (kind != nil))
    }

    @Test(
        arguments: [
            (password("\"name\": \"tester\"", "wrong"), nil),
            // Two accounts have such a user, and nothing says which is meant.
            (password("\"name\": \"guest\"", "guest"), nil),
            (password("\"name\": \"nobody\"", "testing"), nil),
            (password("\"id\": \"nobody\"", "testing"), nil),
            (password("\"name\": \"tester\", \"domain\": {\"name\": \"other\"}", "testing"), nil),
            (tester, "{\"project\": {\"id\": \"test2\"}}"),
            (tester, "{\"project\": {\"name\": \"test\", \"domain\": {\"id\": \"other\"}}}"),
            (tester, "{\"system\": {\"all\": true}}"),
            ("{\"methods\": [\"totp\"], \"totp\": {}}", nil),
            ("{\"methods\": [\"token\"], \"token\": {\"id\": \"AUTH_tk00\"}}", nil),
        ] as [(String, String?)])
    func `who is not who they say, or wants more, is refused`(
        identity: String, scope: String?
    ) async throws {
        let (response, document) = try await logIn(identity, scope: scope)
        #expect(response.status == .unauthorized)
        #expect(
            response.headers["WWW-Authenticate"]
                == "Keystone uri=\"http://store.example:8080/v3\"")
        #expect(document["error"]?["code"] == 401)
        #expect(response.headers["X-Subject-Token"] == nil)
    }

    @Test(arguments: [
        ("", 400), ("{}", 400), ("[1]", 400),
        ("{\"auth\": {\"identity\": {\"methods\": []}}}", 400),
        ("{\"auth\": {\"identity\": {\"methods\": [\"password\"]}}}", 400),
        (String(repeating: " ", count: 65 * 1024), 413),
    ])
    func `a document that cannot be read is told apart from a refusal`(
        body: String, code: Int
    ) async throws {
        let (response, document) = try await send(.post, "/v3/auth/tokens", body: body)
        #expect(response.status.code == code)
        #expect(document["error"]?["code"] == .integer(Int64(code)))
    }

    @Test func `a token is shown to its user and to administrators`() async throws {
        let tester = try await token("tester", "testing")
        let guest = try await token("test:guest", "guest")
        let admin = try await token("admin", "admin")
        for (asker, expected) in [(tester, 200), (admin, 200), (guest, 403), ("AUTH_tk00", 401)] {
            let headers: Headers = ["X-Auth-Token": asker, "X-Subject-Token": tester]
            let (response, document) = try await send(.get, "/v3/auth/tokens", headers)
            #expect(response.status.code == expected)
            #expect((document["token"]?["user"]?["name"] == "tester") == (expected == 200))
            #expect(
                try await send(.head, "/v3/auth/tokens", headers).response.status.code == expected)
        }
        let unknown = try await send(
            .get, "/v3/auth/tokens", ["X-Auth-Token": admin, "X-Subject-Token": "AUTH_tk00"])
        #expect(unknown.response.status.code == 404)
    }

    @Test func `a revoked token is refused at once, and the next login gets another`()
        async throws
    {
        let first = try await token("tester", "testing")
        let headers: Headers = ["X-Auth-Token": first, "X-Subject-Token": first]
        #expect(try await send(.delete, "/v3/auth/tokens", headers).response.status == .noContent)
        #expect(try await send(.get, "/v3/auth/tokens", headers).response.status == .unauthorized)
        await #expect(throws: AuthenticationError.refused) {
            try await auth.principal(
                of: Request(.get, "/v1/AUTH_test", headers: ["X-Auth-Token": first]), account: nil)
        }
        let second = try await token("tester", "testing")
        #expect(second != first)
        let principal = try await auth.principal(
            of: Request(.get, "/v1/AUTH_test", headers: ["X-Auth-Token": second]), account: nil)
        #expect(principal.user == "test:tester")
    }

    @Test func `a token gets a token that lives no longer`() async throws {
        let first = try await token("tester", "testing")
        let (response, _) = try await logIn(
            "{\"methods\": [\"token\"], \"token\": {\"id\": \"\(first)\"}}",
            scope: "{\"project\": {\"id\": \"test\"}}")
        #expect(response.status == .created)
        #expect(response.headers["X-Subject-Token"] == first)
    }

    @Test func `version 2 answers the same in its own words`() async throws {
        let login =
            "{\"auth\": {\"passwordCredentials\": {\"username\": \"tester\", "
            + "\"password\": \"testing\"}, \"tenantName\": \"test\"}}"
        let (response, document) = try await send(.post, "/v2.0/tokens", body: login)
        #expect(response.status == .ok)
        let token = try #require(document["access"]?["token"]?["id"]?.text)
        let storage = document["access"]?["serviceCatalog"]?.elements?.first
        #expect(storage?["type"] == "object-store")
        #expect(
            storage?["endpoints"]?.elements?.first?["publicURL"]
                == "http://store.example:8080/v1/AUTH_test")
        let tenants = try await send(.get, "/v2.0/tenants", ["X-Auth-Token": token]).document
        #expect(tenants["tenants"]?.elements?.map { $0["name"] } == ["test"])
        let wrong = try await send(
            .post, "/v2.0/tokens", body: login.replacing("testing", with: "wrong"))
        #expect(wrong.response.status == .unauthorized)
    }

    @Test func `discovery tells both versions and where they are`() async throws {
        let root = try await send(.get, "/", ["Accept": "application/json"])
        #expect(root.response.status.code == 300)
        let versions = try #require(root.document["versions"]?["values"]?.elements)
        #expect(versions.map { $0["status"] } == ["stable", "deprecated"])
        for version in versions {
            let link = try #require(version["links"]?.elements?.first?["href"]?.text)
            let path = link.dropFirst("http://store.example:8080".count)
            let (response, document) = try await send(.get, String(path))
            #expect(response.status == .ok)
            #expect(document["version"] == version)
        }
        // A lost browser gets what any unknown path gets.
        #expect(await auth.respond(to: Request(.get, "/")) == nil)
        #expect(await auth.respond(to: Request(.get, "/v1/AUTH_test")) == nil)
        #expect(await auth.respond(to: Request(.get, "/v30/auth/tokens")) == nil)
    }

    @Test(arguments: [
        ("/v3/auth/projects", "projects", 1, 1), ("/v3/projects", "projects", 1, 3),
        ("/v3/projects?name=test2", "projects", 0, 1), ("/v3/users", "users", 1, 4),
        ("/v3/domains", "domains", 1, 1), ("/v3/auth/catalog", "catalog", 2, 2),
        ("/v3/auth/system", "system", 0, 1),
    ])
    func `users see what is theirs, administrators all`(
        path: String, member: String, own: Int, all: Int
    ) async throws {
        for (user, key, count) in [("tester", "testing", own), ("admin", "admin", all)] {
            let (response, document) = try await send(
                .get, path, ["X-Auth-Token": try await token(user, key)])
            #expect(response.status == .ok)
            #expect(document[member]?.elements?.count == count)
        }
        #expect(try await send(.get, path).response.status == .unauthorized)
    }

    @Test(arguments: [
        ("/v3/projects/test", 200), ("/v3/projects/test2", 404), ("/v3/domains/default", 200),
        ("/v3/domains/other", 404), ("/v3/credentials", 404), ("/v3/auth/tokens/x/y", 404),
    ])
    func `one thing is shown to whom it concerns`(path: String, code: Int) async throws {
        let token = try await token("tester", "testing")
        #expect(try await send(.get, path, ["X-Auth-Token": token]).response.status.code == code)
        let put = try await send(.put, path, ["X-Auth-Token": token])
        #expect(put.response.status.code == 405)
        #expect(put.response.headers["Allow"] == "GET, HEAD")
    }
}
