// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Testing

@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("\u{ff}?>", "w78/Pg"),
    ])
    func `writes and reads`(text: String, encoded: String) {
        #expect(Base64.encode(text.utf8) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
        let padded = Base64.encode(text.utf8, isPadded: true)
        #expect(padded.utf8.count % 4 == 0)
        #expect(Base64.decode(padded) == Array(text.utf8))
    }

    @Test(arguments: ["Z", "Zm9vY", "Zh", "Zg=", "Zg===", "=", "Zm9v====", "Zm9v=Zg", "Z m9", "-_"])
    func `refuses everything else`(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
