// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import Testing

@Suite struct AccountTests {
    let cluster = TestCluster()

    @Test func `pretends an account that nobody has written to`() async throws {
        let get = try await cluster.send(.get, "/v1/AUTH_test")
        #expect(get.status == 204)
        #expect(get.headers["Content-Type"] == "text/plain; charset=utf-8")
        #expect(try await cluster.send(.get, "/v1/AUTH_test?format=json").text == "[]")
        let head = try await cluster.send(.head, "/v1/AUTH_test")
        #expect(head.status == 200)
        #expect(head.headers["X-Account-Container-Count"] == "0")
        #expect(head.headers["Content-Length"] == "0")
    }

    @Test func `counts what it has, policy by policy`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, "/v1/AUTH_test/d", ["X-Storage-Policy": "silver"])
        try await cluster.send(.put, "/v1/AUTH_test/c/o", body: "12345")
        let head = try await cluster.send(.head, "/v1/AUTH_test")
        #expect(head.status == 204)
        #expect(head.headers["X-Account-Container-Count"] == "2")
        #expect(head.headers["X-Account-Object-Count"] == "1")
        #expect(head.headers["X-Account-Bytes-Used"] == "5")
        #expect(head.headers["X-Account-Storage-Policy-gold-Bytes-Used"] == "5")
        #expect(head.headers["X-Account-Storage-Policy-silver-Container-Count"] == "1")
    }

    @Test func `lists in the format asked for`() async throws {
        for name in ["a", "b", "%C3%A9%26"] {
            try await cluster.send(.put, "/v1/AUTH_test/\(name)")
        }
        let plain = try await cluster.send(.get, "/v1/AUTH_test")
        #expect(plain.text == "a\nb\né&\n")
        #expect(plain.headers["Vary"] == "Accept")
        let json = try await cluster.send(.get, "/v1/AUTH_test?format=json&limit=1")
        #expect(json.headers["Content-Type"] == "application/json; charset=utf-8")
        #expect(json.headers["Vary"] == nil)
        #expect(
            json.text == """
                [{"name": "a", "count": 0, "bytes": 0, \
                "last_modified": "2023-11-14T22:13:20.000010", "storage_policy": "gold"}]
                """)
        let xml = try await cluster.send(
            .get, "/v1/AUTH_test?marker=b", ["Accept": "application/xml"])
        #expect(
            xml.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <account name="AUTH_test">
                <container><name>é&amp;</name><count>0</count><bytes>0</bytes>\
                <last_modified>2023-11-14T22:13:20.000030</last_modified>\
                <storage_policy>gold</storage_policy></container>
                </account>
                """)
    }

    @Test func `refuses formats that nobody speaks`() async throws {
        #expect(
            try await cluster.send(.get, "/v1/AUTH_test", ["Accept": "image/png"]).status == 406)
        #expect(try await cluster.send(.get, "/v1/AUTH_test?format=csv").status == 204)
    }

    @Test func `keeps metadata, merges and removes it`() async throws {
        let post = try await cluster.send(
            .post, "/v1/AUTH_test",
            ["X-Account-Meta-Colour": "blue", "X-Account-Meta-Size": "1"])
        #expect(post.status == 204)
        try await cluster.send(
            .post, "/v1/AUTH_test",
            [
                "X-Account-Meta-Colour": "", "X-Remove-Account-Meta-Size": "x",
                "X-Account-Meta-Shape": "round",
            ])
        let head = try await cluster.send(.head, "/v1/AUTH_test")
        #expect(head.headers["X-Account-Meta-Colour"] == nil)
        #expect(head.headers["X-Account-Meta-Size"] == nil)
        #expect(head.headers["X-Account-Meta-Shape"] == "round")
    }

    @Test func `is created and deleted by reseller administrators`() async throws {
        #expect(try await cluster.send(.put, "/v1/AUTH_new").status == 403)
        #expect(try await cluster.send(.put, "/v1/AUTH_new", as: "admin:admin").status == 201)
        #expect(try await cluster.send(.put, "/v1/AUTH_new", as: "admin:admin").status == 202)
        #expect(try await cluster.send(.delete, "/v1/AUTH_new", as: "new:tester").status == 403)
        #expect(try await cluster.send(.delete, "/v1/AUTH_new", as: "admin:admin").status == 204)
        let gone = try await cluster.send(.get, "/v1/AUTH_new", as: "new:tester")
        #expect(gone.status == 410)
    }

    @Test func `opens itself to others by its own list`() async throws {
        try await cluster.send(
            .post, "/v1/AUTH_test",
            [
                "X-Account-Access-Control": "{\"read-only\": [\"other:guest\"]}",
                "X-Account-Meta-Temp-Url-Key": "secret",
            ])
        try await cluster.send(.put, "/v1/AUTH_test/c", ["X-Container-Read": "x"])
        let head = try await cluster.send(.head, "/v1/AUTH_test", as: "other:guest")
        #expect(head.status == 204)
        #expect(head.headers["X-Account-Access-Control"] == nil)
        #expect(head.headers["X-Account-Meta-Temp-Url-Key"] == nil)
        let container = try await cluster.send(.head, "/v1/AUTH_test/c", as: "other:guest")
        #expect(container.status == 204)
        #expect(container.headers["X-Container-Read"] == nil)
        #expect(
            try await cluster.send(.put, "/v1/AUTH_test/c/o", body: "x", as: "other:guest").status
                == 403)
        let bad = try await cluster.send(
            .post, "/v1/AUTH_test", ["X-Account-Access-Control": "[]"])
        #expect(bad.status == 400)
    }

    @Test func `says how long its name is when it is too long`() async throws {
        let name = String(repeating: "a", count: 257)
        let answer = try await cluster.send(.get, "/v1/\(name)")
        #expect(answer.status == 400)
        #expect(answer.text == "Account name length of 257 longer than 256")
    }
}
