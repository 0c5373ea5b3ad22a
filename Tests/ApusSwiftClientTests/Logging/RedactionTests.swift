// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftClient
import Testing

@Suite struct RedactionTests {
    @Test(arguments: [(0, 0), (1, 0), (8, 2), (16, 8), (20, 10), (32, 16), (100, 16)])
    func `shows less of a short secret`(length: Int, shown: Int) {
        let secret = String(repeating: "s", count: length)
        #expect(Redaction().shorten(secret) == String(repeating: "s", count: shown) + "...")
    }

    @Test func `a log shows a command without its secrets`() throws {
        let record = RequestRecord(
            method: .put, url: try ServiceURL("http://h:8080/v1/AUTH_a/c"),
            headers: ["x-auth-token": "AUTH_tk0123456789abcdef", "X-Object-Meta-A": "say \"hi\""],
            status: Status(201), responseHeaders: ["Set-Cookie": "verysecretcookie"],
            responseBody: Bytes("done"))
        #expect(
            record.lines() == [
                "REQ: curl -i http://h:8080/v1/AUTH_a/c -X PUT"
                    + " -H \"x-auth-token: AUTH_tk0123...\" -H \"X-Object-Meta-A: say \\\"hi\\\"\"",
                "RESP STATUS: 201 Created", "RESP HEADERS: {'Set-Cookie': 'verysecr...'}",
                "RESP BODY: done",
            ])
        #expect(record.lines(redaction: nil)[0].contains("AUTH_tk0123456789abcdef"))
    }

    @Test func `a logged command runs as it is printed`() throws {
        let record = RequestRecord(
            method: .delete, url: try ServiceURL("http://h/v1/AUTH_a/c?format=json&marker=a"),
            headers: ["X-Object-Meta-A": "$HOME `id` \\"], status: nil, responseHeaders: [:],
            responseBody: nil)
        #expect(
            record.lines()[0]
                == "REQ: curl -i \"http://h/v1/AUTH_a/c?format=json&marker=a\" -X DELETE"
                + " -H \"X-Object-Meta-A: \\$HOME \\`id\\` \\\\\"")
    }
}
