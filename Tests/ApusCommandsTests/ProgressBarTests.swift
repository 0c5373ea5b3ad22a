// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ApusCommands
@testable import ApusSwiftClient

@Suite struct ProgressBarTests {
    private let start = ContinuousClock.now

    @Test func `tells how much, how fast and how long`() {
        let progress = TransferProgress()
        progress.expect(bytes: 100 << 20, items: 4)
        var bar = ProgressBar(progress, now: start)
        progress.move(25 << 20)
        progress.finishItem()
        #expect(
            bar.text(columns: 80, now: start + .seconds(1))
                == "[##########..............................] 25M/100M 1/4 25M/s 00:00:03")
        #expect(!bar.text(columns: 30, now: start + .seconds(1)).contains("["))
    }

    @Test func `shows large objects for themselves, each on its line`() {
        let progress = TransferProgress()
        progress.expect(bytes: 30 << 20, items: 3)
        let large = progress.begin("some/large.bin")
        large.expect(bytes: 20 << 20)
        progress.begin("small").expect(bytes: 1 << 20)
        var bar = ProgressBar(progress, now: start)
        large.move(5 << 20)
        let lines = bar.text(columns: 80, now: start + .seconds(1)).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first == " 25%   20M some/large.bin")
        #expect(
            lines.last?.contains(" 5.0M/ 30M 0/3 ") == true
                || lines.last?.contains("5.0M/30M") == true)
        progress.end(large)
        #expect(!bar.text(columns: 80, now: start + .seconds(2)).contains("large.bin"))
        #expect(progress.bytesDone == 5 << 20)
    }

    @Test(arguments: [
        ("short", 10, "short"), ("a/long/name", 6, "~/name"),
        ("tab\tand\u{1B}[2J", 20, "tab?and?[2J"),
        ("日本語", 5, "~語"), ("", 5, ""), ("x", 0, ""),
    ])
    func `cuts names to their ends, and takes what would move a terminal out of them`(
        name: String, columns: Int, shown: String
    ) {
        #expect(ProgressBar.shortened(name, to: columns) == shown)
    }
}
