// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusTestSupport
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A real `apusd` in its own process: what its command line, its signals and its files do.
@Suite(.timeLimit(.minutes(10))) struct ServerProcessTests {
    @Test func `speaks HTTPS with those who trust its certificate`() async throws {
        let directory = try TemporaryDirectory()
        let certificate = try TestCertificate(in: directory.path)
        let server = try ServerProcess([
            "--config", try Self.configuration(in: directory, certificate: certificate),
        ])
        #expect(server.address.hasPrefix("https://"))
        let friend = try Visitor(server.address, trusting: certificate.certificateFile)
        let token = try await friend.token()
        #expect(try await friend.ask(.put, "/v1/AUTH_test/c", token: token).status == 201)
        let put = try await friend.ask(
            .put, "/v1/AUTH_test/c/o", token: token, body: BodyReader(Bytes("hello")))
        #expect(put.status == 201)
        #expect(try await friend.ask(.get, "/v1/AUTH_test/c/o", token: token).text == "hello")

        let stranger = try Visitor(server.address)
        let error = await #expect(throws: TransportError.self) {
            try await stranger.ask(.get, "/healthcheck")
        }
        #expect(error?.reason == .untrusted)
    }

    @Test func `takes over users and certificate on SIGHUP and keeps connections`() async throws {
        let directory = try TemporaryDirectory()
        let certificate = try TestCertificate(in: directory.path)
        let server = try ServerProcess([
            "--config", try Self.configuration(in: directory, certificate: certificate),
        ])
        let before = try directory.write(
            try await Self.text(of: certificate.certificateFile), to: "before.pem")
        let early = try Visitor(server.address, trusting: before)
        let kept = try await early.token()
        let gone = try await early.token("gone:user", "key")
        #expect(try await early.ask(.get, "/v1/AUTH_gone", token: gone).status == 204)

        try certificate.renew()
        try Self.configuration(
            in: directory, certificate: certificate, users: "user_new_user = key .admin")
        server.signal(SIGHUP)
        try await server.log.waitForLine(with: "reloaded")

        // A new connection of this client would meet a certificate that it does not trust.
        #expect(try await early.ask(.get, "/v1/AUTH_test", token: kept).status == 204)
        #expect(try await early.ask(.get, "/v1/AUTH_gone", token: gone).status == 401)
        _ = try await early.token("new:user", "key")

        let late = try Visitor(server.address, trusting: certificate.certificateFile)
        #expect(try await late.ask(.get, "/v1/AUTH_test", token: kept).status == 204)
        let behind = try Visitor(server.address, trusting: before)
        let error = await #expect(throws: TransportError.self) { try await behind.token() }
        #expect(error?.reason == .untrusted)
    }

    @Test func `goes on in a new access log after SIGHUP`() async throws {
        let directory = try TemporaryDirectory()
        let log = directory.path + "/access.log"
        let server = try ServerProcess([
            "--config", try Self.configuration(in: directory, accessLog: log),
        ])
        let visitor = try Visitor(server.address)
        _ = try await visitor.ask(.get, "/early")
        while try await !Self.text(of: log).contains("/early") { await Task.yield() }
        let moved = log + ".1"
        #expect(unsafe rename(log, moved) == 0)
        // Until it is told, it goes on where it was.
        _ = try await visitor.ask(.get, "/between")
        while try await !Self.text(of: moved).contains("/between") { await Task.yield() }
        server.signal(SIGHUP)
        try await server.log.waitForLine(with: "reloaded")
        _ = try await visitor.ask(.get, "/late")
        #expect(server.stop(with: SIGTERM) == 0)
        let early = try await Self.text(of: moved)
        let late = try await Self.text(of: log)
        #expect(early.split(separator: "\n").count == 2)
        #expect(late.split(separator: "\n").count == 1)
        #expect(late.contains("path=/late"))
    }

    @Test func `lets an upload in flight end after SIGTERM and takes nobody new`() async throws {
        let directory = try TemporaryDirectory()
        let server = try ServerProcess(["--config", try Self.configuration(in: directory)])
        let visitor = try Visitor(server.address)
        let token = try await visitor.token()
        #expect(try await visitor.ask(.put, "/v1/AUTH_test/c", token: token).status == 201)

        let upload = PausedUpload()
        async let put = visitor.ask(
            .put, "/v1/AUTH_test/c/o", token: token, body: upload.body)
        for await _ in upload.isPaused {}
        server.signal(SIGTERM)
        try await server.log.waitForLine(with: "stopping")
        // The line comes just before the door is shut.
        var refusal: TransportError.Reason?
        while refusal != .connectionFailed {
            do {
                _ = try await Visitor(server.address).ask(.get, "/healthcheck")
            } catch let error as TransportError {
                refusal = error.reason
            }
        }
        upload.goOn.finish()
        #expect(try await put.status == 201)
        #expect(server.waitForEnd() == 0)
    }

    @Test func `needs a data directory and nothing else`() async throws {
        let directory = try TemporaryDirectory()
        let data = directory.path + "/data"
        let arguments = ["--data", data, "--bind", "127.0.0.1", "--port", "0"]
        let first = try ServerProcess(arguments)
        var exports: [String: String] = [:]
        for _ in 0..<3 {
            let line = try #require(try first.output.nextLine())
            let words = line.split(separator: " ", maxSplits: 1)
            #expect(words.first == "export")
            let halves = try #require(words.last).split(separator: "=", maxSplits: 1)
            exports[String(halves[0])] = String(try #require(halves.last))
        }
        #expect(exports["ST_AUTH"] == first.address + "/auth/v1.0")
        let user = try #require(exports["ST_USER"])
        let key = try #require(exports["ST_KEY"])

        let credentials = data + "/credentials"
        #expect(try FileCalls.status(credentials).permissions == 0o600)
        #expect(try await Self.text(of: credentials).contains("export ST_KEY=\(key)\n"))

        let answer = try await Visitor(first.address).ask(
            .get, "/auth/v1.0", headers: ["X-Auth-User": user, "X-Auth-Key": key])
        #expect(answer.status == 200)
        let token = try #require(answer.headers["X-Auth-Token"])
        let url = try #require(answer.headers["X-Storage-Url"])
        #expect(url.hasPrefix(first.address + "/v1/"))
        let container = String(url.dropFirst(first.address.count)) + "/c"
        #expect(try await Visitor(first.address).ask(.put, container, token: token).status == 201)
        #expect(first.stop(with: SIGTERM) == 0)

        let second = try ServerProcess(arguments)
        #expect(try await Visitor(second.address).ask(.head, container, token: token).status == 204)
        #expect(try await Visitor(second.address).token(user, key) == token)
    }

    @Test func `says plainly whose data directory or port is taken`() async throws {
        let directory = try TemporaryDirectory()
        let data = directory.path + "/data"
        let server = try ServerProcess(["--data", data, "--bind", "127.0.0.1", "--port", "0"])
        let sameData = try await ServerProcess.refusal(
            of: ["--data", data, "--bind", "127.0.0.1", "--port", "0"])
        #expect(sameData.status == 1)
        #expect(sameData.output == "")
        #expect(
            sameData.complaint.hasPrefix(
                "apusd: the data directory \(data) is in use by another apusd (process ")
        )

        let port = try #require(server.address.split(separator: ":").last)
        let samePort = try await ServerProcess.refusal(
            of: [
                "--data", directory.path + "/other", "--bind", "127.0.0.1", "--port", String(port),
            ])
        #expect(samePort.status == 1)
        #expect(samePort.output == "")
        #expect(
            samePort.complaint
                == "apusd: 127.0.0.1:\(port) is in use: another program listens there already\n")
    }

    /// Writes a configuration with everything in memory; answers its path.
    @discardableResult
    private static func configuration(
        in directory: TemporaryDirectory, certificate: TestCertificate? = nil,
        accessLog: String = "off", users: String = "user_gone_user = key .admin"
    ) throws -> String {
        let files = certificate.map {
            "cert_file = \($0.certificateFile)\nkey_file = \($0.keyFile)"
        }
        return try directory.write(
            """
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = 0
            access_log = \(accessLog)
            \(files ?? "")
            [storage-policy:0]
            name = gold
            default = yes
            backend = memory
            [filter:tempauth]
            user_test_tester = testing .admin
            \(users)
            """, to: "apusd.conf")
    }

    private static func text(of path: String) async throws -> String {
        let file = OpenFile(
            takingOver: try FileCalls.open(path, flags: O_RDONLY),
            lane: Lane(name: "files", threads: 1))
        return try await file.read(0..<UInt64(1 << 16)).text
    }
}

/// A body that stops in its middle until it is told to go on.
private struct PausedUpload {
    let body: BodyReader
    /// Ends once so much has been taken that no buffer holds it: the server is reading.
    let isPaused: AsyncStream<Never>
    /// To be finished when the body may go on.
    let goOn: AsyncStream<Never>.Continuation

    private final class Progress: Sendable {
        let pieces = Atomic(0)
    }

    init() {
        let (isPaused, pause) = AsyncStream.makeStream(of: Never.self)
        let (goesOn, goOn) = AsyncStream.makeStream(of: Never.self)
        self.isPaused = isPaused
        self.goOn = goOn
        let piece = Bytes([UInt8](repeating: 7, count: 1 << 20))
        let progress = Progress()
        body = BodyReader(lengthBytes: 40 << 20) {
            let taken = progress.pieces.add(1, ordering: .relaxed).oldValue
            guard taken < 40 else { return nil }
            if taken == 32 {
                pause.finish()
                for await _ in goesOn {}
            }
            return .bytes(piece)
        }
    }
}
