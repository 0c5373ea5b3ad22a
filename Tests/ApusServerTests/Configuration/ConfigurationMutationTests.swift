// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusServer
import Testing

/// Files that are almost right: whatever is in them, reading ends, and says where it could not.
@Suite struct ConfigurationMutationTests {
    /// A small generator that always gives the same numbers.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 31
        }
    }

    private static let sample = """
        [DEFAULT]
        bind_port = 8080
        data_dir: /data
        client_timeout = 0.5
        [storage-policy:0]
        name = gold
          continued
        default = yes
        [backend:file]
        engine = file
        [swift-constraints]
        max_file_size = 5 GiB
        ; a comment
        [filter:tempauth]
        reseller_prefix = AUTH, ''
        user_admin_admin = admin .admin .reseller_admin
        user64_YQ_Yg = $scrypt$ln=15,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg
        [filter:slo]
        max_manifest_size = 1M
        """

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `reads or refuses whatever has become of a file`(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let words = Self.sample.split { " =:\n".contains($0) }.map { Array($0.utf8) }
        let marks: [[UInt8]] = [
            "[", "]", "=", ":", "\n", "\n ", "_", "$", "é", "\u{0}", "-1", "9e99",
        ]
        .map { Array($0.utf8) }
        for _ in 0..<400 {
            var bytes = Array(Self.sample.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                let start = Int.random(in: 0...bytes.count, using: &numbers)
                let end = min(bytes.count, start + Int.random(in: 0...12, using: &numbers))
                let source = Bool.random(using: &numbers) ? words : marks
                bytes.replaceSubrange(
                    start..<end, with: source.randomElement(using: &numbers) ?? [])
            }
            do throws(ConfigurationError) {
                let configuration = try Configuration(parsing: Bytes(bytes), file: "mutated")
                #expect(!configuration.policies.isEmpty)
            } catch {
                let lines = bytes.split(
                    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
                ).count
                #expect(!error.problems.isEmpty)
                #expect(error.problems.allSatisfy { (1...lines).contains($0.line ?? 1) })
            }
        }
    }
}
