// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDigest
import Testing

@Suite struct UUIDTextTests {
    @Test func `is of the shape and the version that it says`() throws {
        let random = UUIDText.random()
        let named = UUIDText.named(["footage", "a"])
        for (text, version) in [(random, "4"), (named, "8")] {
            #expect(UUIDText.parse(text) == text)
            #expect(text.dropFirst(14).prefix(1) == version)
            #expect("89ab".contains(try #require(text.dropFirst(19).first)))
        }
        #expect(UUIDText.random() != random)
    }

    @Test func `is the same for a name, and tells its parts apart`() {
        #expect(UUIDText.named(["a", "bc"]) == UUIDText.named(["a", "bc"]))
        #expect(UUIDText.named(["a", "bc"]) != UUIDText.named(["ab", "c"]))
    }

    @Test(arguments: [
        "", "footage", "1a9fbb2e-5a77-4f0c-93f5-5d50ad1a7c0", "1a9fbb2e5a774f0c93f55d50ad1a7c01",
    ])
    func `is none without its hyphens and digits`(text: String) {
        #expect(UUIDText.parse(text) == nil)
        #expect(
            UUIDText.parse("1A9FBB2E-5A77-4F0C-93F5-5D50AD1A7C01")
                == "1a9fbb2e-5a77-4f0c-93f5-5d50ad1a7c01")
    }
}
