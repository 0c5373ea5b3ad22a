// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct SecretKeysTests {
    private static func printed(_ value: some LXDDocument) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \(dumped)"
    }

    @Test func `does not print the secret of a bucket's key`() {
        let url = ServerAddress().storagePools["p"].buckets["b"].keys["k"].url
        var key = StorageBucketKey(
            record: EntityRecord(
                url: url, members: ["name": "k", "access-key": "id", "secret-key": "hush"]))
        #expect(!Self.printed(key).contains("hush"))
        #expect(Self.printed(key).contains("id"))
        key.secretKey = "hush hush"
        #expect(!Self.printed(key).contains("hush"))
        #expect(key.secretKey == "hush hush")
        #expect(key.encoded["secret-key"] == "hush hush")
    }

    @Test func `does not print what lets one into an operation or a cluster`() {
        let operation = Operation(
            record: EntityRecord(
                url: ServerAddress().operations["x"].url,
                members: ["metadata": ["control": "hush", "criu": "hush", "fs": "hush"]]))
        #expect(!Self.printed(operation).contains("hush"))
        var change = ClusterChange.join(
            serverName: "b", serverAddress: "b:8443", clusterAddress: "a:8443",
            clusterCertificate: "PEM", token: "hush")
        change.extra["cluster_password"] = "hush"
        var dumped = ""
        dump(change, to: &dumped)
        #expect(!"\(change) \(dumped)".contains("hush"))
        #expect("\(change)".contains("a:8443"))
    }

    @Test func `does not print secrets deep inside`() throws {
        let operation = Operation(
            record: EntityRecord(
                url: ServerAddress().operations["x"].url,
                members: ["metadata": ["fds": ["0": "hush"], "command": ["date"]]]))
        #expect(!Self.printed(operation).contains("hush"))
        #expect(Self.printed(operation).contains("date"))
        let server = Server(
            record: EntityRecord(
                url: ServerAddress().url,
                members: [
                    "config": [
                        "oidc.client.secret": "hush", "core.trust_password": true,
                        "core.https_address": ":8443", "maas.api.key": "hush",
                    ]
                ]))
        #expect(!Self.printed(server).contains("hush"))
        #expect(Self.printed(server).contains(":8443"))
        let token = try #require(IdentityBearerToken(json: ["token": "hush"]))
        #expect(!Self.printed(token).contains("hush"))
    }
}
