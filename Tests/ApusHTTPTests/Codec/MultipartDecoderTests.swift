// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Testing

private struct Part: Equatable {
    var fields: [String]
    var body = ""
    var isWhole = false
}

/// Decodes a body that comes in pieces.
private func decode(
    _ text: String, boundary: String = "b", pieceBytes: Int
) throws -> (parts: [Part], isFinished: Bool) {
    var decoder = try MultipartDecoder(boundary: boundary)
    let input = Bytes(text)
    var parts: [Part] = []
    var start = 0
    var end = 0
    while true {
        let step = try input[start..<end].withSpan { span throws(HTTPRefusal) in
            try decoder.next(span)
        }
        let piece = input[start..<end]
        start += step.consumedBytes
        switch step.event {
        case .needsMore:
            guard end < input.count else { return (parts, decoder.isFinished) }
            end = min(input.count, end + pieceBytes)
        case .part(let headers):
            parts.append(Part(fields: headers.map { "\($0.name)=\($0.value)" }))
        case .data(let range): parts[parts.count - 1].body += piece[range].text
        case .partEnd: parts[parts.count - 1].isWhole = true
        case .end: return (parts, decoder.isFinished)
        }
    }
}

@Suite struct MultipartDecoderTests {
    private let form =
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nvalue\r\n--b \t\r\n\r\n"
        + "\r\n--\r\r\n--\r\n\r\n--b\r\nA: 1\r\nB: 2\r\n\r\n\r\n--b--\r\nepilogue"

    @Test func `takes the parts out, however they arrive`() throws {
        for pieceBytes in 1...form.utf8.count {
            let (parts, isFinished) = try decode(form, pieceBytes: pieceBytes)
            #expect(isFinished)
            #expect(
                parts == [
                    Part(
                        fields: ["Content-Disposition=form-data; name=\"x\""], body: "value",
                        isWhole: true),
                    Part(fields: [], body: "\r\n--\r\r\n--\r\n", isWhole: true),
                    Part(fields: ["A=1", "B=2"], body: "", isWhole: true),
                ])
        }
    }

    @Test func `is not finished before its last delimiter`() throws {
        let end = form.utf8.count - "epilogue".utf8.count - 4
        for length in stride(from: 0, through: end, by: 1) {
            let text = String(decoding: form.utf8.prefix(length), as: UTF8.self)
            #expect(try !decode(text, pieceBytes: 7).isFinished)
        }
    }

    @Test(arguments: [
        "--c\r\n\r\nx", "x", "preamble\r\n--b\r\n", "--bb\r\n", "--b-\r\n", "--b\nA",
        "--b\r\nfield\r\n\r\n", "--b\r\nA: 1\n\r\n", "--b\r\nA: \u{1}\r\n\r\n",
        "--b\r\n folded\r\n\r\n", "--b\r\n\r\nx\r\n--bxy", "--b --",
    ])
    func `refuses what is no such body`(text: String) {
        for pieceBytes in [1, 1000] {
            #expect(throws: HTTPRefusal.self) { try decode(text, pieceBytes: pieceBytes) }
        }
    }

    @Test func `has limits`() throws {
        let long = "A: " + String(repeating: "a", count: 8192)
        let many = String(repeating: "A: 1\r\n", count: 33)
        let blank = String(repeating: " ", count: 65)
        for text in ["--b\r\n\(long)", "--b\r\n\(many)\r\n", "--b\(blank)\r\n"] {
            for pieceBytes in [1, 100_000] {
                #expect(throws: HTTPRefusal.self) { try decode(text, pieceBytes: pieceBytes) }
            }
        }
        for boundary in ["", "a ", "é", String(repeating: "b", count: 71), "a\r\nb"] {
            #expect(throws: HTTPRefusal.self) { try MultipartDecoder(boundary: boundary) }
        }
    }
}
