// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusObjectStore
import ApusSwiftFrontEnd
import Testing

/// One request that is refused, and what it is told.
struct BadInput: Sendable, CustomTestStringConvertible {
    let method: Method
    let target: String
    var headers: Headers = [:]
    var body = ""
    var user: String? = "test:tester"
    let status: Int
    /// What the body begins with; nil for the usual page of the status.
    var text: String?
    /// A field of the answer.
    var field: (name: String, value: String)?

    init(
        _ method: Method, _ target: String, _ headers: Headers = [:], body: String = "",
        as user: String? = "test:tester", gets status: Int, _ text: String? = nil,
        field: (name: String, value: String)? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.user = user
        self.status = status
        self.text = text
        self.field = field
    }

    var testDescription: String { "\(status) for \(method.rawValue) \(target.prefix(60))" }
}

/// What OpenStack Swift 2.38 was seen to answer to requests that cannot be done; what other
/// suites have of it is not said twice.
@Suite struct BadInputTests {
    private static let c = "/v1/AUTH_test/c"
    private static let o = c + "/o"
    private static let long = String(repeating: "n", count: 1100)

    static let whoAsks: [BadInput] = [
        BadInput(
            .get, c, as: nil, gets: 401, field: ("Www-Authenticate", "Swift realm=\"AUTH_test\"")),
        BadInput(
            .get, c, as: "bad", gets: 401, field: ("Www-Authenticate", "Swift realm=\"AUTH_test\"")),
        BadInput(.get, c, as: "test:tester3", gets: 403),
        BadInput(.put, o, as: "other:tester", gets: 403),
        BadInput(.get, "/v1/AUTH_other", gets: 403),
    ]

    static let places: [BadInput] = [
        BadInput(.get, "/", gets: 404),
        BadInput(.get, "/v1", gets: 412, "Bad URL"),
        BadInput(.get, "/v9/AUTH_test/c/o", gets: 400),
        BadInput(.get, c + "/%FF", gets: 412, "Invalid UTF8 or contains NULL"),
        BadInput(.put, c + "/a%00b", gets: 412, "Invalid UTF8 or contains NULL"),
        BadInput(.get, c + "/missing", gets: 404),
        BadInput(.get, "/v1/AUTH_test/missing", gets: 404),
        BadInput(.put, "/v1/AUTH_test/missing/o", gets: 404),
        BadInput(.delete, c + "/missing", gets: 404),
        BadInput(.delete, "/v1/AUTH_test/missing", gets: 404),
        BadInput(
            .put, "/v1/AUTH_test/" + long.prefix(257), gets: 400,
            "Container name length of 257 longer than 256"),
        BadInput(
            .put, c + "/" + long.prefix(1025), gets: 400,
            "Object name length of 1025 longer than 1024"),
    ]

    static let containers: [BadInput] = [
        BadInput(.put, c, gets: 202), BadInput(.put, "/v1/AUTH_test", as: "admin:admin", gets: 202),
        BadInput(.delete, c, gets: 409),
        BadInput(.put, c, ["X-Storage-Policy": "silver"], gets: 409),
        BadInput(
            .put, "/v1/AUTH_test/d", ["X-Storage-Policy": "nope"], gets: 400,
            "Invalid X-Storage-Policy 'nope'"),
        BadInput(.get, c + "?limit=10001", gets: 412, "Maximum limit is 10000"),
        BadInput(.get, "/v1/AUTH_test?limit=10001", gets: 412, "Maximum limit is 10000"),
        BadInput(.get, c, ["Accept": "image/png"], gets: 406),
        BadInput(.get, c + "?prefix=%FF", gets: 400, "\"prefix\" parameter not valid UTF-8"),
        BadInput(
            .put, c, ["X-Container-Read": ".r:"], gets: 400,
            "No host/domain value after referrer designation in ACL: '.r:'"),
        BadInput(
            .post, c, ["X-Container-Write": ".r:*"], gets: 400,
            "Referrers not allowed in write ACL: '.r:*'"),
        BadInput(
            .patch, c, gets: 405,
            field: ("Allow", "GET, HEAD, PUT, POST, DELETE, OPTIONS")),
        BadInput(
            .options, c,
            ["Origin": "http://no.example", "Access-Control-Request-Method": "GET"], gets: 401,
            field: ("Allow", "GET, HEAD, PUT, POST, DELETE, OPTIONS")),
    ]

