// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusObjectStore
import ApusSwiftAPI
import ApusSwiftFrontEnd
import Testing

@Suite struct ContainerSyncTests {
    let cluster: TestCluster
    private let path = "/v1/AUTH_test/c/o%20p"

    init() async throws {
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        cluster = TestCluster(versioning: versioning) {
            var realms = ContainerSyncRealms()
            realms.realms["EARTH"] = .init(
                key: "realm", secondKey: "spare",
                clusters: ["ONE": "http://one/v1/", "TWO": "https://two:1/v1"])
            realms.realms["EMPTY"] = .init(key: "other")
            realms.current = ["EARTH", "TWO"]
            $0.containerSync = realms
        }
        try await cluster.send(.put, "/v1/AUTH_test/c", ["X-Container-Sync-Key": "user"])
        try await cluster.send(.put, "/v1/AUTH_test/d")
    }

    /// A request that another cluster has signed, by the specification.
    private func send(
        _ method: ApusHTTP.Method, _ path: String? = nil, at time: String = "1600000000.00000",
        with more: Headers = [:], body: String = "", realmKey: String = "realm",
        userKey: String = "user", query: String = ""
    ) async throws -> Answer {
        let path = path ?? self.path
        let text = "\(method.rawValue)\n\(path)\n\(time)\nnonce\n\(userKey)"
        let code = Hexadecimal.encode(Digest.hmac(Bytes(text), key: Bytes(realmKey), .sha1))
        var headers = more
        headers["X-Container-Sync-Auth"] = "earth nonce \(code)"
        headers["X-Timestamp"] = time
        return try await cluster.send(method, path + query, headers, body: body, as: nil)
    }

    @Test(arguments: ["realm", "spare"])
    func `takes what is newer, with its moment`(realmKey: String) async throws {
        let headers: Headers = ["X-Object-Meta-A": "b", "Content-Type": "x/y"]
        let put = try await send(.put, with: headers, body: "hello", realmKey: realmKey)
        #expect(put.status == 201)
        let found = try await cluster.send(.get, path)
        #expect(found.text == "hello")
        #expect(found.headers["X-Timestamp"] == "1600000000.00000")
        #expect(found.headers["X-Object-Meta-A"] == "b")
        #expect(found.headers["Content-Type"] == "x/y")
        #expect(try await send(.head).status == 200)
        // As old, older, newer.
        for (time, status, text) in [
            ("1600000000.00000", 202, "hello"), ("1500000000.5", 202, "hello"),
            ("1600000000.00001", 201, "again"),
        ] {
            #expect(try await send(.put, at: time, body: "again").status == status)
            #expect(try await cluster.send(.get, path).text == text)
        }
        #expect(try await send(.delete, at: "1600000000.00001").status == 409)
        #expect(try await send(.delete, at: "1600000000.00002").status == 204)
        #expect(try await send(.delete, at: "1600000000.00002").status == 404)
    }

