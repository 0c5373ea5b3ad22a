// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftFrontEnd
import Testing

@Suite struct LimitsTests {
    private let account = "/v1/AUTH_test"

    // MARK: Rates

    @Test func `containers are made no faster than their account may`() async throws {
        let cluster = Self.limited { $0.accountRate = 0.001 }
        #expect(try await cluster.send(.put, "\(account)/a").status == 201)
        let refused = try await cluster.send(.put, "\(account)/b")
        #expect(refused.status == 498)
        #expect(refused.text == "Slow down")
        #expect(try await cluster.send(.put, "/v1/AUTH_other/a", as: "other:tester").status == 201)
        #expect(try await cluster.send(.put, "\(account)/a/o").status == 201)
        #expect(try await cluster.send(.get, account).status == 200)
    }

    @Test func `objects are written, and listed, no faster than the container's size says`()
        async throws
    {
        let cluster = Self.limited {
            $0.containerSteps = [.init(containerSize: 2, rate: 0.001)]
            $0.listingSteps = [.init(containerSize: 1, rate: 0.001)]
        }
        try await cluster.send(.put, "\(account)/c")
        for number in 1...3 {
            #expect(try await cluster.send(.put, "\(account)/c/\(number)").status == 201)
        }
        #expect(try await cluster.send(.delete, "\(account)/c/1").status == 498)
        #expect(try await cluster.send(.get, "\(account)/c/1").status == 200)
        #expect(try await cluster.send(.get, "\(account)/c").status == 200)
        #expect(try await cluster.send(.get, "\(account)/c").status == 498)
        // Each of many things is a request of its own.
        let many = try await cluster.send(.post, "\(account)?bulk-delete", body: "c/1\nc/2")
        #expect(many.text.contains("Number Deleted: 0\n"))
        #expect(many.text.contains("c/1, 498 Rate Limited\nc/2, 498 Rate Limited\n"))
    }

    @Test func `some accounts are not limited, others refused`() async throws {
        let cluster = Self.limited {
            $0.accountRate = 0.001
            $0.unlimitedAccounts = ["AUTH_test"]
            $0.refusedAccounts = ["AUTH_other"]
        }
        for name in ["a", "b"] {
            #expect(try await cluster.send(.put, "\(account)/\(name)").status == 201)
        }
        let refused = try await cluster.send(.get, "/v1/AUTH_other", as: "other:tester")
        #expect(refused.status == 497)
        #expect(refused.text == "Your account has been blacklisted")
    }

    @Test func `pages of web sites are limited, too`() async throws {
        let cluster = TestCluster {
            $0.staticWeb = StaticWebSettings()
            $0.rateLimits.refusedAccounts = ["AUTH_other"]
            $0.rateLimits.refusalDelay = .zero
            $0.rateLimits.listingSteps = [.init(containerSize: 1, rate: 0.001)]
        }
        let site: Headers = [
            "X-Container-Read": ".r:*,.rlistings", "X-Container-Meta-Web-Listings": "yes",
        ]
        try await cluster.send(.put, "\(account)/c", site)
        try await cluster.send(.put, "\(account)/c/o")
        let statuses = [
            try await cluster.send(.get, "\(account)/c/", as: nil).status,
            try await cluster.send(.get, "\(account)/c/", as: nil).status,
            try await cluster.send(.get, "/v1/AUTH_other/c/", as: nil).status,
        ]
        #expect(statuses == [200, 498, 497])
    }

    @Test func `a reseller says how fast an account writes`() async throws {
        let cluster = Self.limited { _ in }
        let field = "X-Account-Sysmeta-Global-Write-Ratelimit"
        try await cluster.send(.put, "\(account)/c")
        for (value, statuses) in [
            ("0.001", [201, 498]), ("BLACKLIST", [497, 497]), ("WHITELIST", [201, 201]),
        ] {
            try await cluster.send(.post, account, [field: value], as: "admin:admin")
            for status in statuses {
                #expect(try await cluster.send(.put, "\(account)/c/o").status == status)
            }
            try await cluster.send(
                .post, account, ["X-Remove-" + field.dropFirst(2): "x"],
                as: "admin:admin")
        }
    }

    // MARK: Read-only

