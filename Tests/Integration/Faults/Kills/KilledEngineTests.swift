// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFaultEngines
import ApusIO
import ApusTestSupport
import Testing

/// `kill -9` at random moments loses nothing that was acknowledged and shows nothing half-written.
///
/// A child process hammers a data directory and reports each commit before it begins and after it
/// was acknowledged. `APUS_KILLS` is the number of kills, 20 when it is not set.
@Suite struct KilledEngineTests {
    @Test(arguments: Engine.killed)
    func `loses nothing acknowledged and shows nothing half-written`(_ engine: Engine) async throws
    {
        let kills = FaultCounts.kills
        let directory = try TemporaryDirectory()
        let lane = Lane(name: "crash-test", threads: 2)
        let check = StoreCheck(engine)
        var tally = Tally("kill -9 of the engine", engine)
        var ledger = HammerLedger()
        var generator = SystemRandomNumberGenerator()
        for round in 0..<kills {
            // Every fourth is killed while it recovers from the one before.
            let isAtStart = round % 4 == 3
            let child = try Child.start(
                "ApusHammer",
                [
                    engine.name, directory.path,
                    String(UInt32.random(in: 0..<UInt32.max, using: &generator)),
                ],
                lane: lane)
            // Moments are counted in what the child has said, so that a slow machine tests as
            // much as a fast one.
            let limit = isAtStart ? 1 : Int.random(in: 1...20_000, using: &generator)
            let spin = Int.random(in: 0...400_000, using: &generator)
            let text = try await lane.run {
                var text = try child.read(untilBytes: limit)
                if isAtStart { _ = Words.body(seed: 1, sizeBytes: spin) }
                child.kill()
                text += try child.read(untilBytes: .max)
                return text
            }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for line in lines.dropLast() { ledger.read(line) }
            guard round % 4 != 2 || round == kills - 1 else { continue }
            let problems = await check.problems(in: directory.path, &ledger)
            #expect(problems == [], "after kill \(round)")
            tally.count(round % 4 == 3 ? 2 : 1, survived: problems.isEmpty)
        }
        #expect(ledger.acknowledged > kills)
        tally.report()
    }
}
