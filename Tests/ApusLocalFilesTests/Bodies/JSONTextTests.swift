// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ApusLocalFiles

@Suite struct JSONTextTests {
    @Test(arguments: [
        [:], ["a": "b"], ["": ""], ["quote\"": "back\\slash/"], ["control": "\u{0}\u{1F}\n\t"],
        ["ä": "日本 \u{1F600}", "z": "1"],
    ])
    func `reads what it writes`(values: [String: String]) {
        #expect(JSONText.decode(JSONText.encode(values) ?? "") == values)
    }

    @Test func `reads what others write`() {
        let text = #" { "a" : "\u00e9\ud83d\ude00\n\/" , "b":"" } "#
        #expect(JSONText.decode(text.trimmed) == ["a": "é\u{1F600}\n/", "b": ""])
    }

    @Test(arguments: [
        "{", "[]", "{\"a\"}", "{\"a\":1}", "{\"a\":\"b\",}", "{\"a\":\"b\"} x", "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"b", "null",
    ])
    func `refuses what is no object of texts`(text: String) {
        #expect(JSONText.decode(text) == nil)
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
