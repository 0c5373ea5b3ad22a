// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusHTTP
import ApusModel
import Testing

/// What Keystone's projects and roles open. Cases are those of OpenStack Swift's `keystoneauth`.
@Suite struct KeystoneAccessTests {
    /// Tokens are `PROJECT:USER:ROLE[:DOMAIN]`; ids end with `-id`.
    private struct Projects: Authenticator {
        var challenge: String? { "Keystone uri=\"http://k\"" }

        func respond(to request: Request) async -> Response? { nil }

        func principal(
            of request: Request, account: AccountName?
        ) async throws(AuthenticationError) -> Principal {
            guard let token = request.headers["X-Auth-Token"] else { return .anonymous }
            let parts = token.split(separator: ":").map(String.init)
            let (project, user, role) = (parts[0], parts[1], parts[2])
            let domain = parts.count > 3 ? parts[3] : "default"
            guard let account = try? AccountName("AUTH_\(project)-id") else { throw .refused }
            var principal = Principal(user: "\(project):\(user)")
            principal.groups = [
                "\(project)-id:\(user)-id", "\(project)-id:*", "*:\(user)-id", "*:*",
            ]
            var scope = ProjectScope(accounts: [account], roles: [role], domain: domain)
            if domain == "default" { scope.names = ["\(project):\(user)", "\(project):*"] }
            principal.project = scope
            if role == "admin" { principal.ownedAccounts = [account] }
            if role == "reader" { principal.readableAccounts = [account] }
            principal.isResellerAdmin = role == "reselleradmin"
            principal.isResellerReader = role == "auditor"
            return principal
        }
    }

    private let cluster = TestCluster(authenticator: Projects())

