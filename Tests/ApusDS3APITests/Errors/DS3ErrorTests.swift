// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusXML
import Testing

@Suite struct DS3ErrorTests {
    @Test func `reads the document of an error`() {
        let body = Bytes(
            """
            <Error><Code>OBJECT_ALREADY_EXISTS</Code><HttpErrorCode>409</HttpErrorCode>
            <Message>It is there.</Message><Resource>/b/o</Resource><ResourceId>4711</ResourceId></Error>
            """)
        let error = DS3Error(
            DS3.Response(status: 409, headers: [("Retry-After", "60")], body: body))
        #expect(error.code == .objectAlreadyExists)
        #expect(error.message == "It is there.")
        #expect(error.status == 409)
        #expect(error.resource == "/b/o")
        #expect(error.requestID == "4711")
        #expect(error.retryAfterSeconds == 60)
    }

    @Test(arguments: [(404, "NotFound"), (403, "AccessDenied"), (410, "Gone"), (599, "status 599")])
    func `takes the status where there is no document`(status: Int, code: String) {
        for body in [
            "", "<html>Bad gateway</html>", "<Error/>", "<!DOCTYPE a><Error/>", "nonsense",
        ] {
            let error = DS3Error(DS3.Response(status: status, body: Bytes(body)))
            #expect(error.code.description == code)
            #expect(!error.message.isEmpty)
        }
    }

    @Test func `writes all five children, none empty`() throws {
        let document = DS3Error(.notFound, "").document(status: 404, resource: "", requestID: "")
        #expect(
            document.children.map(\.name)
                == ["Code", "HttpErrorCode", "Message", "Resource", "ResourceId"])
        #expect(document.children.allSatisfy { !$0.text.isEmpty })
        let again = DS3Error(DS3.Response(status: 404, body: document.encoded))
        #expect(again.code == .notFound)
    }
}
