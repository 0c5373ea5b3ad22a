// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusSwiftClient
import Testing

@Suite struct GlobTests {
    @Test(arguments: [
        ("*.txt", "a.txt", true), ("*.txt", "d/e/a.txt", true), ("*.txt", "a.txt/b", false),
        ("a?c", "abc", true), ("a?c", "a/c", false), ("d/*", "d/a", true),
        ("d/*", "d/e/a", false), ("d/**", "d/e/a", true), ("**/a", "d/e/a", true),
        ("/a", "a", true), ("/a", "d/a", false), ("d/", "d/e/f", true), ("d/", "d", false),
        ("[a-c]x", "bx", true), ("[a-c]x", "dx", false), ("[!a-c]x", "dx", true),
        ("[]x]", "]", true), ("[a", "[a", true), ("\\*", "*", true), ("\\*", "a", false),
        ("", "", true), ("", "a", false), ("*", "é", true), ("a*b*c", "aXbYbZc", true),
        ("日*", "日本", true),
    ])
    func `knows what is meant`(pattern: String, name: String, isMeant: Bool) {
        #expect(Glob(pattern).matches(name) == isMeant, "\(pattern) \(name)")
    }

    @Test func `takes no longer for a pattern that means harm`() {
        let pattern = String(repeating: "*a", count: 200) + "b"
        let name = String(repeating: "a", count: 2_000)
        let clock = ContinuousClock()
        let took = clock.measure { #expect(!Glob(pattern).matches(name)) }
        #expect(took < .seconds(20))
    }
}
