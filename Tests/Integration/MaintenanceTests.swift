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

/// What a real `apusd` does to its data beside requests.
@Suite(.timeLimit(.minutes(3))) struct MaintenanceTests {
    private func configuration(
        in directory: TemporaryDirectory, _ sections: String
    ) throws -> String {
        try directory.write(
            """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = 0
            access_log = off
            data_dir = \(directory.path)/data
            [filter:tempauth]
            user_test_tester = testing .admin
            \(sections)
            """, to: "apusd.conf")
    }

    @Test func `expired objects go from their container`() async throws {
        let directory = try TemporaryDirectory()
        let server = try ServerProcess([
            "--config", try configuration(in: directory, "[object-expirer]\ninterval = 0.1"),
        ])
        let visitor = try Visitor(server.address)
        let metrics = try Visitor(try #require(server.metricsAddress))
        let token = try await visitor.token()
        let container = "/v1/AUTH_test/c"
        #expect(try await visitor.ask(.put, container, token: token).status == 201)
        #expect(
            try await visitor.ask(
                .put, container + "/short", token: token, headers: ["X-Delete-After": "1"],
                body: BodyReader(Bytes("soon gone"))
            ).status == 201)
        #expect(try await visitor.ask(.put, container + "/long", token: token).status == 201)
        while try await visitor.ask(.get, container, token: token).text != "long\n" {}
        let short = try await visitor.ask(.get, container + "/short", token: token)
        #expect(short.status == 404)
        let deleted = #"apus_background_items_total{work="object-expirer",outcome="deleted"} 1"#
        // The numbers change behind the container.
        while try await !metrics.ask(.get, "/metrics").text.contains(deleted) {}
        let queue = try await visitor.ask(.get, "/v1/.expiring_objects", token: token)
        #expect(queue.status == 403)
        #expect(server.stop(with: SIGTERM) == 0, "a server asked to stop ends by itself")
    }

    @Test func `expiring goes on after the server was killed in the middle of it`() async throws {
        let directory = try TemporaryDirectory()
        let arguments = [
            "--config",
            try configuration(
                in: directory,
                "[object-expirer]\ninterval = 0.1\ntasks_per_second = 100\nconcurrency = 4"),
        ]
        let container = "/v1/AUTH_test/c"
        var server = try ServerProcess(arguments)
        var visitor = try Visitor(server.address)
        var token = try await visitor.token()
        #expect(try await visitor.ask(.put, container, token: token).status == 201)
        try await withThrowingTaskGroup(of: Int.self) { [visitor, token] group in
            for number in 0..<200 {
                group.addTask {
                    try await visitor.ask(
                        .put, container + "/\(number)", token: token,
                        headers: ["X-Delete-After": number % 2 == 0 ? "3" : "100000"]
                    ).status
                }
            }
            for try await status in group { #expect(status == 201) }
        }
        var before = 200
        while before > 100 {
            // Whenever some more have gone.
            var count = before
            while count > max(100, before - 20) {
                count = try await self.count(container, visitor, token)
            }
            before = count
            server.stop(with: SIGKILL)
            server = try ServerProcess(arguments)
            visitor = try Visitor(server.address)
            token = try await visitor.token()
        }
        #expect(before == 100)
        let names = try await visitor.ask(.get, container, token: token).text
        #expect(names.split(separator: "\n").allSatisfy { (Int($0) ?? 0) % 2 == 1 })
        server.stop(with: SIGTERM)
    }

    private func count(
        _ container: String, _ visitor: Visitor, _ token: String
    ) async throws -> Int {
        let answer = try await visitor.ask(.head, container, token: token)
        return try #require(answer.headers["X-Container-Object-Count"].flatMap { Int($0) })
    }
}
