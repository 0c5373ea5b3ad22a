// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusServer
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Several policies in one server, each over an engine of its own.
@Suite struct StoragePolicyTests {
    private static func configuration(
        _ folder: String, fast: String = "memory", port: Int = 0
    ) -> String {
        """
        [DEFAULT]
        bind_ip = 127.0.0.1
        bind_port = \(port)
        metrics_port = off
        access_log = off
        data_dir = \(folder)/data
        [storage-policy:0]
        name = gold
        default = yes
        backend = file
        [storage-policy:3]
        name = fast
        aliases = quick
        backend = \(fast)
        [storage-policy:4]
        name = old
        deprecated = yes
        backend = \(fast)
        [backend:second]
        engine = file
        [app:proxy-server]
        allow_account_management = yes
        [filter:tempauth]
        \(TestServer.users)
        """
    }

    private static let account = "/v1/AUTH_test"

    private static func run(
        _ body: @Sendable (TestServer, String) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let folder = directory.path
        let configuration = try Configuration(
            parsing: Bytes(configuration(folder)), file: "test.conf")
        try await TestServer.run(configuration) { test in
            try await body(test, try await test.token())
        }
    }

    /// Creates a container and puts objects of five bytes into it.
    private static func fill(
        _ test: some Asking, _ container: String, policy: String?, objects: Int, _ token: String
    ) async throws {
        var headers = Headers()
        headers["X-Storage-Policy"] = policy
        let made = try await test.ask(
            .put, "\(account)/\(container)", token: token, headers: headers)
        #expect(made.status == 201)
        for number in 0..<objects {
            let put = try await test.ask(
                .put, "\(account)/\(container)/o\(number)", token: token,
                body: BodyReader(Bytes("12345")))
            #expect(put.status == 201)
        }
    }

    private static func names(_ listing: String) -> [String] {
        listing.split(separator: "\n").map(String.init)
    }

    @Test func `lists and counts an account over all engines, per policy`() async throws {
        try await Self.run { test, token in
            try await Self.fill(test, "b", policy: nil, objects: 2, token)
            try await Self.fill(test, "a", policy: "fast", objects: 3, token)
            try await Self.fill(test, "d", policy: "QUICK", objects: 0, token)
            try await Self.fill(test, "c", policy: "gold", objects: 1, token)
            let answer = try await test.ask(.get, Self.account, token: token)
            #expect(Self.names(answer.text) == ["a", "b", "c", "d"])
            let wanted = [
                "Container-Count": "4", "Object-Count": "6", "Bytes-Used": "30",
                "Storage-Policy-Gold-Container-Count": "2",
                "Storage-Policy-Gold-Object-Count": "3",
                "Storage-Policy-Gold-Bytes-Used": "15",
                "Storage-Policy-Fast-Container-Count": "2",
                "Storage-Policy-Fast-Object-Count": "3",
                "Storage-Policy-Fast-Bytes-Used": "15",
            ]
            for (name, value) in wanted {
                #expect(answer.headers["X-Account-\(name)"] == value, "X-Account-\(name)")
            }
            #expect(answer.headers["X-Account-Storage-Policy-Old-Container-Count"] == nil)
            // Page by page, forwards and backwards.
            for (query, wanted) in [
                ("limit=2", ["a", "b"]), ("limit=2&marker=b", ["c", "d"]),
                ("limit=3&reverse=true", ["d", "c", "b"]), ("marker=a&end_marker=d", ["b", "c"]),
                ("prefix=c", ["c"]), ("reverse=true&marker=c", ["b", "a"]),
            ] {
                let page = try await test.ask(.get, "\(Self.account)?\(query)", token: token)
                #expect(Self.names(page.text) == wanted, "\(query)")
            }
            let head = try await test.ask(.head, "\(Self.account)/d", token: token)
            #expect(head.headers["X-Storage-Policy"] == "fast")
            let json = try await test.ask(.get, "\(Self.account)?format=json", token: token)
            #expect(json.text.contains("\"name\":\"a\"") || json.text.contains("\"name\": \"a\""))
        }
    }

