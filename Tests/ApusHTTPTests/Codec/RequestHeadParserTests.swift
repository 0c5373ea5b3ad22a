// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Testing

/// Parses in one go.
private func parse(
    _ text: String, limits: HTTPLimits = HTTPLimits()
) throws(HTTPRefusal) -> RequestHead? {
    try parse(Bytes(text), limits: limits)
}

private func parse(
    _ bytes: Bytes, limits: HTTPLimits = HTTPLimits()
) throws(HTTPRefusal) -> RequestHead? {
    var parser = RequestHeadParser(limits: limits)
    return try bytes.withSpan { span throws(HTTPRefusal) in try parser.parse(span) }
}

/// The refusal of a text, however it is cut in two.
private func refusal(_ text: String, limits: HTTPLimits = HTTPLimits()) -> HTTPRefusal? {
    func outcome(_ bytes: Bytes, cutAt cut: Int) -> HTTPRefusal? {
        var parser = RequestHeadParser(limits: limits)
        do throws(HTTPRefusal) {
            for end in [cut, bytes.count] {
                let head = try bytes[0..<end].withSpan { span throws(HTTPRefusal) in
                    try parser.parse(span)
                }
                if head != nil { return nil }
            }
            return nil
        } catch {
            return error
        }
    }
    let bytes = Bytes(text)
    let whole = outcome(bytes, cutAt: bytes.count)
    let step = max(1, bytes.count / 200)
    for cut in stride(from: 0, to: bytes.count, by: step) {
        #expect(outcome(bytes, cutAt: cut) == whole, "cut at \(cut)")
    }
    return whole
}

@Suite struct RequestHeadParserTests {
    @Test func `reads method, target, fields and what follows from them`() throws {
        let text =
            "PUT /v1/AUTH_test/c/o?multipart-manifest=put HTTP/1.1\r\nHost: example.org:8080\r\n"
            + "X-Auth-Token:\t AUTH_tk1 \r\ncontent-LENGTH: 42\r\nExpect: 100-Continue\r\n"
            + "X-Object-Meta-Empty:\r\nX-Object-Meta-Name: blåbær\r\n\r\nbody"
        let head = try #require(try parse(text))
        #expect(head.method == .put)
        #expect(head.target == "/v1/AUTH_test/c/o?multipart-manifest=put")
        #expect(head.authority == "example.org:8080")
        #expect(head.version == .http11)
        #expect(head.framing == .length(42))
        #expect(head.keepsAlive)
        #expect(head.expectsContinue)
        #expect(head.headers["x-auth-token"] == "AUTH_tk1")
        #expect(head.headers["X-Object-Meta-Empty"] == "")
        #expect(head.headers["X-Object-Meta-Name"] == "blåbær")
        #expect(head.headers.fields.count == 6)
        #expect(head.lengthBytes == text.utf8.count - 4)
    }

    @Test func `gives the same head however the bytes arrive`() throws {
        let text = "\r\nGET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let bytes = Bytes(text)
        for cut in 0..<bytes.count {
            var parser = RequestHeadParser()
            let early = try bytes[0..<cut].withSpan { try parser.parse($0) }
            #expect(early == nil)
            let head = try #require(try bytes.withSpan { try parser.parse($0) })
            #expect(head.lengthBytes == bytes.count)
            #expect(head.framing == .chunked)
        }
    }

    @Test func `is ready for the next head after one`() throws {
        var parser = RequestHeadParser()
        let bytes = Bytes("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: b\r\n\r\n")
        let first = try #require(try bytes.withSpan { try parser.parse($0) })
        let rest = bytes[first.lengthBytes..<bytes.count]
        let second = try #require(try rest.withSpan { try parser.parse($0) })
        #expect(first.target == "/1")
        #expect(second.target == "/2")
        #expect(second.headers["host"] == "b")
        #expect(second.lengthBytes == rest.count)
    }

