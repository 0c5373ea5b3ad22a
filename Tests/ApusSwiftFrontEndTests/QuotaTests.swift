// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import Testing

@Suite struct QuotaTests {
    private let cluster = TestCluster()
    private let account = "/v1/AUTH_test"

    @Test func `a container takes no more bytes than its quota`() async throws {
        try await cluster.send(.put, "\(account)/c", ["X-Container-Meta-Quota-Bytes": "10"])
        #expect(try await put("c/a", "1234567").status == 201)
        try await expectRefusal(try await put("c/b", "1234"))
        // What it replaces counts as if it stayed.
        try await expectRefusal(try await put("c/a", "1234567"))
        #expect(try await put("c/b", "123").status == 201)
        try await cluster.send(.delete, "\(account)/c/a")
        #expect(try await put("c/b", "1234567").status == 201)
    }

    @Test func `a container takes no more objects than its quota`() async throws {
        try await cluster.send(.put, "\(account)/c", ["X-Container-Meta-Quota-Count": "2"])
        #expect(try await put("c/a", "").status == 201)
        #expect(try await put("c/b", "").status == 201)
        try await expectRefusal(try await put("c/c", ""))
        try await cluster.send(.post, "\(account)/c", ["X-Container-Meta-Quota-Count": ""])
        #expect(try await put("c/c", "").status == 201)
    }

    @Test func `whoever may not write learns nothing of a quota`() async throws {
        try await cluster.send(.put, "\(account)/c", ["X-Container-Meta-Quota-Count": "0"])
        #expect(try await put("c/a", "", as: "test:tester3").status == 403)
        #expect(try await put("c/a", "", as: nil).status == 401)
        #expect(try await put("missing/a", "").status == 404)
    }

    @Test(arguments: [("Bytes", "Invalid bytes quota."), ("Count", "Invalid count quota.")])
    func `a container's quota is a number`(_ kind: String, _ sentence: String) async throws {
        for value in ["many", "-1", "1.5"] {
            let answer = try await cluster.send(
                .put, "\(account)/c", ["X-Container-Meta-Quota-\(kind)": value])
            #expect(answer.status == 400)
            #expect(answer.text == sentence)
        }
        let large = String(repeating: "9", count: 40)
        let field = "X-Container-Meta-Quota-\(kind)"
        try await cluster.send(.put, "\(account)/c", [field: large])
        #expect(try await cluster.send(.head, "\(account)/c").headers[field] == large)
        #expect(try await put("c/a", "x").status == 201)
    }

    @Test func `copies, manifests and archives count as they come`() async throws {
        try await cluster.send(.put, "\(account)/from")
        try await put("from/a", "1234567890")
        try await cluster.send(.put, "\(account)/c", ["X-Container-Meta-Quota-Bytes": "100"])
        let copy: Headers = ["X-Copy-From": "from/a"]
        for number in 1...10 {
            let answer = try await cluster.send(.put, "\(account)/c/\(number)", copy)
            #expect(answer.status == 201)
        }
        try await expectRefusal(try await cluster.send(.put, "\(account)/c/11", copy))
        // A manifest counts, what it stands for does not.
        let manifest = "[{\"path\": \"c/1\"}, {\"path\": \"c/2\"}]"
        let target = "large?multipart-manifest=put"
        try await expectRefusal(
            try await cluster.send(.put, "\(account)/c/\(target)", body: manifest))
        try await cluster.send(.put, "\(account)/d", ["X-Container-Meta-Quota-Bytes": "40"])
        #expect(try await put("d/\(target)", manifest).status == 201)
    }

    @Test func `an account takes no more than its quotas`() async throws {
        try await cluster.send(.put, "\(account)/c")
        try await set(["X-Account-Quota-Bytes": "10", "X-Account-Quota-Count": "2"])
        #expect(try await put("c/a", "12345").status == 201)
        try await expectRefusal(try await put("c/b", "123456"))
        #expect(try await put("c/b", "1").status == 201)
        try await expectRefusal(try await put("c/c", "1"))
        // Resellers are not held to it.
        #expect(try await put("c/c", "1234567890", as: "admin:admin").status == 201)
        try await set(["X-Remove-Account-Quota-Bytes": "x", "X-Remove-Account-Quota-Count": "x"])
        #expect(try await put("c/d", "1234567890").status == 201)
    }

    @Test func `an account has quotas for each policy`() async throws {
        try await cluster.send(.put, "\(account)/gold")
        try await cluster.send(.put, "\(account)/silver", ["X-Storage-Policy": "silver"])
        try await set([
            "X-Account-Quota-Bytes-Policy-silver": "5", "X-Account-Quota-Count-Policy-gold": "1",
        ])
        #expect(try await put("silver/a", "12345").status == 201)
        #expect(try await put("gold/a", "1234567890").status == 201)
        for answer in [try await put("silver/b", "1"), try await put("gold/b", "")] {
            #expect(answer.status == 413)
            #expect(answer.text == "Upload exceeds policy quota.")
        }
    }

    @Test func `only resellers set an account's quotas, and its users see them`() async throws {
        let quotas: Headers = [
            "X-Account-Quota-Bytes": "123", "X-Account-Quota-Count-Policy-silver": "456",
        ]
        for field in quotas {
            for headers: Headers in [
                [field.name: field.value],
                ["X-Remove-" + field.name.dropFirst(2): "x"],
                ["X-Account-Meta-Quota-Bytes": "0"], ["X-Remove-Account-Meta-Quota-Bytes": "x"],
            ] {
                #expect(try await cluster.send(.post, account, headers).status == 403)
            }
        }
        try await set(quotas)
        let shown = try await cluster.send(.head, account).headers
        for field in quotas { #expect(shown[field.name] == field.value) }
        #expect(!shown.contains { $0.name.lowercased().contains("sysmeta") })
        let wrong = try await cluster.send(
            .post, account, ["X-Account-Quota-Count": "many"], as: "admin:admin")
        #expect(wrong.status == 400)
    }

    @Test func `the older name of an account's quota still works`() async throws {
        try await cluster.send(.put, "\(account)/c")
        try await set(["X-Account-Meta-Quota-Bytes": "3"])
        let shown = try await cluster.send(.head, account).headers
        #expect(shown["X-Account-Quota-Bytes"] == "3")
        #expect(shown["X-Account-Meta-Quota-Bytes"] == "3")
        try await expectRefusal(try await put("c/a", "1234"))
        try await set(["X-Remove-Account-Meta-Quota-Bytes": "x"])
        #expect(try await put("c/a", "1234").status == 201)
        #expect(try await cluster.send(.head, account).headers["X-Account-Quota-Bytes"] == nil)
    }

    private func set(_ quotas: Headers) async throws {
        let answer = try await cluster.send(.post, account, quotas, as: "admin:admin")
        #expect(answer.status == 204)
    }

    @discardableResult
    private func put(
        _ name: String, _ body: String, as user: String? = "test:tester"
    ) async throws -> Answer {
        try await cluster.send(.put, "\(account)/\(name)", body: body, as: user)
    }

    private func expectRefusal(_ answer: Answer) async throws {
        #expect(answer.status == 413)
        #expect(answer.text == "Upload exceeds quota.")
    }
}
