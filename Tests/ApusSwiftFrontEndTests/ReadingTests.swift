// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftFrontEnd
import Testing

@Suite struct ReadingTests {
    let cluster = TestCluster()
    let path = "/v1/AUTH_test/c/o"

    init() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
        try await cluster.send(.put, path, ["Content-Type": "text/x"], body: "0123456789")
        try await cluster.send(.put, "/v1/AUTH_test/c/empty", ["Content-Type": "text/x"])
    }

    @Test(arguments: [
        ("bytes=0-4", "01234", "bytes 0-4/10"), ("bytes=7-", "789", "bytes 7-9/10"),
        ("bytes=-2", "89", "bytes 8-9/10"), ("bytes=0-100", "0123456789", "bytes 0-9/10"),
        ("bytes=3-3,50-60", "3", "bytes 3-3/10"),
    ])
    func `reads a part`(range: String, text: String, shown: String) async throws {
        let answer = try await cluster.send(.get, path, ["Range": range])
        #expect(answer.status == 206)
        #expect(answer.text == text)
        #expect(answer.headers["Content-Range"] == shown)
        #expect(answer.headers["Content-Type"] == "text/x")
    }

    @Test(arguments: ["bytes=10-", "bytes=50-60,70-80", "bytes=-0"])
    func `tells the size when no part can be had`(range: String) async throws {
        let answer = try await cluster.send(.get, path, ["Range": range])
        #expect(answer.status == 416)
        #expect(answer.headers["Content-Range"] == "bytes */10")
        #expect(answer.headers["Content-Type"] == "text/x")
        #expect(answer.text.contains("The Range requested is not available."))
    }

    @Test(arguments: ["bytes=5-2", "lines=1-2", "bytes", "bytes=a-b"])
    func `ignores ranges it cannot read`(range: String) async throws {
        let answer = try await cluster.send(.get, path, ["Range": range])
        #expect(answer.status == 200)
        #expect(answer.text == "0123456789")
    }

    @Test func `reads several parts`() async throws {
        let answer = try await cluster.send(.get, path, ["Range": "bytes=0-1,4-5,-1"])
        #expect(answer.status == 206)
        let type = try #require(answer.headers["Content-Type"])
        let prefix = "multipart/byteranges;boundary="
        #expect(type.hasPrefix(prefix))
        let boundary = type.dropFirst(prefix.count)
        let parts = [("01", "0-1"), ("45", "4-5"), ("9", "9-9")].map { text, range in
            "--\(boundary)\r\nContent-Type: text/x\r\nContent-Range: bytes \(range)/10\r\n\r\n"
                + "\(text)\r\n"
        }
        #expect(answer.text == parts.joined() + "--\(boundary)--")
        #expect(answer.headers["Content-Range"] == nil)
    }

    @Test func `promises the length of several parts`() async throws {
        let response = try await cluster.frontEnd.respond(
            to: Request(
                .get, path, headers: ["X-Auth-Token": "test:tester", "Range": "bytes=0-1,4-5"]))
        let body = try await response.reader.collect(limitBytes: 10_000)
        #expect(response.reader.lengthBytes == UInt64(body.count))
    }

    @Test func `ignores ranges in HEAD`() async throws {
        let answer = try await cluster.send(.head, path, ["Range": "bytes=0-4"])
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Length"] == "10")
    }

    @Test func `sends all of an empty object for its last bytes`() async throws {
        let last = try await cluster.send(.get, "/v1/AUTH_test/c/empty", ["Range": "bytes=-5"])
        #expect(last.status == 200)
        let first = try await cluster.send(.get, "/v1/AUTH_test/c/empty", ["Range": "bytes=0-"])
        #expect(first.status == 416)
    }

    @Test(arguments: [
        ("If-Match", "781e5e245d69b566979b86e28d23f2c7", 200), ("If-Match", "*", 200),
        ("If-Match", "\"781e5e245d69b566979b86e28d23f2c7\", \"x\"", 200), ("If-Match", "x", 412),
        ("If-None-Match", "781e5e245d69b566979b86e28d23f2c7", 304), ("If-None-Match", "*", 304),
        ("If-None-Match", "\"x\"", 200),
        ("If-Modified-Since", "Tue, 14 Nov 2023 22:13:21 GMT", 304),
        ("If-Modified-Since", "Tue, 14 Nov 2023 22:13:20 GMT", 200),
        ("If-Modified-Since", "yesterday", 200),
        ("If-Unmodified-Since", "Tue, 14 Nov 2023 22:13:21 GMT", 200),
        ("If-Unmodified-Since", "Tue, 14 Nov 2023 22:13:20 GMT", 412),
    ])
    func `reads on condition`(name: String, value: String, status: Int) async throws {
        for method in [Method.get, .head] {
            let answer = try await cluster.send(method, path, [name: value])
            #expect(answer.status == status)
            #expect(answer.headers["Etag"] == "781e5e245d69b566979b86e28d23f2c7")
            #expect(answer.body.isEmpty == (status != 200 || method == .head))
        }
    }

    @Test func `ignores If-Range`() async throws {
        let answer = try await cluster.send(
            .get, path, ["Range": "bytes=0-1", "If-Range": "\"other\""])
        #expect(answer.status == 206)
    }
}