    @Test(arguments: [
        ("GET /o HTTP/1.1\r\nHost: a\r\n\r\n", true),
        ("GET /o HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false),
        ("GET /o HTTP/1.1\r\nHost: a\r\nConnection: te,  Close\r\n\r\n", false),
        ("GET /o HTTP/1.0\r\n\r\n", false),
        ("GET /o HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true),
        ("GET /o HTTP/1.0\r\nConnection: Keep-Alive, close\r\n\r\n", false),
    ])
    func `knows whether the connection stays open`(text: String, stays: Bool) throws {
        #expect(try parse(text)?.keepsAlive == stays)
    }

    @Test(arguments: [
        ("GET", "/a%20b?c=d&e", "/a%20b?c=d&e", "h"),
        ("GET", "/naïve", "/naïve", "h"),
        ("GET", "http://other:81/a?b", "/a?b", "other:81"),
        ("GET", "HTTPS://other", "/", "other"),
        ("GET", "http://other?q", "/?q", "other"),
        ("OPTIONS", "*", "*", "h"),
        ("CONNECT", "host:443", "host:443", "host:443"),
        ("GET", "//", "//", "h"),
    ])
    func `takes every form of target`(
        method: String, sent: String, target: String, authority: String
    ) throws {
        let head = try #require(try parse("\(method) \(sent) HTTP/1.1\r\nHost: h\r\n\r\n"))
        #expect(head.target == target)
        #expect(head.authority == authority)
    }

    @Test func `takes repeated lengths that agree`() throws {
        let text = "PUT /o HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\nContent-Length: 7\r\n\r\n"
        #expect(try parse(text)?.framing == .length(7))
    }

    @Test func `takes field names in UTF-8, as OpenStack Swift does`() throws {
        let text = "POST /v1/a HTTP/1.1\r\nHost: a\r\nX-Account-Meta-uniฒ: 1\r\n\r\n"
        #expect(try parse(text)?.headers["x-account-meta-uniฒ"] == "1")
    }

    @Test func `takes hosts that are not ASCII`() throws {
        let head = try #require(try parse("GET /o HTTP/1.1\r\nHost: ฒ.example.com\r\n\r\n"))
        #expect(head.authority == "ฒ.example.com")
    }

    @Test(arguments: [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5, 5",
        "Content-Length: -1",
        "Content-Length: +1",
        "Content-Length: 0x10",
        "Content-Length: 1 0",
        "Content-Length:",
        "Content-Length: 99999999999999999999999",
        "Content-Length: 18446744073709551615",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "A: b\r\n folded: c",
        "A: b\r\n\tfolded",
        "A: b\r\n ",
        "A: b\rC: d",
        "A: b\nC: d",
        "A: b\r\r",
        "A: \0",
        "A: \u{7F}",
        "A: \u{1B}[31m",
        "A : b",
        "A\t: b",
        ": b",
        "A",
        "A b: c",
        "A(b): c",
        "Host: b",
        "Host: a",
    ])
    func `refuses fields that leave room for doubt`(fields: String) {
        let answer = refusal("PUT /o HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n")
        #expect(answer?.status == .badRequest)
    }

    @Test(arguments: [
        "GET /o HTTP/1.1\r\n\r\n",
        "GET /o HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET /o HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /o HTTP/1.1\r\nHost: user@a\r\n\r\n",
        "GET /o HTTP/1.1\r\nHost: a,b\r\n\r\n",
        " GET /o HTTP/1.1\r\nHost: a\r\n\r\n",
        "G T /o HTTP/1.1\r\nHost: a\r\n\r\n",
        "G{T /o HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET  /o HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /o  HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET\t/o HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /o#fragment HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET o HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://u@h/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET ftp://h/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /o\r\nHost: a\r\n\r\n",
        "GET /o http/1.1\r\nHost: a\r\n\r\n",
        "GET /o HTTp/1.1\r\nHost: a\r\n\r\n",
        "GET /o HTTP/1.1 \r\nHost: a\r\n\r\n",
        "GET /o HTTP/11\r\nHost: a\r\n\r\n",
        "GET /o HTTP/1.x\r\nHost: a\r\n\r\n",
        "GET /o HTTP/1.1\nHost: a\n\n",
        "GET /o HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
        "\r\n\r\nGET /o HTTP/1.1\r\nHost: a\r\n\r\n",
        "\u{16}\u{03}\u{01}\u{02}",
    ])
    func `refuses requests that are malformed`(text: String) {
        #expect(refusal(text)?.status == .badRequest)
    }

    @Test func `refuses values and names that are not UTF-8`() {
        let start = Array("GET /o HTTP/1.1\r\nHost: a\r\n".utf8)
        let bad: [[UInt8]] = [
            start + Array("A: ".utf8) + [0xFF] + Array("\r\n\r\n".utf8),
            start + [0xC3] + Array(": b\r\n\r\n".utf8),
        ]
        for bytes in bad {
            #expect {
                try parse(Bytes(bytes))
            } throws: {
                ($0 as? HTTPRefusal)?.status == .badRequest
            }
        }
    }

    @Test func `refuses targets that are not UTF-8, as OpenStack Swift does`() {
        let head = Array("GET /".utf8) + [0xC0, 0xAF] + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        #expect {
            try parse(Bytes(head))
        } throws: {
            ($0 as? HTTPRefusal)?.status.code == 412
        }
    }