    static let objects: [BadInput] = [
        BadInput(.put, o, ["ETag": "0123"], body: "x", gets: 422),
        BadInput(
            .put, o, ["Transfer-Encoding": "other"], gets: 400,
            "Invalid Transfer-Encoding header value"),
        BadInput(
            .put, o, ["Transfer-Encoding": "gzip, chunked"], gets: 501,
            "Unsupported Transfer-Coding header value specified in Transfer-Encoding header"),
        BadInput(.put, o, ["If-None-Match": "*"], gets: 412),
        BadInput(.put, o, ["If-None-Match": "\"x\""], gets: 400, "If-None-Match only supports *"),
        BadInput(
            .put, o, ["X-Object-Meta-" + long.prefix(129): "x"], gets: 400,
            "Metadata name too long: x-object-meta-N"),
        BadInput(
            .put, o, ["X-Object-Meta-A": String(long.prefix(257))], gets: 400,
            "Metadata value longer than 256: x-object-meta-A"),
        BadInput(.put, o, ["X-Object-Meta-": "x"], gets: 400, "Metadata name cannot be empty"),
        BadInput(.put, o, ["X-Delete-At": "1"], gets: 400, "X-Delete-At in past"),
        BadInput(.put, o, ["X-Delete-At": "soon"], gets: 400, "Non-integer X-Delete-At"),
        BadInput(.put, o, ["X-Delete-After": "-1"], gets: 400, "X-Delete-After in past"),
        BadInput(.post, o, ["X-Delete-After": "soon"], gets: 400, "Non-integer X-Delete-After"),
        BadInput(
            .get, o, ["Range": "bytes=9-"], gets: 416, field: ("Content-Range", "bytes */5")),
        BadInput(
            .put, o, ["X-Object-Manifest": "c"], gets: 400,
            "X-Object-Manifest must be in the format container/prefix"),
        BadInput(.copy, o, gets: 412, "Destination header required"),
        BadInput(
            .copy, o, ["Destination": "c"], gets: 412,
            "Destination header must be of the form <container name>/<object name>"),
        BadInput(
            .copy, o, ["Destination": "c/p"], body: "x", gets: 400,
            "Copy requests require a zero byte body"),
        BadInput(.copy, c + "/missing", ["Destination": "c/p"], gets: 404),
        BadInput(
            .put, o, ["X-Symlink-Target": "c/p"], body: "x", gets: 400,
            "Symlink requests require a zero byte body"),
        BadInput(
            .put, o, ["X-Symlink-Target": "c"], gets: 412,
            "X-Symlink-Target header must be of the form <container name>/<object name>"),
        BadInput(
            .put, c + "/s", ["X-Symlink-Target": "c/o", "X-Symlink-Target-Etag": "0123"], gets: 409,
            "Object Etag '5d41402abc4b2a76b9719d911017c592' does not match X-Symlink-Target-Etag "
                + "header '0123'"),
        BadInput(
            .post, c + "/link", gets: 307,
            "The requested POST was applied to a symlink. POST directly to the target to apply "
                + "requested metadata.", field: ("Location", "/v1/AUTH_test/c/o")),
    ]

