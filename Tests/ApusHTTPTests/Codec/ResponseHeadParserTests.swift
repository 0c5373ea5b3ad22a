// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Testing

private func parse(_ text: String, answering method: Method = .get) throws -> ResponseHead? {
    var parser = ResponseHeadParser(answering: method)
    return try Bytes(text).withSpan { span throws(HTTPRefusal) in try parser.parse(span) }
}

@Suite struct ResponseHeadParserTests {
    @Test func `reads status, reason and fields`() throws {
        let text =
            "HTTP/1.1 206 Partial  Content\r\nContent-Length: 5\r\nETag: abc\r\n\r\nhello"
        let head = try #require(try parse(text))
        #expect(head.status.code == 206)
        #expect(head.status.reason == "Partial  Content")
        #expect(head.version == .http11)
        #expect(head.framing == .length(5))
        #expect(head.headers["etag"] == "abc")
        #expect(head.keepsAlive)
        #expect(head.lengthBytes == text.utf8.count - 5)
    }

    @Test func `gives the same head however the bytes arrive`() throws {
        let bytes = Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for cut in 0..<bytes.count {
            var parser = ResponseHeadParser(answering: .get)
            #expect(try bytes[0..<cut].withSpan { try parser.parse($0) } == nil)
            #expect(try bytes.withSpan { try parser.parse($0) }?.framing == .chunked)
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 200\r\n\r\n", Method.get, Framing.untilClose),
        ("HTTP/1.1 200 \r\n\r\n", .get, .untilClose),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", .head, .none),
        ("HTTP/1.1 204 No Content\r\n\r\n", .get, .none),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", .get, .none),
        ("HTTP/1.1 100 Continue\r\n\r\n", .put, .none),
        ("HTTP/1.0 200 OK\r\n\r\n", .get, .untilClose),
        ("HTTP/1.1 200 OK\r\n\r\n", Method(rawValue: "CONNECT"), .none),
    ])
    func `knows how the body ends`(text: String, method: Method, framing: Framing) throws {
        #expect(try parse(text, answering: method)?.framing == framing)
    }

    @Test func `keeps no connection whose body only its end ends`() throws {
        #expect(try parse("HTTP/1.1 200 OK\r\n\r\n")?.keepsAlive == false)
        #expect(try parse("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")?.keepsAlive == true)
        #expect(
            try parse("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?
                .keepsAlive == false)
        #expect(try parse("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")?.keepsAlive == false)
    }

    @Test func `hands over an interim response and then the final one`() throws {
        var parser = ResponseHeadParser(answering: .put)
        let bytes = Bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nA: b\r\n\r\n")
        let interim = try #require(try bytes.withSpan { try parser.parse($0) })
        #expect(interim.status.code == 100)
        let rest = bytes[interim.lengthBytes..<bytes.count]
        let final = try #require(try rest.withSpan { try parser.parse($0) })
        #expect(final.status == .created)
        #expect(final.headers["a"] == "b")
    }

    @Test(arguments: [
        "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 099 X\r\n\r\n",
        "HTTP/1.1 600 X\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n",
        "http/1.1 200 OK\r\n\r\n", "200 OK\r\n\r\n", "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nA: b\n\n", "HTTP/1.1 200 OK\r\n A: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ])
    func `refuses what is no response`(text: String) {
        #expect(throws: HTTPRefusal.self) { try parse(text) }
    }
}