    @Test(
        arguments: [
            // ids, wherever they are from
            ("guests-id:bob-id", "guests:bob:member", 200),
            ("guests-id:bob-id", "guests:eve:member", 403),
            ("guests-id:*", "guests:eve:member", 200), ("*:bob-id", "others:bob:member", 200),
            ("*:*", "others:eve:member:elsewhere", 200), ("*:bob-id", "others:eve:member", 403),
            // names, in the default domain alone
            ("guests:bob", "guests:bob:member", 200), ("guests:*", "guests:eve:member", 200),
            ("guests:bob", "guests:bob:member:elsewhere", 403),
            // a project alone is nobody
            ("guests-id", "guests:bob:member", 403), ("guests", "guests:bob:member", 403),
            // roles, in the account's own project alone, in whatever case
            ("Member", "home:eve:member", 200), ("member", "guests:bob:member", 403),
            ("other", "home:eve:member", 403),
            // without any list
            ("", "home:eve:member", 403), ("", "home:eve:reader", 200), ("", "home:eve:admin", 200),
            ("", "ops:eve:auditor", 200), ("", "ops:eve:reselleradmin", 200),
            ("", "guests:bob:reader", 403), ("", "guests:bob:admin", 403),
            // referrers
            (".r:*", nil, 200), (".r:*", "guests:bob:member", 200), ("guests-id:bob-id", nil, 401),
            (".r:-.example.com,guests-id:*", "guests:bob:member", 200),
        ] as [(String, String?, Int)])
    func `a list opens an object to whom it names`(
        list: String, token: String?, expected: Int
    ) async throws {
        let owner = "home:owner:admin"
        try await cluster.send(.put, "/v1/AUTH_home-id/c", ["X-Container-Read": list], as: owner)
        try await cluster.send(.put, "/v1/AUTH_home-id/c/o", body: "hello", as: owner)
        let answer = try await cluster.send(.get, "/v1/AUTH_home-id/c/o", as: token)
        #expect(answer.status == expected)
        let challenges = answer.headers.filter { $0.name.lowercased() == "www-authenticate" }
        #expect(
            challenges.map(\.value)
                == (expected == 401
                    ? ["Swift realm=\"AUTH_home-id\"", "Keystone uri=\"http://k\""] : []))
    }

    @Test(
        arguments: [
            (".r:*", nil, 401), (".r:*,.rlistings", nil, 204), (".r:*", "guests:bob:member", 403),
            // Somebody in the list needs no right from the referrer.
            (".r:*,guests-id:*", "guests:bob:member", 204), (".r:*,member", "home:eve:member", 403),
            ("member", "home:eve:member", 204),
        ] as [(String, String?, Int)])
    func `a listing needs more than a referrer`(
        list: String, token: String?, expected: Int
    ) async throws {
        try await cluster.send(
            .put, "/v1/AUTH_home-id/c", ["X-Container-Read": list], as: "home:owner:admin")
        #expect(try await cluster.send(.get, "/v1/AUTH_home-id/c", as: token).status == expected)
    }

    @Test(arguments: [
        ("home:eve:reader", 403), ("ops:eve:auditor", 403), ("home:eve:member", 403),
        ("home:eve:admin", 201), ("ops:eve:reselleradmin", 201), ("guests:bob:member", 201),
    ])
    func `reading roles write nothing`(token: String, expected: Int) async throws {
        try await cluster.send(
            .put, "/v1/AUTH_home-id/c", ["X-Container-Write": "guests-id:*"],
            as: "home:owner:admin")
        let answer = try await cluster.send(.put, "/v1/AUTH_home-id/c/o", body: "x", as: token)
        #expect(answer.status == expected)
    }

    @Test(arguments: [
        // who makes the account, what it records, whether names count there
        ("home:owner:admin", "default", 200), ("home:owner:admin:elsewhere", "elsewhere", 403),
        ("ops:root:reselleradmin", "_unknown", 403),
    ])
    func `an account records its project's domain`(
        maker: String, domain: String, expected: Int
    ) async throws {
        try await cluster.send(
            .put, "/v1/AUTH_home-id/c", ["X-Container-Read": "guests:bob"], as: maker)
        try await cluster.send(.put, "/v1/AUTH_home-id/c/o", body: "x", as: maker)
        let account = try await cluster.send(.head, "/v1/AUTH_home-id", as: maker)
        #expect(account.headers["X-Account-Project-Domain-Id"] == domain)
        let answer = try await cluster.send(
            .get, "/v1/AUTH_home-id/c/o", as: "guests:bob:member")
        #expect(answer.status == expected)
    }

    @Test func `an unknown domain is learnt from the project's own people, once`() async throws {
        let path = "/v1/AUTH_home-id"
        func recorded() async throws -> String? {
            try await cluster.send(.head, path, as: "home:owner:admin")
                .headers["X-Account-Project-Domain-Id"]
        }
        try await cluster.send(.put, path, as: "ops:root:reselleradmin")
        #expect(try await recorded() == "_unknown")
        try await cluster.send(
            .post, path, ["X-Account-Project-Domain-Id": "mine"], as: "ops:root:reselleradmin")
        #expect(try await recorded() == "_unknown")
        try await cluster.send(.post, path, as: "home:owner:admin")
        #expect(try await recorded() == "default")
        try await cluster.send(.post, path, as: "home:owner:admin:elsewhere")
        #expect(try await recorded() == "default")
    }

    @Test(arguments: [
        (Method.put, "home:owner:admin", 201), (.put, "home:eve:member", 403),
        (.put, "guests:bob:admin", 403), (.put, "ops:root:reselleradmin", 201),
        (.delete, "home:owner:admin", 403), (.delete, "ops:root:reselleradmin", 204),
    ])
    func `owners make their account and do not delete it`(
        method: Method, token: String, expected: Int
    ) async throws {
        if method == .delete {
            try await cluster.send(.put, "/v1/AUTH_home-id", as: "home:owner:admin")
        }
        let answer = try await cluster.send(method, "/v1/AUTH_home-id", as: token)
        #expect(answer.status == expected)
    }
}
