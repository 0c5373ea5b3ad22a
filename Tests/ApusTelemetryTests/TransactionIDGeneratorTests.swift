// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusTelemetry
import Testing

@Suite struct TransactionIDGeneratorTests {
    @Test func `has OpenStack Swift's form`() {
        let id = TransactionIDGenerator().next(secondsSince1970: 1_700_000_000)
        let parts = id.split(separator: "-")
        #expect(parts.count == 2)
        #expect(parts[0].hasPrefix("tx"))
        #expect(parts[0].utf8.count == 23)
        #expect(parts[0].dropFirst(2).allSatisfy { "0123456789abcdef".contains($0) })
        #expect(parts[1] == "006553f100")
    }

    @Test func `never comes twice`() {
        let generator = TransactionIDGenerator()
        let ids = Set((0..<10_000).map { _ in generator.next(secondsSince1970: 0) })
        #expect(ids.count == 10_000)
    }

    @Test func `ends in the suffix and in what the client adds, encoded and cut`() {
        let generator = TransactionIDGenerator(suffix: "-eu west")
        #expect(generator.next(secondsSince1970: 0).hasSuffix("-0000000000-eu%20west"))
        let extra = String(repeating: "e", count: 40)
        #expect(
            generator.next(extra: extra, secondsSince1970: 0)
                .hasSuffix("-eu%20west-" + String(repeating: "e", count: 32)))
        #expect(generator.next(extra: "a\r\nb").hasSuffix("-a%0D%0Ab"))
    }
}
