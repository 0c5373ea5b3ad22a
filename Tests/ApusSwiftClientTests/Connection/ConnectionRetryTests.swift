// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Testing

@Suite(.timeLimit(.minutes(10))) struct ConnectionRetryTests {
    let clock = ImpatientClock()

    private func connect(
        _ answers: [ScriptedExchange.Answer], retries: Int = 5,
        _ change: (inout RetryPolicy) -> Void = { _ in }
    ) throws -> (Connection, ScriptedExchange) {
        let exchange = ScriptedExchange(answers)
        var settings = ConnectionSettings()
        settings.retries.retries = retries
        settings.retries.jitter = 0
        settings.retries.clock = clock
        change(&settings.retries)
        let session = AuthSession(
            V1Auth(url: try ServiceURL("http://h:8080/auth/v1.0"), user: "a:u", key: "k"))
        return (Connection(session, over: exchange, settings: settings), exchange)
    }

    @Test func `waits one, two, four seconds and so on, up to a limit`() async throws {
        let (connection, _) = try connect(
            [ScriptedExchange.login()] + Array(repeating: ScriptedExchange.answer(503), count: 9)
                + [ScriptedExchange.answer(204)], retries: 9)
        let reply = try await connection.headAccount()
        #expect(reply.attempts.map(\.status?.code) == Array(repeating: 503, count: 9) + [204])
        #expect(clock.slept == [1, 2, 4, 8, 16, 32, 64, 64, 64].map { Duration.seconds($0) })
    }

    @Test func `gives up after the retries`() async throws {
        let (connection, exchange) = try connect(
            [ScriptedExchange.login()] + Array(repeating: ScriptedExchange.answer(500), count: 9),
            retries: 2)
        let error = await #expect(throws: ClientError.self) { try await connection.headAccount() }
        #expect(error?.reason == .status(500))
        #expect(error?.attempts.count == 3)
        #expect(exchange.asked.count == 4)
    }

    @Test(arguments: [400, 403, 404, 405, 409, 411, 412, 413, 416, 422])
    func `does not repeat what the client got wrong`(code: Int) async throws {
        let (connection, exchange) = try connect([
            ScriptedExchange.login(), ScriptedExchange.answer(code),
        ])
        let error = await #expect(throws: ClientError.self) { try await connection.headAccount() }
        #expect(error?.reason == .status(code))
        #expect(exchange.asked.count == 2)
        #expect(clock.slept.isEmpty)
    }

    @Test(arguments: [408, 499, 429, 498, 500, 502, 503, 504, 507])
    func `repeats what may pass`(code: Int) async throws {
        let (connection, _) = try connect([
            ScriptedExchange.login(), ScriptedExchange.answer(code), ScriptedExchange.answer(204),
        ])
        #expect(try await connection.headAccount().attempts.count == 2)
    }

    @Test(arguments: [429, 498])
    func `repeats a rate limit only if told to`(code: Int) async throws {
        let (connection, exchange) = try connect(
            [ScriptedExchange.login(), ScriptedExchange.answer(code)]
        ) { $0.retriesOnRateLimit = false }
        await #expect(throws: ClientError.self) { try await connection.headAccount() }
        #expect(exchange.asked.count == 2)
    }

    @Test func `Retry-After makes a wait longer, up to the limit`() async throws {
        let (connection, _) = try connect([
            ScriptedExchange.login(), ScriptedExchange.answer(429, ["Retry-After": "7"]),
            ScriptedExchange.answer(503, ["Retry-After": "3600"]),
            ScriptedExchange.answer(503, ["Retry-After": "0"]), ScriptedExchange.answer(204),
        ])
        _ = try await connection.headAccount()
        #expect(clock.slept == [.seconds(7), .seconds(64), .seconds(4)])
    }

    @Test func `Retry-After may be a date`() async throws {
        let (past, future) = (1_000_000_000, 4_000_000_000)
        let (connection, _) = try connect([
            ScriptedExchange.login(),
            ScriptedExchange.answer(
                503, ["Retry-After": HTTPDate.text(secondsSince1970: Int64(past))]),
            ScriptedExchange.answer(
                503, ["Retry-After": HTTPDate.text(secondsSince1970: Int64(future))]),
            ScriptedExchange.answer(204),
        ])
        _ = try await connection.headAccount()
        #expect(clock.slept == [.seconds(1), .seconds(64)])
    }

    @Test func `jitter only ever shortens a wait`() async throws {
        let (connection, _) = try connect(
            [ScriptedExchange.login()] + Array(repeating: ScriptedExchange.answer(503), count: 5)
                + [ScriptedExchange.answer(204)]
        ) { $0.jitter = 0.25 }
        _ = try await connection.headAccount()
        for (slept, whole) in zip(clock.slept, [1, 2, 4, 8, 16]) {
            #expect(slept <= .seconds(whole) && slept >= .seconds(whole) * 0.75)
        }
    }

    @Test func `a refused token is replaced once, even without retries`() async throws {
        let (connection, exchange) = try connect(
            [
                ScriptedExchange.login(token: "old"), ScriptedExchange.answer(401),
                ScriptedExchange.login(token: "new"), ScriptedExchange.answer(204),
            ], retries: 0)
        _ = try await connection.headAccount()
        #expect(exchange.asked.map { $0.headers["X-Auth-Token"] } == [nil, "old", nil, "new"])
    }

    @Test func `a second refusal is the last`() async throws {
        let (connection, exchange) = try connect([
            ScriptedExchange.login(), ScriptedExchange.answer(401), ScriptedExchange.login(),
            ScriptedExchange.answer(401),
        ])
        let error = await #expect(throws: ClientError.self) { try await connection.headAccount() }
        #expect(error?.reason == .status(401))
        #expect(exchange.asked.count == 4)
    }

    @Test func `a given token that is refused cannot be replaced without credentials`()
        async throws
    {
        let exchange = ScriptedExchange([ScriptedExchange.answer(401)])
        let session = AuthSession(storageURL: try ServiceURL("http://h/v1/AUTH_a"), token: "t")
        let connection = Connection(session, over: exchange)
        let error = await #expect(throws: ClientError.self) { try await connection.headAccount() }
        #expect(error?.reason == .status(401))
    }

    @Test func `a given URL stays when a given token is replaced`() async throws {
        let exchange = ScriptedExchange([
            ScriptedExchange.answer(401), ScriptedExchange.login(token: "new"),
            ScriptedExchange.answer(204),
        ])
        let session = AuthSession(
            V1Auth(url: try ServiceURL("http://h/auth/v1.0"), user: "u", key: "k"),
            storageURL: try ServiceURL("http://other/v1/AUTH_b"), token: "t")
        var settings = ConnectionSettings()
        settings.retries.clock = clock
        let reply = try await Connection(session, over: exchange, settings: settings).headAccount()
        #expect(reply.url.description == "http://other/v1/AUTH_b")
        #expect(exchange.asked.last?.headers["X-Auth-Token"] == "new")
    }

    @Test func `asks the identity service again when it fails`() async throws {
        let (connection, exchange) = try connect([
            ScriptedExchange.answer(503), ScriptedExchange.failure(.connectionFailed),
            ScriptedExchange.login(), ScriptedExchange.answer(204),
        ])
        #expect(try await connection.headAccount().attempts.count == 3)
        #expect(exchange.asked.count == 4)
    }

    @Test func `authenticates anew before every try if told to`() async throws {
        let (connection, exchange) = try connect([
            ScriptedExchange.login(token: "1"), ScriptedExchange.answer(503),
            ScriptedExchange.login(token: "2"), ScriptedExchange.answer(503),
            ScriptedExchange.login(token: "3"), ScriptedExchange.answer(204),
        ]) { $0.forcesAuthentication = true }
        _ = try await connection.headAccount()
        #expect(
            exchange.asked.compactMap { $0.headers["X-Auth-Token"] } == ["1", "2", "3"])
    }

    @Test(arguments: [
        TransportError.Reason.connectionLost, .connectionFailed, .timedOut, .tlsFailed,
    ])
    func `repeats after a broken connection`(reason: TransportError.Reason) async throws {
        let (connection, _) = try connect([
            ScriptedExchange.login(), ScriptedExchange.failure(reason),
            ScriptedExchange.answer(204),
        ])
        let reply = try await connection.headAccount()
        #expect(reply.attempts.map(\.status?.code) == [nil, 204])
    }

    @Test func `does not repeat when the peer cannot be trusted`() async throws {
        let (connection, exchange) = try connect([
            ScriptedExchange.login(), ScriptedExchange.failure(.untrusted),
        ])
        let error = await #expect(throws: ClientError.self) { try await connection.headAccount() }
        #expect(error?.reason == .transport)
        #expect(exchange.asked.count == 2)
    }

    @Test func `sends bytes again`() async throws {
        let (connection, exchange) = try connect([
            ScriptedExchange.login(), ScriptedExchange.answer(503),
            ScriptedExchange.answer(201, ["ETag": "\"abc\""]),
        ])
        let reply = try await connection.putObject("c", "o", .text("hello"))
        #expect(exchange.asked.map(\.body.text) == ["", "hello", "hello"])
        #expect(reply.etag == "abc")
    }

    @Test func `says when a body cannot be sent again`() async throws {
        let (connection, exchange) = try connect([
            ScriptedExchange.login(), ScriptedExchange.answer(503),
        ])
        let error = await #expect(throws: ClientError.self) {
            try await connection.putObject("c", "o", .once(BodyReader(Bytes("hello"))))
        }
        #expect(error?.reason == .cannotReplay)
        #expect(error?.status?.code == 503)
        #expect(exchange.asked.count == 2)
    }

    @Test func `a body that was not asked for yet survives a failed login`() async throws {
        let (connection, exchange) = try connect([
            ScriptedExchange.answer(503), ScriptedExchange.login(), ScriptedExchange.answer(201),
        ])
        _ = try await connection.putObject("c", "o", .once(BodyReader(Bytes("hello"))))
        #expect(exchange.asked.last?.body.text == "hello")
    }

    @Test func `does not wait when a body cannot be sent again`() async throws {
        let (connection, _) = try connect([
            ScriptedExchange.login(), ScriptedExchange.answer(401),
        ])
        let error = await #expect(throws: ClientError.self) {
            try await connection.putObject("c", "o", .once(BodyReader(Bytes("hello"))))
        }
        #expect(error?.reason == .cannotReplay)
        #expect(clock.slept.isEmpty)
        #expect(connection.session.current == nil)
    }

    @Test func `a body that breaks by itself is not a broken connection`() async throws {
        let (connection, exchange) = try connect([ScriptedExchange.login()])
        await #expect(throws: BodyError.truncated) {
            try await connection.putObject(
                "c", "o",
                .replayable(lengthBytes: 5) {
                    BodyReader(lengthBytes: 5) { throw BodyError.truncated }
                })
        }
        #expect(exchange.asked.count == 1)
        #expect(clock.slept.isEmpty)
    }

    @Test func `a listing that breaks is fetched again`() async throws {
        let (connection, _) = try connect([
            ScriptedExchange.login(),
            ScriptedExchange.broken(200, ["Content-Length": "50"], "[{\"name\":", of: 50),
            ScriptedExchange.answer(200, [:], "[{\"name\": \"c\", \"count\": 1, \"bytes\": 2}]"),
        ])
        let listing = try await connection.getAccount()
        #expect(listing.entries == [.container(ListedContainer(name: "c", count: 1, bytes: 2))])
    }

    @Test func `a cancelled wait ends the call`() async throws {
        let (began, begin) = AsyncStream.makeStream(of: Void.self)
        let (connection, _) = try connect([
            ScriptedExchange.login(),
            { _ in
                begin.yield()
                return Response(Status(503))
            },
        ]) { $0.clock = ContinuousClock() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await connection.headAccount()
                }
            }
            for await _ in began { break }
            group.cancelAll()
        }
    }
}
