// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Testing

@Suite struct CopyTests {
    let cluster = TestCluster()
    let source = "/v1/AUTH_test/c/a%20b"

    init() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, "/v1/AUTH_test/d")
        try await cluster.send(
            .put, source,
            [
                "Content-Type": "text/x", "X-Object-Meta-A": "1", "X-Object-Meta-B": "2",
                "Content-Disposition": "inline", "X-Delete-After": "50",
            ], body: "hello")
    }

    @Test(arguments: ["d/o", "/d/o", "d%2Fo", "/d/%6f"])
    func `copies with metadata`(destination: String) async throws {
        let copy = try await cluster.send(
            .copy, source, ["Destination": destination, "X-Object-Meta-B": "3"])
        #expect(copy.status == 201)
        #expect(copy.headers["Etag"] == "5d41402abc4b2a76b9719d911017c592")
        #expect(copy.headers["X-Copied-From"] == "c/a%20b")
        #expect(copy.headers["X-Copied-From-Account"] == "AUTH_test")
        #expect(copy.headers["X-Copied-From-Last-Modified"] == "Tue, 14 Nov 2023 22:13:21 GMT")
        #expect(copy.headers["X-Object-Meta-A"] == "1")
        let head = try await cluster.send(.head, "/v1/AUTH_test/d/o")
        #expect(head.headers["X-Object-Meta-A"] == "1")
        #expect(head.headers["X-Object-Meta-B"] == "3")
        #expect(head.headers["Content-Type"] == "text/x")
        #expect(head.headers["Content-Disposition"] == "inline")
        #expect(head.headers["X-Delete-At"] == "1700000050")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/d/o").text == "hello")
    }

    @Test func `copies by PUT, with another content type`() async throws {
        let copy = try await cluster.send(
            .put, "/v1/AUTH_test/d/o",
            ["X-Copy-From": "/c/a%20b", "Content-Type": "text/y"])
        #expect(copy.status == 201)
        let head = try await cluster.send(.head, "/v1/AUTH_test/d/o")
        #expect(head.headers["Content-Type"] == "text/y")
    }

    @Test func `starts fresh when told to`() async throws {
        try await cluster.send(
            .copy, source,
            ["Destination": "d/o", "X-Fresh-Metadata": "true", "X-Object-Meta-C": "3"])
        let head = try await cluster.send(.head, "/v1/AUTH_test/d/o")
        #expect(head.headers["X-Object-Meta-A"] == nil)
        #expect(head.headers["X-Object-Meta-C"] == "3")
        #expect(head.headers["X-Delete-At"] == nil)
        #expect(head.headers["Content-Type"] == "text/x")
    }

    @Test func `copies a part`() async throws {
        let copy = try await cluster.send(
            .copy, source, ["Destination": "d/o", "Range": "bytes=1-2"])
        #expect(copy.status == 201)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/d/o").text == "el")
        let none = try await cluster.send(
            .copy, source, ["Destination": "d/o", "Range": "bytes=9-"])
        #expect(none.status == 416)
    }

    @Test func `copies onto itself`() async throws {
        #expect(
            try await cluster.send(.copy, source, ["Destination": "c/a%20b"]).status == 201)
        #expect(try await cluster.send(.get, source).text == "hello")
    }

    @Test func `copies between accounts that the caller may use`() async throws {
        try await cluster.send(.put, "/v1/AUTH_other/e", as: "other:tester")
        let headers: Headers = ["Destination": "e/o", "Destination-Account": "AUTH_other"]
        #expect(try await cluster.send(.copy, source, headers).status == 403)
        try await cluster.send(
            .post, "/v1/AUTH_other/e", ["X-Container-Write": "test:tester"], as: "other:tester")
        #expect(try await cluster.send(.copy, source, headers).status == 201)
        let pull: Headers = ["X-Copy-From": "c/a%20b", "X-Copy-From-Account": "AUTH_test"]
        let path = "/v1/AUTH_other/e/p"
        #expect(try await cluster.send(.put, path, pull, as: "other:tester").status == 403)
        try await cluster.send(
            .post, "/v1/AUTH_test/c", ["X-Container-Read": "other:tester"])
        let answer = try await cluster.send(.put, path, pull, as: "other:tester")
        #expect(answer.status == 201)
        #expect(answer.headers["X-Copied-From-Account"] == "AUTH_test")
    }

    @Test func `says what is wrong with a request`() async throws {
        func expect(
            _ headers: Headers, body: String = "", _ status: Int, _ text: String?,
            _ location: SourceLocation = #_sourceLocation
        ) async throws {
            let answer = try await cluster.send(.copy, source, headers, body: body)
            #expect(answer.status == status, sourceLocation: location)
            if let text { #expect(answer.text == text, sourceLocation: location) }
        }
        try await expect([:], 412, "Destination header required")
        let form = "Destination header must be of the form <container name>/<object name>"
        for malformed in ["c", "/c", "c/", "//o"] {
            try await expect(["Destination": malformed], 412, form)
        }
        try await expect(
            ["Destination": "d/o"], body: "x", 400, "Copy requests require a zero byte body")
        try await expect(["Destination": "none/o"], 404, nil)
        try await expect(
            ["Destination": "d/o", "Destination-Account": "a/b"], 412,
            "Account name cannot contain slashes")
        let missing = try await cluster.send(
            .copy, "/v1/AUTH_test/c/none", ["Destination": "d/o"])
        #expect(missing.status == 404)
        let from = try await cluster.send(.put, "/v1/AUTH_test/d/o", ["X-Copy-From": "c"])
        #expect(from.status == 412)
        #expect(
            from.text == "X-Copy-From header must be of the form <container name>/<object name>")
    }

    @Test func `gives signs of life when asked`() async throws {
        let copy = try await cluster.send(
            .copy, source + "?heartbeat=on",
            ["Destination": "d/o", "Accept": "application/json", "X-Object-Meta-B": "3"])
        #expect(copy.status == 202)
        #expect(copy.headers["Etag"] == nil)
        #expect(copy.text.first == " ")
        let members = try #require(try JSONValue(parsing: copy.body).members)
        #expect(members["Response Status"] == .string("201 Created"))
        #expect(members["Response Body"] == .string(""))
        #expect(members["Errors"] == .array([]))
        #expect(members["Etag"] == .string("5d41402abc4b2a76b9719d911017c592"))
        #expect(members["X-Copied-From"] == .string("c/a%20b"))
        #expect(members["X-Object-Meta-B"] == .string("3"))
        #expect(try await cluster.send(.get, "/v1/AUTH_test/d/o").text == "hello")
    }

    @Test func `tells in the body what went wrong after signs of life`() async throws {
        let copy = try await cluster.send(
            .put, "/v1/AUTH_test/none/o?heartbeat=true", ["X-Copy-From": "c/a%20b"])
        #expect(copy.status == 202)
        #expect(copy.headers["Content-Type"]?.hasPrefix("text/plain") == true)
        #expect(copy.text.contains("\nResponse Status: 404 Not Found\n"))
        #expect(copy.text.hasSuffix("Errors:\nc/a%20b, 404 Not Found\n"))
    }

    @Test func `needs no signs of life to tell that there is nothing to copy`() async throws {
        let none = try await cluster.send(
            .copy, "/v1/AUTH_test/c/none?heartbeat=on", ["Destination": "d/o"])
        #expect(none.status == 404)
        let range = try await cluster.send(
            .copy, source + "?heartbeat=on", ["Destination": "d/o", "Range": "bytes=9-"])
        #expect(range.status == 416)
    }
}
