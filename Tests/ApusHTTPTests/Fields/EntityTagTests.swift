// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import Testing

@Suite struct EntityTagTests {
    @Test(arguments: [
        ("abc", "abc", false), ("\"abc\"", "abc", false), ("W/\"abc\"", "abc", true),
        ("\"", "\"", false), ("\"\"", "", false), ("W/abc", "W/abc", false),
    ])
    func `reads tags with and without quotes`(text: String, value: String, isWeak: Bool) {
        #expect(EntityTag(text) == EntityTag(value: value, isWeak: isWeak))
    }

    @Test func `finds a tag among several`() {
        let condition = EntityTagCondition("\"a,b\", c , \"d\", W/\"e\"")
        for value in ["a,b", "c", "d"] {
            #expect(condition.matchesStrongly(EntityTag(value: value)))
            #expect(condition.matchesWeakly(EntityTag(value: value)))
        }
        #expect(!condition.matchesStrongly(EntityTag(value: "e")))
        #expect(condition.matchesWeakly(EntityTag(value: "e")))
        #expect(!condition.matchesWeakly(EntityTag(value: "f")))
        #expect(!condition.matchesAny)
    }

    @Test func `lets a star match anything`() {
        let condition = EntityTagCondition("*")
        #expect(condition.matchesStrongly(EntityTag("x")))
        #expect(condition.isAnyAlone)
        #expect(!EntityTagCondition("*, a").isAnyAlone)
    }

    @Test func `reads every field of a name`() {
        var headers: Headers = ["If-Match": "a"]
        headers.append("if-match", "\"b\"")
        let condition = EntityTagCondition(headers, "If-Match")
        #expect(condition?.tags.map(\.value) == ["a", "b"])
        #expect(EntityTagCondition(headers, "If-None-Match") == nil)
    }
}
