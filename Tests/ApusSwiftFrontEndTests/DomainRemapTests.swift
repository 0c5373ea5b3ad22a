// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusSwiftFrontEnd
import Testing

@Suite struct DomainRemapTests {
    private func cluster(
        _ change: @escaping (inout DomainRemapSettings) -> Void = { _ in }
    ) async throws -> TestCluster {
        var settings = DomainRemapSettings()
        settings.domains = ["example.com", "store.example.net"]
        change(&settings)
        let cluster = TestCluster {
            $0.domainRemap = settings
            $0.staticWeb = StaticWebSettings()
        }
        try await cluster.send(
            .put, "/v1/AUTH_test/c",
            ["X-Container-Read": ".r:*,.rlistings", "X-Container-Meta-Web-Listings": "true"])
        try await cluster.send(.put, "/v1/AUTH_test/c/o", body: "hello")
        try await cluster.send(.put, "/v1/AUTH_test/c/v1/o", body: "deep")
        return cluster
    }

    @Test(arguments: [
        ("c.AUTH_test.example.com", "/o"), ("c.auth-test.example.com:8080", "/o?x=y"),
        ("AUTH-test.example.com", "/c/o"), ("auth_test.store.example.net", "/c/o"),
        ("c.auth-test.EXAMPLE.com", "/o"), ("other.com", "/v1/AUTH_test/c/o"),
        ("example.com", "/v1/AUTH_test/c/o"), ("x.service-test.example.com", "/v1/AUTH_test/c/o"),
    ])
    func `hosts name accounts and containers`(host: String, target: String) async throws {
        let answer = try await cluster().send(.get, target, ["Host": host], as: nil)
        #expect(answer.text == "hello")
    }

    @Test(arguments: ["a.c.auth-test.example.com", "c..example.com", ".auth-test.example.com"])
    func `refuses hosts of too many parts`(host: String) async throws {
        let answer = try await cluster().send(.get, "/o", ["Host": host], as: nil)
        #expect(answer.status == 400)
        #expect(answer.text == "Bad domain in host header")
    }

    @Test func `adds a prefix, keeps names as they are, or drops the root of paths`() async throws {
        let standard = try await cluster { $0.standardPrefix = "AUTH" }
        #expect(
            try await standard.send(.get, "/o", ["Host": "c.test.example.com"], as: nil).text
                == "hello")
        let plain = try await cluster { $0.resellerPrefixes = [] }
        #expect(
            try await plain.send(.get, "/o", ["Host": "c.AUTH_test.example.com"], as: nil).text
                == "hello")
        let target = "/v1/o"
        let host: Headers = ["Host": "c.auth-test.example.com"]
        #expect(try await cluster().send(.get, target, host, as: nil).text == "deep")
        let mangling = try await cluster { $0.manglesPaths = true }
        #expect(try await mangling.send(.get, target, host, as: nil).text == "hello")
        #expect(
            try await mangling.send(.get, "/v1/c", ["Host": "auth-test.example.com"]).status == 200)
    }

    @Test func `locations are what the client would have to ask for`() async throws {
        let cluster = try await cluster()
        let redirected = try await cluster.send(
            .get, "/v1", ["Host": "c.auth-test.example.com"], as: nil)
        #expect(redirected.status == 301)
        #expect(redirected.headers["Location"] == "http://c.auth-test.example.com/v1/")
        let root = try await cluster.send(.get, "/", ["Host": "c.auth-test.example.com"], as: nil)
        #expect(root.text.contains("Listing of /v1/AUTH_test/c/"))
    }

    @Test func `tells plug-ins which pages may come`() async throws {
        let cluster = TestCluster { $0.crossDomainPolicy = "<allow />" }
        let answer = try await cluster.send(.get, "/crossdomain.xml", as: nil)
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "application/xml")
        #expect(
            answer.text == """
                <?xml version="1.0"?>
                <!DOCTYPE cross-domain-policy SYSTEM \
                "http://www.adobe.com/xml/dtds/cross-domain-policy.dtd" >
                <cross-domain-policy>
                <allow />
                </cross-domain-policy>
                """)
        #expect(try await cluster.send(.put, "/crossdomain.xml").status == 412)
        #expect(try await TestCluster().send(.get, "/crossdomain.xml").status == 412)
    }
}
