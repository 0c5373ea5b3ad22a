// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusXML
import Testing

@Suite struct XMLReaderTests {
    private func events(
        _ pieces: [Bytes], limits: XMLLimits = XMLLimits()
    ) throws(XMLError) -> [XMLEvent] {
        var reader = XMLReader(limits: limits)
        var events: [XMLEvent] = []
        func add(_ event: XMLEvent) {
            if case .text(let more) = event, case .text(let text) = events.last {
                events[events.count - 1] = .text(text + more)
            } else {
                events.append(event)
            }
        }
        for piece in pieces {
            reader.feed(piece)
            while let event = try reader.next() { add(event) }
        }
        reader.finish()
        while let event = try reader.next() { add(event) }
        return events
    }

    private let document = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- first --><a x="1 &amp; &#50;" y='&lt;"&#13;'>né&gt;<b/><![CDATA[<&]]>日本&#x1F600;</a>
        """
    private let expected: [XMLEvent] = [
        .start(XMLTag("a", [XMLAttribute("x", "1 & 2"), XMLAttribute("y", "<\"\r")])),
        .text("né>"), .start(XMLTag("b")), .end, .text("<&日本😀"), .end,
    ]

    @Test(arguments: [1, 2, 3, 7, 4096])
    func `reads the same whatever pieces a document comes in`(size: Int) throws {
        let bytes = Bytes(document)
        let pieces = stride(from: 0, to: bytes.count, by: size).map {
            bytes[$0..<min(bytes.count, $0 + size)]
        }
        #expect(try events(pieces) == expected)
    }

    @Test(arguments: [
        "", "   ", "text", "<a>", "<a></b>", "<a/><b/>", "<a x='1' x='2'/>", "<a x=1/>",
        "<a>&unknown;</a>", "<a>&#0;</a>", "<a>\u{1}</a>", "<a b='<'/>", "<p:a/>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'> %p;]><a/>",
    ])
    func `refuses what is not well-formed, and every document type`(text: String) {
        #expect(throws: XMLError.self) { try events([Bytes(text)]) }
        #expect(throws: XMLError.self) { try XMLElement(parsing: Bytes(text)) }
    }

    @Test func `refuses other encodings, declared or not`() {
        #expect(throws: XMLError.self) { try events([Bytes([0xFF, 0xFE, 0x3C, 0, 0x61, 0])]) }
        #expect(throws: XMLError.self) { try events([Bytes([0, 0x3C, 0, 0x61])]) }
        let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9]
        #expect(throws: XMLError.self) { try events([Bytes(latin + Array("</a>".utf8))]) }
        #expect(throws: XMLError.self) { try events([Bytes([0x3C, 0x61, 0x3E, 0xC3, 0x28])]) }
    }

    @Test func `refuses the billion laughs before they are told`() {
        var text = "<!DOCTYPE lolz [<!ENTITY a0 'lol'>"
        for level in 1...9 {
            let parts = String(repeating: "&a\(level - 1);", count: 10)
            text += "<!ENTITY a\(level) '\(parts)'>"
        }
        text += "]><lolz>&a9;</lolz>"
        #expect(throws: XMLError(line: 1, message: "a document type declaration")) {
            try events([Bytes(text)])
        }
    }

    @Test func `reads nothing behind what it refuses`() {
        // Longer than what the parser is given at once, and not well-formed: were it read on, it
        // would be refused for that.
        let text = "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</b><" + String(repeating: "<", count: 8000)
        #expect(throws: XMLError(line: 1, message: "a document type declaration")) {
            try events([Bytes(text)])
        }
    }

    @Test func `keeps to its limits`() throws {
        var limits = XMLLimits()
        limits.depth = 3
        limits.elements = 5
        limits.nameBytes = 4
        limits.attributes = 2
        limits.documentBytes = 8192
        #expect(throws: Never.self) { try events([Bytes("<a><b><c/></b></a>")], limits: limits) }
        for text in [
            "<a><b><c><d/></c></b></a>", "<a><b/><b/><b/><b/><b/></a>", "<names/>",
            "<a names=''/>", "<a a='' b='' c=''/>",
            "<a>" + String(repeating: "x", count: 9000) + "</a>",
        ] {
            #expect(throws: XMLError.self) { try events([Bytes(text)], limits: limits) }
        }
        limits.documentBytes = 1 << 20
        limits.stepBytes = 4096
        let long = "<a x='" + String(repeating: "x", count: 60_000) + "'/>"
        #expect(throws: XMLError.self) { try events([Bytes(long)], limits: limits) }
    }

    @Test func `reads a long list while holding little of it`() throws {
        var reader = XMLReader(limits: .list)
        var count = 0
        reader.feed(Bytes("<Objects>"))
        for number in 0..<100_000 {
            reader.feed(Bytes("<Object Name=\"folder/file-\(number)\" Size=\"1\"/>"))
            while let event = try reader.next() {
                if case .start(let tag) = event, tag.name == "Object" { count += 1 }
            }
        }
        reader.feed(Bytes("</Objects>"))
        reader.finish()
        while let event = try reader.next() {
            if case .start = event { count += 1 }
        }
        #expect(count == 100_000)
    }

    @Test func `reads texts that are longer than a tag may be`() throws {
        let text = String(repeating: "né&lt;", count: 50_000)
        let element = try XMLElement(parsing: Bytes("<a>\(text)</a>"))
        #expect(element.text.utf8.count == 50_000 * 4)
    }

    @Test func `refuses a flood of attributes before it is compared`() {
        let flood = (0..<100_000).map { "a\($0)='' " }.joined()
        #expect(throws: XMLError(line: 1, message: "a tag of more than 65536 bytes")) {
            try events([Bytes("<a \(flood)/>")])
        }
    }

    @Test func `stays failed once it failed`() throws {
        var reader = XMLReader()
        reader.feed(Bytes("<a></b>"))
        reader.finish()
        var failures = 0
        for _ in 0..<3 {
            do { while try reader.next() != nil {} } catch { failures += 1 }
        }
        #expect(failures == 3)
    }
}

@Suite struct XMLElementTests {
    @Test func `writes and reads back every character that XML has`() throws {
        let odd = "a&b<c>d\"e'f\tg\nh\ri\u{7F}\u{85}\u{2028}\u{FFFD}é日本😀  "
        let element = XMLElement(
            "Root", attributes: [XMLAttribute("Name", odd)],
            children: [XMLElement("Key", text: odd)])
        #expect(try XMLElement(parsing: element.encoded) == element)
        #expect(XMLText.canHold(odd))
    }

    @Test func `writes what XML cannot hold as a replacement`() throws {
        #expect(!XMLText.canHold("a\u{1}"))
        #expect(!XMLText.canHold("\u{FFFF}"))
        let element = XMLElement("a", text: "1\u{0}\u{1B}\u{FFFE}2")
        #expect(try XMLElement(parsing: element.encoded).text == "1\u{FFFD}\u{FFFD}\u{FFFD}2")
    }

    @Test func `finds attributes and children, and drops indentation`() throws {
        let element = try XMLElement(
            parsing: Bytes("<l xmlns='http://example.com/x' a='1'>\n  <m>1</m>\n  <m> </m>\n</l>"))
        #expect(element.attributes == [XMLAttribute("a", "1")])
        #expect(element.attribute("a") == "1")
        #expect(element.text.isEmpty)
        #expect(element.children("m").map(\.text) == ["1", " "])
        #expect(element.child("n") == nil)
        #expect(element.encoded.text == "<l a=\"1\"><m>1</m><m> </m></l>")
    }
}