    @Test func `keeps a container on its policy`() async throws {
        try await Self.run { test, token in
            try await Self.fill(test, "a", policy: "fast", objects: 1, token)
            let other = try await test.ask(
                .put, "\(Self.account)/a", token: token, headers: ["X-Storage-Policy": "gold"])
            #expect(other.status == 409)
            #expect(try await test.ask(.put, "\(Self.account)/a", token: token).status == 202)
            for policy in ["nope", "old"] {
                let refused = try await test.ask(
                    .put, "\(Self.account)/x", token: token, headers: ["X-Storage-Policy": policy])
                #expect(refused.status == 400, "\(policy)")
            }
            #expect(
                try await test.ask(.get, "\(Self.account)/a/o0", token: token).text == "12345")
            #expect(try await test.ask(.delete, "\(Self.account)/a", token: token).status == 409)
            _ = try await test.ask(.delete, "\(Self.account)/a/o0", token: token)
            #expect(try await test.ask(.delete, "\(Self.account)/a", token: token).status == 204)
            // Free to be made on another one.
            try await Self.fill(test, "a", policy: "gold", objects: 1, token)
            let head = try await test.ask(.head, "\(Self.account)/a", token: token)
            #expect(head.headers["X-Storage-Policy"] == "gold")
        }
    }

    @Test func `copies between engines`() async throws {
        try await Self.run { test, token in
            try await Self.fill(test, "a", policy: "fast", objects: 1, token)
            try await Self.fill(test, "b", policy: "gold", objects: 0, token)
            let copy = try await test.ask(
                .put, "\(Self.account)/b/copy", token: token,
                headers: ["X-Copy-From": "a/o0", "Content-Length": "0"])
            #expect(copy.status == 201)
            #expect(
                try await test.ask(.get, "\(Self.account)/b/copy", token: token).text == "12345")
        }
    }

    @Test func `makes a container on one engine only, however many ask`() async throws {
        try await Self.run { test, token in
            for round in 0..<5 {
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<8 {
                        group.addTask {
                            try await test.ask(
                                .put, "\(Self.account)/race\(round)", token: token,
                                headers: ["X-Storage-Policy": number % 2 == 0 ? "gold" : "fast"]
                            ).status
                        }
                    }
                    return try await group.reduce(into: [Int]()) { $0.append($1) }
                }
                #expect(statuses.count { $0 == 201 } == 1, "\(statuses)")
                #expect(statuses.count { $0 == 409 } == 4, "\(statuses)")
            }
            let answer = try await test.ask(.head, Self.account, token: token)
            #expect(answer.headers["X-Account-Container-Count"] == "5")
        }
    }

    @Test func `deletes an account on every engine`() async throws {
        try await Self.run { test, token in
            try await Self.fill(test, "a", policy: "fast", objects: 1, token)
            try await Self.fill(test, "b", policy: "gold", objects: 1, token)
            let admin = try await test.token("admin:admin", "admin")
            #expect(try await test.ask(.delete, Self.account, token: admin).status == 204)
            #expect(try await test.ask(.get, Self.account, token: token).status == 410)
            #expect(try await test.ask(.get, "\(Self.account)/a/o0", token: token).status == 404)
            #expect(try await test.ask(.put, Self.account, token: admin).status == 201)
            let answer = try await test.ask(.get, Self.account, token: token)
            #expect(Self.names(answer.text) == [])
            #expect(answer.headers["X-Account-Container-Count"] == "0")
        }
    }

    @Test func `counts the same after each engine was killed`() async throws {
        let directory = try TemporaryDirectory()
        let folder = directory.path
        let file = "\(folder)/apusd.conf"
        let text = Self.configuration(folder, fast: "second")
        let descriptor = try FileCalls.open(file, flags: O_WRONLY | O_CREAT, mode: 0o600)
        try FileCalls.writeAll(descriptor, Bytes(text))
        FileCalls.close(descriptor)
        var process = try ServerProcess(["--config", file])
        var visitor = try Visitor(process.address)
        let token = try await visitor.token()
        try await Self.fill(visitor, "a", policy: "fast", objects: 4, token)
        try await Self.fill(visitor, "b", policy: "gold", objects: 3, token)
        _ = try await visitor.ask(.delete, "\(Self.account)/a/o1", token: token)
        for _ in 0..<2 {
            process.stop(with: SIGKILL)
            process = try ServerProcess(["--config", file])
            visitor = try Visitor(process.address)
            let answer = try await visitor.ask(.get, Self.account, token: token)
            #expect(Self.names(answer.text) == ["a", "b"])
            let wanted = [
                "Object-Count": "6", "Bytes-Used": "30",
                "Storage-Policy-Gold-Object-Count": "3",
                "Storage-Policy-Fast-Object-Count": "3",
                "Storage-Policy-Fast-Bytes-Used": "15",
            ]
            for (name, value) in wanted {
                #expect(answer.headers["X-Account-\(name)"] == value, "X-Account-\(name)")
            }
        }
        process.stop(with: SIGTERM)
    }

    @Test func `makes no account by its use when it is told so`() async throws {
        let configuration = try Configuration(
            parsing: Bytes(
                """
                [DEFAULT]
                bind_ip = 127.0.0.1
                bind_port = 0
                access_log = off
                backend = memory
                [app:proxy-server]
                allow_account_management = yes
                account_autocreate = no
                [filter:tempauth]
                \(TestServer.users)
                """), file: "test.conf")
        try await TestServer.run(configuration) { test in
            let token = try await test.token()
            for (method, path) in [
                (ApusHTTP.Method.get, ""), (.head, ""), (.post, ""), (.put, "/c"), (.get, "/c"),
                (.put, "/c/o"),
            ] {
                let answer = try await test.ask(
                    method, Self.account + path, token: token, headers: ["Content-Length": "0"])
                #expect(answer.status == 404, "\(method) \(path)")
            }
            let admin = try await test.token("admin:admin", "admin")
            #expect(try await test.ask(.put, Self.account, token: admin).status == 201)
            #expect(try await test.ask(.put, "\(Self.account)/c", token: token).status == 201)
            #expect(try await test.ask(.get, Self.account, token: token).text == "c\n")
            let info = try await test.ask(.get, "/info")
            #expect(
                info.text.contains("\"account_autocreate\":false")
                    || info.text.contains("\"account_autocreate\": false"))
        }
    }
}
