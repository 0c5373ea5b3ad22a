// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import Testing

@Suite struct AcceptTests {
    private static let listings = [
        "text/plain", "application/json", "application/xml", "text/xml",
    ]

    @Test(arguments: [
        ("", "text/plain"),
        ("*/*", "text/plain"),
        ("application/json", "application/json"),
        ("Application/JSON; charset=utf-8", "application/json"),
        ("application/*", "application/json"),
        ("text/xml", "text/xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("application/json;q=0.5, application/xml;q=0.8", "application/xml"),
        ("*/*, application/xml", "application/xml"),
        ("text/*, application/json", "application/json"),
        ("application/json;q=.3, text/plain;q=0.20", "application/json"),
        ("text/plain;q=0, */*", "application/json"),
        ("application/json; q = \"1.0\"", "application/json"),
        ("a/b;x=\"y,z;q=0\", application/json", "application/json"),
    ])
    func `chooses what suits the client best`(value: String, expected: String) throws {
        #expect(try #require(Accept(value)).best(of: Self.listings) == expected)
    }

    @Test(arguments: ["image/png", "application/json;q=0", "text/html, image/*"])
    func `chooses nothing when nothing suits`(value: String) throws {
        #expect(try #require(Accept(value)).best(of: Self.listings) == nil)
    }

    @Test(arguments: [
        "text", "text/", "/plain", "text/plain;q=x", "text/plain;q=1;q=0.5", "text plain/x",
        "text/plain;q=", "text/plain;q=-1", "text/plain;q=1,x", "text/plain;q",
        "text/plain;a=\"b",
    ])
    func `refuses what is malformed`(value: String) {
        #expect(Accept(value) == nil)
    }
}

@Suite struct MediaTypeTests {
    @Test func `reads type, subtype and parameters`() throws {
        let type = try #require(
            MediaType("Multipart/Form-Data ; Boundary=\"a;b\\\"c\"; charset=UTF-8;"))
        #expect(type.essence == "multipart/form-data")
        #expect(type["boundary"] == "a;b\"c")
        #expect(type["charset"] == "UTF-8")
        #expect(type["missing"] == nil)
        #expect(MediaType(type.description) == type)
    }

    @Test(arguments: ["", "text", "text/plain/x", "te xt/plain", "text/plain; a", "a/b; c=d e"])
    func `refuses what is no media type`(text: String) {
        #expect(MediaType(text) == nil)
    }
}

@Suite struct HeaderListTests {
    @Test func `cuts at commas outside quotes and leaves out what is empty`() {
        #expect(
            HeaderList(" a ,, \"b,\\\"c\" ,d=e;f=\",\" ,").items == [
                "a", "\"b,\\\"c\"", "d=e;f=\",\"",
            ])
        #expect(HeaderList("").items.isEmpty)
        #expect(HeaderList("Close, TE").contains("te"))
    }

    @Test func `joins the fields of a name`() {
        var headers: Headers = ["Accept": "a, b"]
        headers.append("ACCEPT", "c")
        #expect(HeaderList(headers, "accept").items == ["a", "b", "c"])
    }
}
