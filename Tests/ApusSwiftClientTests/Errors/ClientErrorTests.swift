// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftClient
import Testing

@Suite struct ClientErrorTests {
    private func error(_ body: String, headers: Headers = [:]) throws -> ClientError {
        ClientError(
            .status(404), "Object POST failed",
            url: try ServiceURL("http://127.0.0.1:18080/v1/AUTH_test/cc/nope"),
            status: Status(404), headers: headers, body: Bytes(body))
    }

    @Test func `reads as python-swiftclient's`() throws {
        let body = "<html><h1>Not Found</h1><p>The resource could not be found.<br/></p></html>"
        let error = try error(body, headers: ["X-Trans-Id": "tx1"])
        #expect(
            error.text(compatible: true) == """
                Object POST failed: http://127.0.0.1:18080/v1/AUTH_test/cc/nope 404 Not Found\
                  [first 60 chars of response] b'<html><h1>Not Found</h1><p>The resource could not \
                be found.<'
                """)
        #expect(
            error.description == """
                Object POST failed: http://127.0.0.1:18080/v1/AUTH_test/cc/nope 404 Not Found\
                  [first 60 chars of response] <html><h1>Not Found</h1><p>The resource could not \
                be found.< (txn: tx1)
                """)
    }

    @Test func `a short body stands in full`() throws {
        #expect(
            try error("it's\n").text(compatible: true)
                == "Object POST failed: http://127.0.0.1:18080/v1/AUTH_test/cc/nope 404 Not Found"
                + "   b\"it's\\n\"")
    }

    @Test func `missing parts collapse`() {
        #expect(ClientError(.authentication, "No token").description == "No token")
        #expect(
            ClientError(.status(500), "msg", status: Status(500)).text()
                == "msg: 500 Internal Error")
    }
}
