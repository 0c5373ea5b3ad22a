// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Testing

@Suite(.timeLimit(.minutes(10))) struct ResumingDownloadTests {
    private let fields: Headers = ["Content-Length": "10", "ETag": "\"e\""]

    private func download(
        _ answers: [ScriptedExchange.Answer], retries: Int = 5, headers: Headers = [:]
    ) async throws -> (ObjectDownload, ScriptedExchange) {
        let exchange = ScriptedExchange(answers)
        let session = AuthSession(storageURL: try ServiceURL("http://h/v1/AUTH_a"), token: "t")
        var settings = ConnectionSettings()
        settings.retries.retries = retries
        settings.retries.clock = ImpatientClock()
        let connection = Connection(session, over: exchange, settings: settings)
        return (try await connection.getObject("c", "o", headers: headers), exchange)
    }

    private func rest(_ from: Int, _ text: String) -> ScriptedExchange.Answer {
        ScriptedExchange.answer(
            206, ["ETag": "\"e\"", "Content-Range": "bytes \(from)-9/10"], text)
    }

    @Test func `continues where a body broke`() async throws {
        let (download, exchange) = try await download([
            ScriptedExchange.broken(200, fields, "0123", of: 10),
            ScriptedExchange.broken(
                206, ["ETag": "\"e\"", "Content-Range": "bytes 4-9/10"], "45", of: 6),
            rest(6, "6789"),
        ])
        #expect(try await download.body.collect(limitBytes: 100).text == "0123456789")
        #expect(download.attempts == 3)
        #expect(exchange.asked.map { $0.headers["Range"] } == [nil, "bytes=4-", "bytes=6-"])
        #expect(exchange.asked.map { $0.headers["If-Match"] } == [nil, "\"e\"", "\"e\""])
    }

    @Test func `skips what it has when the range is ignored`() async throws {
        let (download, _) = try await download([
            ScriptedExchange.broken(200, fields, "0123", of: 10),
            ScriptedExchange.answer(200, fields, "0123456789"),
        ])
        #expect(try await download.body.collect(limitBytes: 100).text == "0123456789")
    }

    @Test func `throws when no tries are left`() async throws {
        let (download, exchange) = try await download(
            [
                ScriptedExchange.broken(200, fields, "0123", of: 10),
                ScriptedExchange.broken(
                    206, ["ETag": "\"e\"", "Content-Range": "bytes 4-9/10"], "45", of: 6),
            ], retries: 1)
        await #expect(throws: BodyError.truncated) {
            try await download.body.collect(limitBytes: 100)
        }
        #expect(exchange.asked.count == 2)
    }

    @Test func `throws when the object changed meanwhile`() async throws {
        let (download, _) = try await download([
            ScriptedExchange.broken(200, fields, "0123", of: 10), ScriptedExchange.answer(412),
        ])
        let error = await #expect(throws: ClientError.self) {
            try await download.body.collect(limitBytes: 100)
        }
        #expect(error?.reason == .status(412))
    }

    @Test(arguments: ["bytes 0-9/10", "bytes 4-8/10", "bytes 4-9/11", ""])
    func `throws when another range comes`(range: String) async throws {
        let (download, _) = try await download([
            ScriptedExchange.broken(200, fields, "0123", of: 10),
            ScriptedExchange.answer(206, ["ETag": "\"e\"", "Content-Range": range], "456789"),
        ])
        let error = await #expect(throws: ClientError.self) {
            try await download.body.collect(limitBytes: 100)
        }
        #expect(error?.reason == .badResponse)
    }

    @Test func `a range that was asked for is not continued`() async throws {
        let (download, exchange) = try await download(
            [
                ScriptedExchange.broken(
                    206, ["ETag": "\"e\"", "Content-Range": "bytes 0-4/10"], "01", of: 5)
            ], headers: ["Range": "bytes=0-4"])
        await #expect(throws: BodyError.truncated) {
            try await download.body.collect(limitBytes: 100)
        }
        #expect(exchange.asked.count == 1)
    }
}
