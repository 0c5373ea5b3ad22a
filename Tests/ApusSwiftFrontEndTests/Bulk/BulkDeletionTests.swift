// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusObjectStore
import ApusSwiftFrontEnd
import Testing

@Suite struct BulkDeletionTests {
    @Test func `deletes objects and then the containers they were in`() async throws {
        let cluster = TestCluster()
        try await put(cluster, ["c/a", "c/ä b", "d/x/y"])
        let answer = try await cluster.send(
            .post, "/v1/AUTH_test?bulk-delete",
            ["Content-Type": "text/plain", "Accept": "application/json"],
            body: "/c\n/c/a\r\n\n c/%C3%A4%20b \nd/x/y\nd/\nc/never")
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "application/json")
        #expect(
            try JSONValue(parsing: answer.body).members == [
                "Number Deleted": .integer(5), "Number Not Found": .integer(1),
                "Response Status": .string("200 OK"), "Response Body": .string(""),
                "Errors": .array([]),
            ])
        let left = try await cluster.send(.get, "/v1/AUTH_test?format=json")
        #expect(left.text == "[]")
    }

    @Test func `names what it could not delete, and why`() async throws {
        let cluster = TestCluster()
        try await put(cluster, ["c/a", "full/x"])
        try await cluster.send(.put, "/v1/AUTH_other/c", as: "other:tester")
        let names = "c/a\nfull\nc/%FF\nc/%00\nc/" + String(repeating: "n", count: 1025)
        let answer = try await cluster.send(
            .delete, "/v1/AUTH_test?bulk-delete", ["Accept": "text/xml"], body: names)
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "text/xml")
        #expect(
            answer.text == """
                <delete>
                <number_deleted>1</number_deleted>
                <number_not_found>1</number_not_found>
                <response_body></response_body>
                <response_status>400 Bad Request</response_status>
                <errors>
                <object><name>c/%FF</name><status>412 Precondition Failed</status></object>
                <object><name>c/%00</name><status>412 Precondition Failed</status></object>
                <object><name>full</name><status>409 Conflict</status></object>
                </errors>
                </delete>

                """)
    }

    @Test func `decides on every name as on a request of its own`() async throws {
        let cluster = TestCluster()
        try await put(cluster, ["open/a", "closed/a"])
        try await cluster.send(
            .post, "/v1/AUTH_test/open", ["X-Container-Write": "test:tester3"])
        for (user, status) in [("test:tester3", "403 Forbidden"), (nil, "401 Unauthorized")] {
            let answer = try await cluster.send(
                .post, "/v1/AUTH_test?bulk-delete", body: "closed/a\nopen/a", as: user)
            #expect(answer.text.contains("closed/a, \(status)"))
            #expect(answer.text.contains("open/a, ") == (user == nil))
        }
        let answer = try await cluster.send(
            .post, "/v1/AUTH_test?bulk-delete", body: "open/a", as: "nonsense")
        #expect(answer.status == 200)
        #expect(answer.text.contains("open/a, 401 Unauthorized"))
        #expect(try await cluster.send(.head, "/v1/AUTH_test/closed/a").status == 200)
        #expect(try await cluster.send(.head, "/v1/AUTH_test/open/a").status == 404)
    }

    @Test func `keeps what a container keeps of its objects`() async throws {
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        let cluster = TestCluster(versioning: versioning)
        try await cluster.send(.put, "/v1/AUTH_test/v", ["X-Versions-Enabled": "true"])
        try await put(cluster, ["v/a", "v/b"])
        let answer = try await cluster.send(
            .post, "/v1/AUTH_test?bulk-delete", body: "v/a\nv/b\nv/never")
        #expect(answer.text.contains("Number Deleted: 2\nNumber Not Found: 1\n"))
        let versions = try await cluster.send(.get, "/v1/AUTH_test/v?versions")
        #expect(try JSONValue(parsing: versions.body).elements?.count == 5)
    }

    @Test(arguments: [
        ("nothing", "\n \n", "text/plain", "400 Bad Request", "Invalid bulk delete."),
        (
            "too many", "c/1\nc/2\nc/3\nc/4", "text/plain", "413 Request Entity Too Large",
            "Maximum Bulk Deletes: 3 per request"
        ),
        (
            "a name without end", String(repeating: "x", count: 3000), "text/plain",
            "400 Bad Request", "Invalid File Name"
        ),
        (
            "failures", "a\nb\nc", "text/plain; charset=utf-8", "400 Bad Request",
            "Max delete failures exceeded"
        ),
        ("another type", "c/1", "application/json", "406 Not Acceptable", "not available"),
    ])
    func `reports what is wrong with the whole`(
        _ what: String, _ body: String, _ type: String, _ status: String, _ sentence: String
    ) async throws {
        let cluster = TestCluster {
            $0.bulk.deletionLimit = 3
            $0.bulk.failedDeletionLimit = 2
        }
        try await put(cluster, ["a/x", "b/x", "c/x"])
        let answer = try await cluster.send(
            .post, "/v1/AUTH_test?bulk-delete", ["Content-Type": type], body: body)
        #expect(answer.status == 200)
        #expect(answer.text.contains("Response Status: \(status)\n"), "\(answer.text)")
        #expect(answer.text.contains(sentence), "\(answer.text)")
        #expect(try await cluster.send(.head, "/v1/AUTH_test/c/x").status == 200)
    }

    @Test func `gives signs of life while it works`() async throws {
        let cluster = TestCluster { $0.bulk.heartbeatInterval = .zero }
        try await put(cluster, ["c/a"])
        for (type, start) in [("text/plain", "  "), ("text/xml", "<?xml version=\"1.0\"")] {
            let answer = try await cluster.send(
                .post, "/v1/AUTH_test?bulk-delete", ["Accept": type], body: "c/a\nc/b")
            #expect(answer.text.hasPrefix(start))
            #expect(answer.text.contains("\r\n\r\n"))
        }
    }

    @Test func `takes no more of many objects than of a few at a time`() async throws {
        let cluster = TestCluster()
        let names = (0..<250).map { "c/\($0)" }
        try await put(cluster, names)
        let answer = try await cluster.send(
            .post, "/v1/AUTH_test/ignored/too?bulk-delete",
            body: (names + names.prefix(10)).joined(separator: "\n"))
        #expect(answer.text.contains("Number Deleted: 250\nNumber Not Found: 10\n"))
    }

    private func put(_ cluster: TestCluster, _ names: [String]) async throws {
        for container in Set(names.map { $0.prefix { $0 != "/" } }) {
            try await cluster.send(.put, "/v1/AUTH_test/\(container)")
        }
        for name in names {
            let target = "/v1/AUTH_test/" + PercentEncoding.encode(name)
            #expect(try await cluster.send(.put, target, body: name).status == 201)
        }
    }
}
