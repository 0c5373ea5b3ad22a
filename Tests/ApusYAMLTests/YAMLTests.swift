// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusYAML
import Testing

@Suite struct YAMLTests {
    @Test(arguments: [
        ("", "null"), ("a: 1", #"{"a":1}"#), ("- x\n- 'yes'\n- yes\n", #"["x","yes",true]"#),
        ("a:\n  b: {c: [1, ~]}", #"{"a":{"b":{"c":[1,null]}}}"#),
        ("a: 010\nb: +1\nc: 3.0\nd: -5", #"{"a":"010","b":"+1","c":"3.0","d":-5}"#),
        ("a: &x {k: 1}\nb: *x", #"{"a":{"k":1},"b":{"k":1}}"#),
        (
            "base: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3",
            #"{"b":{"k":3,"l":2},"base":{"k":1,"l":2}}"#
        ),
        ("a: |\n  two\n  lines\n", #"{"a":"two\nlines\n"}"#),
        ("---\na: é\n...\n", #"{"a":"\u00e9"}"#),
        ("{\"json\": [1, true]}", #"{"json":[1,true]}"#),
    ])
    func `reads what people write`(text: String, json: String) throws {
        let value = try YAML.value(parsing: Bytes(text))
        let expected = try JSONValue(parsing: Bytes(json))
        #expect(value == expected)
    }

    @Test(arguments: [
        ("a: [1", 1), ("a: 1\na: 2", 2), ("a: *none", 1), ("---\na\n---\nb\n", 4), ("[a]: b", 1),
        ("\t- a", 1), ("a: 1\n<<: [2]", 2),
    ])
    func `says in which line what is wrong`(text: String, line: Int) {
        let error = #expect(throws: YAMLError.self) { try YAML.value(parsing: Bytes(text)) }
        #expect(
            error.map { abs($0.line - line) <= 1 } == true, "\(text): \(String(describing: error))")
    }

    @Test func `refuses what would grow without end`() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<10 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let long = "a: " + String(repeating: "x", count: YAML.byteLimit)
        for text in [bomb, deep, long, "a: &x [*x]"] {
            #expect(throws: YAMLError.self) { try YAML.value(parsing: Bytes(text)) }
        }
    }
}