    static let manifests: [BadInput] = {
        let large = c + "/large?multipart-manifest=put"
        return [
            BadInput(.put, large, body: "{", gets: 400, "Manifest must be valid JSON.\n"),
            BadInput(
                .put, large, body: #"[{"path": "/c/missing"}]"#, gets: 400,
                "Errors:\n/c/missing, 404 Not Found\n"),
            BadInput(
                .put, large, ["Accept": "application/json"], body: #"[{"path": "/c/missing"}]"#,
                gets: 400, #"{"Errors": [["/c/missing", "404 Not Found"]]}"#),
            BadInput(
                .put, large, body: #"[{"path": "/c/o", "foo": 1}]"#, gets: 400,
                "Index 0: extraneous keys \"foo\"\n"),
            BadInput(
                .put, large, body: #"[{"data": "eA=="}]"#, gets: 400,
                "Inline data segments require at least one object-backed segment.\n"),
            BadInput(
                .put, large,
                body: "["
                    + Array(repeating: #"{"path": "/c/o"}"#, count: 1001)
                    .joined(separator: ",") + "]",
                gets: 413, "Number of object-backed segments must be <= 1000"),
            BadInput(
                .put, large + "&heartbeat=on", body: #"[{"path": "/c/missing"}]"#, gets: 202,
                " \r\n\r\nResponse Body: Bad Request\n"),
            BadInput(
                .get, c + "/slo?part-number=0", gets: 400,
                "Part number must be an integer greater than 0"),
            BadInput(
                .get, c + "/slo?part-number=2", gets: 416,
                "The requested part number is not satisfiable", field: ("X-Parts-Count", "1")),
        ]
    }()

    @Test(arguments: whoAsks + places + containers + objects + manifests)
    func `is refused as by OpenStack Swift`(_ input: BadInput) async throws {
        let cluster = TestCluster()
        try await cluster.send(.put, Self.c)
        try await cluster.send(.put, Self.o, body: "hello")
        try await cluster.send(.put, Self.c + "/link", ["X-Symlink-Target": "c/o"])
        try await cluster.send(
            .put, Self.c + "/slo?multipart-manifest=put", body: #"[{"path": "/c/o"}]"#)
        let answer = try await cluster.send(
            input.method, input.target, input.headers, body: input.body, as: input.user)
        #expect(answer.status == input.status)
        if let text = input.text {
            #expect(answer.text.hasPrefix(text), "\(answer.text)")
        } else {
            let title = Self.titles[input.status] ?? Status(input.status).reason
            #expect(answer.text.hasPrefix("<html><h1>\(title)</h1><p>"), "\(answer.text)")
            let isOfObject = answer.status == 416
            #expect(isOfObject || answer.headers["Content-Type"] == "text/html; charset=UTF-8")
        }
        if let field = input.field { #expect(answer.headers[field.name] == field.value) }
        #expect(answer.headers["X-Trans-Id"] != nil)
        #expect(answer.headers["X-Openstack-Request-Id"] == answer.headers["X-Trans-Id"])
    }

    private static let titles = [416: "Requested Range Not Satisfiable"]

    @Test func `a deleted account is gone, one never written to is empty`() async throws {
        let cluster = TestCluster()
        #expect(try await cluster.send(.get, "/v1/AUTH_test").status == 204)
        #expect(try await cluster.send(.head, "/v1/AUTH_test").status == 200)
        try await cluster.send(.put, Self.c)
        try await cluster.send(.delete, "/v1/AUTH_test", as: "admin:admin")
        let gone = try await cluster.send(.get, "/v1/AUTH_test")
        #expect(gone.status == 410)
    }

    @Test(arguments: [Method.get, .head, .post, .delete])
    func `an object past its expiry is not there`(_ method: Method) async throws {
        let cluster = TestCluster()
        try await cluster.send(.put, Self.c)
        try await cluster.send(.put, Self.o, ["X-Delete-After": "1"])
        cluster.clock.advance(seconds: 2)
        #expect(try await cluster.send(method, Self.o).status == 404)
    }

    @Test func `what comes must say how long it is, and not be too long`() async throws {
        var constraints = Constraints()
        constraints.fileSizeLimitBytes = 10
        let cluster = TestCluster(constraints: constraints)
        try await cluster.send(.put, Self.c)
        let silent = Request(
            .put, Self.o, headers: ["X-Auth-Token": "test:tester"],
            peer: PeerAddress(host: "::1", port: 1))
        let refused = try await cluster.frontEnd.respond(to: silent)
        #expect(refused.status.code == 411)
        #expect(
            try await refused.reader.collect(limitBytes: 100).text
                == "Missing Content-Length header.")
        // Refused before anything is read of it.
        let endless = BodyReader(lengthBytes: 11) { throw BodyError.truncated }
        let large = try await cluster.send(.put, Self.o, reader: endless)
        #expect(large.status == 413)
        #expect(large.text == "Your request is too large.")
    }

    @Test func `too much metadata is refused`() async throws {
        let cluster = TestCluster()
        try await cluster.send(.put, Self.c)
        var many = Headers()
        for number in 0...90 { many["X-Object-Meta-\(number)"] = "x" }
        var large = Headers()
        for number in 0..<17 { large["X-Object-Meta-\(number)"] = String(Self.long.prefix(256)) }
        for (headers, sentence) in [
            (many, "Too many metadata items; max 90"),
            (large, "Total metadata too large; max 4096"),
        ] {
            let answer = try await cluster.send(.put, Self.o, headers)
            #expect(answer.status == 400)
            #expect(answer.text == sentence)
        }
    }

    @Test func `what only servers may say is neither kept nor shown`() async throws {
        let cluster = TestCluster()
        let headers: Headers = [
            "X-Object-Sysmeta-A": "1", "X-Object-Transient-Sysmeta-A": "1", "X-Backend-A": "1",
            "X-Container-Sysmeta-A": "1", "X-Account-Sysmeta-A": "1", "X-Timestamp": "1",
        ]
        for target in ["/v1/AUTH_test", Self.c, Self.o] {
            if target != "/v1/AUTH_test" { try await cluster.send(.put, target, headers) }
            try await cluster.send(.post, target, headers)
            let shown = try await cluster.send(.head, target).headers
            for field in headers where field.name != "X-Timestamp" {
                #expect(shown[field.name] == nil)
            }
            #expect(shown["X-Timestamp"] != "1")
        }
    }
}