    @Test(arguments: ["HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/3.0"])
    func `speaks HTTP 1.0 and 1.1 only`(version: String) {
        #expect(refusal("GET /o \(version)\r\nHost: a\r\n\r\n")?.status.code == 505)
    }

    @Test func `refuses the preface of HTTP 2`() {
        #expect(refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") != nil)
    }

    @Test(arguments: [
        ("gzip, chunked", 501, "Unsupported Transfer-Coding"),
        ("chunked, chunked", 501, "Unsupported Transfer-Coding"),
        ("gzip", 501, "Unsupported Transfer-Coding"),
        ("bad", 400, "Invalid Transfer-Encoding"),
        ("", 400, "Invalid Transfer-Encoding"),
        ("chunked;q=1", 400, "Invalid Transfer-Encoding"),
        ("\"chunked\"", 400, "Invalid Transfer-Encoding"),
    ])
    func `refuses other transfer codings in OpenStack Swift's words`(
        coding: String, code: Int, reason: String
    ) {
        let answer = refusal(
            "PUT /o HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \(coding)\r\n\r\n")
        #expect(answer?.status.code == code)
        #expect(answer?.reason.hasPrefix(reason) == true)
    }

    @Test func `limits the request line, finished or not`() throws {
        let fits = "GET /\(String(repeating: "a", count: 8192 - 14)) HTTP/1.1"
        #expect(fits.utf8.count == 8192)
        #expect(try parse(fits + "\r\nHost: a\r\n\r\n") != nil)
        let over = "GET /\(String(repeating: "a", count: 8192 - 13)) HTTP/1.1"
        #expect(refusal(over + "\r\nHost: a\r\n\r\n")?.status.code == 414)
        #expect(refusal(over)?.status.code == 414)
    }

    @Test func `limits a field line, the number of fields and the whole head`() throws {
        let start = "GET /o HTTP/1.1\r\nHost: a\r\n"
        let value = String(repeating: "v", count: 8192 - 3)
        #expect(try parse(start + "A: \(value)\r\n\r\n") != nil)
        #expect(refusal(start + "A: \(value)v\r\n\r\n")?.status.code == 400)
        #expect(refusal(start + "A: \(value)v")?.status.code == 400)

        let many = String(repeating: "A: b\r\n", count: 200)
        #expect(try parse(start + many + "\r\n")?.headers.fields.count == 201)
        #expect(refusal(start + many + "A: b\r\n\r\n")?.status.code == 431)

        let large = String(repeating: "A: \(value)\r\n", count: 8)
        #expect(refusal(start + large + "\r\n")?.status.code == 400)
    }
}
