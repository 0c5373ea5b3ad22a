// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusSwiftAPI
import ApusSwiftFrontEnd
import Testing

@Suite struct TemporaryURLTests {
    let cluster = TestCluster()
    private let path = "/v1/AUTH_test/c/a/o"
    /// Ten seconds after the clock's start.
    private let expires: Int64 = 1_700_000_010

    init() async throws {
        try await cluster.send(
            .post, "/v1/AUTH_test",
            ["X-Account-Meta-Temp-URL-Key": "one", "X-Account-Meta-Temp-URL-Key-2": "two"])
        try await cluster.send(
            .put, "/v1/AUTH_test/c", ["X-Container-Meta-Temp-URL-Key": "three"])
        try await cluster.send(.put, "/v1/AUTH_test/d")
        try await cluster.send(
            .put, path,
            ["X-Object-Meta-Inner": "1", "X-Object-Meta-Public-Shape": "round"], body: "hello")
    }

    /// Signs by the specification, with nothing of the server's.
    private func signature(
        _ method: String = "GET", _ path: String = "/v1/AUTH_test/c/a/o", key: String = "one",
        expires: Int64? = nil, range: String? = nil,
        by function: Digest.Algorithm = .sha256
    ) -> [UInt8] {
        let text =
            (range.map { "ip=\($0)\n" } ?? "") + "\(method)\n\(expires ?? self.expires)\n\(path)"
        return Digest.hmac(Bytes(text), key: Bytes(key), function)
    }

    private func query(_ signature: [UInt8], _ more: String = "") -> String {
        "?temp_url_sig=\(Hexadecimal.encode(signature))&temp_url_expires=\(expires)\(more)"
    }

    private func send(
        _ method: ApusHTTP.Method, _ target: String, _ headers: Headers = [:], body: String = ""
    ) async throws -> Answer {
        try await cluster.send(method, target, headers, body: body, as: nil)
    }

