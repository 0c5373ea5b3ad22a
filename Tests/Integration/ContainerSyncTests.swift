// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Two real `apusd`s of one realm.
@Suite(.timeLimit(.minutes(10))) struct ContainerSyncTests {
    private func start(
        in directory: TemporaryDirectory, realms: String, interval: String = "0.2"
    ) throws -> ServerProcess {
        let file = try directory.write(realms, to: "realms.conf")
        let configuration = try directory.write(
            """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = 0
            access_log = off
            data_dir = \(directory.path)/data
            [filter:tempauth]
            user_test_tester = testing .admin
            [filter:container_sync]
            realms_file = \(file)
            [container-sync]
            interval = \(interval)
            """, to: "apusd.conf")
        return try ServerProcess(["--config", configuration])
    }

    @Test func `objects and deletions go from one to the other, across restarts`() async throws {
        let (here, there) = (try TemporaryDirectory(), try TemporaryDirectory())
        let far = try start(in: there, realms: "[earth]\nkey = realm\n", interval: "300")
        let realms = "[EARTH]\nkey = realm\ncluster_far = \(far.address)/v1/\n"
        var near = try start(in: here, realms: realms)
        let visitor = try Visitor(far.address)
        let token = try await visitor.token()
        let key: Headers = ["X-Container-Sync-Key": "user"]
        #expect(
            try await visitor.ask(.put, "/v1/AUTH_test/b%20c", token: token, headers: key).status
                == 201)

        var own = try Visitor(near.address)
        var ownToken = try await own.token()
        var fields = key
        fields["X-Container-Sync-To"] = "//earth/far/AUTH_test/b%20c"
        #expect(
            try await own.ask(.put, "/v1/AUTH_test/a", token: ownToken, headers: fields).status
                == 201)
        let large = String(repeating: "large ", count: 200_000)
        for (name, text) in [("one", "1"), ("large", large), ("%C3%A4%20%3F", "q")] {
            #expect(
                try await own.ask(
                    .put, "/v1/AUTH_test/a/\(name)", token: ownToken,
                    headers: ["X-Object-Meta-Name": name], body: BodyReader(Bytes(text))
                ).status == 201)
        }
        let container = "/v1/AUTH_test/b%20c"
        while try await visitor.ask(.get, container, token: token).text != "large\none\nä ?\n" {}
        let found = try await visitor.ask(.get, container + "/large", token: token)
        #expect(found.text == large)
        let original = try await own.ask(.head, "/v1/AUTH_test/a/large", token: ownToken)
        for name in ["X-Timestamp", "Etag", "X-Object-Meta-Name", "Content-Type"] {
            #expect(found.headers[name] == original.headers[name])
        }

        // Killed, so that at most what has been recorded is known.
        near.stop(with: SIGKILL)
        near = try start(in: here, realms: realms)
        own = try Visitor(near.address)
        ownToken = try await own.token()
        #expect(
            try await own.ask(.delete, "/v1/AUTH_test/a/one", token: ownToken).status == 204)
        while try await visitor.ask(.get, container, token: token).text != "large\nä ?\n" {}
        #expect(near.stop(with: SIGTERM) == 0)
    }
}
