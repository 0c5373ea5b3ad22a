// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusSwiftFrontEnd
import Testing

@Suite struct EtagQuotingTests {
    private let empty = "d41d8cd98f00b204e9800998ecf8427e"

    @Test(arguments: [
        // By default; account; container; what comes of it.
        (false, nil, nil, false), (true, nil, nil, true), (false, "true", nil, true),
        (true, "no", nil, false), (true, "yes", "no", false), (false, "f", "1", true),
    ])
    func `quotes as container, account and operator say, in this order`(
        isUsual: Bool, account: String?, container: String?, isQuoted: Bool
    ) async throws {
        let cluster = TestCluster {
            $0.etagQuoting = EtagQuotingSettings()
            $0.etagQuoting?.isUsual = isUsual
        }
        var headers = Headers()
        headers["X-Account-Rfc-Compliant-Etags"] = account
        try await cluster.send(.post, "/v1/AUTH_test", headers)
        headers = Headers()
        headers["X-Container-Rfc-Compliant-Etags"] = container
        try await cluster.send(.put, "/v1/AUTH_test/c", headers)
        let expected = isQuoted ? "\"\(empty)\"" : empty
        #expect(try await cluster.send(.put, "/v1/AUTH_test/c/o").headers["Etag"] == expected)
        #expect(try await cluster.send(.head, "/v1/AUTH_test/c/o").headers["Etag"] == expected)
        let again = try await cluster.send(.get, "/v1/AUTH_test/c/o", ["If-None-Match": expected])
        #expect(again.status == 304)
        #expect(again.headers["Etag"] == expected)
        // What is shown of it, and how it is taken back.
        let shown = try await cluster.send(.head, "/v1/AUTH_test/c")
            .headers["X-Container-Rfc-Compliant-Etags"]
        #expect(shown == container.map { $0 == "1" ? "True" : "False" })
        try await cluster.send(
            .post, "/v1/AUTH_test/c", ["X-Remove-Container-Rfc-Compliant-Etags": "x"])
        try await cluster.send(.post, "/v1/AUTH_test", ["X-Account-Rfc-Compliant-Etags": ""])
        let usual = isUsual ? "\"\(empty)\"" : empty
        #expect(try await cluster.send(.get, "/v1/AUTH_test/c/o").headers["Etag"] == usual)
    }

    @Test func `nobody can ask where it is not offered`() async throws {
        let cluster = TestCluster()
        let headers: Headers = ["X-Container-Rfc-Compliant-Etags": "true"]
        try await cluster.send(.put, "/v1/AUTH_test/c", headers)
        #expect(try await cluster.send(.put, "/v1/AUTH_test/c/o").headers["Etag"] == empty)
        let head = try await cluster.send(.head, "/v1/AUTH_test/c")
        #expect(head.headers["X-Container-Rfc-Compliant-Etags"] == nil)
    }
}