    @Test(arguments: ["one", "two", "three"])
    func `opens an object to whoever has it`(key: String) async throws {
        let answer = try await send(.get, path + query(signature(key: key)))
        #expect(answer.status == 200)
        #expect(answer.text == "hello")
        #expect(
            answer.headers["Content-Disposition"]
                == "attachment; filename=\"o\"; filename*=UTF-8''o")
        #expect(answer.headers["Expires"] == "Tue, 14 Nov 2023 22:13:30 GMT")
        #expect(answer.headers["X-Object-Meta-Inner"] == nil)
        #expect(answer.headers["X-Object-Meta-Public-Shape"] == "round")
    }

    @Test func `ends`() async throws {
        let target = path + query(signature())
        cluster.clock.advance(seconds: 10)
        #expect(try await send(.get, target).status == 200)
        cluster.clock.advance(seconds: 1)
        let answer = try await send(.get, target)
        #expect(answer.status == 401)
        #expect(answer.text == "401 Unauthorized: Temp URL invalid\n")
        #expect(answer.headers["Www-Authenticate"] == "Swift realm=\"AUTH_test\"")
    }

    @Test func `is for its method, object, moment and key`() async throws {
        let others: [[UInt8]] = [
            signature("PUT"), signature("GET", "/v1/AUTH_test/c/a/p"), signature(key: "four"),
            signature(expires: expires + 1), signature("GET", path, key: ""), [],
        ]
        for other in others {
            #expect(try await send(.get, path + query(other)).status == 401)
        }
        #expect(try await send(.get, path + "?temp_url_expires=\(expires)").status == 401)
        let bare = "?temp_url_sig=\(Hexadecimal.encode(signature()))"
        for expiry in ["", "&temp_url_expires=", "&temp_url_expires=soon", "&temp_url_expires=-1"] {
            #expect(try await send(.get, path + bare + expiry).status == 401)
        }
        #expect(try await send(.delete, path + query(signature())).status == 401)
        #expect(try await send(.get, "/v1.0/AUTH_test/c/a/o" + query(signature())).status == 401)
        let copy = try await send(
            .copy, path + query(signature("COPY")), ["Destination": "c/copy"])
        #expect(copy.status == 401)
    }

    @Test(arguments: ["HEAD", "GET", "PUT", "POST"])
    func `lets who may do more look`(method: String) async throws {
        #expect(try await send(.head, path + query(signature(method))).status == 200)
        #expect(try await send(.head, path + query(signature("DELETE"))).status == 401)
    }

    @Test func `stores and deletes`() async throws {
        let put = try await send(
            .put, path + query(signature("PUT")), ["X-Object-Meta-Colour": "blue"], body: "new")
        #expect(put.status == 201)
        #expect(try await cluster.send(.get, path).text == "new")
        #expect(try await send(.delete, path + query(signature("DELETE"))).status == 204)
        #expect(try await cluster.send(.get, path).status == 404)
    }

    @Test(arguments: ["X-Object-Manifest", "X-Copy-From"])
    func `stores nothing that points elsewhere`(field: String) async throws {
        let answer = try await send(
            .put, path + query(signature("PUT")), [field: "d/secret"], body: "")
        #expect(answer.status == 400)
        #expect(answer.text == "The header '\(field)' is not allowed in this tempurl")
        #expect(try await cluster.send(.get, path).text == "hello")
    }

    @Test func `reads no other parameters`() async throws {
        let manifest = try await send(
            .delete, path + query(signature("DELETE"), "&multipart-manifest=delete"))
        #expect(manifest.status == 204)
    }

    @Test func `takes the functions that are allowed, in their forms`() async throws {
        #expect(try await send(.get, path + query(signature(by: .sha1))).status == 401)
        let long = signature(by: .sha512)
        #expect(try await send(.get, path + query(long)).status == 200)
        for code in [
            "sha512:" + PercentEncoding.encode(Base64.encode(long, isPadded: true), keeping: ""),
            "sha512:" + String(Base64.encode(long).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }),
        ] {
            let answer = try await send(
                .get, path + "?temp_url_sig=\(code)&temp_url_expires=\(expires)")
            #expect(answer.status == 200, "\(code)")
        }
        let wrong = "sha256:" + Base64.encode(long)
        let answer = try await send(
            .get, path + "?temp_url_sig=\(wrong)&temp_url_expires=\(expires)")
        #expect(answer.status == 401)
    }

    @Test func `takes a date`() async throws {
        let target =
            path + "?temp_url_sig=\(Hexadecimal.encode(signature()))&temp_url_expires="
        #expect(try await send(.get, target + "2023-11-14T22:13:30Z").status == 200)
        #expect(try await send(.get, target + "2023-11-14T22:13:31Z").status == 401)
        #expect(try await send(.get, target + "2023-11-14").status == 401)
    }

    @Test func `opens all names that begin alike`() async throws {
        let code = signature("GET", "prefix:/v1/AUTH_test/c/a/")
        #expect(try await send(.get, path + query(code, "&temp_url_prefix=a/")).status == 200)
        try await cluster.send(.put, "/v1/AUTH_test/c/b", body: "b")
        let other = try await send(
            .get, "/v1/AUTH_test/c/b" + query(code, "&temp_url_prefix=a/"))
        #expect(other.status == 401)
        let all = signature("GET", "prefix:/v1/AUTH_test/c/")
        #expect(
            try await send(.get, "/v1/AUTH_test/c/b" + query(all, "&temp_url_prefix=")).status
                == 200)
        #expect(
            try await send(.get, "/v1/AUTH_test/c" + query(all, "&temp_url_prefix=")).status == 401)
    }

    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.77", 200), ("192.0.2.77", "192.0.2.77", 200),
        ("192.0.2.77", "::ffff:192.0.2.77", 200), ("2001:db8::/32", "2001:db8::1", 200),
        ("192.0.2.0/24", "192.0.3.1", 401), ("192.0.2.1/24", "192.0.2.1", 401),
        ("2001:db8::/32", "192.0.2.77", 401), ("192.0.2.0/33", "192.0.2.1", 401),
        ("192.0.2.0/+24", "192.0.2.1", 401), ("0.0.0.0/0", "unix", 401),
    ])
    func `may be for some addresses only`(range: String, client: String, status: Int) async throws {
        let target =
            path
            + query(signature(range: range), "&temp_url_ip_range=\(PercentEncoding.encode(range))")
        let response = try await cluster.frontEnd.respond(
            to: Request(.get, target, peer: PeerAddress(host: client, port: 1)))
        #expect(response.status.code == status)
        #expect(try await send(.get, target).status == 401)
    }

    @Test(arguments: [
        (
            "&filename=b%20%22c%22.txt",
            "attachment; filename=\"b %22c%22.txt\"; filename*=UTF-8''b%20%22c%22.txt"
        ),
        ("&inline", "inline"),
        ("&inline&filename=x", "inline; filename=\"x\"; filename*=UTF-8''x"),
    ])
    func `names the file`(more: String, disposition: String) async throws {
        let answer = try await send(.get, path + query(signature(), more))
        #expect(answer.headers["Content-Disposition"] == disposition)
    }

    @Test func `keeps the name that the object has`() async throws {
        try await cluster.send(.put, path, ["Content-Disposition": "attachment; filename=x"])
        let answer = try await send(.get, path + query(signature()))
        #expect(answer.headers["Content-Disposition"] == "attachment; filename=x")
    }

    @Test func `opens segments of the account with its key, of the container with that`()
        async throws
    {
        try await cluster.send(.put, "/v1/AUTH_test/d/s1", body: "segment")
        try await cluster.send(.put, path, ["X-Object-Manifest": "d/s"])
        #expect(try await send(.get, path + query(signature(key: "one"))).text == "segment")
        #expect(try await send(.get, path + query(signature(key: "three"))).status == 401)
    }

    @Test func `is not looked at where it is not offered`() async throws {
        let cluster = TestCluster { $0.temporaryURLs = nil }
        try await cluster.send(.post, "/v1/AUTH_test", ["X-Account-Meta-Temp-URL-Key": "one"])
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, path, body: "hello")
        let target = path + query(signature())
        #expect(try await cluster.send(.get, target, as: nil).status == 401)
        #expect(try await cluster.send(.get, target).text == "hello")
    }
}
