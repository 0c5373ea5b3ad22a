// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3FrontEnd
import ApusHTTP
import Testing

@Suite struct AuthenticationTests {
    @Test func `refuses what is not signed by anybody`() async throws {
        let appliance = try await TestAppliance()
        let stranger = DS3Credentials(accessKey: "nobody", secretKey: "key1")
        let liar = DS3Credentials(accessKey: "id1", secretKey: "key2")
        var late = appliance.signed(.get, "/", ["Date": "Fri, 20 Nov 2020 10:00:00 +0000"])
        let cases: [(Request, String)] = [
            (Request(.get, "/"), "AccessDenied"),
            (Request(.get, "/", headers: ["Authorization": "AWS id1"]), "AccessDenied"),
            (appliance.signed(.get, "/", as: stranger), "InvalidAccessKeyId"),
            (appliance.signed(.get, "/", as: liar), "SignatureDoesNotMatch"),
            (late, "RequestTimeTooSkewed"),
        ]
        for (request, code) in cases {
            let answer = try await appliance.send(request)
            #expect(answer.status == 403)
            #expect(answer.code == code)
        }
        late.method = .head
        let head = try await appliance.send(late)
        #expect(head.status == 403 && head.body.isEmpty)
    }

    @Test func `takes the text of Python's flags into the signature`() async throws {
        let appliance = try await TestAppliance()
        try await appliance.send(.put, "/b")
        var request = appliance.signed(.get, "/b")
        let date = request.headers["Date"] ?? ""
        for resource in ["/b?versions=False", "/b", "/b?versions"] {
            request.target = "/b?versions=False&max_keys=10"
            let statement = "GET\n\n\n\(date)\n\(resource)"
            request.headers["Authorization"] = DS3.Signature.authorization(
                accessKey: "id1", secretKey: "key1", statement: statement)
            #expect(try await appliance.send(request).status == 200, "\(resource)")
        }
    }

    @Test func `numbers requests and tells the number with a refusal`() async throws {
        let appliance = try await TestAppliance()
        let answer = try await appliance.send(.get, "/none")
        let id = try #require(answer.headers["x-amz-request-id"])
        #expect(answer.text.contains("<ResourceId>\(id)</ResourceId>"))
        #expect(answer.text.contains("<HttpErrorCode>404</HttpErrorCode>"))
        #expect(answer.text.contains("<Resource>/none</Resource>"))
    }
}
