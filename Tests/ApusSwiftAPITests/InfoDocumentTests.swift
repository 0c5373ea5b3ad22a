// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusSwiftAPI
import Testing

@Suite struct InfoDocumentTests {
    @Test func `reads what it wrote`() throws {
        let document = InfoDocument(sections: [
            "swift": ["version": .string("1"), "limit": .integer(3)],
            "slo": ["nested": .array([.boolean(true), .null])],
        ])
        #expect(try InfoDocument(parsing: document.encoded) == document)
    }

    @Test(arguments: ["", "[]", "1", "{"])
    func `refuses what is no document`(text: String) {
        #expect(throws: JSONError.self) { try InfoDocument(parsing: Bytes(text)) }
    }
}
