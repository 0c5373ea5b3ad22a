// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Testing

@Suite struct TextBytesTests {
    /// A combining mark, which makes one character with whatever comes before it.
    let mark = "\u{0301}"

    @Test func `cuts where a combining mark follows`() {
        #expect("a/\(mark)b".split(separator: "/").count == 1)  // what is to be avoided
        #expect("a/\(mark)b".parts(separatedBy: "/") == ["a", mark[...] + "b"])
    }

    @Test(arguments: [
        ("a/b/c", 1, true, ["a", "b/c"]), ("/a//", .max, true, ["", "a", "", ""]),
        ("/a//b", .max, false, ["a", "b"]), ("", .max, true, [""]), ("", .max, false, []),
        ("//a/b", 1, false, ["a", "b"]),
    ])
    func `cuts`(text: String, maxSplits: Int, keepsEmpty: Bool, parts: [String]) {
        let cut = text.parts(separatedBy: "/", maxSplits: maxSplits, keepsEmpty: keepsEmpty)
        #expect(cut.map(String.init) == parts)
    }

    @Test func `compares by bytes`() {
        #expect("é" == "e\(mark)")
        #expect(!"é".equalsBytewise("e\(mark)"))
        #expect("a\(mark)".startsBytewise(with: "a"))
        #expect(!"a\(mark)".hasPrefix("a"))
        #expect("x-\(mark)".dropping(prefix: "x-") == mark[...])
        #expect("y".dropping(prefix: "x") == nil)
        #expect("/a?\(mark)".prefix(upTo: "?") == "/a")
        #expect("/a".prefix(upTo: "?") == "/a")
    }
}
