// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusServer
import Testing

@Suite struct EncryptionSettingsTests {
    /// The base64 of 32 bytes.
    private static let secret = String(repeating: "A", count: 42) + "8="

    private func read(_ sections: String) throws -> Configuration {
        try Configuration(
            parsing: Bytes("[DEFAULT]\ndata_dir = /d\n" + sections), file: "apusd.conf")
    }

    @Test func `is on with its section, unless that disables it`() throws {
        let keymaster = "[filter:keymaster]\nencryption_root_secret = \(Self.secret)\n"
        #expect(try !read("").encryption.encrypts)
        #expect(try read(keymaster + "[filter:encryption]").encryption.encrypts)
        let disabled = try read(keymaster + "[filter:encryption]\ndisable_encryption = yes")
        #expect(!disabled.encryption.encrypts && disabled.encryption.isConfigured)
        #expect(try read("[filter:encryption]\ndisable_encryption = 1").warnings.isEmpty)
        let half = try read(keymaster)
        #expect(!half.encryption.encrypts)
        #expect(half.warnings.map(\.sentence).contains { $0.hasPrefix("nothing new is encrypted") })
    }

    @Test(arguments: [
        ("[filter:encryption]", "[filter:encryption] needs [filter:keymaster]"),
        ("[filter:keymaster]", "encryption_root_secret is missing"),
        (
            "[filter:keymaster]\nencryption_root_secret = changeme",
            "encryption_root_secret is the base64 of at least 32 bytes"
        ),
        (
            "[filter:keymaster]\nencryption_root_secretive = \(secret)",
            "encryption_root_secretive is encryption_root_secret, or encryption_root_secret_ and"
        ),
        (
            "[filter:keymaster]\nencryption_root_secret_a = \(secret)",
            "active_root_secret_id is not given, and there is no such root secret"
        ),
        (
            "[filter:keymaster]\nencryption_root_secret = \(secret)\nactive_root_secret_id = b",
            "active_root_secret_id is b, and there is no such root secret"
        ),
        (
            "[filter:keymaster]\nkeymaster_config_path = /k\nencryption_root_secret = \(secret)",
            "keymaster_config_path is the place of all other options"
        ),
        ("[filter:keymaster]\nkeymaster_config_path = k", "keymaster_config_path is an absolute"),
        ("[filter:keymaster]\nroot_secret = x", "[filter:keymaster] has no option root_secret"),
    ])
    func `says what is wrong, and no secret`(sections: String, problem: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try read(sections) }
        #expect(error.problems.contains { $0.sentence.hasPrefix(problem) }, "\(error)")
        #expect(!"\(error)".contains("AAAA") && !"\(error)".contains("changeme"))
    }

    @Test func `takes several secrets, of which one is active`() throws {
        let second = String(repeating: "B", count: 44)
        let configuration = try read(
            """
            [filter:keymaster]
            encryption_root_secret = \(Self.secret)
            encryption_root_secret_2026 = \(second)
            active_root_secret_id = 2026
            [filter:encryption]
            """)
        #expect(configuration.encryption.encrypts)
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(dumped.contains("2026") && !dumped.contains(second) && !dumped.contains("AAAA"))
    }
}
