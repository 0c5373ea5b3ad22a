// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusSwiftClient
import Testing

@Suite struct ByteCountFormatTests {
    @Test(
        arguments: [
            (0, "   0"), (1023, "1023"), (1024, "1.0K"), (10_239, "10.0K"), (10_240, " 10K"),
            (1_048_064, "1.0M"), (1_000_000_000, "953M"), (1 << 40, "1.0T"), (.max, " 16E"),
        ] as [(UInt64, String)])
    func `writes few characters for people`(bytes: UInt64, text: String) {
        #expect(ByteCountFormat.text(bytes, human: true) == text)
    }

    @Test func `writes plain numbers in twelve columns`() {
        #expect(ByteCountFormat.text(5, human: false) == "           5")
    }

    @Test(arguments: [
        ("12", 12.0), ("5s", 5), ("2.5min", 150), (".5hr", 1800), ("1d", 86_400), ("3m", 180),
        ("1e3", 1000),
    ])
    func `reads lengths of time`(text: String, seconds: Double) {
        #expect(DurationText.seconds(text) == seconds)
    }

    @Test(arguments: ["", "s", "x", "-5", "1 s", "inf", "1e999"])
    func `refuses what is no length of time`(text: String) {
        #expect(DurationText.seconds(text) == nil)
    }
}
