// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusSwiftClient
import Testing

@Suite struct ListingTests {
    private func list(_ json: String) async throws -> [ContainerListing.Entry] {
        let exchange = ScriptedExchange([ScriptedExchange.answer(200, [:], json)])
        let session = AuthSession(storageURL: try ServiceURL("http://h/v1/AUTH_a"), token: "t")
        return try await Connection(session, over: exchange).getContainer("c").entries
    }

    @Test func `reads every kind of row`() async throws {
        let entries = try await list(
            """
            [{"bytes": 5, "hash": "h1", "name": "a\\u00e9\\ud83d\\ude00\\n", "content_type": "t/p",
              "last_modified": "2023-11-14T22:13:20.123450", "x": {"deep": [1, "]", null]}},
             {"subdir": "d/"},
             {"name": "v", "bytes": 0, "hash": null, "version_id": "null", "is_latest": true,
              "content_type": "", "last_modified": "", "symlink_path": "/v1/A/c/o"}]
            """)
        #expect(
            entries == [
                .object(
                    ListedObject(
                        name: "aé😀\n", bytes: 5, hash: "h1", contentType: "t/p",
                        lastModified: "2023-11-14T22:13:20.123450",
                        extras: [
                            "x": .object(["deep": .array([.integer(1), .string("]"), .null])])
                        ])),
                .subdir("d/"),
                .object(
                    ListedObject(
                        name: "v", versionID: "null", isLatest: true,
                        extras: ["symlink_path": .string("/v1/A/c/o")])),
            ])
    }

    @Test(arguments: ["[]", " [ ] ", ""])
    func `reads an empty page`(json: String) async throws {
        #expect(try await list(json).isEmpty)
    }

    @Test(arguments: [
        "{", "[", "[{]", "[{\"name\"}]", "[{\"name\": \"a\"}", "[{\"name\": \"a\",}]", "[] x",
        "[{\"bytes\": -1}]", "[{\"bytes\": 99999999999999999999}]", "[{\"name\": \"\\ud800\"}]",
        "[{\"name\": \"\u{1}\"}]", "[{\"x\": [1}]", "not json", "[{\"name\": \"a\\",
        "[{\"x\": \"a\\",
    ])
    func `refuses what is no listing`(json: String) async throws {
        let error = await #expect(throws: ClientError.self) { try await list(json) }
        #expect(error?.reason == .badResponse)
    }
}
