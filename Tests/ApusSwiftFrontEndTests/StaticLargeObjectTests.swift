// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusObjectStore
import ApusSwiftFrontEnd
import Testing

@Suite struct StaticLargeObjectTests {
    let cluster: TestCluster
    let path = "/v1/AUTH_test/c/large"
    let etagA = "e2fc714c4727ee9395f324cd2e7f331f"
    let etagB = "e09c80c42fda55f9d992e59ca6b3307d"
    /// MD5 of the two above.
    var etag: String { md5(Bytes(etagA + etagB)) }

    init() async throws {
        cluster = TestCluster()
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, "/v1/AUTH_test/s")
        try await cluster.send(.put, "/v1/AUTH_test/s/a", ["Content-Type": "x/a"], body: "abcd")
        try await cluster.send(
            .put, "/v1/AUTH_test/s/b", ["Content-Type": "x/b"], body: "aaaaaaaaaa")
    }

    @discardableResult
    private func make(
        _ manifest: String, at path: String = "/v1/AUTH_test/c/large", _ headers: Headers = [:],
        query: String = ""
    ) async throws -> Answer {
        try await cluster.send(
            .put, path + "?multipart-manifest=put" + query, headers, body: manifest)
    }

    private func makePlain() async throws {
        let answer = try await make(
            """
            [{"path": "/s/a", "etag": "\(etagA)", "size_bytes": 4}, {"path": "s/b"}]
            """, ["Content-Type": "text/x", "X-Object-Meta-Colour": "blue"])
        #expect(answer.status == 201)
        #expect(answer.headers["Etag"] == "\"\(etag)\"")
    }

    @Test func `reads as its segments`() async throws {
        try await makePlain()
        let get = try await cluster.send(.get, path)
        #expect(get.status == 200)
        #expect(get.text == "abcdaaaaaaaaaa")
        for answer in [get, try await cluster.send(.head, path)] {
            #expect(answer.headers["Etag"] == "\"\(etag)\"")
            #expect(answer.headers["X-Static-Large-Object"] == "True")
            #expect(answer.headers["Content-Type"] == "text/x")
            #expect(answer.headers["X-Object-Meta-Colour"] == "blue")
            #expect(answer.headers["X-Manifest-Etag"]?.utf8.count == 32)
        }
        #expect(try await cluster.send(.head, path).headers["Content-Length"] == "14")
        let list = try await cluster.send(.get, "/v1/AUTH_test/c?format=json")
        #expect(list.text.contains("\"bytes\": 14"))
        #expect(list.text.contains("\"slo_etag\": \"\\\"\(etag)\\\"\""))
    }

    @Test func `counts only its manifest`() async throws {
        try await makePlain()
        let manifest = try await cluster.send(.get, path + "?multipart-manifest=get")
        let container = try await cluster.send(.head, "/v1/AUTH_test/c")
        #expect(container.headers["X-Container-Bytes-Used"] == String(manifest.body.count))
    }

    /// A manifest that names one object many times.
    private func repeating(_ path: String, count: Int) -> String {
        let segment = "{\"path\": \"\(path)\"}"
        return "[" + Array(repeating: segment, count: count).joined(separator: ", ") + "]"
    }

    @Test func `is not made when nesting makes it larger than any number`() async throws {
        var name = "/s/b"
        for level in 1...5 {
            let manifest = repeating(name, count: 1000)
            name = "/c/level\(level)"
            #expect(try await make(manifest, at: "/v1/AUTH_test" + name).status == 201)
        }
        // 10^16 bytes by then, a thousand times.
        let answer = try await make(repeating("/c/level5", count: 1000))
        #expect(answer.status == 413)
        #expect(try await cluster.send(.head, path).status == 404)

        // As segments of a dynamic one they may be more, which is then not told.
        for number in 1...5 {
            let manifest = repeating("/c/level5", count: 400)
            let target = "/v1/AUTH_test/c/many/\(number)"
            #expect(try await make(manifest, at: target).status == 201)
        }
        try await cluster.send(.put, "/v1/AUTH_test/c/all", ["X-Object-Manifest": "c/many/"])
        let head = try await cluster.send(.head, "/v1/AUTH_test/c/all")
        #expect(head.status == 200)
        #expect(head.headers["Content-Length"] == nil)
    }

    @Test func `is not walked without end by who may not delete what is in it`() async throws {
        let readers: Headers = ["X-Container-Read": "other:tester"]
        try await cluster.send(.post, "/v1/AUTH_test/c", readers)
        try await cluster.send(.post, "/v1/AUTH_test/s", readers)
        try await make(repeating("/s/a", count: 40), at: "/v1/AUTH_test/c/inner")
        try await make(repeating("/c/inner", count: 40))
        let answer = try await cluster.send(
            .delete, path + "?multipart-manifest=delete", ["Accept": "application/json"],
            as: "other:tester")
        let report = try JSONValue(parsing: answer.body)
        #expect(report["Response Body"]?.text == "Max delete failures exceeded")
        #expect(report["Response Status"]?.text == "400 Bad Request")
        #expect(report["Errors"]?.elements?.count == 1000)
    }

    @Test func `complains of a thousand segments at most`() async throws {
        let numbers = Array(repeating: "1", count: 5000).joined(separator: ",")
        let answer = try await make("[\(numbers)]")
        #expect(answer.status == 400)
        let lines = answer.text.split(separator: "\n")
        #expect(lines.count == 1000)
        #expect(lines.last == "Index 999: not a JSON object")
    }

    @Test func `is read with its segments after they have expired, by who may`() async throws {
        let cluster = TestCluster { $0.allowsOpenExpired = true }
        try await cluster.send(.put, "/v1/AUTH_test/c")
        let expiring: Headers = ["X-Delete-After": "10"]
        try await cluster.send(.put, "/v1/AUTH_test/c/s", expiring, body: "segment")
        let inner = "[{\"path\": \"c/s\"}]"
        let outer = "[{\"path\": \"c/inner\"}, {\"path\": \"c/s\"}]"
        for (name, manifest) in [("inner", inner), ("outer", outer)] {
            let target = "/v1/AUTH_test/c/\(name)?multipart-manifest=put"
            let put = try await cluster.send(.put, target, expiring, body: manifest)
            #expect(put.status == 201)
        }
        cluster.clock.advance(seconds: 11)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/outer").status == 404)
        let opened = try await cluster.send(
            .get, "/v1/AUTH_test/c/outer", ["X-Open-Expired": "true"])
        #expect(opened.text == "segmentsegment")
        let part = try await cluster.send(
            .get, "/v1/AUTH_test/c/outer?part-number=2", ["X-Open-Expired": "true"])
        #expect(part.status == 206)
        #expect(part.text == "segment")
    }

    @Test(arguments: [
        ("bytes=0-1", "ab"), ("bytes=3-4", "da"), ("bytes=2-", "cdaaaaaaaaaa"), ("bytes=-3", "aaa"),
        ("bytes=4-4", "a"),
    ])
    func `reads in part, across segments`(range: String, text: String) async throws {
        try await makePlain()
        let answer = try await cluster.send(.get, path, ["Range": range])
        #expect(answer.status == 206)
        #expect(answer.text == text)
        #expect(answer.headers["Content-Range"]?.hasSuffix("/14") == true)
    }

    @Test func `reads in several parts`() async throws {
        try await makePlain()
        let answer = try await cluster.send(.get, path, ["Range": "bytes=0-1,3-4"])
        #expect(answer.status == 206)
        #expect(answer.text.contains("bytes 3-4/14\r\n\r\nda\r\n--"))
    }

    @Test func `reads on condition of its own ETag`() async throws {
        try await makePlain()
        #expect(try await cluster.send(.get, path, ["If-None-Match": etag]).status == 304)
        #expect(try await cluster.send(.get, path, ["If-Match": "\"\(etag)\""]).status == 200)
        #expect(try await cluster.send(.get, path, ["If-Match": etagA]).status == 412)
    }

    @Test func `shows its manifest`() async throws {
        try await makePlain()
        let stored = try await cluster.send(.get, path + "?multipart-manifest=get")
        #expect(stored.headers["Content-Type"] == "application/json; charset=utf-8")
        #expect(stored.headers["X-Static-Large-Object"] == "True")
        #expect(stored.headers["Etag"] == md5(stored.body))
        #expect(
            stored.text == """
                [{"name": "/s/a", "bytes": 4, "hash": "\(etagA)", "content_type": "x/a", \
                "last_modified": "2023-11-14T22:13:21.000000"}, \
                {"name": "/s/b", "bytes": 10, "hash": "\(etagB)", "content_type": "x/b", \
                "last_modified": "2023-11-14T22:13:21.000000"}]
                """)
        let raw = try await cluster.send(.get, path + "?multipart-manifest=get&format=raw")
        #expect(raw.headers["Content-Type"] == "text/x")
        #expect(
            raw.text == """
                [{"etag": "\(etagA)", "path": "/s/a", "size_bytes": 4}, \
                {"etag": "\(etagB)", "path": "/s/b", "size_bytes": 10}]
                """)
        #expect(raw.headers["Etag"] == md5(raw.body))
        let again = try await make(raw.text, at: "/v1/AUTH_test/c/again")
        #expect(again.headers["Etag"] == "\"\(etag)\"")
    }

    @Test func `takes parts of segments and bytes in the manifest`() async throws {
        let made = try await make(
            """
            [{"path": "/s/a", "range": "1-2"}, {"data": "PC8+"}, {"path": "/s/b", "range": "-2"},
             {"path": "/s/a", "range": "0-3"}]
            """)
        #expect(made.status == 201)
        let pieces = "\(etagA):1-2;" + md5(Bytes("</>")) + "\(etagB):8-9;" + etagA
        #expect(made.headers["Etag"] == "\"\(md5(Bytes(pieces)))\"")
        #expect(try await cluster.send(.get, path).text == "bc</>aaabcd")
        #expect(try await cluster.send(.get, path, ["Range": "bytes=1-5"]).text == "c</>a")
        let stored = try await cluster.send(.get, path + "?multipart-manifest=get")
        #expect(stored.text.contains("\"range\": \"8-9\""))
        #expect(stored.text.contains("{\"data\": \"PC8+\"}"))
    }

    @Test func `nests`() async throws {
        try await makePlain()
        let outer = try await make(
            """
            [{"path": "/s/a"}, {"path": "/c/large", "etag": "\(etag)", "size_bytes": 14},
             {"path": "/c/large", "range": "2-5"}]
            """, at: "/v1/AUTH_test/c/outer")
        #expect(outer.status == 201)
        let whole = try await cluster.send(.get, "/v1/AUTH_test/c/outer")
        #expect(whole.text == "abcd" + "abcdaaaaaaaaaa" + "cdaa")
        let part = try await cluster.send(
            .get, "/v1/AUTH_test/c/outer", ["Range": "bytes=6-19"])
        #expect(part.text == "cdaaaaaaaaaacd")
        let stored = try await cluster.send(
            .get, "/v1/AUTH_test/c/outer?multipart-manifest=get")
        #expect(stored.text.contains("\"sub_slo\": true"))
    }

    @Test func `nests only so deep`() async throws {
        try await make("[{\"path\": \"/s/a\"}]", at: "/v1/AUTH_test/c/0")
        for depth in 1...10 {
            try await make(
                "[{\"path\": \"/c/\(depth - 1)\"}]", at: "/v1/AUTH_test/c/\(depth)")
        }
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/9").text == "abcd")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/10").status == 409)
    }

    @Test func `gives single segments by their number`() async throws {
        try await makePlain()
        let second = try await cluster.send(.get, path + "?part-number=2")
        #expect(second.status == 206)
        #expect(second.text == "aaaaaaaaaa")
        #expect(second.headers["X-Parts-Count"] == "2")
        #expect(second.headers["Content-Range"] == "bytes 4-13/14")
        let head = try await cluster.send(.head, path + "?part-number=1")
        #expect(head.status == 206)
        #expect(head.headers["Content-Length"] == "4")
        let third = try await cluster.send(.get, path + "?part-number=3")
        #expect(third.status == 416)
        #expect(third.text == "The requested part number is not satisfiable")
        #expect(third.headers["X-Parts-Count"] == "2")
        #expect(third.headers["X-Static-Large-Object"] == "True")
        #expect(third.headers["Content-Range"] == "bytes */14")
        try await cluster.send(.copy, path + "?part-number=1", ["Destination": "c/part"])
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/part").text == "abcd")
        let zero = try await cluster.send(.get, path + "?part-number=0")
        #expect(zero.status == 400)
        #expect(zero.text == "Part number must be an integer greater than 0")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/s/a?part-number=9").status == 200)
    }

    @Test(arguments: [
        ("{", "Manifest must be valid JSON.\n"), ("{}", "Manifest must be a list.\n"),
        ("[1]", "Index 0: not a JSON object\n"),
        ("[{\"path\": \"/s/a\", \"foo\": 1}]", "Index 0: extraneous keys \"foo\"\n"),
        (
            "[{}]", "Index 0: expected keys to include one of 'data' or 'path'\n"
        ),
        ("[{\"path\": 1}]", "Index 0: \"path\" must be a string\n"),
        (
            "[{\"path\": \"/s\"}]",
            "Index 0: path does not refer to an object. Path must be of the form "
                + "/container/object.\n"
        ),
        ("[{\"path\": \"/s/a\", \"size_bytes\": \"x\"}]", "Index 0: invalid size_bytes\n"),
        (
            "[{\"path\": \"/s/a\", \"size_bytes\": 0}, {\"path\": \"/s/b\"}]",
            "Index 0: too small; each segment must be at least 1 byte.\n"
        ),
        ("[{\"path\": \"/s/a\", \"range\": \"x\"}]", "Index 0: invalid range\n"),
        (
            "[{\"path\": \"/s/a\", \"range\": \"0-1,2-3\"}]",
            "Index 0: multiple ranges (only one allowed)\n"
        ),
        (
            "[{\"path\": \"/s/a\", \"range\": \"9-\", \"size_bytes\": 4}]",
            "Index 0: unsatisfiable range\n"
        ),
        (
            "[{\"path\": \"/c/large\"}]",
            "Index 0: manifest must not include itself as a segment\n"
        ),
        ("[{\"data\": \"!\"}, {\"path\": \"/s/a\"}]", "Index 0: data must be valid base64\n"),
        (
            "[{\"data\": \"YQ==\"}]",
            "Inline data segments require at least one object-backed segment.\n"
        ),
    ])
    func `refuses manifests it cannot read`(manifest: String, text: String) async throws {
        let answer = try await make(manifest)
        #expect(answer.status == 400)
        #expect(answer.text == text)
    }

    @Test func `tells which segments cannot be used`() async throws {
        let manifest = """
            [{"path": "/s/no ne"}, {"path": "/s/a", "etag": "x", "size_bytes": 5},
             {"path": "/s/a", "range": "7-"}]
            """
        let plain = try await make(manifest)
        #expect(plain.status == 400)
        #expect(
            plain.text == """
                Errors:
                /s/no%20ne, 404 Not Found
                /s/a, Size Mismatch
                /s/a, Etag Mismatch
                /s/a, Unsatisfiable Range

                """)
        let json = try await make(
            "[{\"path\": \"/s/none\"}]", ["Accept": "application/json"])
        #expect(json.headers["Content-Type"] == "application/json")
        #expect(json.text == "{\"Errors\": [[\"/s/none\", \"404 Not Found\"]]}")
        #expect(try await cluster.send(.head, path).status == 404)
    }

    @Test func `uses only segments that its maker may read`() async throws {
        try await cluster.send(
            .post, "/v1/AUTH_test/c", ["X-Container-Write": "other:x", "X-Container-Read": ".r:*"])
        let answer = try await cluster.send(
            .put, path + "?multipart-manifest=put", body: "[{\"path\": \"/s/a\"}]", as: "other:x")
        #expect(answer.text == "Errors:\n/s/a, 403 Forbidden\n")
        try await makePlain()
        #expect(try await cluster.send(.head, path, as: nil).status == 200)
        #expect(try await cluster.send(.get, path, as: nil).status == 409)
    }

    @Test func `may be empty`() async throws {
        #expect(try await make("[]").status == 201)
        let answer = try await cluster.send(.get, path)
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
    }

    @Test func `checks the ETag it is given`() async throws {
        let manifest = "[{\"path\": \"/s/a\"}]"
        #expect(try await make(manifest, ["ETag": etagA]).status == 422)
        #expect(try await make(manifest, ["ETag": md5(Bytes(etagA))]).status == 201)
    }

    @Test func `has limits`() async throws {
        let entries = Array(repeating: "{\"path\": \"/s/a\"}", count: 1001)
        let many = try await make("[" + entries.joined(separator: ",") + "]")
        #expect(many.status == 413)
        #expect(many.text == "Number of object-backed segments must be <= 1000")
        let most = try await make("[" + entries.dropLast().joined(separator: ",") + "]")
        #expect(most.status == 201)
        let long = try await make(String(repeating: " ", count: 8 * 1024 * 1024 + 1))
        #expect(long.status == 413)
        #expect(long.text == "Manifest File > 8388608 bytes")
    }

    @Test func `gives signs of life when asked`() async throws {
        let good = try await make("[{\"path\": \"/s/a\"}]", query: "&heartbeat=on")
        #expect(good.status == 202)
        #expect(
            good.text == """
                 \r\n\r\nEtag: "\(md5(Bytes(etagA)))"
                Last Modified: Tue, 14 Nov 2023 22:13:21 GMT
                Response Body: \nResponse Status: 201 Created
                Errors:

                """)
        let bad = try await make("[{\"path\": \"/s/none\"}]", query: "&heartbeat=on")
        #expect(bad.status == 202)
        #expect(bad.text.hasPrefix(" \r\n\r\nResponse Body: Bad Request\nThe server could not"))
        #expect(
            bad.text.hasSuffix(
                "Response Status: 400 Bad Request\nErrors:\n/s/none, 404 Not Found\n"))
    }

    @Test func `is a conflict when its first segment has changed`() async throws {
        try await makePlain()
        try await cluster.send(.put, "/v1/AUTH_test/s/a", body: "wxyz")
        #expect(try await cluster.send(.get, path).status == 409)
        #expect(try await cluster.send(.get, path, ["Range": "bytes=5-6"]).text == "aa")
        try await cluster.send(.delete, "/v1/AUTH_test/s/a")
        #expect(try await cluster.send(.get, path).status == 409)
    }

    @Test func `is cut short when a later segment has changed`() async throws {
        try await makePlain()
        try await cluster.send(.put, "/v1/AUTH_test/s/b", body: "bbbbbbbbbb")
        let response = try await cluster.frontEnd.respond(
            to: Request(.get, path, headers: ["X-Auth-Token": "test:tester"]))
        #expect(response.status.code == 200)
        let reader = response.reader
        #expect(reader.lengthBytes == 14)
        #expect(try await reader.next()?.text == "abcd")
        await #expect(throws: StoreError.self) { try await reader.next() }
    }

    @Test func `is deleted with its segments`() async throws {
        try await makePlain()
        try await make(
            "[{\"path\": \"/c/large\"}, {\"path\": \"/s/a\"}]", at: "/v1/AUTH_test/c/outer")
        try await cluster.send(.delete, "/v1/AUTH_test/s/b")
        let answer = try await cluster.send(
            .delete, "/v1/AUTH_test/c/outer?multipart-manifest=delete",
            ["Accept": "application/json"])
        #expect(answer.status == 200)
        let members = try #require(try JSONValue(parsing: answer.body).members)
        #expect(members["Number Deleted"] == .integer(3))
        #expect(members["Number Not Found"] == .integer(2))
        #expect(members["Response Status"] == .string("200 OK"))
        #expect(members["Errors"] == .array([]))
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 204)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/s").status == 204)
    }

    @Test func `is deleted with its segments in one step`() async throws {
        try await make("[{\"path\": \"/s/a\"}, {\"path\": \"/s/b\"}, {\"path\": \"/s/a\"}]")
        let answer = try await cluster.send(
            .delete, path + "?multipart-manifest=delete&async=yes")
        #expect(answer.status == 204)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 204)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/s").status == 204)
    }

    @Test func `is deleted in one step only where its segments are together and plain`()
        async throws
    {
        try await cluster.send(.put, "/v1/AUTH_test/c/x", body: "abcd")
        try await make("[{\"path\": \"/s/a\"}, {\"path\": \"/c/x\"}]")
        let query = "?multipart-manifest=delete&async=yes"
        let scattered = try await cluster.send(.delete, path + query)
        #expect(scattered.status == 400)
        #expect(
            scattered.text
                == "All segments must be in one container. Found segments in \"s\", \"c\"")
        try await make("[{\"path\": \"/c/large\"}]", at: "/v1/AUTH_test/c/outer")
        let nested = try await cluster.send(.delete, "/v1/AUTH_test/c/outer" + query)
        #expect(nested.status == 400)
        #expect(nested.text == "No segments may be large objects.")
        #expect(try await cluster.send(.delete, "/v1/AUTH_test/c/x" + query).status == 400)
        #expect(try await cluster.send(.delete, "/v1/AUTH_test/c/none" + query).status == 404)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").text == "large\nouter\nx\n")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/s").text == "a\nb\n")
    }

    @Test func `is deleted in one step only by who may delete its segments`() async throws {
        try await makePlain()
        try await cluster.send(
            .post, "/v1/AUTH_test/c", ["X-Container-Write": "other:x", "X-Container-Read": ".r:*"])
        let answer = try await cluster.send(
            .delete, path + "?multipart-manifest=delete&async=yes", as: "other:x")
        #expect(answer.status == 403)
        #expect(try await cluster.send(.get, path).status == 200)
    }

    @Test func `is deleted alone otherwise`() async throws {
        try await makePlain()
        #expect(try await cluster.send(.delete, path).status == 204)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/s").text == "a\nb\n")
    }

    @Test func `is not what a plain object is`() async throws {
        let answer = try await cluster.send(
            .delete, "/v1/AUTH_test/s/a?multipart-manifest=delete")
        #expect(answer.text.contains("Response Status: 400 Bad Request"))
        #expect(answer.text.contains("/s/a, Not an SLO manifest"))
        #expect(try await cluster.send(.head, "/v1/AUTH_test/s/a").status == 200)
        let none = try await cluster.send(
            .delete, "/v1/AUTH_test/s/none?multipart-manifest=delete")
        #expect(none.text.contains("Number Not Found: 1"))
    }

    @Test func `stays one through POST`() async throws {
        try await makePlain()
        try await cluster.send(.post, path, ["X-Object-Meta-Shape": "round"])
        let get = try await cluster.send(.get, path)
        #expect(get.text == "abcdaaaaaaaaaa")
        #expect(get.headers["X-Static-Large-Object"] == "True")
        #expect(get.headers["X-Object-Meta-Colour"] == nil)
        #expect(
            try await cluster.send(.get, "/v1/AUTH_test/c?format=json").text
                .contains("\"bytes\": 14"))
    }

    @Test func `is copied as its bytes, or as its manifest`() async throws {
        try await makePlain()
        try await cluster.send(.copy, path, ["Destination": "c/plain"])
        let plain = try await cluster.send(.get, "/v1/AUTH_test/c/plain")
        #expect(plain.text == "abcdaaaaaaaaaa")
        #expect(plain.headers["X-Static-Large-Object"] == nil)
        #expect(plain.headers["Etag"] == md5(plain.body))
        let copy = try await cluster.send(
            .copy, path + "?multipart-manifest=get", ["Destination": "c/twin"])
        #expect(copy.status == 201)
        let twin = try await cluster.send(.get, "/v1/AUTH_test/c/twin")
        #expect(twin.headers["X-Static-Large-Object"] == "True")
        #expect(twin.headers["Etag"] == "\"\(etag)\"")
        #expect(twin.headers["Content-Type"] == "text/x")
        #expect(twin.headers["X-Object-Meta-Colour"] == "blue")
    }

    @Test func `cannot be a copy`() async throws {
        let answer = try await make("", ["X-Copy-From": "/s/a"])
        #expect(answer.status == 405)
    }
}
