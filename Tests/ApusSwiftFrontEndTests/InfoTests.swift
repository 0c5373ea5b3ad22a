// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusHTTP
import ApusSwiftFrontEnd
import Testing

@Suite struct InfoTests {
    @Test func `tells the limits and the policies`() async throws {
        let cluster = TestCluster { $0.infoSections["tempauth"] = ["account_acls": .boolean(true)] }
        let answer = try await cluster.send(.get, "/info", as: nil)
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "application/json; charset=UTF-8")
        let sections = try #require(try JSONValue(parsing: answer.body).members)
        let swift = try #require(sections["swift"]?.members)
        let expected: [String: Int64] = [
            "max_file_size": 5_368_709_122, "max_meta_name_length": 128,
            "max_meta_value_length": 256, "max_meta_count": 90, "max_meta_overall_size": 4096,
            "max_header_size": 8192, "max_object_name_length": 1024,
            "max_container_name_length": 256, "max_account_name_length": 256,
            "container_listing_limit": 10000, "account_listing_limit": 10000,
        ]
        for (name, limit) in expected { #expect(swift[name] == .integer(limit)) }
        #expect(
            swift["policies"]
                == .array([
                    .object([
                        "name": .string("gold"), "aliases": .string("gold, yellow"),
                        "default": .boolean(true),
                    ]),
                    .object(["name": .string("silver"), "aliases": .string("silver")]),
                ]))
        #expect(sections["slo"]?.members?["max_manifest_segments"] == .integer(1000))
        #expect(sections["tempauth"]?.members?["account_acls"] == .boolean(true))
    }

    @Test func `keeps the administrator's view to itself`() async throws {
        let answer = try await TestCluster().send(
            .get, "/info?swiftinfo_sig=x&swiftinfo_expires=1", as: nil)
        #expect(answer.status == 403)
    }

    @Test(
        arguments: [
            (Method.get, "GET", 1_700_000_001, 200), (.head, "HEAD", 1_700_000_001, 200),
            (.head, "GET", 1_700_000_001, 200), (.get, "HEAD", 1_700_000_001, 401),
            (.get, "GET", 1_699_999_999, 401),
        ] as [(Method, String, Int, Int)])
    func `shows the administrator's view to whoever has signed for it`(
        method: Method, signed: String, expires: Int, status: Int
    ) async throws {
        let cluster = TestCluster {
            $0.administratorKey = "secret"
            $0.hiddenInfoSections = ["slo", "swift.max_file_size"]
        }
        let code = Digest.hmac(
            Bytes("\(signed)\n\(expires)\n/info"), key: Bytes("secret"), .sha1)
        let query = "swiftinfo_sig=\(Hexadecimal.encode(code))&swiftinfo_expires=\(expires)"
        let answer = try await cluster.send(method, "/info?" + query, as: nil)
        #expect(answer.status == status)
        guard status == 200, method == .get else { return }
        let sections = try #require(try JSONValue(parsing: answer.body).members)
        #expect(sections["slo"] == nil)
        #expect(sections["swift"]?.members?["max_file_size"] == nil)
        #expect(
            sections["admin"]?.members?["disallowed_sections"]
                == .array([.string("slo"), .string("swift.max_file_size")]))
    }

    @Test func `can be switched off`() async throws {
        let cluster = TestCluster { $0.exposesInfo = false }
        #expect(try await cluster.send(.get, "/info", as: nil).status == 403)
    }
}
