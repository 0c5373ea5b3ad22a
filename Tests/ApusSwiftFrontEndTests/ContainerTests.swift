// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftFrontEnd
import Testing

@Suite struct ContainerTests {
    let cluster = TestCluster()

    @Test func `is created once and deleted when it is empty`() async throws {
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 404)
        let made = try await cluster.send(.put, "/v1/AUTH_test/c")
        #expect(made.status == 201)
        #expect(made.body.isEmpty)
        let again = try await cluster.send(.put, "/v1/AUTH_test/c")
        #expect(again.status == 202)
        #expect(again.text.hasSuffix("<p>The request is accepted for processing.</p></html>"))
        try await cluster.send(.put, "/v1/AUTH_test/c/o", body: "x")
        #expect(try await cluster.send(.delete, "/v1/AUTH_test/c").status == 409)
        try await cluster.send(.delete, "/v1/AUTH_test/c/o")
        #expect(try await cluster.send(.delete, "/v1/AUTH_test/c").status == 204)
        #expect(try await cluster.send(.delete, "/v1/AUTH_test/c").status == 404)
        #expect(try await cluster.send(.head, "/v1/AUTH_test/c").status == 404)
    }

    @Test func `tells what it holds`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c", ["X-Container-Meta-Colour": "blue"])
        try await cluster.send(.put, "/v1/AUTH_test/c/o", body: "12345")
        let head = try await cluster.send(.head, "/v1/AUTH_test/c")
        #expect(head.status == 204)
        #expect(head.headers["X-Container-Object-Count"] == "1")
        #expect(head.headers["X-Container-Bytes-Used"] == "5")
        #expect(head.headers["X-Storage-Policy"] == "gold")
        #expect(head.headers["X-Container-Meta-Colour"] == "blue")
        #expect(head.headers["X-Timestamp"] == "1700000000.00001")
        #expect(head.headers["Last-Modified"] == "Tue, 14 Nov 2023 22:13:21 GMT")
        #expect(head.headers["Accept-Ranges"] == "bytes")
    }

    @Test func `keeps the policy it was made with`() async throws {
        let path = "/v1/AUTH_test/c"
        #expect(try await cluster.send(.put, path, ["X-Storage-Policy": "Silver"]).status == 201)
        #expect(try await cluster.send(.put, path, ["X-Storage-Policy": "gold"]).status == 409)
        #expect(try await cluster.send(.put, path).status == 202)
        #expect(try await cluster.send(.put, path, ["X-Storage-Policy": ""]).status == 202)
        #expect(try await cluster.send(.head, path).headers["X-Storage-Policy"] == "silver")
        for name in ["nope", "tin"] {
            let bad = try await cluster.send(.put, "/v1/AUTH_test/d", ["X-Storage-Policy": name])
            #expect(bad.status == 400)
            #expect(bad.text == "Invalid X-Storage-Policy '\(name)'")
        }
    }

    @Test(arguments: [
        ("", "a\nb/1\nb/2\nc//x\né\n"), ("prefix=b", "b/1\nb/2\n"),
        ("delimiter=/", "a\nb/\nc/\né\n"), ("prefix=b/&delimiter=/", "b/1\nb/2\n"),
        ("marker=b/1", "b/2\nc//x\né\n"), ("end_marker=b/2", "a\nb/1\n"), ("limit=2", "a\nb/1\n"),
        ("limit=x", "a\nb/1\nb/2\nc//x\né\n"), ("reverse=true&limit=2", "é\nc//x\n"),
        ("reverse=on&marker=b/2", "b/1\na\n"), ("path=b", "b/1\nb/2\n"), ("path=", "a\né\n"),
        ("delimiter=//", "a\nb/1\nb/2\nc//\né\n"),
    ])
    func `lists the part asked for`(query: String, names: String) async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
        for name in ["a", "b/1", "b/2", "c//x", "%C3%A9"] {
            try await cluster.send(.put, "/v1/AUTH_test/c/\(name)", body: "x")
        }
        let answer = try await cluster.send(.get, "/v1/AUTH_test/c?\(query)")
        #expect(answer.status == 200)
        #expect(answer.text == names)
    }

    @Test func `lists objects with what they are`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(
            .put, "/v1/AUTH_test/c/%C3%A9%22/x", ["Content-Type": "text/<b>"], body: "hello")
        let json = try await cluster.send(.get, "/v1/AUTH_test/c?format=json")
        #expect(
            json.text == """
                [{"bytes": 5, "hash": "5d41402abc4b2a76b9719d911017c592", \
                "name": "\\u00e9\\"/x", "content_type": "text/<b>", \
                "last_modified": "2023-11-14T22:13:20.000020"}]
                """)
        let xml = try await cluster.send(.get, "/v1/AUTH_test/c?format=xml")
        #expect(xml.headers["Content-Type"] == "application/xml; charset=utf-8")
        #expect(
            xml.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <container name="c"><object><name>é"/x</name>\
                <hash>5d41402abc4b2a76b9719d911017c592</hash><bytes>5</bytes>\
                <content_type>text/&lt;b&gt;</content_type>\
                <last_modified>2023-11-14T22:13:20.000020</last_modified></object></container>
                """)
        let levels = try await cluster.send(.get, "/v1/AUTH_test/c?format=json&delimiter=/")
        #expect(levels.text == "[{\"subdir\": \"\\u00e9\\\"/\"}]")
        let tree = try await cluster.send(.get, "/v1/AUTH_test/c?format=xml&delimiter=/")
        #expect(
            tree.text.hasSuffix("<subdir name=\"é&quot;/\"><name>é\"/</name></subdir></container>"))
    }

    @Test func `is empty in every format`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 204)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c?format=json").text == "[]")
        #expect(
            try await cluster.send(.get, "/v1/AUTH_test/c?format=xml").text
                == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container name=\"c\" />")
    }

    @Test func `refuses limits and parameters out of bounds`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
        let limit = try await cluster.send(.get, "/v1/AUTH_test/c?limit=10001")
        #expect(limit.status == 412)
        #expect(limit.text == "Maximum limit is 10000")
        let prefix = try await cluster.send(.get, "/v1/AUTH_test/c?prefix=%ff")
        #expect(prefix.status == 400)
        #expect(prefix.text == "\"prefix\" parameter not valid UTF-8")
    }

    @Test(arguments: [
        (
            "X-Container-Read", ".r:",
            "No host/domain value after referrer designation in ACL: '.r:'"
        ),
        ("X-Container-Write", ".r:*", "Referrers not allowed in write ACL: '.r:*'"),
    ])
    func `refuses lists it cannot read`(name: String, value: String, text: String) async throws {
        let answer = try await cluster.send(.put, "/v1/AUTH_test/c", [name: value])
        #expect(answer.status == 400)
        #expect(answer.text == text)
    }

    @Test func `lets others in by its lists`() async throws {
        try await cluster.send(
            .put, "/v1/AUTH_test/c",
            ["X-Container-Read": ".r:*, test:tester3", "X-Container-Write": "test:tester3"])
        let head = try await cluster.send(.head, "/v1/AUTH_test/c")
        #expect(head.headers["X-Container-Read"] == ".r:*,test:tester3")
        #expect(
            try await cluster.send(.put, "/v1/AUTH_test/c/o", body: "x", as: "test:tester3").status
                == 201)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/o", as: nil).text == "x")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c", as: nil).status == 401)
        #expect(
            try await cluster.send(.put, "/v1/AUTH_test/c/o", body: "x", as: "other:x").status
                == 403)
        #expect(
            try await cluster.send(.post, "/v1/AUTH_test/c", as: "test:tester3").status == 403)
        try await cluster.send(.post, "/v1/AUTH_test/c", ["X-Remove-Container-Read": "1"])
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/o", as: nil).status == 401)
    }

    @Test func `lists for everybody with rlistings`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c", ["X-Container-Read": ".r:*,.rlistings"])
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c", as: nil).status == 204)
    }

    @Test func `says how long its name is when it is too long`() async throws {
        let name = String(repeating: "c", count: 257)
        let answer = try await cluster.send(.put, "/v1/AUTH_test/\(name)")
        #expect(answer.status == 400)
        #expect(answer.text == "Container name length of 257 longer than 256")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/\(name)").status == 404)
    }
}
