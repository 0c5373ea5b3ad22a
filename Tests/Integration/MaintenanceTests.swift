// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a real `apusd` does to its data beside requests.
@Suite(.timeLimit(.minutes(10))) struct MaintenanceTests {
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

    // MARK: Damage

    /// Files below a directory, as deep as they are.
    private func files(below path: String) throws -> [String] {
        guard let reader = try? DirectoryReader(path) else { return [] }
        var found: [String] = []
        while let name = try reader.next() {
            let child = "\(path)/\(name.text)"
            if try FileCalls.status(child).kind == .directory {
                found += try files(below: child)
            } else {
                found.append(child)
            }
        }
        return found
    }

    /// Turns bits of a file at a place.
    private func damage(_ path: String, at offset: UInt64, count: Int = 1) throws {
        let file = try FileCalls.open(path, flags: O_RDWR)
        defer { FileCalls.close(file) }
        let bytes = try FileCalls.read(file, at: offset, count: count)
        try #require(bytes.count == count)
        try FileCalls.writeAll(file, Bytes(bytes.array.map { $0 ^ 0xFF }), at: offset)
    }

    /// The engine whose files the tests know how to damage.
    private static let file = "[storage-policy:0]\nbackend = file\n"

    /// The only file that has at least so many bytes.
    private func body(
        in directory: TemporaryDirectory, of sizeBytes: UInt64, backend: String = "file"
    ) throws -> String {
        let all = try files(below: directory.path + "/data/\(backend)/bodies")
        let large = try all.filter { try FileCalls.status($0).sizeBytes >= sizeBytes }
        try #require(large.count == 1)
        return large[0]
    }

    private static let large = Bytes((0..<300_000).map { UInt8(truncatingIfNeeded: $0 * 7) })

    /// Asks until the object is gone: each answer has the right bytes, is cut short, or says that
    /// they cannot be read now.
    private func askUntilGone(
        _ target: String, _ visitor: Visitor, _ token: String
    ) async throws {
        while true {
            do {
                let response = try await visitor.client.respond(
                    to: Request(
                        .get, target, origin: visitor.origin, headers: ["X-Auth-Token": token]))
                let body = try await response.reader.collect(limitBytes: 1 << 20)
                if response.status.code == 404 { return }
                if response.status.code == 503 {
                    #expect(response.headers["Retry-After"] == "1")
                    continue
                }
                #expect(response.status.code == 200)
                #expect(body == Self.large, "wrong bytes were sent")
            } catch is BodyError {
            } catch is TransportError {}
        }
    }

    @Test(
        arguments: ["file", "packed"],
        ["[object-auditor]\ninterval = 0.1", "[object-auditor]\nenabled = no"])
    func `a body with a flipped bit is never served and answers 404`(
        backend: String, section: String
    ) async throws {
        let directory = try TemporaryDirectory()
        let policy = "[storage-policy:0]\nbackend = \(backend)\n"
        let server = try ServerProcess([
            "--config", try configuration(in: directory, policy + section),
        ])
        let visitor = try Visitor(server.address)
        let metrics = try Visitor(try #require(server.metricsAddress))
        let token = try await visitor.token()
        let container = "/v1/AUTH_test/c"
        #expect(try await visitor.ask(.put, container, token: token).status == 201)
        for (name, body) in [("large", Self.large), ("small", Bytes("small"))] {
            let put = try await visitor.ask(
                .put, "\(container)/\(name)", token: token, body: BodyReader(body))
            #expect(put.status == 201)
        }
        try damage(try body(in: directory, of: 300_000, backend: backend), at: 150_000)
        try await askUntilGone(container + "/large", visitor, token)
        #expect(try await visitor.ask(.get, container, token: token).text == "small\n")
        try await server.log.waitForLine(with: "an object is quarantined")
        // The number changes behind the line.
        var numbers: [Substring] = []
        for _ in 0..<500 where !numbers.contains(where: { $0.hasSuffix("} 1") }) {
            numbers = try await metrics.ask(.get, "/metrics").text.split(separator: "\n")
                .filter { $0.contains(#"outcome="quarantined""#) }
        }
        #expect(numbers.contains { $0.hasSuffix("} 1") }, "\(numbers)")
        #expect(try !files(below: directory.path + "/data/\(backend)/quarantined").isEmpty)
        let small = try await visitor.ask(.get, container + "/small", token: token)
        #expect(small.text == "small")
        server.stop(with: SIGTERM)
    }

    @Test func `a damaged index is set aside and made anew from the bodies`() async throws {
        let directory = try TemporaryDirectory()
        let arguments = [
            "--config",
            try configuration(in: directory, Self.file + "[container-auditor]\ninterval = 0.1"),
        ]
        let container = "/v1/AUTH_test/c"
        var server = try ServerProcess(arguments)
        try await fill(container, objects: 60, of: server)
        #expect(server.stop(with: SIGTERM) == 0)
        try damageIndex(in: directory)

        server = try ServerProcess(arguments)
        let visitor = try Visitor(server.address)
        let token = try await visitor.token()
        var answer = try await visitor.ask(.get, container, token: token)
        while answer.status != 200 || answer.text.split(separator: "\n").count < 60 {
            // Never "there is no such container".
            #expect([200, 503].contains(answer.status))
            answer = try await visitor.ask(.get, container, token: token)
        }
        #expect(try await count(container, visitor, token) == 60)
        let object = try await visitor.ask(.get, container + "/7", token: token)
        #expect(object.text == "body 7")
        #expect(object.headers["X-Object-Meta-Number"] == "7")
        server.stop(with: SIGTERM)
    }

    private func fill(
        _ container: String, objects: Int, of server: borrowing ServerProcess
    ) async throws {
        let visitor = try Visitor(server.address)
        let token = try await visitor.token()
        #expect(try await visitor.ask(.put, container, token: token).status == 201)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<objects {
                group.addTask {
                    try await visitor.ask(
                        .put, "\(container)/\(number)", token: token,
                        headers: ["X-Object-Meta-Number": "\(number)"],
                        body: BodyReader(Bytes("body \(number)"))
                    ).status
                }
            }
            for try await status in group { #expect(status == 201) }
        }
    }

    /// Turns the bits of all but the first page of the container's database.
    private func damageIndex(in directory: TemporaryDirectory) throws {
        let accounts = directory.path + "/data/file/accounts/AUTH_test/containers"
        let index = try #require(try files(below: accounts).first { $0.hasSuffix(".db") })
        let size = try FileCalls.status(index).sizeBytes
        try damage(index, at: 4096, count: Int(size) - 4096)
    }

    // MARK: Commands

    private func fsck(
        _ configuration: String, _ options: String...
    ) async throws -> (status: Int32, output: String, complaint: String) {
        try await ServerProcess.refusal(of: ["fsck", "--config", configuration] + options)
    }

    @Test func `fsck finds and repairs what is damaged`() async throws {
        let directory = try TemporaryDirectory()
        let configuration = try configuration(in: directory, Self.file)
        let container = "/v1/AUTH_test/c"
        var server = try ServerProcess(["--config", configuration])
        try await fill(container, objects: 20, of: server)
        var visitor = try Visitor(server.address)
        var token = try await visitor.token()
        let put = try await visitor.ask(
            .put, container + "/large", token: token, body: BodyReader(Self.large))
        #expect(put.status == 201)
        let refused = try await fsck(configuration)
        #expect(refused.status == 3, "a server has the directory")
        #expect(refused.complaint.contains("needs the directory for itself: stop the server first"))
        server.stop(with: SIGTERM)

        #expect(try await fsck(configuration).status == 0)
        #expect(try await fsck(configuration, "--nonsense").status == 2)
        try damage(try body(in: directory, of: 300_000), at: 150_000)
        #expect(try await fsck(configuration, "--index-only").status == 0)
        let found = try await fsck(configuration)
        #expect(found.status == 1)
        #expect(found.output.contains("object /AUTH_test/c/large"))
        try damageIndex(in: directory)
        let document = try await fsck(configuration, "--json")
        #expect(document.status == 1)
        #expect(document.output.hasPrefix("{") && document.output.contains(#""clean": false"#))
        let repaired = try await fsck(configuration, "--repair")
        #expect(repaired.status == 1)
        #expect(repaired.output.contains("made anew"))
        #expect(repaired.output.contains("object /AUTH_test/c/large"))
        let again = try await fsck(configuration)
        #expect(again.status == 0, "\(again.output)")

        server = try ServerProcess(["--config", configuration])
        visitor = try Visitor(server.address)
        token = try await visitor.token()
        #expect(try await count(container, visitor, token) == 20)
        let gone = try await visitor.ask(.get, container + "/large", token: token)
        #expect(gone.status == 404)
        server.stop(with: SIGTERM)
    }

    @Test func `a repair that is killed is done by the next`() async throws {
        let directory = try TemporaryDirectory()
        let configuration = try configuration(in: directory, Self.file)
        let container = "/v1/AUTH_test/c"
        var server = try ServerProcess(["--config", configuration])
        try await fill(container, objects: 300, of: server)
        server.stop(with: SIGTERM)
        try damageIndex(in: directory)
        for life in [1, 3, 10, 20, 40, 60, 80, 100, 120, 150, 200] {
            _ = try await ServerProcess.killed(
                ["fsck", "--config", configuration, "--repair"], after: .milliseconds(life))
        }
        _ = try await fsck(configuration, "--repair")
        let again = try await fsck(configuration)
        #expect(again.status == 0, "\(again.output)")
        server = try ServerProcess(["--config", configuration])
        let visitor = try Visitor(server.address)
        let token = try await visitor.token()
        #expect(try await count(container, visitor, token) == 300)
        server.stop(with: SIGTERM)
    }

    @Test(arguments: [("file", "packed"), ("packed", "file")])
    func `a migration that is killed goes on, and changes over at its end`(
        old: String, new: String
    ) async throws {
        let directory = try TemporaryDirectory()
        _ = try configuration(in: directory, "[storage-policy:0]\nbackend = \(old)")
        let container = "/v1/AUTH_test/c"
        var server = try ServerProcess(["--config", directory.path + "/apusd.conf"])
        try await fill(container, objects: 600, of: server)
        server.stop(with: SIGTERM)
        let configuration = try configuration(in: directory, "")
        let command = ["migrate", "--config", configuration, "--from", old, "--to", new]
        // On a busy machine the signal may come after the end; what counts is what is there then.
        _ = try await ServerProcess.killed(command, after: .milliseconds(30))
        _ = try await ServerProcess.killed(command, saying: "objects, ")
        _ = try await ServerProcess.killed(command, saying: "comparing")
        let done = try await ServerProcess.refusal(of: command)
        #expect(
            done.output.contains("600 objects in 1 containers are in \(new) now")
                || done.complaint.contains("(but in \(new))"), "\(done)")
        #expect(try await fsck(configuration).status == 0)

        // The configuration names no back-end: the data's own is found.
        server = try ServerProcess(["--config", configuration])
        let visitor = try Visitor(server.address)
        let token = try await visitor.token()
        #expect(try await count(container, visitor, token) == 600)
        let object = try await visitor.ask(.get, container + "/599", token: token)
        #expect(object.text == "body 599")
        #expect(object.headers["X-Object-Meta-Number"] == "599")
        let stats = try await ServerProcess.refusal(of: ["stats", "--config", configuration])
        #expect(stats.output.contains("objects           600"), "\(stats)")
        server.stop(with: SIGTERM)
        #expect(
            try await ServerProcess.refusal(of: command).status == 1, "there is nothing to move")
    }

    @Test func `a server is backed up while it is written to`() async throws {
        let directory = try TemporaryDirectory()
        let configuration = try configuration(
            in: directory, "[storage-policy:0]\nbackend = packed")
        let container = "/v1/AUTH_test/c"
        var server = try ServerProcess(["--config", configuration])
        try await fill(container, objects: 20, of: server)
        var visitor = try Visitor(server.address)
        var token = try await visitor.token()
        let (data, backup) = (directory.path + "/data", directory.path + "/backup")
        async let made = ServerProcess.refusal(of: ["backup", "--config", configuration, backup])
        for number in 20..<60 {
            let put = try await visitor.ask(
                .put, "\(container)/\(number)", token: token,
                body: BodyReader(number == 30 ? Self.large : Bytes("body \(number)")))
            #expect(put.status == 201)
        }
        let answer = try await made
        #expect(answer.status == 0, "\(answer)")
        server.stop(with: SIGTERM)

        try FileCalls.move(data, to: directory.path + "/moved")
        let restored = try await ServerProcess.refusal(of: ["restore", "--data", data, backup])
        #expect(restored.status == 0, "\(restored)")
        let checked = try await fsck(configuration)
        #expect(checked.status == 0, "\(checked)")
        server = try ServerProcess(["--config", configuration])
        visitor = try Visitor(server.address)
        token = try await visitor.token()
        // What was there before, and of what came meanwhile a beginning without gaps.
        let names = try await visitor.ask(.get, container, token: token).text
            .split(separator: "\n").compactMap { Int($0) }.sorted()
        #expect(names.count >= 20)
        #expect(names == Array(0..<names.count))
        server.stop(with: SIGTERM)
    }

    @Test func `a backup is put back, and a damaged one is not`() async throws {
        let directory = try TemporaryDirectory()
        let configuration = try configuration(in: directory, "")
        let container = "/v1/AUTH_test/c"
        var server = try ServerProcess(["--config", configuration])
        try await fill(container, objects: 50, of: server)
        // Not in good order: the backup must not be of a store that has to recover.
        server.stop(with: SIGKILL)
        func run(_ arguments: String...) async throws -> (Int32, String, String) {
            try await ServerProcess.refusal(of: arguments)
        }
        let (data, backup) = (directory.path + "/data", directory.path + "/backup")
        let made = try await run("backup", "--config", configuration, backup)
        #expect(made.0 == 0, "\(made)")
        let again = try await run("backup", "--config", configuration, backup)
        #expect(again.0 == 1, "it is not empty")
        let taken = try await run("restore", "--data", data, backup)
        #expect(taken.0 == 1, "the data directory is there")

        let moved = directory.path + "/moved"
        try FileCalls.move(data, to: moved)
        let restored = try await run("restore", "--data", data, backup)
        #expect(restored.0 == 0, "\(restored)")
        #expect(try await fsck(configuration).status == 0)
        server = try ServerProcess(["--config", configuration])
        let visitor = try Visitor(server.address)
        let token = try await visitor.token()
        #expect(try await count(container, visitor, token) == 50)
        let object = try await visitor.ask(.get, container + "/49", token: token)
        #expect(object.text == "body 49")
        server.stop(with: SIGTERM)

        try damage(backup + "/layout.conf", at: 3)
        let refused = try await run("restore", "--data", directory.path + "/other", backup)
        #expect(refused.0 == 1)
        #expect(refused.2.contains("layout.conf"))
    }

    @Test func `the space of a deleted account is given back, also after kills`() async throws {
        let directory = try TemporaryDirectory()
        let configuration = try configuration(
            in: directory,
            """
            user_admin_admin = admin .admin .reseller_admin
            [app:proxy-server]
            allow_account_management = yes
            [account-reaper]
            interval = 0.1

            """ + Self.file)
        var server = try ServerProcess(["--config", configuration])
        try await fill("/v1/AUTH_test/c", objects: 300, of: server)
        let visitor = try Visitor(server.address)
        let admin = try await visitor.token("admin:admin", "admin")
        #expect(try await visitor.ask(.delete, "/v1/AUTH_test", token: admin).status == 204)
        for _ in 0..<5 {
            server.stop(with: SIGKILL)
            server = try ServerProcess(["--config", configuration])
        }
        let bodies = directory.path + "/data/file/bodies"
        while try files(below: bodies).count > 0 {}
        server.stop(with: SIGTERM)
        #expect(try await fsck(configuration).status == 0)
    }

    private func count(
        _ container: String, _ visitor: Visitor, _ token: String
    ) async throws -> Int {
        let answer = try await visitor.ask(.head, container, token: token)
        return try #require(answer.headers["X-Container-Object-Count"].flatMap { Int($0) })
    }
}
