// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Testing

@Suite struct AuthSessionTests {
    private func session() throws -> AuthSession {
        AuthSession(V1Auth(url: try ServiceURL("http://h/auth/v1.0?x=y"), user: "a:u", key: "k"))
    }

    @Test func `version 1 asks with two header fields`() async throws {
        let exchange = ScriptedExchange([
            ScriptedExchange.answer(
                200,
                [
                    "X-Storage-Url": "http://h/v1/AUTH_a", "X-Auth-Token": "second",
                    "X-Storage-Token": "first",
                ])
        ])
        let credentials = try await session().credentials(over: exchange)
        #expect(credentials.token == "first")
        #expect(credentials.storageURL.description == "http://h/v1/AUTH_a")
        let asked = try #require(exchange.asked.first)
        #expect(asked.method == .get)
        #expect(asked.target == "/auth/v1.0")
        #expect(asked.headers["X-Auth-User"] == "a:u")
        #expect(asked.headers["X-Auth-Key"] == "k")
    }

    @Test(arguments: [(403, ""), (200, "<html>not a login</html>"), (200, "")])
    func `an answer without account is a failure`(code: Int, body: String) async throws {
        let exchange = ScriptedExchange([ScriptedExchange.answer(code, [:], body)])
        let session = try session()
        let error = await #expect(throws: ClientError.self) {
            try await session.credentials(over: exchange)
        }
        #expect(error?.message == "Auth GET failed")
    }

    @Test func `a service sends its token beside the user's`() async throws {
        let exchange = ScriptedExchange([
            ScriptedExchange.login(token: "user"),
            ScriptedExchange.answer(
                200, ["X-Storage-Url": "http://h/v1/SERVICE_a", "X-Auth-Token": "service"]),
            ScriptedExchange.answer(204),
        ])
        let url = try ServiceURL("http://h/auth/v1.0")
        let session = AuthSession(
            ServiceAuth(
                user: V1Auth(url: url, user: "a:u", key: "k"),
                service: V1Auth(url: url, user: "s:s", key: "k")))
        _ = try await Connection(session, over: exchange).headAccount()
        let asked = try #require(exchange.asked.last)
        #expect(asked.target == "/v1/SERVICE_a")
        #expect(asked.headers["X-Auth-Token"] == "user")
        #expect(asked.headers["X-Service-Token"] == "service")
    }

    @Test func `however many need a token, one asks`() async throws {
        let (arrived, arrive) = AsyncStream.makeStream(of: Void.self)
        let exchange = ScriptedExchange([
            { asked in
                for await _ in arrived { break }
                return try await ScriptedExchange.login()(asked)
            }
        ])
        let session = try session()
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask { try await session.credentials(over: exchange).token }
            }
            arrive.yield()
            for try await token in group { #expect(token == "tk1") }
        }
        #expect(exchange.asked.count == 1)
    }

    @Test func `a failure is told to all who wait`() async throws {
        let (arrived, arrive) = AsyncStream.makeStream(of: Void.self)
        let refusal: ScriptedExchange.Answer = { asked in
            for await _ in arrived { break }
            return Response(Status(403))
        }
        // Whoever comes after the failure asks anew, so there are as many answers as callers.
        let exchange = ScriptedExchange(
            [refusal] + Array(repeating: ScriptedExchange.answer(403), count: 9))
        let session = try session()
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    do {
                        _ = try await session.credentials(over: exchange)
                        return false
                    } catch {
                        return (error as? ClientError)?.reason == .status(403)
                    }
                }
            }
            arrive.yield()
            for await failed in group { #expect(failed) }
        }
    }

    @Test func `who asks may be cancelled without harm to those who wait`() async throws {
        let (asking, ask) = AsyncStream.makeStream(of: Void.self)
        let exchange = ScriptedExchange([
            { _ in
                ask.yield()
                for await _ in AsyncStream<Void>.makeStream().stream {}
                throw CancellationError()
            }, ScriptedExchange.login(token: "second"),
        ])
        let session = try session()
        let first = Task { try await session.credentials(over: exchange) }
        for await _ in asking { break }
        async let second = session.credentials(over: exchange)
        first.cancel()
        #expect(try await second.token == "second")
        await #expect(throws: CancellationError.self) { try await first.value }
    }

    @Test func `only the token that was refused is forgotten`() async throws {
        let exchange = ScriptedExchange([
            ScriptedExchange.login(token: "1"), ScriptedExchange.login(token: "2"),
        ])
        let session = try session()
        let old = try await session.credentials(over: exchange)
        #expect(session.invalidate(old))
        let new = try await session.credentials(over: exchange)
        #expect(session.invalidate(old))
        #expect(session.current == new)
        #expect(new.token == "2")
    }
}
