// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusObjectStore
import ApusSwiftFrontEnd
import ApusTestSupport
import Testing

@Suite struct ArchiveUploadTests {
    @Test func `stores files as objects, in containers that it makes`() async throws {
        let cluster = TestCluster()
        var archive = TarArchive()
        archive.add("base", "no container to be in")
        archive.add("./c/", type: "5")
        archive.add("./c/a.txt", "first")
        archive.add("//c/../d", "second")
        archive.add("e/f/g", "third")
        archive.add("e/link", type: "2")
        let answer = try await upload(cluster, "", archive.finish())
        #expect(answer.headers["Content-Type"] == "text/plain")
        #expect(
            answer.text == """
                Number Files Created: 3
                Response Body: 
                Response Status: 201 Created
                Errors:

                """)
        let first = try await cluster.send(.get, "/v1/AUTH_test/c/a.txt")
        #expect(first.text == "first")
        #expect(first.headers["Content-Type"] == "text/plain")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/../d").text == "second")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/e/f/g").text == "third")
        #expect(try await cluster.send(.get, "/v1/AUTH_test").text == "c\ne\n")
    }

    @Test func `makes both of two containers whose names differ in composition alone`()
        async throws
    {
        let cluster = TestCluster()
        var archive = TarArchive()
        archive.add("\u{E9}/a", "1")
        archive.add("e\u{301}/a", "2")
        let answer = try await upload(cluster, "", archive.finish())
        #expect(answer.text.hasPrefix("Number Files Created: 2\n"))
    }

    @Test func `stores below what the request names`() async throws {
        let cluster = TestCluster()
        var archive = TarArchive()
        archive.add("a", "1")
        archive.add("b/c", "2")
        for (place, names) in [("/c", "a\nb/c\n"), ("/d/x/", "x/a\nx/b/c\n")] {
            try await upload(cluster, place, archive.finish())
            archive = TarArchive()
            archive.add("a", "1")
            archive.add("b/c", "2")
            let container = place.prefix(2)
            #expect(try await cluster.send(.get, "/v1/AUTH_test\(container)").text == names)
        }
    }

    @Test(arguments: [
        ("tar.gz", CompressedArchive.paxGzip, 3), ("tar.bz2", CompressedArchive.gnuBzip2, 3),
        ("TAR.GZ", CompressedArchive.ustarGzip, 2), ("tar.bz2", CompressedArchive.oldBzip2, 2),
    ])
    func `takes what GNU tar writes`(_ format: String, _ base64: String, _ count: Int) async throws
    {
        let cluster = TestCluster()
        let bytes = try #require(Base64.decode(base64).map { Bytes($0) })
        let answer = try await upload(cluster, "", bytes, format: format)
        #expect(answer.text.contains("Number Files Created: \(count)\n"), "\(answer.text)")
        let apple = try await cluster.send(.get, "/v1/AUTH_test/fruit/apple.txt")
        #expect(apple.text == "apple pie")
        let long = "deep/" + String(repeating: "n", count: 120)
        let status = try await cluster.send(.get, "/v1/AUTH_test/fruit/\(long)").status
        #expect(status == (count == 3 ? 200 : 404))
    }

    @Test func `takes metadata from the request and from extended attributes`() async throws {
        let cluster = TestCluster()
        var archive = TarArchive()
        archive.add(
            "c/a",
            records: [
                ("SCHILY.xattr.user.mime_type", "text/x-pie"),
                ("SCHILY.xattr.user.meta.lunch", "burger and ä"),
                ("LIBARCHIVE.xattr.user.meta.lunch", "something else"),
                ("LIBARCHIVE.xattr.user.meta.dinner", "soup"),
                ("SCHILY.xattr.user.other", "nobody's"), ("mtime", "1"),
            ])
        archive.add("c/b", records: [("SCHILY.xattr.user.meta.evil", "a\r\nX-Evil: yes")])
        archive.add("c/d", records: [("SCHILY.xattr.user.meta.e v", "value")])
        let answer = try await upload(
            cluster, "", archive.finish(),
            headers: [
                "X-Object-Meta-Colour": "green", "X-Delete-At": "1700009999",
                "Content-Type": "application/x-tar", "X-Copy-From": "c/x",
            ])
        #expect(answer.text.hasSuffix("Errors:\nc/b, 400 Bad Request\nc/d, 400 Bad Request\n"))
        let headers = try await cluster.send(.head, "/v1/AUTH_test/c/a").headers
        #expect(headers["Content-Type"] == "text/x-pie")
        #expect(headers["X-Object-Meta-Lunch"] == "burger and ä")
        #expect(headers["X-Object-Meta-Dinner"] == "soup")
        #expect(headers["X-Object-Meta-Colour"] == "green")
        #expect(headers["X-Delete-At"] == "1700009999")
    }

    @Test func `names what it could not store, and goes on`() async throws {
        var constraints = Constraints()
        constraints.fileSizeLimitBytes = 600
        let cluster = TestCluster(constraints: constraints)
        let long = String(repeating: "n", count: 257)
        var archive = TarArchive()
        archive.add("c/large", String(repeating: "x", count: 601))
        archive.add("c/holes", "map", type: "S")
        archive.add("c/\u{FE}", "", records: [("path", "c/a\0b")])
        archive.add("x", "", records: [("path", "\(long)/a")])
        archive.add("c/good", "fine")
        let answer = try await upload(cluster, "", archive.finish(), accept: "application/json")
        let report = try #require(try JSONValue(parsing: answer.body).members)
        #expect(report["Number Files Created"] == .integer(1))
        #expect(report["Response Status"] == .string("400 Bad Request"))
        #expect(
            report["Errors"]?.elements?.compactMap { $0.elements?.compactMap(\.text) } == [
                ["c/large", "413 Request Entity Too Large"], ["c/holes", "400 Bad Request"],
                ["c/a%00b", "412 Precondition Failed"],
                ["/v1/AUTH_test/\(long)", "400 Bad Request"], ["\(long)/a", "400 Bad Request"],
            ])
    }

    @Test func `decides on every file as on a request of its own`() async throws {
        let cluster = TestCluster()
        try await cluster.send(
            .put, "/v1/AUTH_test/open", ["X-Container-Write": "test:tester3"])
        var archive = TarArchive()
        archive.add("open/a", "1")
        archive.add("closed/a", "2")
        let bytes = archive.finish()
        let guest = try await upload(cluster, "", bytes, as: "test:tester3")
        #expect(guest.text.contains("Number Files Created: 1\n"))
        #expect(
            guest.text.hasSuffix(
                "Errors:\n/v1/AUTH_test/closed, 403 Forbidden\nclosed/a, 403 Forbidden\n"))
        for user in [nil, "nonsense"] {
            let answer = try await upload(cluster, "", bytes, as: user)
            #expect(answer.status == 200)
            #expect(answer.text.contains("Number Files Created: 0\n"))
            #expect(answer.text.contains("Response Status: 401 Unauthorized\n"))
        }
    }

    @Test(arguments: [
        ("tar", "", "400 Bad Request", "Invalid Tar File: empty file"),
        ("tar", "nonsense", "400 Bad Request", "Invalid Tar File: unexpected end of data"),
        ("tar.gz", "nonsense", "400 Bad Request", "Invalid Tar File: not a gzip file"),
        ("tar.bz2", "nonsense", "400 Bad Request", "Invalid Tar File: not a bzip2 file"),
        (
            "tar", String(repeating: "\0", count: 1024), "400 Bad Request",
            "Invalid Tar File: No Valid Files"
        ),
    ])
    func `reports what is no archive`(
        _ format: String, _ body: String, _ status: String, _ sentence: String
    ) async throws {
        let cluster = TestCluster()
        let answer = try await upload(cluster, "/c", Bytes(body), format: format)
        #expect(answer.status == 200)
        #expect(answer.text.contains("Response Status: \(status)\n"))
        #expect(answer.text.contains("Response Body: \(sentence)\n"), "\(answer.text)")
    }

    @Test func `keeps its limits`() async throws {
        let cluster = TestCluster {
            $0.bulk.containerLimit = 2
            $0.bulk.failedExtractionLimit = 2
        }
        var archive = TarArchive()
        for name in ["a/x", "b/x", "a/y", "c/x", "a/z"] { archive.add(name, "1") }
        let many = try await upload(cluster, "", archive.finish())
        #expect(many.text.contains("Number Files Created: 3\n"))
        #expect(many.text.contains("Response Body: More than 2 containers to create from tar.\n"))
        archive = TarArchive()
        for name in ["a/1", "a/2", "a/3"] { archive.add(name, type: "S") }
        let failing = try await upload(cluster, "", archive.finish())
        #expect(failing.text.hasSuffix("Errors:\na/1, 400 Bad Request\na/2, 400 Bad Request\n"))
        let unknown = try await upload(cluster, "", Bytes(), format: "zip")
        #expect(unknown.status == 400)
        #expect(unknown.text == "Unsupported archive format")
    }

    @Test func `a member that is cut short is not stored`() async throws {
        let cluster = TestCluster { $0.bulk.heartbeatInterval = .zero }
        var archive = TarArchive()
        archive.add("c/a", "whole")
        archive.append(header: "c/b", sizeBytes: 1000, type: "0")
        archive.append(padded: Bytes("the beginning"))
        let answer = try await upload(cluster, "", archive.finish(endsProperly: false))
        #expect(answer.text.hasPrefix(" "))
        #expect(answer.text.contains("Number Files Created: 1\n"))
        #expect(answer.text.contains("Response Body: Invalid Tar File: unexpected end of data\n"))
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").text == "a\n")
    }

    @discardableResult
    private func upload(
        _ cluster: TestCluster, _ place: String, _ bytes: Bytes, format: String = "tar",
        headers: Headers = [:], accept: String? = nil, as user: String? = "test:tester"
    ) async throws -> Answer {
        var headers = headers
        headers["Accept"] = accept
        return try await cluster.send(
            .put, "/v1/AUTH_test\(place)?extract-archive=\(format)", headers,
            reader: BodyReader(bytes), as: user)
    }
}
