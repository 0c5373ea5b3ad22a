// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Testing

@Suite struct SymlinkTests {
    let cluster = TestCluster()
    let etag = "5d41402abc4b2a76b9719d911017c592"

    init() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, "/v1/AUTH_test/d")
        try await cluster.send(
            .put, "/v1/AUTH_test/c/a%20b",
            ["Content-Type": "text/x", "X-Object-Meta-A": "1"], body: "hello")
    }

    @discardableResult
    private func link(
        _ name: String, to target: String, _ headers: Headers = [:]
    ) async throws -> Answer {
        var headers = headers
        headers["X-Symlink-Target"] = target
        return try await cluster.send(.put, "/v1/AUTH_test/d/\(name)", headers)
    }

    @Test func `answers with what it leads to`() async throws {
        #expect(try await link("l", to: "c/a%20b").status == 201)
        let get = try await cluster.send(.get, "/v1/AUTH_test/d/l")
        #expect(get.status == 200)
        #expect(get.text == "hello")
        #expect(get.headers["X-Object-Meta-A"] == "1")
        #expect(get.headers["Etag"] == etag)
        #expect(get.headers["Content-Location"] == "/v1/AUTH_test/c/a%20b")
        #expect(get.headers["X-Symlink-Target"] == nil)
        let head = try await cluster.send(.head, "/v1/AUTH_test/d/l")
        #expect(head.headers["Content-Length"] == "5")
        let part = try await cluster.send(.get, "/v1/AUTH_test/d/l", ["Range": "bytes=1-2"])
        #expect(part.status == 206)
        #expect(part.text == "el")
    }

    @Test func `answers for itself when asked`() async throws {
        try await link("l", to: "c%2Fa b", ["X-Symlink-Target-Account": "AUTH_test"])
        let head = try await cluster.send(.head, "/v1/AUTH_test/d/l?symlink=get")
        #expect(head.headers["Content-Length"] == "0")
        #expect(head.headers["Content-Type"] == "application/symlink")
        #expect(head.headers["X-Symlink-Target"] == "c/a%20b")
        #expect(head.headers["X-Symlink-Target-Account"] == "AUTH_test")
        #expect(head.headers["Content-Location"] == nil)
    }

    @Test func `shows in listings where it leads`() async throws {
        try await link("l", to: "c/a%20b")
        try await link("s", to: "c/a%20b", ["X-Symlink-Target-Etag": "\"\(etag)\""])
        let list = try await cluster.send(.get, "/v1/AUTH_test/d?format=json")
        let entries = try #require(try JSONValue(parsing: list.body).elements)
        let first = try #require(entries[0].members)
        #expect(first["symlink_path"] == .string("/v1/AUTH_test/c/a%20b"))
        #expect(first["bytes"] == .integer(0))
        #expect(first["symlink_etag"] == nil)
        let second = try #require(entries[1].members)
        #expect(second["symlink_etag"] == .string(etag))
        #expect(second["symlink_bytes"] == .integer(5))
        #expect(second["content_type"] == .string("text/x"))
    }

    @Test func `with an ETag leads only to the same bytes`() async throws {
        #expect(
            try await link("s", to: "c/a%20b", ["X-Symlink-Target-Etag": etag]).status == 201)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/d/s").text == "hello")
        let own = try await cluster.send(.head, "/v1/AUTH_test/d/s?symlink=get")
        #expect(own.headers["X-Symlink-Target-Etag"] == etag)
        #expect(own.headers["X-Symlink-Target-Bytes"] == "5")
        try await cluster.send(.put, "/v1/AUTH_test/c/a%20b", body: "other")
        let get = try await cluster.send(.get, "/v1/AUTH_test/d/s")
        #expect(get.status == 409)
        #expect(get.headers["Content-Location"] == "/v1/AUTH_test/c/a%20b")
        #expect(
            get.text == "Object Etag '\(md5(Bytes("other")))' does not match "
                + "X-Symlink-Target-Etag header '\(etag)'")
    }

    @Test func `with an ETag is made only to what is there`() async throws {
        let wrong = try await link("s", to: "c/a%20b", ["X-Symlink-Target-Etag": "x"])
        #expect(wrong.status == 409)
        #expect(
            wrong.text
                == "Object Etag '\(etag)' does not match X-Symlink-Target-Etag header 'x'")
        let missing = try await link("s", to: "c/none", ["X-Symlink-Target-Etag": etag])
        #expect(missing.status == 409)
        #expect(missing.text == "X-Symlink-Target does not exist")
        let bad = try await link("s", to: "c/a%20b", ["X-Symlink-Target-Etag": "x;y"])
        #expect(bad.status == 400)
        #expect(bad.text == "Bad X-Symlink-Target-Etag format")
    }

    @Test func `is followed over two links, not more`() async throws {
        try await link("1", to: "c/a%20b")
        try await link("2", to: "d/1")
        try await link("3", to: "d/2")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/d/2").text == "hello")
        let deep = try await cluster.send(.get, "/v1/AUTH_test/d/3")
        #expect(deep.status == 409)
        #expect(deep.text == "Too many levels of symbolic links, maximum allowed is 2")
        try await link("x", to: "d/y")
        try await link("y", to: "d/x")
        #expect(try await cluster.send(.head, "/v1/AUTH_test/d/x").status == 409)
    }

    @Test func `says where nothing was found`() async throws {
        try await link("l", to: "c/none")
        let get = try await cluster.send(.get, "/v1/AUTH_test/d/l")
        #expect(get.status == 404)
        #expect(get.headers["Content-Location"] == "/v1/AUTH_test/c/none")
        #expect(try await cluster.send(.delete, "/v1/AUTH_test/d/l").status == 204)
    }

    @Test func `redirects a POST, which changes the link alone`() async throws {
        try await link("l", to: "c/a%20b")
        let post = try await cluster.send(
            .post, "/v1/AUTH_test/d/l", ["X-Object-Meta-B": "2"])
        #expect(post.status == 307)
        #expect(post.headers["Location"] == "/v1/AUTH_test/c/a%20b")
        #expect(
            post.text == "The requested POST was applied to a symlink. POST directly to the "
                + "target to apply requested metadata.")
        let own = try await cluster.send(.head, "/v1/AUTH_test/d/l?symlink=get")
        #expect(own.headers["X-Object-Meta-B"] == "2")
        #expect(own.headers["X-Symlink-Target"] == "c/a%20b")
        let target = try await cluster.send(.head, "/v1/AUTH_test/c/a%20b")
        #expect(target.headers["X-Object-Meta-B"] == nil)
        let set = try await cluster.send(
            .post, "/v1/AUTH_test/c/a%20b", ["X-Symlink-Target": "d/l"])
        #expect(set.status == 400)
    }

    @Test func `is copied itself, or what it leads to`() async throws {
        try await link("l", to: "c/a%20b")
        try await cluster.send(.copy, "/v1/AUTH_test/d/l", ["Destination": "d/object"])
        try await cluster.send(
            .copy, "/v1/AUTH_test/d/l?symlink=get", ["Destination": "d/link"])
        let object = try await cluster.send(.get, "/v1/AUTH_test/d/object?symlink=get")
        #expect(object.text == "hello")
        let link = try await cluster.send(.get, "/v1/AUTH_test/d/link?symlink=get")
        #expect(link.headers["X-Symlink-Target"] == "c/a%20b")
        #expect(link.text.isEmpty)
    }

    @Test func `asks at the target whether the reader may`() async throws {
        try await link("l", to: "c/a%20b")
        try await cluster.send(.post, "/v1/AUTH_test/d", ["X-Container-Read": ".r:*"])
        let refused = try await cluster.send(.get, "/v1/AUTH_test/d/l", as: nil)
        #expect(refused.status == 401)
        try await cluster.send(.post, "/v1/AUTH_test/c", ["X-Container-Read": ".r:*"])
        #expect(try await cluster.send(.get, "/v1/AUTH_test/d/l", as: nil).text == "hello")
    }

    @Test func `may be a segment of a large object`() async throws {
        try await link("seg", to: "c/a%20b")
        let manifest = #"[{"path": "/d/seg"}, {"path": "/c/a b"}]"#
        let put = try await cluster.send(
            .put, "/v1/AUTH_test/c/big?multipart-manifest=put", body: manifest)
        #expect(put.status == 201)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/big").text == "hellohello")
        try await link("big", to: "c/big")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/d/big").text == "hellohello")
    }

    @Test func `says what is wrong with a request`() async throws {
        let path = "/v1/AUTH_test/d/l"
        let body = try await cluster.send(
            .put, path, ["X-Symlink-Target": "c/a"], body: "x")
        #expect(body.status == 400)
        #expect(body.text == "Symlink requests require a zero byte body")
        let form = "X-Symlink-Target header must be of the form <container name>/<object name>"
        for target in ["c", "c/", "/c/o", "", "%2Fc/o"] {
            let answer = try await link("l", to: target)
            #expect(answer.status == 412)
            #expect(answer.text == form)
        }
        let itself = try await link("l", to: "d/l")
        #expect(itself.status == 400)
        #expect(itself.text == "Symlink cannot target itself")
        let account = try await link("l", to: "c/o", ["X-Symlink-Target-Account": "a/b"])
        #expect(account.status == 412)
        #expect(account.text == "Account name cannot contain slashes")
    }

    @Test func `has a body of unknown length only when it is empty`() async throws {
        let headers: Headers = [
            "X-Symlink-Target": "c/a%20b", "Transfer-Encoding": "chunked",
        ]
        let path = "/v1/AUTH_test/d/l"
        let empty = try await cluster.send(
            .put, path, headers, reader: BodyReader(lengthBytes: nil) { nil })
        #expect(empty.status == 201)
        let full = try await cluster.send(
            .put, path, headers,
            reader: BodyReader(lengthBytes: nil) { .bytes(Bytes("x")) })
        #expect(full.status == 400)
    }
}
