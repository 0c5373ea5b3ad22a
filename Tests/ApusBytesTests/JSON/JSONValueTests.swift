// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Testing

@Suite struct JSONValueTests {
    @Test(arguments: [
        ("null", JSONValue.null), ("true", .boolean(true)), (" false ", .boolean(false)),
        ("-12", .integer(-12)), ("0", .integer(0)), ("1.5e1", .number(15)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        (#""a\"\\\/\n\u00e9\ud83d\ude00""#, .string("a\"\\/\né😀")),
        ("[]", .array([])), ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])),
        (#"{"a": {}, "b": 1, "b": 2}"#, .object(["a": .object([:]), "b": .integer(2)])),
    ])
    func `reads documents`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: Bytes(text)) == value)
    }

    @Test(arguments: [
        "", "nul", "[1,]", "[1 2]", "{a: 1}", #"{"a" 1}"#, #"{"a": 1"#, #""a"#, "\"\n\"", "01",
        "1.", "-", "1e", #""\x""#, #""\ud800""#, #""\ud800a""#, #""\udc00""#, "1 2", "[", "1e999",
    ])
    func `refuses what breaks the grammar`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Bytes(text)) }
    }

    @Test(arguments: [
        "[]", " [ ] ", "[1]", "[null, [2, {}], \"x\"]", "[1,]", "[1 2]", "[", "[1", "[1]]", "[] 1",
        "{}", "1", "", "[,1]",
    ])
    func `reads the elements of an array one by one as all at once`(text: String) {
        var elements = JSONElements(parsing: Bytes(text))
        let single = Result { () throws -> [JSONValue] in
            var values: [JSONValue] = []
            while let value = try elements.next() { values.append(value) }
            return values
        }
        #expect((try? single.get()) == (try? JSONValue(parsing: Bytes(text)))?.elements)
    }

    @Test func `reads an element whatever follows it`() throws {
        var elements = JSONElements(parsing: Bytes("[null, 1, wrong"))
        #expect(try elements.next() == .some(.null))
        #expect(try elements.next() == .integer(1))
        #expect(throws: JSONError.self) { try elements.next() }
    }

    @Test func `refuses bytes that are not UTF-8`() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Bytes([0x22, 0xFF, 0x22])) }
    }

    @Test func `refuses what is nested too deep`() {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.tooDeep) { try JSONValue(parsing: Bytes(text)) }
    }

    @Test func `writes ASCII alone`() {
        var writer = ByteWriter()
        writer.append(
            json: .object([
                "b": .array([.null, .boolean(true), .integer(-1)]), "a": .string("é😀\"\\\u{1}\n"),
            ]))
        #expect(
            writer.finish().text
                == #"{"a": "\u00e9\ud83d\ude00\"\\\u0001\n", "b": [null, true, -1]}"#)
    }
}
