// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Testing

@Suite struct SwiftRequestsTests {
    private static func account() throws -> Credentials {
        Credentials(
            storageURL: try ServiceURL("http://h:8080/v1/A"), token: "tk", serviceToken: "st")
    }

    @Test func `every function is one request with the tokens given`() async throws {
        let a = try Self.account()
        let exchange = ScriptedExchange(
            Array(repeating: ScriptedExchange.answer(200, [:], "[]"), count: 15))
        let swift = SwiftRequests(over: exchange)
        let query: Query = ["x": "1"]
        _ = try await swift.headAccount(a, query: query)
        _ = try await swift.getAccount(a, ListingOptions(limit: 3), query: query)
        _ = try await swift.postAccount(a, query: query)
        _ = try await swift.headContainer(a, "c", query: query)
        _ = try await swift.getContainer(a, "c", query: query)
        _ = try await swift.putContainer(a, "c", query: query)
        _ = try await swift.postContainer(a, "c", query: query)
        _ = try await swift.deleteContainer(a, "c", query: query)
        _ = try await swift.headObject(a, "c", "o", query: query)
        _ = try await swift.getObject(a, "c", "o", query: query)
        _ = try await swift.putObject(a, "c", "o", .text("x"), query: query)
        _ = try await swift.postObject(a, "c", "o", query: query)
        _ = try await swift.copyObject(a, "c", "o", query: query)
        _ = try await swift.deleteObject(a, "c", "o", query: query)
        #expect(
            exchange.asked.map { "\($0.method.rawValue) \($0.target)" } == [
                "HEAD /v1/A?x=1", "GET /v1/A?format=json&limit=3&x=1", "POST /v1/A?x=1",
                "HEAD /v1/A/c?x=1", "GET /v1/A/c?format=json&x=1", "PUT /v1/A/c?x=1",
                "POST /v1/A/c?x=1", "DELETE /v1/A/c?x=1", "HEAD /v1/A/c/o?x=1",
                "GET /v1/A/c/o?x=1", "PUT /v1/A/c/o?x=1", "POST /v1/A/c/o?x=1",
                "COPY /v1/A/c/o?x=1", "DELETE /v1/A/c/o?x=1",
            ])
        #expect(exchange.asked.allSatisfy { $0.headers["X-Auth-Token"] == "tk" })
        #expect(exchange.asked.allSatisfy { $0.headers["X-Service-Token"] == "st" })
    }

    @Test(arguments: [401, 429, 503])
    func `nothing is tried again`(code: Int) async throws {
        let a = try Self.account()
        let exchange = ScriptedExchange([
            ScriptedExchange.answer(code), ScriptedExchange.answer(204),
        ])
        let error = await #expect(throws: ClientError.self) {
            try await SwiftRequests(over: exchange).headAccount(a)
        }
        #expect(error?.reason == .status(code))
        #expect(error?.attempts.count == 1)
        #expect(exchange.asked.count == 1)
    }

    @Test func `a body that breaks is not continued`() async throws {
        let a = try Self.account()
        let exchange = ScriptedExchange([
            ScriptedExchange.broken(200, ["ETag": "e"], "half", of: 8)
        ])
        let download = try await SwiftRequests(over: exchange).getObject(a, "c", "o")
        await #expect(throws: (any Error).self) {
            try await download.body.collect(limitBytes: 100)
        }
        #expect(exchange.asked.count == 1)
    }

    @Test func `a URL may say all`() async throws {
        let url = try ServiceURL("http://h/v1/A/c/o?temp_url_sig=s&temp_url_expires=1")
        let exchange = ScriptedExchange([
            ScriptedExchange.answer(201), ScriptedExchange.answer(204),
            ScriptedExchange.answer(200, [:], #"{"swift": {}}"#),
        ])
        let swift = SwiftRequests(over: exchange)
        _ = try await swift.putObject(at: url, .text("x"), contentType: "text/plain")
        _ = try await swift.deleteObject(at: url, token: "tk")
        _ = try await swift.capabilities(at: url)
        let asked = exchange.asked
        #expect(asked[0].target == "/v1/A/c/o?temp_url_sig=s&temp_url_expires=1")
        #expect(asked[0].headers["X-Auth-Token"] == nil)
        #expect(asked[0].headers["Content-Type"] == "text/plain")
        #expect(asked[1].headers["X-Auth-Token"] == "tk")
        #expect(asked[2].target == "/info")
    }
}

@Suite struct ListingPagesTests {
    private static func page(_ names: String...) -> ScriptedExchange.Answer {
        let rows = names.map { #"{"name": "\#($0)", "count": 0, "bytes": 0}"# }
        return ScriptedExchange.answer(200, [:], "[\(rows.joined(separator: ","))]")
    }

    private func connection(_ answers: [ScriptedExchange.Answer]) throws -> (
        Connection, ScriptedExchange
    ) {
        let exchange = ScriptedExchange(answers)
        var settings = ConnectionSettings()
        settings.retries.clock = ImpatientClock()
        let session = AuthSession(storageURL: try ServiceURL("http://h/v1/A"), token: "tk")
        return (Connection(session, over: exchange, settings: settings), exchange)
    }

    @Test func `a page that fails is asked for again, not those before it`() async throws {
        let (connection, exchange) = try connection([
            Self.page("a", "b"), ScriptedExchange.answer(503), Self.page("c"), Self.page(),
        ])
        var names: [String] = []
        for try await page in connection.accountPages() { names += page.entries.map(\.name) }
        #expect(names == ["a", "b", "c"])
        #expect(
            exchange.asked.map(\.target) == [
                "/v1/A?format=json", "/v1/A?format=json&marker=b",
                "/v1/A?format=json&marker=b", "/v1/A?format=json&marker=c",
            ])
    }

    @Test func `a server that repeats itself does not keep us`() async throws {
        let (connection, exchange) = try connection([
            Self.page("a"), Self.page("a"), Self.page("a"),
        ])
        var count = 0
        for try await _ in connection.containerPages("c") { count += 1 }
        #expect(count == 1)
        #expect(exchange.asked.count == 2)
    }

    @Test func `capabilities are asked of the host named, without a token, and again`() async throws
    {
        let (connection, exchange) = try connection([
            ScriptedExchange.answer(503), ScriptedExchange.answer(200, [:], #"{"swift": {}}"#),
        ])
        let found = try await connection.capabilities(at: try ServiceURL("https://other/v1/B"))
        #expect(found.has("swift"))
        #expect(found.reply.attempts.count == 2)
        #expect(
            exchange.asked.allSatisfy {
                $0.origin == Origin(isSecure: true, host: "other", port: 443)
            })
        #expect(exchange.asked.allSatisfy { $0.headers["X-Auth-Token"] == nil })
    }

    @Test func `the token goes to the account's server alone`() async throws {
        let (connection, exchange) = try connection([
            ScriptedExchange.answer(200), ScriptedExchange.answer(200),
        ])
        _ = try await connection.send(
            "Endpoints GET", .get, to: try ServiceURL("http://h/endpoints"))
        _ = try await connection.send("Other GET", .get, to: try ServiceURL("http://else/x"))
        #expect(exchange.asked.map { $0.headers["X-Auth-Token"] } == ["tk", nil])
    }
}
