// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Testing

@Suite struct ContainerNameTests {
    @Test(arguments: ["a", "日本", ".", "..", String(repeating: "n", count: 256)])
    func `accepts a name within the limit`(text: String) throws {
        #expect(try ContainerName(text).text == text)
    }

    @Test func `measures the limit in bytes, not characters`() {
        let text = String(repeating: "é", count: 129)
        #expect(throws: NameError.tooLong(bytes: 258, limit: 256)) { try ContainerName(text) }
    }

    @Test func `refuses a slash, a NUL and nothing at all`() {
        #expect(throws: NameError.containsSlash) { try ContainerName("a/b") }
        #expect(throws: NameError.containsNull) { try ContainerName("a\0b") }
        #expect(throws: NameError.empty) { try ContainerName("") }
    }

    @Test func `orders by bytes of UTF-8`() throws {
        #expect(try ContainerName("Z") < ContainerName("a"))
        #expect(try ContainerName("z") < ContainerName("é"))
    }

    @Test func `tells compositions of one character apart`() throws {
        #expect(try ContainerName("\u{E9}") != ContainerName("e\u{301}"))
        #expect(try ObjectName("\u{E9}") != ObjectName("e\u{301}"))
        #expect(try AccountName("\u{E9}") != AccountName("e\u{301}"))
        #expect(try Set([ObjectName("\u{E9}"), ObjectName("e\u{301}")]).count == 2)
    }
}
