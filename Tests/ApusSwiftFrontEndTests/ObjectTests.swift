// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusModel
import ApusObjectStore
import ApusSwiftFrontEnd
import Testing

@Suite struct ObjectTests {
    let cluster = TestCluster()
    let path = "/v1/AUTH_test/c/o"

    init() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
    }

    @Test func `gives back what was put`() async throws {
        let put = try await cluster.send(
            .put, path,
            [
                "Content-Type": "text/x", "X-Object-Meta-Colour": "blue",
                "Content-Encoding": "gzip",
                "X-Object-Sysmeta-Secret": "no", "X-Backend-Timestamp": "1", "X-Timestamp": "5",
            ],
            body: "hello")
        #expect(put.status == 201)
        #expect(put.headers["Etag"] == "5d41402abc4b2a76b9719d911017c592")
        #expect(put.headers["Last-Modified"] == "Tue, 14 Nov 2023 22:13:21 GMT")
        for method in [Method.get, .head] {
            let got = try await cluster.send(method, path)
            #expect(got.status == 200)
            #expect(got.text == (method == .get ? "hello" : ""))
            #expect(got.headers["Etag"] == "5d41402abc4b2a76b9719d911017c592")
            #expect(got.headers["Content-Type"] == "text/x")
            #expect(got.headers["Content-Encoding"] == "gzip")
            #expect(got.headers["X-Object-Meta-Colour"] == "blue")
            #expect(got.headers["X-Timestamp"] == "1700000000.00002")
            #expect(got.headers["Accept-Ranges"] == "bytes")
            #expect(!got.headers.contains { $0.name.lowercased().contains("sysmeta") })
        }
        #expect(try await cluster.send(.head, path).headers["Content-Length"] == "5")
    }

    @Test func `streams bodies of any size with one digest`() async throws {
        let size = 1_000_003
        let bytes = Bytes((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let rest = Slices(bytes, of: 70_000)
        let put = try await cluster.send(
            .put, path, ["Transfer-Encoding": "chunked"],
            reader: BodyReader(lengthBytes: nil) { await rest.next().map(BodyPiece.bytes) })
        #expect(put.status == 201)
        let got = try await cluster.send(.get, path)
        #expect(got.body == bytes)
        #expect(got.headers["Etag"] == put.headers["Etag"])
        #expect(put.headers["Etag"] == md5(bytes))
    }

    @Test func `shows nothing of a body that was cut short`() async throws {
        let answer = try await cluster.send(
            .put, path,
            reader: BodyReader(lengthBytes: 10) { throw BodyError.truncated })
        #expect(answer.status == 499)
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 204)
    }

    @Test func `is not put where there is no container`() async throws {
        let answer = try await cluster.send(.put, "/v1/AUTH_test/none/o", body: "x")
        #expect(answer.status == 404)
    }

    @Test func `checks the digest it is given`() async throws {
        let wrong = try await cluster.send(
            .put, path, ["ETag": "00000000000000000000000000000000"], body: "hello")
        #expect(wrong.status == 422)
        #expect(wrong.text.hasPrefix("<html><h1>Unprocessable Entity</h1><p>Unable to process"))
        #expect(try await cluster.send(.head, path).status == 404)
        let right = try await cluster.send(
            .put, path, ["ETag": "\"5D41402ABC4B2A76B9719D911017C592\""], body: "hello")
        #expect(right.status == 201)
    }

    @Test func `needs a length on the wire`() async throws {
        let request = Request(
            .put, path, headers: ["X-Auth-Token": "test:tester"], body: .empty,
            peer: PeerAddress(host: "127.0.0.1", port: 1))
        let response = try await cluster.frontEnd.respond(to: request)
        #expect(response.status.code == 411)
        #expect(
            try await response.reader.collect(limitBytes: 100).text
                == "Missing Content-Length header.")
    }

    @Test(arguments: [
        ("identity", 400, "Invalid Transfer-Encoding header value"),
        (
            "gzip, chunked", 501,
            "Unsupported Transfer-Coding header value specified in Transfer-Encoding header"
        ),
    ])
    func `refuses other transfer codings`(coding: String, status: Int, text: String) async throws {
        let answer = try await cluster.send(.put, path, ["Transfer-Encoding": coding])
        #expect(answer.status == status)
        #expect(answer.text == text)
    }

    @Test func `refuses what is too large, with or without a length`() async throws {
        var limits = Constraints()
        limits.fileSizeLimitBytes = 4
        let cluster = TestCluster(constraints: limits)
        try await cluster.send(.put, "/v1/AUTH_test/c")
        let known = try await cluster.send(.put, path, body: "12345")
        #expect(known.status == 413)
        #expect(known.text == "Your request is too large.")
        let rest = Slices(Bytes("12345"), of: 2)
        let unknown = try await cluster.send(
            .put, path, ["Transfer-Encoding": "chunked"],
            reader: BodyReader(lengthBytes: nil) { await rest.next().map(BodyPiece.bytes) })
        #expect(unknown.status == 413)
        #expect(try await cluster.send(.put, path, body: "1234").status == 201)
    }

    @Test func `is put only if it is new, when asked`() async throws {
        #expect(try await cluster.send(.put, path, ["If-None-Match": "*"], body: "1").status == 201)
        let second = try await cluster.send(.put, path, ["If-None-Match": "*"], body: "2")
        #expect(second.status == 412)
        #expect(try await cluster.send(.get, path).text == "1")
        let other = try await cluster.send(.put, path, ["If-None-Match": "\"x\""], body: "3")
        #expect(other.status == 400)
        #expect(other.text == "If-None-Match only supports *")
        #expect(try await cluster.send(.put, path, ["If-Match": "x"], body: "4").status == 201)
    }

    @Test(arguments: [
        ("a.txt", "text/plain"), ("a.JPG", "image/jpeg"), ("a", "application/octet-stream"),
        ("a.tar.gz", "application/x-tar"), ("dir.txt/a", "application/octet-stream"),
    ])
    func `guesses what it is`(name: String, type: String) async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c/\(name)", body: "x")
        let head = try await cluster.send(.head, "/v1/AUTH_test/c/\(name)")
        #expect(head.headers["Content-Type"] == type)
    }

    @Test func `guesses also when told to`() async throws {
        try await cluster.send(
            .put, "/v1/AUTH_test/c/a.txt",
            ["Content-Type": "image/png", "X-Detect-Content-Type": "true"], body: "x")
        let head = try await cluster.send(.head, "/v1/AUTH_test/c/a.txt")
        #expect(head.headers["Content-Type"] == "text/plain")
    }

    @Test func `takes new metadata for all of the old`() async throws {
        try await cluster.send(
            .put, path,
            [
                "Content-Type": "text/x", "X-Object-Meta-A": "1", "Content-Disposition": "inline",
                "X-Delete-After": "100",
            ], body: "hello")
        let post = try await cluster.send(.post, path, ["X-Object-Meta-B": "2"])
        #expect(post.status == 202)
        let head = try await cluster.send(.head, path)
        #expect(head.headers["X-Object-Meta-A"] == nil)
        #expect(head.headers["X-Object-Meta-B"] == "2")
        #expect(head.headers["Content-Disposition"] == nil)
        #expect(head.headers["X-Delete-At"] == nil)
        #expect(head.headers["Content-Type"] == "text/x")
        #expect(head.headers["Etag"] == "5d41402abc4b2a76b9719d911017c592")
        try await cluster.send(.post, path, ["Content-Type": "text/y"])
        #expect(try await cluster.send(.head, path).headers["Content-Type"] == "text/y")
        #expect(try await cluster.send(.post, "/v1/AUTH_test/c/none").status == 404)
    }

    @Test func `is deleted once`() async throws {
        try await cluster.send(.put, path, body: "x")
        let deleted = try await cluster.send(.delete, path)
        #expect(deleted.status == 204)
        #expect(deleted.body.isEmpty)
        #expect(try await cluster.send(.delete, path).status == 404)
        #expect(try await cluster.send(.get, path).status == 404)
    }

    @Test func `expires`() async throws {
        try await cluster.send(.put, path, ["X-Delete-After": "10"], body: "x")
        let head = try await cluster.send(.head, path)
        #expect(head.headers["X-Delete-At"] == "1700000010")
        cluster.clock.advance(seconds: 10)
        for method in [Method.get, .head, .post] {
            #expect(try await cluster.send(method, path).status == 404)
        }
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").text == "o\n")
        #expect(try await cluster.send(.put, path, ["If-None-Match": "*"], body: "y").status == 201)
    }

    @Test func `leaves the listing when it is deleted after its expiry`() async throws {
        try await cluster.send(.put, path, ["X-Delete-After": "10"], body: "x")
        cluster.clock.advance(seconds: 10)
        #expect(try await cluster.send(.delete, path).status == 404)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 204)
    }

    @Test func `is deleted on condition of its expiry, also afterwards`() async throws {
        try await cluster.send(.put, path, ["X-Delete-At": "1700000005"], body: "x")
        let bad = try await cluster.send(.delete, path, ["X-If-Delete-At": "soon"])
        #expect(bad.status == 400)
        #expect(bad.text == "Bad X-If-Delete-At header value")
        let other = try await cluster.send(.delete, path, ["X-If-Delete-At": "1700000006"])
        #expect(other.status == 412)
        #expect(other.text == "X-If-Delete-At and X-Delete-At do not match")
        cluster.clock.advance(seconds: 10)
        let same = try await cluster.send(.delete, path, ["X-If-Delete-At": "1700000005"])
        #expect(same.status == 204)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c").status == 204)
    }

    @Test func `expires in the far future at the last moment there is`() async throws {
        let far = String(repeating: "1", count: 100)
        try await cluster.send(.put, path, ["X-Delete-At": far], body: "x")
        #expect(try await cluster.send(.head, path).headers["X-Delete-At"] == "9999999999")
        try await cluster.send(.put, path, ["X-Delete-After": far], body: "x")
        #expect(try await cluster.send(.head, path).headers["X-Delete-At"] == "9999999999")
    }

    @Test func `can be read after its expiry where that is allowed`() async throws {
        let cluster = TestCluster { $0.allowsOpenExpired = true }
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, path, ["X-Delete-At": "1700000005"], body: "x")
        cluster.clock.advance(seconds: 10)
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await cluster.send(.get, path, ["X-Open-Expired": "true"]).text == "x")
    }

    @Test(arguments: [
        ("X-Delete-At", "1", "X-Delete-At in past"),
        ("X-Delete-At", "x", "Non-integer X-Delete-At"),
        ("X-Delete-After", "-1", "X-Delete-After in past"),
        ("X-Delete-After", "soon", "Non-integer X-Delete-After"),
    ])
    func `refuses expiries that make no sense`(
        name: String, value: String, text: String
    ) async throws {
        for method in [Method.put, .post] {
            if method == .post { try await cluster.send(.put, path, body: "x") }
            let answer = try await cluster.send(method, path, [name: value], body: "")
            #expect(answer.status == 400)
            #expect(answer.text == text)
        }
    }

    @Test func `says how long its name is when it is too long`() async throws {
        let name = String(repeating: "o", count: 1025)
        let answer = try await cluster.send(.put, "/v1/AUTH_test/c/\(name)", body: "x")
        #expect(answer.status == 400)
        #expect(answer.text == "Object name length of 1025 longer than 1024")
    }

    @Test func `keeps parameters of the store for itself`() async throws {
        let answer = try await cluster.send(
            .put, path, ["Content-Type": "text/plain; swift_bytes=5"], body: "x")
        #expect(answer.status == 400)
    }
}

/// Hands out bytes in slices.
actor Slices {
    private var rest: Bytes
    private let sliceBytes: Int

    init(_ bytes: Bytes, of sliceBytes: Int) {
        rest = bytes
        self.sliceBytes = sliceBytes
    }

    func next() -> Bytes? {
        guard !rest.isEmpty else { return nil }
        let count = min(sliceBytes, rest.count)
        defer { rest = rest[count..<rest.count] }
        return rest[0..<count]
    }
}
