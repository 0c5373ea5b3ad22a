// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Testing

@Suite struct HeadEncoderTests {
    @Test func `writes the head of a response`() throws {
        var writer = ByteWriter()
        try HeadEncoder.append(
            Status(201), ["ETag": "abc", "Content-Length": "0"], to: &writer)
        #expect(
            writer.finish().text
                == "HTTP/1.1 201 Created\r\nETag: abc\r\nContent-Length: 0\r\n\r\n")
    }

    @Test func `writes the head of a request`() throws {
        var writer = ByteWriter()
        try HeadEncoder.append(.put, "/v1/a?b", ["Host": "h"], version: .http10, to: &writer)
        #expect(writer.finish().text == "PUT /v1/a?b HTTP/1.0\r\nHost: h\r\n\r\n")
    }

    @Test(arguments: ["a\r\nSet-Cookie: b", "a\nb", "a\rb", "a\0b", "\u{7F}"])
    func `refuses values that would break out of their line`(value: String) {
        var writer = ByteWriter()
        #expect(throws: HeadEncodingError.fieldValue(name: "X")) {
            try HeadEncoder.append(.ok, ["X": value], to: &writer)
        }
        #expect(throws: HeadEncodingError.startLine) {
            try HeadEncoder.append(Status(200, value), [:], to: &writer)
        }
        #expect(throws: HeadEncodingError.startLine) {
            try HeadEncoder.append(.get, "/" + value, [:], to: &writer)
        }
        #expect(writer.count == 0)
    }

    @Test(arguments: ["", "a b", "a:", "a\r\nb", "(a)"])
    func `refuses names that are no token`(name: String) {
        var writer = ByteWriter()
        #expect(throws: HeadEncodingError.fieldName(name)) {
            try HeadEncoder.append(.ok, ["Fine": "yes", name: "v"], to: &writer)
        }
        #expect(writer.count == 0)
    }

    @Test func `leaves a writer as it was when it refuses`() throws {
        var writer = ByteWriter()
        writer.append("before")
        #expect(throws: HeadEncodingError.fieldValue(name: "B")) {
            try HeadEncoder.append(.ok, ["A": "fine", "B": "\n"], to: &writer)
        }
        #expect(throws: HeadEncodingError.fieldName("")) {
            try ChunkedEncoder.appendEnd(trailers: ["": "x"], to: &writer)
        }
        #expect(writer.finish().text == "before")
    }

    @Test func `refuses request lines that a server would read otherwise`() {
        var writer = ByteWriter()
        for (method, target) in [("G T", "/"), ("", "/"), ("GET", ""), ("GET", "/a b")] {
            #expect(throws: HeadEncodingError.startLine) {
                try HeadEncoder.append(Method(rawValue: method), target, [:], to: &writer)
            }
        }
    }
}
