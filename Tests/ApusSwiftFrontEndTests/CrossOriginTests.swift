// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import Testing

@Suite struct CrossOriginTests {
    let cluster = TestCluster()

    init() async throws {
        try await cluster.send(
            .put, "/v1/AUTH_test/c",
            [
                "X-Container-Meta-Access-Control-Allow-Origin": "http://a http://b",
                "X-Container-Meta-Access-Control-Max-Age": "60",
                "X-Container-Meta-Access-Control-Expose-Headers": "X-Special",
            ])
        try await cluster.send(
            .put, "/v1/AUTH_test/c/o", ["X-Object-Meta-Colour": "blue"], body: "x")
    }

    @Test func `tells what may be asked for`() async throws {
        let answer = try await cluster.send(.options, "/v1/AUTH_test/c/o", as: nil)
        #expect(answer.status == 200)
        #expect(answer.headers["Allow"] == "GET, HEAD, PUT, POST, DELETE, COPY, OPTIONS")
        #expect(try await cluster.send(.options, "/info").status == 200)
    }

    @Test func `lets pages of allowed origins ask`() async throws {
        let answer = try await cluster.send(
            .options, "/v1/AUTH_test/c/o",
            [
                "Origin": "http://b", "Access-Control-Request-Method": "PUT",
                "Access-Control-Request-Headers": "X-Auth-Token, X-Object-Meta-A",
            ], as: nil)
        #expect(answer.status == 200)
        #expect(answer.headers["Access-Control-Allow-Origin"] == "http://b")
        #expect(answer.headers["Access-Control-Max-Age"] == "60")
        #expect(
            answer.headers["Access-Control-Allow-Headers"] == "X-Auth-Token, X-Object-Meta-A")
        #expect(answer.headers["Vary"] == "Origin, Access-Control-Request-Headers")
    }

    @Test(arguments: [("http://evil", "PUT"), ("http://a", "PATCH")])
    func `refuses others`(origin: String, method: String) async throws {
        let answer = try await cluster.send(
            .options, "/v1/AUTH_test/c/o",
            ["Origin": origin, "Access-Control-Request-Method": method], as: nil)
        #expect(answer.status == 401)
        #expect(answer.headers["Allow"] != nil)
        #expect(answer.headers["Access-Control-Allow-Origin"] == nil)
    }

    @Test func `shares responses with pages of allowed origins`() async throws {
        let shared = try await cluster.send(.get, "/v1/AUTH_test/c/o", ["Origin": "http://a"])
        #expect(shared.headers["Access-Control-Allow-Origin"] == "http://a")
        #expect(shared.headers["Vary"] == "Origin")
        let exposed = try #require(shared.headers["Access-Control-Expose-Headers"])
        for name in ["etag", "x-trans-id", "x-object-meta-colour", "x-special"] {
            #expect(exposed.contains(name))
        }
        let other = try await cluster.send(.get, "/v1/AUTH_test/c/o", ["Origin": "http://evil"])
        #expect(other.status == 200)
        #expect(other.headers["Access-Control-Allow-Origin"] == nil)
    }

    @Test func `shares also why there is nothing to share`() async throws {
        let headers: Headers = ["Origin": "http://a"]
        let none = try await cluster.send(.get, "/v1/AUTH_test/c/none", headers)
        #expect(none.status == 404)
        #expect(none.headers["Access-Control-Allow-Origin"] == "http://a")
        let refused = try await cluster.send(.get, "/v1/AUTH_test/c/o", headers, as: nil)
        #expect(refused.status == 401)
        #expect(refused.headers["Access-Control-Allow-Origin"] == "http://a")
        let evil = try await cluster.send(.get, "/v1/AUTH_test/c/none", ["Origin": "http://evil"])
        #expect(evil.headers["Access-Control-Allow-Origin"] == nil)
    }
}