    @Test(arguments: [false, true])
    func `a store that is read-only takes nothing new`(_ allowsDeletes: Bool) async throws {
        let open = TestCluster()
        try await open.send(.put, "\(account)/c")
        let cluster = TestCluster {
            $0.readOnly.isEverywhere = true
            $0.readOnly.allowsDeletes = allowsDeletes
        }
        for (method, target) in [
            (Method.put, "\(account)/c"), (.post, account), (.put, "\(account)/c/o"),
            (.post, "\(account)/c/o"), (.copy, "\(account)/c/o"),
        ] {
            let answer = try await cluster.send(method, target, ["Destination": "c/p"])
            #expect(answer.status == 405)
            #expect(answer.text == "Writes are disabled for this account.")
        }
        #expect(try await cluster.send(.get, account).status == 204)
        let status = try await cluster.send(.delete, "\(account)/c/o").status
        #expect(status == (allowsDeletes ? 404 : 405))
    }

    @Test func `a reseller makes one account read-only, and not`() async throws {
        let cluster = TestCluster()
        let field = "X-Account-Sysmeta-Read-Only"
        try await cluster.send(.put, "\(account)/c")
        try await cluster.send(.put, "\(account)/c/o")
        // From others it is dropped.
        #expect(try await cluster.send(.post, account, [field: "true"]).status == 204)
        #expect(try await cluster.send(.put, "\(account)/c/o").status == 201)
        try await cluster.send(.post, account, [field: "true"], as: "admin:admin")
        #expect(try await cluster.send(.put, "\(account)/c/o").status == 405)
        #expect(try await cluster.send(.put, "/v1/AUTH_other/c", as: "other:tester").status == 201)
        let copy = try await cluster.send(
            .copy, "/v1/AUTH_other/c/o",
            ["Destination-Account": "AUTH_test", "Destination": "c/o"], as: "admin:admin")
        #expect(copy.status == 405)
        #expect(try await cluster.send(.head, account).headers[field] == nil)
        #expect(try await cluster.send(.head, account, as: "admin:admin").headers[field] == "true")
        try await cluster.send(.post, account, [field: ""], as: "admin:admin")
        #expect(try await cluster.send(.put, "\(account)/c/o").status == 201)
    }

    // MARK: Names

    @Test(arguments: [
        ("/v1/AUTH_test/c%3Cd", "contains forbidden chars from '\"`<>"),
        ("/v1/AUTH_test/c/it%27s", "contains forbidden chars from '\"`<>"),
        (
            "/v1/AUTH_test/c/" + String(repeating: "n", count: 240),
            "longer than the allowed maximum 255"
        ),
        ("/v1/AUTH_test/c/./d", "contains a forbidden substring from regular expression"),
        ("/v1/AUTH_test/c/..", "contains a forbidden substring from regular expression"),
    ])
    func `paths are looked at where that is wanted`(_ target: String, _ sentence: String)
        async throws
    {
        let cluster = TestCluster { $0.nameCheck = NameCheckSettings() }
        let answer = try await cluster.send(.put, target)
        #expect(answer.status == 400)
        #expect(answer.text.hasPrefix("Object/Container/Account name " + sentence))
        #expect(try await TestCluster().send(.put, target).status != 400)
        #expect(try await cluster.send(.put, "/v1/AUTH_test/.c").status == 201)
        #expect(try await cluster.send(.put, "/v1/AUTH_test/.c/a..b/.c").status == 201)
    }

    @Test func `paths are looked at with patterns of an operator's own`() async throws {
        let cluster = TestCluster {
            $0.nameCheck = NameCheckSettings()
            $0.nameCheck?.forbiddenPattern = "[0-9]{3}$"
        }
        #expect(try await cluster.send(.put, "/v1/AUTH_test/c123").status == 400)
        #expect(try await cluster.send(.put, "/v1/AUTH_test/c12").status == 201)
        #expect(!NameCheckSettings.isPattern("("))
    }

    private static func limited(
        _ configure: (inout RateLimitSettings) -> Void
    ) -> TestCluster {
        TestCluster {
            $0.rateLimits.longestDelay = .milliseconds(20)
            $0.rateLimits.refusalDelay = .zero
            configure(&$0.rateLimits)
        }
    }
}
