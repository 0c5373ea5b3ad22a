// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Synchronization
import Testing

@Suite struct ConnectionRequestTests {
    private func ask(
        _ answers: [ScriptedExchange.Answer] = [],
        _ call: (Connection) async throws -> Void
    ) async throws -> [ScriptedExchange.Asked] {
        let exchange = ScriptedExchange(answers)
        let session = AuthSession(
            storageURL: try ServiceURL("http://h:8080/v1/AUTH_a/"), token: "tk")
        try await call(Connection(session, over: exchange))
        return exchange.asked
    }

    @Test func `every call has its method and path`() async throws {
        let empty = ScriptedExchange.answer(204)
        let asked = try await ask([
            empty, empty, empty, empty, empty, empty, empty, empty, empty, empty, empty, empty,
            empty, empty,
        ]) { connection in
            _ = try await connection.headAccount()
            _ = try await connection.getAccount()
            _ = try await connection.postAccount(query: ["bulk-delete": nil], body: .text("/c/o"))
            _ = try await connection.headContainer("c")
            _ = try await connection.getContainer("c")
            _ = try await connection.putContainer("c")
            _ = try await connection.postContainer("c")
            _ = try await connection.deleteContainer("c")
            _ = try await connection.headObject("c", "o", query: ["symlink": "get"])
            _ = try await connection.getObject("c", "o")
            _ = try await connection.putObject("c", "o", .empty)
            _ = try await connection.postObject("c", "o")
            _ = try await connection.copyObject("c", "o", to: "/d/é")
            _ = try await connection.deleteObject("c", "o", query: ["multipart-manifest": "delete"])
        }
        let base = "/v1/AUTH_a"
        #expect(
            asked.map { "\($0.method.rawValue) \($0.target)" } == [
                "HEAD \(base)", "GET \(base)?format=json", "POST \(base)?bulk-delete",
                "HEAD \(base)/c", "GET \(base)/c?format=json", "PUT \(base)/c", "POST \(base)/c",
                "DELETE \(base)/c", "HEAD \(base)/c/o?symlink=get", "GET \(base)/c/o",
                "PUT \(base)/c/o", "POST \(base)/c/o", "COPY \(base)/c/o",
                "DELETE \(base)/c/o?multipart-manifest=delete",
            ])
        #expect(asked.allSatisfy { $0.headers["X-Auth-Token"] == "tk" })
        #expect(asked.allSatisfy { $0.origin == Origin(isSecure: false, host: "h", port: 8080) })
        #expect(asked[12].headers["Destination"] == "/d/%C3%A9")
        #expect(asked[12].headers["X-Fresh-Metadata"] == nil)
        #expect(asked[2].body.text == "/c/o")
    }

    @Test(arguments: [
        ("a b", "x?y#z", "/a%20b/x%3Fy%23z"), ("日本", "d/é", "/%E6%97%A5%E6%9C%AC/d/%C3%A9"),
        ("c", "../w/f", "/c/%2E%2E/w/f"), ("..", "a/./b/..", "/%2E%2E/a/%2E/b/%2E%2E"),
        ("c", "...", "/c/..."), ("c", "a%2Fb", "/c/a%252Fb"), ("c", "//x/", "/c///x/"),
        ("c", "~-_.", "/c/~-_."),
    ])
    func `names are percent-encoded, dot segments included`(
        container: String, object: String, path: String
    ) async throws {
        let asked = try await ask([ScriptedExchange.answer(200)]) { connection in
            _ = try await connection.headObject(container, object)
        }
        #expect(asked.map(\.target) == ["/v1/AUTH_a" + path])
    }

    @Test(arguments: [("", "o"), ("a/b", "o"), ("c", "")])
    func `refuses names that would address something else`(
        container: String, object: String
    ) async throws {
        let asked = try await ask { connection in
            let error = await #expect(throws: ClientError.self) {
                try await connection.deleteObject(container, object)
            }
            #expect(error?.reason == .badName)
        }
        #expect(asked.isEmpty)
    }

    @Test func `listing options become a query in a fixed order`() async throws {
        let asked = try await ask([ScriptedExchange.answer(204)]) { connection in
            _ = try await connection.getContainer(
                "c",
                ListingOptions(
                    marker: "a&b", limit: 10, prefix: "p/", delimiter: "/", endMarker: "é",
                    versionMarker: "v", path: "", isReversed: true), query: ["versions": nil])
        }
        #expect(
            asked.map(\.target) == [
                "/v1/AUTH_a/c?format=json&marker=a%26b&limit=10&prefix=p/&delimiter=/"
                    + "&end_marker=%C3%A9&version_marker=v&path=&reverse=true&versions"
            ])
    }

    @Test func `the fields of a call win over those of the settings`() async throws {
        let asked = try await ask([ScriptedExchange.answer(201)]) { connection in
            var connection = connection
            connection.settings.headers = ["X-Newest": "true", "X-Trans-Id-Extra": "base"]
            connection.settings.userAgent = "mine/1"
            _ = try await connection.putObject(
                "c", "o", .text("x"), etag: "abc", contentType: "text/plain",
                headers: ["x-trans-id-extra": "call", "X-Object-Meta-Größe": "ü"])
        }
        let headers = try #require(asked.first).headers
        #expect(headers.values("X-Trans-Id-Extra") == ["call"])
        #expect(headers["X-Newest"] == "true")
        #expect(headers["User-Agent"] == "mine/1")
        #expect(headers["ETag"] == "abc")
        #expect(headers["Content-Type"] == "text/plain")
        #expect(headers["X-Object-Meta-Größe"] == "ü")
    }

    @Test func `values of header fields are not percent-decoded`() async throws {
        _ = try await ask([
            ScriptedExchange.answer(200, ["X-Object-Meta-A": "100%41", "X-Trans-Id": "tx1"])
        ]) { connection in
            let reply = try await connection.headObject("c", "o")
            #expect(reply.headers["x-object-meta-a"] == "100%41")
            #expect(reply.transactionID == "tx1")
        }
    }

    @Test func `every request is told to the log, with a body that was read`() async throws {
        let told = Mutex<[String]>([])
        _ = try await ask([
            ScriptedExchange.answer(200, [:], "[]"), ScriptedExchange.answer(404, [:], "gone"),
            ScriptedExchange.answer(200, [:], "contents"),
        ]) { connection in
            var connection = connection
            connection.settings.log = { record in told.withLock { $0 += record.lines() } }
            _ = try await connection.getContainer("c")
            _ = try? await connection.headObject("c", "o")
            _ = try await connection.getObject("c", "o")
        }
        let curl = "-H \"User-Agent: apus-swiftclient\" -H \"X-Auth-Token: ...\""
        #expect(
            told.withLock { $0 } == [
                "REQ: curl -i http://h:8080/v1/AUTH_a/c?format=json -X GET \(curl)",
                "RESP STATUS: 200 OK", "RESP HEADERS: {}", "RESP BODY: []",
                "REQ: curl -i http://h:8080/v1/AUTH_a/c/o -I \(curl)",
                "RESP STATUS: 404 Not Found", "RESP HEADERS: {}", "RESP BODY: gone",
                "REQ: curl -i http://h:8080/v1/AUTH_a/c/o -X GET \(curl)",
                "RESP STATUS: 200 OK", "RESP HEADERS: {}",
            ])
    }

    @Test func `follows a redirect without giving the token away`() async throws {
        let asked = try await ask([
            ScriptedExchange.answer(302, ["Location": "http://elsewhere/x?y=1"]),
            ScriptedExchange.answer(200, [:], "body"),
        ]) { connection in
            let download = try await connection.getObject("c", "o")
            #expect(try await download.body.collect(limitBytes: 10).text == "body")
            #expect(download.reply.url.description == "http://elsewhere/x?y=1")
        }
        #expect(asked[1].headers["X-Auth-Token"] == nil)
        #expect(asked[1].target == "/x?y=1")
    }

    @Test func `keeps the token on a redirect within the server`() async throws {
        let asked = try await ask([
            ScriptedExchange.answer(301, ["Location": "/v1/AUTH_a/c/"]),
            ScriptedExchange.answer(200),
        ]) { connection in
            _ = try await connection.headContainer("c")
        }
        #expect(asked[1].headers["X-Auth-Token"] == "tk")
        #expect(asked[1].method == .head)
    }

    @Test(arguments: [
        ("http://h/v1/AUTH_a", "/info"), ("http://h/swift/v1/AUTH_a", "/swift/info"),
        ("http://h", "/info"), ("http://h/info", "/info"), ("http://h/swift", "/swift/info"),
        ("http://h/v1.0/x", "/info"), ("http://h/vx", "/vx/info"),
    ])
    func `asks for capabilities beside the account`(url: String, path: String) async throws {
        let asked = try await ask([
            ScriptedExchange.answer(200, [:], "{\"swift\": {\"max_file_size\": 5}, \"slo\": {}}")
        ]) { connection in
            let capabilities = try await connection.capabilities(at: ServiceURL(url))
            #expect(capabilities.option("max_file_size", of: "swift") == .integer(5))
            #expect(capabilities.has("slo"))
            #expect(!capabilities.has("dlo"))
        }
        #expect(asked.map(\.target) == [path])
        #expect(asked.first?.headers["X-Auth-Token"] == nil)
    }
}
