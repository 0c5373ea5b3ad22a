// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import Testing

@Suite struct HTTPDateTests {
    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ])
    func `reads the three forms`(text: String) {
        #expect(HTTPDate.secondsSince1970(text) == 784_111_777)
    }

    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_795_259_099, "Sat, 21 Nov 2026 11:04:59 GMT"),
        ] as [(Int64, String)])
    func `writes the first form and reads it back`(seconds: Int64, text: String) {
        #expect(HTTPDate.text(secondsSince1970: seconds) == text)
        #expect(HTTPDate.secondsSince1970(text) == seconds)
        #expect(text.utf8.count == HTTPDate.lengthBytes)
    }

    @Test(arguments: [
        "", "0", "784111777", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Son, 06 Nov 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun Nov 6 08:49:37 1994", "Sun, ", "Sun", ",",
    ])
    func `knows what is no date`(text: String) {
        #expect(HTTPDate.secondsSince1970(text) == nil)
    }

    @Test func `puts years of two digits between 1969 and 2068`() {
        #expect(HTTPDate.secondsSince1970("Wednesday, 01-Jan-69 00:00:00 GMT") == -31_536_000)
        #expect(HTTPDate.secondsSince1970("Sunday, 01-Jan-68 00:00:00 GMT") == 3_092_601_600)
    }
}
