// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Testing

@Suite struct MetadataTests {
    let cluster = TestCluster()

    init() async throws {
        try await cluster.send(.put, "/v1/AUTH_test/c")
    }

    static let resources = [
        ("/v1/AUTH_test", "X-Account-Meta-", "POST"),
        ("/v1/AUTH_test/c", "X-Container-Meta-", "POST"),
        ("/v1/AUTH_test/c", "X-Container-Meta-", "PUT"),
        ("/v1/AUTH_test/c/o", "X-Object-Meta-", "PUT"),
    ]

    private func expect(
        _ headers: Headers, at resource: (path: String, prefix: String, method: String),
        _ text: String
    ) async throws {
        let answer = try await cluster.send(
            Method(rawValue: resource.method), resource.path, headers)
        #expect(answer.status == 400)
        #expect(answer.text == text)
    }

    @Test(arguments: resources)
    func `has limits`(path: String, prefix: String, method: String) async throws {
        let resource = (path: path, prefix: prefix, method: method)
        let shown = prefix.lowercased()
        try await expect([prefix: "x"], at: resource, "Metadata name cannot be empty")
        let long = String(repeating: "n", count: 129)
        try await expect(
            [prefix + long: "x"], at: resource,
            "Metadata name too long: \(shown)N\(long.dropFirst())")
        try await expect(
            [prefix + "A": String(repeating: "v", count: 257)], at: resource,
            "Metadata value longer than 256: \(shown)A")
        var many = Headers()
        for number in 0..<91 { many.append("\(prefix)\(number)", "v") }
        try await expect(many, at: resource, "Too many metadata items; max 90")
        var much = Headers()
        for number in 0..<17 {
            much.append("\(prefix)\(number)", String(repeating: "v", count: 250))
        }
        try await expect(much, at: resource, "Total metadata too large; max 4096")
    }

    @Test(arguments: resources)
    func `fits within the limits`(path: String, prefix: String, method: String) async throws {
        let answer = try await cluster.send(
            Method(rawValue: method), path,
            [
                prefix + String(repeating: "n", count: 128): String(repeating: "v", count: 256),
                prefix + "Äpfel": "süß",
            ])
        #expect(answer.status < 300)
        let head = try await cluster.send(.head, path)
        #expect(head.headers[prefix + "Äpfel"] == "süß")
    }

    @Test func `counts what is already there`() async throws {
        for start in [0, 45] {
            var headers = Headers()
            for number in start..<start + 45 { headers.append("X-Container-Meta-\(number)", "v") }
            #expect(try await cluster.send(.post, "/v1/AUTH_test/c", headers).status == 204)
        }
        let more = try await cluster.send(
            .post, "/v1/AUTH_test/c", ["X-Container-Meta-More": "v"])
        #expect(more.status == 400)
        #expect(more.text == "Too many metadata items; max 90")
        let swap = try await cluster.send(
            .post, "/v1/AUTH_test/c",
            ["X-Container-Meta-More": "v", "X-Remove-Container-Meta-1": "x"])
        #expect(swap.status == 204)
    }
}
