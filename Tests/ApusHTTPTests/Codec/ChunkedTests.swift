// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Testing

/// A decoded body, and what was left behind it.
private struct Decoded: Equatable {
    var body = ""
    var trailers: [Headers.Field]?
    var rest = ""
}

/// Decodes what arrives in pieces of `pieceBytes`.
private func decode(
    _ text: String, pieceBytes: Int, limits: HTTPLimits = HTTPLimits()
) throws(HTTPRefusal) -> Decoded {
    var decoder = ChunkedDecoder(limits: limits)
    var decoded = Decoded()
    let bytes = Bytes(text)
    var position = 0
    var arrived = 0
    while arrived < bytes.count {
        arrived = min(arrived + pieceBytes, bytes.count)
        while position < arrived {
            let piece = bytes[position..<arrived]
            let step = try piece.withSpan { span throws(HTTPRefusal) in try decoder.next(span) }
            position += step.consumedBytes
            switch step.event {
            case .needsMore: #expect(position == arrived)
            case .data(let range): decoded.body += piece[range].text
            case .end(let trailers):
                decoded.trailers = trailers.fields
                decoded.rest = bytes[position..<bytes.count].text
                return decoded
            }
        }
    }
    return decoded
}

@Suite struct ChunkedTests {
    @Test(arguments: [
        ("0\r\n\r\n", ""),
        ("5\r\nhello\r\n0\r\n\r\n", "hello"),
        ("5\r\nhello\r\nb\r\n, it works \r\n00\r\n\r\nGET", "hello, it works "),
        ("3;name=value;\"q\"\r\nabc\r\n0;last\r\n\r\n", "abc"),
    ])
    func `takes the chunks out, however they arrive`(text: String, body: String) throws {
        for pieceBytes in 1...text.utf8.count {
            let decoded = try decode(text, pieceBytes: pieceBytes)
            #expect(decoded.body == body)
            #expect(decoded.trailers == [])
            #expect(decoded.rest == (text.hasSuffix("GET") ? "GET" : ""))
        }
    }

    @Test(arguments: ["1", "1f", "1f;x", "1f\r"])
    func `a size counts only once its line has been read`(start: String) throws {
        var decoder = ChunkedDecoder()
        _ = try Bytes(start).withSpan { span throws(HTTPRefusal) in try decoder.next(span) }
        #expect(decoder.chunkBytesLeft == 0)
    }

    @Test func `hands over the trailers`() throws {
        let text = "1\r\nx\r\n0\r\nETag:  abc \r\nX-Checksum: 1\r\n\r\nrest"
        for pieceBytes in 1...text.utf8.count {
            let decoded = try decode(text, pieceBytes: pieceBytes)
            #expect(decoded.trailers?.map(\.name) == ["ETag", "X-Checksum"])
            #expect(decoded.trailers?.map(\.value) == ["abc", "1"])
            #expect(decoded.rest == "rest")
        }
    }

    @Test(arguments: [
        "\r\n", "g\r\n", "-1\r\n", "+1\r\n", "0x1\r\n", " 1\r\nx\r\n", "1 \r\nx\r\n", "1\nx",
        ";a\r\n", "1\r\nxy\r\n", "1\r\nx\n0\r\n\r\n", "1\r\rx", "1;\0\r\n", "1;a\nx",
        "1000000000000000\r\n", "0000000000000001\r\nx", "0\r\n\n", "0\r\nA\r\n\r\n",
        "0\r\n A: b\r\n\r\n", "0\r\nA : b\r\n\r\n", "0\r\nA: b\n\r\n",
    ])
    func `refuses framing that is broken, however it arrives`(text: String) {
        for pieceBytes in 1...text.utf8.count {
            #expect {
                _ = try decode(text, pieceBytes: pieceBytes)
            } throws: {
                ($0 as? HTTPRefusal)?.status == .badRequest
            }
        }
    }

    @Test(arguments: ["Content-Length: 5", "transfer-encoding: chunked"])
    func `refuses framing behind the body`(trailer: String) {
        #expect {
            _ = try decode("0\r\n\(trailer)\r\n\r\n", pieceBytes: 7)
        } throws: {
            ($0 as? HTTPRefusal)?.status == .badRequest
        }
    }

    @Test func `limits chunk extensions and trailers`() throws {
        let long = String(repeating: "e", count: 1025)
        #expect(throws: HTTPRefusal.self) {
            try decode("1;\(long)\r\nx\r\n0\r\n\r\n", pieceBytes: 100)
        }
        let trailers = String(repeating: "A: bcdefghijklmnopqrstuvwxyz\r\n", count: 300)
        for pieceBytes in [1, 100, 10_000] {
            #expect {
                _ = try decode("0\r\n\(trailers)\r\n", pieceBytes: pieceBytes)
            } throws: {
                ($0 as? HTTPRefusal)?.status.code == 431
            }
        }
    }

    @Test func `does not end before the last chunk`() throws {
        for text in ["", "5\r\nhel", "5\r\nhello\r\n", "0\r\n", "0\r\n\r", "0\r\nA: b\r\n"] {
            #expect(try decode(text, pieceBytes: 1).trailers == nil)
        }
    }

    @Test func `knows how much of a chunk may be read elsewhere`() throws {
        var decoder = ChunkedDecoder()
        let start = try Bytes("6\r\nab").withSpan { try decoder.next($0) }
        #expect(start.consumedBytes == 5)
        #expect(decoder.chunkBytesLeft == 4)
        decoder.skip(4)
        let end = try Bytes("\r\n0\r\n\r\n").withSpan { try decoder.next($0) }
        guard case .end = end.event else {
            Issue.record("the body did not end")
            return
        }
    }

    @Test func `encodes what it decodes`() throws {
        var writer = ByteWriter()
        ChunkedEncoder.appendChunk(Bytes("hello"), to: &writer)
        ChunkedEncoder.appendChunk(Bytes(), to: &writer)
        ChunkedEncoder.appendChunk(Bytes(String(repeating: "x", count: 300)), to: &writer)
        try ChunkedEncoder.appendEnd(trailers: ["ETag": "e"], to: &writer)
        let decoded = try decode(writer.finish().text, pieceBytes: 64)
        #expect(decoded.body == "hello" + String(repeating: "x", count: 300))
        #expect(decoded.trailers?.first?.value == "e")
    }
}
