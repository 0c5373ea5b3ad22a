// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusServer
import ApusTelemetry
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(10))) struct ServerTests {
    @Test func `stores, lists and serves over a socket`() async throws {
        try await TestServer.run(try TestServer.configuration()) { test in
            let token = try await test.token()
            #expect(try await test.ask(.put, "/v1/AUTH_test/c", token: token).status == 201)
            let put = try await test.ask(
                .put, "/v1/AUTH_test/c/a%20b", token: token,
                headers: ["X-Object-Meta-Colour": "blue"], body: BodyReader(Bytes("hello")))
            #expect(put.status == 201)
            #expect(put.headers["ETag"] == "5d41402abc4b2a76b9719d911017c592")
            let got = try await test.ask(.get, "/v1/AUTH_test/c/a%20b", token: token)
            #expect(got.text == "hello")
            #expect(got.headers["X-Object-Meta-Colour"] == "blue")
            let listing = try await test.ask(.get, "/v1/AUTH_test/c", token: token)
            #expect(listing.text == "a b\n")
            #expect(listing.headers["X-Storage-Policy"] == "gold")
            #expect(
                try await test.ask(.delete, "/v1/AUTH_test/c/a%20b", token: token).status == 204)
            #expect(try await test.ask(.get, "/v1/AUTH_test/c/a%20b", token: token).status == 404)
        }
    }

    @Test func `lets in whom it should and nobody else`() async throws {
        try await TestServer.run(try TestServer.configuration()) { test in
            let owner = try await test.token()
            let member = try await test.token("test:tester3", "testing3")
            let admin = try await test.token("admin:admin", "admin")
            let path = "/v1/AUTH_test/c"
            #expect(try await test.ask(.put, path, token: owner).status == 201)
            #expect(try await test.ask(.get, path).status == 401)
            #expect(try await test.ask(.get, path, token: "AUTH_tkwrong").status == 401)
            #expect(try await test.ask(.get, path, token: member).status == 403)
            #expect(try await test.ask(.get, path, token: admin).status == 204)
            let opened = try await test.ask(
                .post, path, token: owner,
                headers: ["X-Container-Read": "test:tester3, .r:*"])
            #expect(opened.status == 204)
            #expect(try await test.ask(.put, path + "/o", token: owner).status == 201)
            #expect(try await test.ask(.get, path + "/o").status == 200)
            #expect(try await test.ask(.get, path).status == 401)
            #expect(try await test.ask(.put, path + "/p", token: member).status == 403)
            let refused = try await test.ask(
                .post, path, token: owner, headers: ["X-Container-Write": ".r:*"])
            #expect(refused.status == 400)
            #expect(refused.text.contains("Referrers not allowed in write ACL: '.r:*'"))
        }
    }

    @Test func `lets a reseller reader read everything but what is the owner's alone`() async throws
    {
        let users = TestServer.users + "\nuser_audit_audit = audit .reseller_reader"
        try await TestServer.run(try TestServer.configuration(users: users)) { test in
            let owner = try await test.token()
            let reader = try await test.token("audit:audit", "audit")
            let set = try await test.ask(
                .post, "/v1/AUTH_test", token: owner,
                headers: ["X-Account-Meta-Temp-URL-Key": "secret"])
            #expect(set.status == 204)
            #expect(try await test.ask(.put, "/v1/AUTH_test/c", token: owner).status == 201)
            let own = try await test.ask(.head, "/v1/AUTH_test", token: owner)
            #expect(own.headers["X-Account-Meta-Temp-URL-Key"] == "secret")
            let read = try await test.ask(.head, "/v1/AUTH_test", token: reader)
            #expect((200..<300).contains(read.status))
            #expect(read.headers["X-Account-Meta-Temp-URL-Key"] == nil)
            #expect(try await test.ask(.get, "/v1/AUTH_test/c", token: reader).status == 204)
            #expect(try await test.ask(.put, "/v1/AUTH_test/d", token: reader).status == 403)
        }
    }

    @Test func `takes the tokens of before a restart`() async throws {
        try await withTemporaryDirectory { folder in
            let configuration = try TestServer.configuration(general: "data_dir = \(folder)/data")
            let token = try await TestServer.run(configuration) { try await $0.token() }
            let later = try await TestServer.run(configuration) { test in
                let put = try await test.ask(.put, "/v1/AUTH_test/c", token: token)
                return (status: put.status, token: try await test.token())
            }
            #expect(later.status == 201)
            #expect(later.token == token)
        }
    }

    @Test func `keeps objects in its data directory, and knows by which engine`() async throws {
        try await withTemporaryDirectory { folder in
            let general = "data_dir = \(folder)/data"
            let onDisk = try TestServer.configuration(general: general, backend: "file")
            let put = try await TestServer.run(onDisk) { test in
                let token = try await test.token()
                _ = try await test.ask(.put, "/v1/AUTH_test/c", token: token)
                return try await test.ask(
                    .put, "/v1/AUTH_test/c/o", token: token, body: BodyReader(Bytes("kept")))
            }
            #expect(put.status == 201)
            let got = try await TestServer.run(onDisk) { test in
                try await test.ask(.get, "/v1/AUTH_test/c/o", token: try await test.token())
            }
            #expect(got.text == "kept")

            let elsewhere = try TestServer.configuration(
                general: general, backend: "other\n[backend:other]\nengine = file")
            let error = await #expect(throws: DataDirectoryError.self) {
                _ = try await Server(elsewhere, logger: Logger(level: .error))
            }
            #expect(error?.description.contains("are in the back-end file") == true)
        }
    }

    @Test func `takes over limits on reload, for connections to come`() async throws {
        try await TestServer.run(try TestServer.configuration()) { test in
            #expect(try await test.ask(.get, "/healthcheck").status == 200)
            try test.server.reload(try TestServer.configuration(general: "max_clients = 1"))
            // The connection that there is stays, and no other comes.
            #expect(try await test.ask(.get, "/healthcheck").status == 200)
            let second = TestServer(
                server: test.server, client: try HTTPClient(), origin: test.origin)
            #expect(try await second.ask(.get, "/healthcheck").status == 503)
            try test.server.reload(try TestServer.configuration())
            #expect(try await second.ask(.get, "/healthcheck").status == 200)
        }
    }

    @Test func `takes over users on reload`() async throws {
        try await TestServer.run(try TestServer.configuration()) { test in
            let gone = try await test.token()
            let kept = try await test.token("test2:tester2", "testing2")
            try test.server.reload(
                try TestServer.configuration(
                    users: "user_test2_tester2 = testing2 .admin\nuser_new_user = key .admin"))
            #expect(try await test.ask(.head, "/v1/AUTH_test", token: gone).status == 401)
            #expect(try await test.ask(.put, "/v1/AUTH_test2/c", token: kept).status == 201)
            _ = try await test.token("new:user", "key")
        }
    }

    @Test func `takes over limits on what is stored on reload`() async throws {
        try await TestServer.run(try TestServer.configuration()) { test in
            let token = try await test.token()
            func put(_ name: String) async throws -> Int {
                try await test.ask(.put, "/v1/AUTH_test/\(name)", token: token).status
            }
            #expect(try await put("container") == 201)
            let more = """
                [swift-constraints]
                max_container_name_length = 8
                max_object_name_length = 4
                [filter:read_only]
                read_only = no
                [filter:ratelimit]
                account_blacklist = AUTH_test2
                """
            try test.server.reload(
                try TestServer.configuration(users: TestServer.users + "\n" + more))
            #expect(try await put("container") == 400)
            #expect(try await put("short") == 201)
            #expect(try await put("short/long!") == 400)
            // What is there stays.
            #expect(try await put("container/name") == 201)
            let other = try await test.token("test2:tester2", "testing2")
            let refused = try await test.ask(.put, "/v1/AUTH_test2/c", token: other)
            #expect(refused.status == 497)
            try test.server.reload(
                try TestServer.configuration(
                    users: TestServer.users + "\n[filter:read_only]\nread_only = yes"))
            #expect(try await put("another-container") == 405)
        }
    }

    @Test func `lets a request in flight end before it stops`() async throws {
        // However slow a busy machine is, it is not cut off.
        let patient = try TestServer.configuration(general: "graceful_shutdown_timeout = 3600")
        try await TestServer.run(patient) { test in
            let token = try await test.token()
            #expect(try await test.ask(.put, "/v1/AUTH_test/c", token: token).status == 201)
            // More than the buffers between the two hold: it is still being sent when they stop.
            let count = 32 << 20
            let put = try await test.ask(
                .put, "/v1/AUTH_test/c/o", token: token,
                body: BodyReader(Bytes([UInt8](repeating: 7, count: count))))
            #expect(put.status == 201)
            let response = try await test.client.respond(
                to: Request(
                    .get, "/v1/AUTH_test/c/o", origin: test.origin,
                    headers: ["X-Auth-Token": token]))
            let body = response.reader
            var received = try await body.next()?.count ?? 0
            test.server.stop()
            while let bytes = try await body.next() { received += bytes.count }
            #expect(received == count)
        }
    }

    @Test func `says that its port is taken`() async throws {
        try await TestServer.run(try TestServer.configuration()) { test in
            var configuration = try TestServer.configuration()
            configuration.override(port: test.origin.port)
            let error = await #expect(throws: ServerError.self) {
                _ = try await Server(configuration, logger: Logger(level: .error))
            }
            #expect(
                error?.description
                    == "127.0.0.1:\(test.origin.port) is in use: another program listens there already"
            )
        }
    }

    @Test func `says that its data directory is in use`() async throws {
        try await withTemporaryDirectory { folder in
            let configuration = try TestServer.configuration(general: "data_dir = \(folder)/data")
            try await TestServer.run(configuration) { _ in
                let error = await #expect(throws: DataDirectoryError.self) {
                    _ = try await Server(configuration, logger: Logger(level: .error))
                }
                #expect(error?.description.contains("is in use by another apusd") == true)
            }
        }
    }

    @Test func `does not start where nobody could log in`() async throws {
        let configuration = try Configuration(
            parsing: Bytes("[storage-policy:0]\nbackend = memory\n"), file: "test.conf")
        await #expect(throws: ServerError.self) {
            _ = try await Server(configuration, logger: Logger(level: .error))
        }
    }

    @Test func `answers whether it is well, and in numbers`() async throws {
        try await withTemporaryDirectory { folder in
            var configuration = try TestServer.configuration()
            configuration.healthCheck.disablePath = "\(folder)/disabled"
            try await TestServer.run(configuration) { test in
                let well = try await test.ask(.get, "/healthcheck")
                #expect(well.status == 200)
                #expect(well.text == "OK")
                FileCalls.close(
                    try FileCalls.open("\(folder)/disabled", flags: O_CREAT | O_WRONLY))
                let disabled = try await test.ask(.get, "/healthcheck")
                #expect(disabled.status == 503)
                #expect(disabled.text == "DISABLED BY FILE")
                // Metrics are not for whoever reaches the store.
                #expect(try await test.ask(.get, "/metrics").status != 200)

                let url = try #require(test.server.metricsURL)
                let port = try #require(
                    url.split(separator: ":").last?.split(separator: "/").first.flatMap {
                        Int($0)
                    })
                let metrics = TestServer(
                    server: test.server, client: test.client,
                    origin: Origin(isSecure: false, host: "127.0.0.1", port: port))
                let page = try await metrics.ask(.get, "/metrics")
                #expect(page.status == 200)
                #expect(page.text.contains("apus_requests_total{method=\"GET\",status=\"503\"} 1"))
                #expect(
                    page.text.contains("apus_storage_duration_seconds_count{operation=\"commit\"}"))
                for (path, member) in [
                    ("version", "version"), ("load", "1m"), ("mem", "MemTotal"),
                    ("sockstat", "tcp_in_use"), ("quarantined", "objects"),
                    ("expirer/object", "lag_seconds"), ("auditor/object", "passes"),
                    ("requests", "by_method"),
                ] {
                    let answer = try await metrics.ask(.get, "/recon/\(path)")
                    #expect(answer.status == 200)
                    let document = try JSONValue(parsing: Bytes(answer.text))
                    #expect(document[member] != nil, "\(path)")
                }
                let requests = try await metrics.ask(.get, "/recon/requests")
                let counts = try JSONValue(parsing: Bytes(requests.text))
                #expect(counts["by_method"]?["GET"]?["503"] == 1)
                #expect(try await metrics.ask(.get, "/recon/ringmd5").status == 404)
                #expect(try await metrics.ask(.put, "/recon/load").status == 405)
                #expect(try await test.ask(.get, "/recon/load").status != 200)
            }
        }
    }
}
