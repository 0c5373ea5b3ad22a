// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftFrontEnd
import Testing

@Suite struct RoutingTests {
    @Test(arguments: [
        ("/", 404, "<html><h1>Not Found</h1><p>The resource could not be found.</p></html>"),
        ("/v1//c", 404, "<html><h1>Not Found</h1><p>The resource could not be found.</p></html>"),
        ("/v1", 412, "Bad URL"), ("/v1/", 412, "Bad URL"), ("/info%20x", 412, "Bad URL"),
        (
            "/v9/a/c/o", 400,
            "<html><h1>Bad Request</h1><p>The server could not comply with the request since it "
                + "is either malformed or otherwise incorrect.</p></html>"
        ),
        ("/v1/AUTH_test/c/%ff", 412, "Invalid UTF8 or contains NULL"),
        ("/v1/AUTH_test/c%00", 412, "Invalid UTF8 or contains NULL"),
    ])
    func `answers paths that name nothing`(path: String, status: Int, body: String) async throws {
        let answer = try await TestCluster().send(.get, path)
        #expect(answer.status == status)
        #expect(answer.text == body)
        #expect(answer.headers["Content-Type"] == "text/html; charset=UTF-8")
    }

    @Test func `gives every response a transaction id, twice`() async throws {
        let cluster = TestCluster { $0.transactionIDSuffix = "-east" }
        for path in ["/", "/info", "/auth/v1.0", "/v1/AUTH_test"] {
            let answer = try await cluster.send(.get, path, ["X-Trans-Id-Extra": "mine"])
            let id = try #require(answer.headers["X-Trans-Id"])
            #expect(id == answer.headers["X-Openstack-Request-Id"])
            #expect(id.hasPrefix("tx"))
            #expect(id.hasSuffix("-006553f100-east-mine"))
            #expect(id.utf8.count == 44)
        }
    }

    @Test func `tells who must log in, and for what`() async throws {
        let cluster = TestCluster()
        let answer = try await cluster.send(.get, "/v1/AUTH_test/c/o", as: nil)
        #expect(answer.status == 401)
        #expect(answer.headers["Www-Authenticate"] == "Swift realm=\"AUTH_test\"")
        #expect(answer.text.contains("<h1>Unauthorized</h1>"))
        let wrong = try await cluster.send(.get, "/v1/AUTH_test", as: "garbage")
        #expect(wrong.status == 401)
        #expect(try await cluster.send(.get, "/v1/AUTH_test", as: "other:tester").status == 403)
    }

    @Test(arguments: [
        ("/v1/AUTH_test", "COPY", "GET, HEAD, POST, OPTIONS, PUT, DELETE"),
        ("/v1/AUTH_test/c", "COPY", "GET, HEAD, PUT, POST, DELETE, OPTIONS"),
        ("/v1/AUTH_test/c/o", "PATCH", "GET, HEAD, PUT, POST, DELETE, COPY, OPTIONS"),
    ])
    func `refuses other methods`(path: String, method: String, allowed: String) async throws {
        let answer = try await TestCluster().send(Method(rawValue: method), path)
        #expect(answer.status == 405)
        #expect(answer.headers["Allow"] == allowed)
    }

    @Test func `tells names apart that only look or read the same`() async throws {
        // A combining mark makes one character with the slash before it, and two spellings of
        // one letter are equal to Swift; neither is to a store.
        let cluster = TestCluster()
        let names = ["%CC%81x", "%C3%A9", "e%CC%81"]
        for name in names {
            let container = "/v1/AUTH_test/\(name)"
            #expect(try await cluster.send(.put, container).status == 201)
            for object in names {
                let path = "\(container)/\(object)"
                #expect(try await cluster.send(.put, path, body: path).status == 201)
            }
        }
        for name in names {
            for object in names {
                let path = "/v1/AUTH_test/\(name)/\(object)"
                #expect(try await cluster.send(.get, path).text == path)
                let copy = try await cluster.send(
                    .copy, path, ["Destination": "\(name)/%CC%81copy"])
                #expect(copy.status == 201)
                #expect(copy.headers["X-Copied-From"] == "\(name)/\(object)")
            }
            let list = try await cluster.send(.get, "/v1/AUTH_test/\(name)")
            #expect(list.text.utf8.split(separator: 0x0A).count == 4)
        }
        #expect(
            try await cluster.send(.get, "/v1/AUTH_test?prefix=e").text.utf8.count == 4)
    }

    @Test func `sends no body with HEAD`() async throws {
        let answer = try await TestCluster().send(.head, "/v1/AUTH_test/c/o")
        #expect(answer.status == 404)
        #expect(answer.body.isEmpty)
    }
}
