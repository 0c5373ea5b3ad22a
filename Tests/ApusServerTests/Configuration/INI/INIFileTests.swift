// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Testing

@testable import ApusServer

@Suite struct INIFileTests {
    private func values(_ text: String) throws -> [String: [String: String]] {
        let file = try INIFile(parsing: Bytes(text), file: "test.conf")
        return Dictionary(
            uniqueKeysWithValues: file.sections.map { section in
                (
                    section.name,
                    Dictionary(uniqueKeysWithValues: section.entries.map { ($0.name, $0.value) })
                )
            })
    }

    @Test(
        arguments: [
            ("", [:]),
            ("# nothing\n; nothing\n\n", [:]),
            ("[a]\n", ["a": [:]]),
            ("[a]\nb=c", ["a": ["b": "c"]]),
            ("\u{feff}[a]\r\nb = c d \r\n", ["a": ["b": "c d"]]),
            ("[a]\nb: c = d\n", ["a": ["b": "c = d"]]),
            ("[a]\nb = # no comment\n", ["a": ["b": "# no comment"]]),
            ("[a]\nb =\n", ["a": ["b": ""]]),
            ("[a]\nb = c\n  d\n\n\te\nf = g", ["a": ["b": "c\nd\ne", "f": "g"]]),
            ("[a]\nb =\n  c\n# d\n  e\n", ["a": ["b": "c\ne"]]),
            ("  [a]\n  b = c\n  d = e\n", ["a": ["b": "c", "d": "e"]]),
            ("[a]\nset b = c\n", ["a": ["b": "c"]]),
            ("[ filter:x ]\nb = %(c)s\n[d]\nb = 1", ["filter:x": ["b": "%(c)s"], "d": ["b": "1"]]),
            ("[\u{308}a]\nset \u{308}b = 1", ["\u{308}a": ["\u{308}b": "1"]]),
            ("[a]\nUser_A = 1\nuser_a = 2", ["a": ["User_A": "1", "user_a": "2"]]),
        ] as [(String, [String: [String: String]])])
    func `reads sections, names and values`(
        text: String, expected: [String: [String: String]]
    ) throws {
        #expect(try values(text) == expected)
    }

    @Test(arguments: [
        ("a = b", "line 1: an option before the first [section]"),
        ("[a\n", "line 1: a section name without its ]"),
        ("[]\n", "line 1: a section without a name"),
        ("[a]\nnonsense\n", "line 2: neither [section] nor name = value: nonsense"),
        ("[a]\n = b\n", "line 2: a value without a name"),
        ("[a]\nb = 1\nb = 2\n", "line 3: b again, first in line 2"),
        ("[a]\n[b]\n[a]\n", "line 3: [a] again, first in line 1"),
        ("[a]\nb = \u{0}\n", "line 2: not a line of UTF-8 text"),
    ])
    func `says in which line it cannot go on`(text: String, problem: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try values(text) }
        #expect(error.description == "test.conf: \(problem)")
    }

    @Test func `reports every wrong line, within reason`() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try values("[a]\nb\nc\nd = 1\ne")
        }
        #expect(error.problems.map(\.line) == [2, 3, 5])
        let flood = String(repeating: "x\n", count: 10_000)
        let many = try #require(throws: ConfigurationError.self) { try values("[a]\n" + flood) }
        #expect(many.problems.count == 20)
    }

    @Test func `bounds lines and files`() throws {
        let long = String(repeating: "x", count: INIFile.lineLimitBytes)
        #expect(throws: ConfigurationError.self) { try values("[a]\nb = \(long)") }
        let comment = String(repeating: "#\n", count: INIFile.limitBytes / 2 + 1)
        #expect(throws: ConfigurationError.self) { try values(comment) }
    }
}

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("bind_prot", "bind_port"), ("bindip", "bind_ip"), ("BIND_IP", "bind_ip"),
        ("data_directory", nil), ("xyz", nil),
    ])
    func `finds the name that was meant`(typed: String, meant: String?) {
        #expect(NearestName.of(typed, among: ["bind_ip", "bind_port", "data_dir"]) == meant)
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "", 3), ("abc", "abd", 1), ("abc", "acb", 1), ("a", "xay", 2),
    ])
    func `counts edits`(left: String, right: String, edits: Int) {
        #expect(NearestName.edits(from: left, to: right) == edits)
        #expect(NearestName.edits(from: right, to: left) == edits)
    }
}