    @Test func `takes what is not signed so from nobody`() async throws {
        try await cluster.send(.put, path, body: "x")
        let refused = try await send(.put, realmKey: "third")
        #expect(refused.status == 401)
        #expect(
            refused.text
                == "X-Container-Sync-Auth header not valid; contact cluster operator for support.")
        #expect(
            refused.headers["Www-Authenticate"] == "SwiftContainerSync realm=\"AUTH_test\"")
        #expect(try await send(.put, userKey: "guess").status == 401)
        #expect(try await send(.put, "/v1/AUTH_test/d/o", userKey: "").status == 401)
        for field in ["earth nonce", "mars nonce 00", "earth nonce 00 00", ""] {
            let answer = try await cluster.send(
                .get, path, ["X-Container-Sync-Auth": field], as: nil)
            #expect(answer.status == 401)
        }
        #expect(try await send(.put, at: "soon").status == 400)
        // Nobody else has a say in moments.
        let own = try await cluster.send(.put, path, ["X-Timestamp": "1600000000.00000"])
        #expect(own.status == 201)
        let shown = try await cluster.send(.head, path).headers["X-Timestamp"]
        #expect(shown?.hasPrefix("1700000000.") == true)
    }

    @Test func `takes links and manifests before what they name`() async throws {
        let segment =
            #"{"name": "/d/one", "bytes": 5, "hash": "\#(md5(Bytes("hello")))", "#
            + #""content_type": "a/b", "last_modified": "2023-11-14T22:13:20.000000"}"#
        let put = try await send(
            .put, with: ["X-Static-Large-Object": "True"], body: "[\(segment)]")
        #expect(put.status == 201)
        #expect(try await cluster.send(.get, path).status == 409)
        try await cluster.send(.put, "/v1/AUTH_test/d/one", body: "hello")
        let large = try await cluster.send(.get, path)
        #expect(large.text == "hello")
        #expect(large.headers["X-Static-Large-Object"] == "True")
        #expect(
            try await send(
                .put, at: "1600000001.0", with: ["X-Static-Large-Object": "True"], body: "{}"
            )
            .status == 400)
        let link: Headers = [
            "X-Symlink-Target": "d/two", "X-Symlink-Target-Etag": md5(Bytes("two")),
            "X-Symlink-Target-Bytes": "3",
        ]
        #expect(try await send(.put, "/v1/AUTH_test/c/link", with: link).status == 201)
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/link").status == 404)
        try await cluster.send(.put, "/v1/AUTH_test/d/two", body: "two")
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/link").text == "two")
    }

    @Test(arguments: [
        ("//earth/one/AUTH_b/c", ""), ("//Earth/Two/AUTH_b/c%20d/", ""),
        ("//earth/one/AUTH_b", "Invalid X-Container-Sync-To format '//earth/one/AUTH_b'"),
        ("//mars/one/a/c", "No realm key for 'mars'"),
        ("//earth/three/a/c", "No cluster endpoint for 'earth' 'three'"),
        (
            "http://one/v1/a/c",
            "Full URLs are not allowed for X-Container-Sync-To values. Only realm values of the "
                + "format //realm/cluster/account/container are allowed.\n"
        ),
    ])
    func `looks at where containers are to be in sync with`(
        target: String, problem: String
    ) async throws {
        let headers: Headers = ["X-Container-Sync-To": target]
        for (method, path, status) in [
            (Method.post, "/v1/AUTH_test/c", 204), (.put, "/v1/AUTH_test/new", 201),
        ] {
            let answer = try await cluster.send(method, path, headers)
            #expect(answer.status == (problem.isEmpty ? status : 400))
            if !problem.isEmpty { #expect(answer.text == problem) }
        }
        let seen = try await cluster.send(.head, "/v1/AUTH_test/c").headers["X-Container-Sync-To"]
        #expect(seen == (problem.isEmpty ? target : nil))
    }

    @Test func `a container with versions is in sync with none`() async throws {
        let target: Headers = ["X-Container-Sync-To": "//earth/one/a/c"]
        try await cluster.send(.post, "/v1/AUTH_test/d", ["X-Versions-Enabled": "true"])
        let first = try await cluster.send(.post, "/v1/AUTH_test/d", target)
        #expect(first.status == 400)
        #expect(first.text.contains("with object versioning configured"))
        #expect(try await cluster.send(.post, "/v1/AUTH_test/c", target).status == 204)
        let second = try await cluster.send(
            .post, "/v1/AUTH_test/c", ["X-Versions-Enabled": "true"])
        #expect(second.status == 400)
        #expect(second.text.contains("configured as source of container syncing"))
    }

    @Test func `tells of realms without their keys`() async throws {
        let info = try await cluster.send(.get, "/info", as: nil)
        let members = try JSONValue(parsing: info.body).members?["container_sync"]
        #expect(
            members?.members?["realms"]
                == .object([
                    "EARTH": .object([
                        "clusters": .object([
                            "ONE": .object([:]), "TWO": .object(["current": .boolean(true)]),
                        ])
                    ])
                ]))
        #expect(!info.text.contains("spare"))
    }
}
