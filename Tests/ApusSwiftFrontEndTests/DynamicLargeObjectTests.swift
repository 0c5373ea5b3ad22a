// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusObjectStore
import Testing

@Suite struct DynamicLargeObjectTests {
    let cluster: TestCluster
    let path = "/v1/AUTH_test/c/large"

    init() async throws {
        var limits = Constraints()
        limits.containerListingLimit = 4
        cluster = TestCluster(constraints: limits)
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, "/v1/AUTH_test/s%20s")
        for name in ["p/1", "p/2", "p/3", "q"] {
            try await cluster.send(
                .put, "/v1/AUTH_test/s%20s/\(name)", body: String(name.last ?? "-") + "bc")
        }
        let put = try await cluster.send(
            .put, path, ["X-Object-Manifest": "s%20s/p/", "Content-Type": "text/x"], body: "own")
        #expect(put.status == 201)
    }

    private var etag: String {
        "\"" + md5(Bytes(["1bc", "2bc", "3bc"].map { md5(Bytes($0)) }.joined())) + "\""
    }

    @Test func `reads as everything under its prefix`() async throws {
        let get = try await cluster.send(.get, path)
        #expect(get.status == 200)
        #expect(get.text == "1bc2bc3bc")
        let head = try await cluster.send(.head, path)
        #expect(head.headers["Content-Length"] == "9")
        for answer in [get, head] {
            #expect(answer.headers["Etag"] == etag)
            #expect(answer.headers["X-Object-Manifest"] == "s%20s/p/")
            #expect(answer.headers["Content-Type"] == "text/x")
        }
        try await cluster.send(.put, "/v1/AUTH_test/s%20s/p/0", body: "new")
        // Now there are as many segments as a listing has entries: the rest is not known.
        #expect(try await cluster.send(.get, path).text == "new1bc2bc3bc")
    }

    @Test(arguments: [
        ("bytes=0-1", "1b"), ("bytes=2-3", "c2"), ("bytes=-4", "c3bc"), ("bytes=3-", "2bc3bc"),
    ])
    func `reads in part`(range: String, text: String) async throws {
        let answer = try await cluster.send(.get, path, ["Range": range])
        #expect(answer.status == 206)
        #expect(answer.text == text)
    }

    @Test func `tells the size when no part can be had, and sends all for several`() async throws {
        let none = try await cluster.send(.get, path, ["Range": "bytes=9-"])
        #expect(none.status == 416)
        #expect(none.headers["Content-Range"] == "bytes */9")
        let several = try await cluster.send(.get, path, ["Range": "bytes=0-1,3-4"])
        #expect(several.status == 200)
        #expect(several.text == "1bc2bc3bc")
    }

    @Test func `reads on, page by page`() async throws {
        for number in 4...9 {
            try await cluster.send(
                .put, "/v1/AUTH_test/s%20s/p/\(number)", body: "\(number)bc")
        }
        let answer = try await cluster.send(.get, path)
        #expect(answer.text == (1...9).map { "\($0)bc" }.joined())
        let head = try await cluster.send(.head, path)
        #expect(head.status == 200)
        #expect(head.headers["Content-Length"] == nil)
    }

    @Test func `reads on condition of its own ETag`() async throws {
        #expect(try await cluster.send(.get, path, ["If-None-Match": etag]).status == 304)
        #expect(try await cluster.send(.get, path, ["If-Match": "x"]).status == 412)
    }

    @Test func `shows its own bytes as the manifest`() async throws {
        let get = try await cluster.send(.get, path + "?multipart-manifest=get")
        #expect(get.text == "own")
        #expect(get.headers["Etag"] == md5(Bytes("own")))
        #expect(get.headers["X-Object-Manifest"] == "s%20s/p/")
    }

    /// OpenStack Swift answers 409, since its listing tells another size than it reads.
    @Test func `reads the bytes of large objects and links among its segments`() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/t")
        try await cluster.send(.put, "/v1/AUTH_test/t/far", body: "FAR")
        let manifest = "[{\"path\": \"s s/p/1\", \"range\": \"1-\"}, {\"path\": \"s s/q\"}]"
        for target in ["t/a-large?multipart-manifest=put", "s%20s/r?multipart-manifest=put"] {
            let put = try await cluster.send(.put, "/v1/AUTH_test/\(target)", body: manifest)
            #expect(put.status == 201)
        }
        try await cluster.send(
            .put, "/v1/AUTH_test/t/b-link", ["X-Symlink-Target": "s%20s/r"])
        try await cluster.send(.put, "/v1/AUTH_test/t/c-link", ["X-Symlink-Target": "t/far"])
        for prefix in ["t/a", "t/b", "t/c"] {
            try await cluster.send(.put, path + prefix.suffix(1), ["X-Object-Manifest": prefix])
        }
        #expect(try await cluster.send(.get, path + "a").text == "bcqbc")
        #expect(try await cluster.send(.get, path + "b").text == "bcqbc")
        #expect(try await cluster.send(.get, path + "c").text == "FAR")
        #expect(try await cluster.send(.head, path + "a").headers["Content-Length"] == "5")
        let part = try await cluster.send(.get, path + "a", ["Range": "bytes=1-3"])
        #expect(part.text == "cqb")
        try await cluster.send(.delete, "/v1/AUTH_test/t/far")
        #expect(try await cluster.send(.get, path + "c").status == 409)
    }

    @Test func `reads large objects that have versions`() async throws {
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        let cluster = TestCluster(versioning: versioning)
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, "/v1/AUTH_test/v", ["X-Versions-Enabled": "true"])
        try await cluster.send(.put, "/v1/AUTH_test/c/s", body: "segment ")
        let manifest = "[{\"path\": \"c/s\"}, {\"path\": \"c/s\"}]"
        try await cluster.send(
            .put, "/v1/AUTH_test/v/1?multipart-manifest=put", body: manifest)
        try await cluster.send(.put, "/v1/AUTH_test/v/2", body: "end")
        try await cluster.send(.put, path, ["X-Object-Manifest": "v/1"])
        #expect(try await cluster.send(.get, path).text == "segment segment ")
        try await cluster.send(.put, path + "2", ["X-Object-Manifest": "v/2"])
        #expect(try await cluster.send(.get, path + "2").text == "end")
    }

    @Test func `is a segment of a static large object, as long as it stays the same`()
        async throws
    {
        let large = "/v1/AUTH_test/c/static"
        let manifest = "[{\"path\": \"c/large\"}, {\"path\": \"s s/q\"}]"
        let put = try await cluster.send(
            .put, large + "?multipart-manifest=put", body: manifest)
        #expect(put.status == 201)
        #expect(try await cluster.send(.get, large).text == "1bc2bc3bcqbc")
        let part = try await cluster.send(.get, large, ["Range": "bytes=4-9"])
        #expect(part.text == "bc3bcq")
        try await cluster.send(.delete, "/v1/AUTH_test/s%20s/p/2")
        #expect(try await cluster.send(.get, large).status == 409)
    }

    @Test func `is a plain object after POST`() async throws {
        try await cluster.send(.post, path, ["X-Object-Meta-A": "1"])
        #expect(try await cluster.send(.get, path).text == "own")
        try await cluster.send(.post, path, ["X-Object-Manifest": "s%20s/p/"])
        #expect(try await cluster.send(.get, path).text == "1bc2bc3bc")
    }

    @Test(arguments: ["s", "s/", "/p", "s//p", "s/p?x", "s/p&x"])
    func `refuses manifests of another form`(manifest: String) async throws {
        let answer = try await cluster.send(.put, path, ["X-Object-Manifest": manifest])
        #expect(answer.status == 400)
        #expect(answer.text == "X-Object-Manifest must be in the format container/prefix")
    }

    @Test func `is missing with its container`() async throws {
        try await cluster.send(.put, path, ["X-Object-Manifest": "none/p"])
        #expect(try await cluster.send(.get, path).status == 404)
        #expect(try await cluster.send(.head, path).status == 404)
    }

    @Test func `is empty without segments`() async throws {
        try await cluster.send(.put, path, ["X-Object-Manifest": "s%20s/nothing"])
        let answer = try await cluster.send(.get, path)
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
    }

    @Test func `needs the right to list and to read its segments`() async throws {
        try await cluster.send(.post, "/v1/AUTH_test/c", ["X-Container-Read": ".r:*"])
        #expect(try await cluster.send(.get, path, as: nil).status == 401)
        try await cluster.send(
            .post, "/v1/AUTH_test/s%20s", ["X-Container-Read": ".r:*,.rlistings"])
        #expect(try await cluster.send(.get, path, as: nil).text == "1bc2bc3bc")
    }

    @Test func `is copied as its bytes, or as its manifest`() async throws {
        try await cluster.send(.copy, path, ["Destination": "c/plain"])
        let plain = try await cluster.send(.get, "/v1/AUTH_test/c/plain")
        #expect(plain.text == "1bc2bc3bc")
        #expect(plain.headers["X-Object-Manifest"] == nil)
        try await cluster.send(
            .copy, path + "?multipart-manifest=get", ["Destination": "c/twin"])
        let twin = try await cluster.send(.get, "/v1/AUTH_test/c/twin")
        #expect(twin.headers["X-Object-Manifest"] == "s%20s/p/")
        #expect(twin.text == "1bc2bc3bc")
    }
}
