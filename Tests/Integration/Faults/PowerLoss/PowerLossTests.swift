// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusFaultEngines
import Testing

/// The power goes at any moment; whatever was acknowledged must be there afterwards.
///
/// A hammer's calls to the system are recorded; for a prefix of them a directory is made in which
/// everything is that was synced and any part of the rest, and the engine opens it. `Docs/Faults.md`
/// has the model. `APUS_POWER_LOSSES` is the number of directories, and `APUS_SYNC_CONTROLS` how
/// many times 24 of them each sync is given to prove that it is needed.
@Suite(.enabled(if: FaultyDisk.isPossible)) struct PowerLossTests {
    /// An engine, on a system where a file system can be synced as a whole or not.
    struct Case: Sendable, CustomStringConvertible {
        let engine: Engine
        let hasSyncfs: Bool
        /// Syncs that can be left out without a loss; `Docs/Faults.md` says why they are there.
        let needless: Set<String>

        var description: String { "\(engine), \(hasSyncfs ? "with" : "without") syncfs" }
    }

    private static let cases = Engine.all.flatMap { engine -> [Case] in
        switch engine.name {
        case "file":
            [
                Case(
                    engine: engine, hasSyncfs: true,
                    needless: ["fdatasync bodies/#/#/#", "fsync bodies/", "fsync bodies/#/"]),
                Case(engine: engine, hasSyncfs: false, needless: []),
            ]
        case "packed":
            [
                Case(
                    engine: engine, hasSyncfs: true,
                    needless: ["fsync index/OPTIONS-#.dbtmp", "fsync open-epochs/"])
            ]
        default: [Case(engine: engine, hasSyncfs: true, needless: [])]
        }
    }

    @Test(arguments: cases)
    func `nothing acknowledged is lost, and each sync is needed`(_ item: Case) async throws {
        let engine = item.engine
        let recording = try await Recording(engine, hasSyncfs: item.hasSyncfs)
        let gaps = try recording.gaps()
        #expect(gaps == [], "the recorder has not seen every call: \(gaps)")
        #expect(recording.acknowledgements.count > 50)
        var random = SystemRandomNumberGenerator()

        var tally = Tally("power loss", engine)
        let kinds = DiskModel.Loss.allCases
        let losses = (0..<FaultCounts.powerLosses).compactMap { number in
            let anywhere = Int.random(in: 0...recording.log.calls.count, using: &random)
            let told = recording.acknowledgements.randomElement(using: &random).map { $0 + 1 }
            return Recording.PowerLoss(
                place: number % 2 == 0 ? anywhere : told ?? anywhere,
                loss: kinds[number / 2 % kinds.count], seed: random.next())
        }
        try await recording.lose(losses) { loss, problems in
            #expect(problems == [], "\(loss)")
            tally.count(survived: problems.isEmpty)
            return true
        }
        tally.report()

        var controls = Tally("sync left out, loss found", engine)
        for (site, syncs) in try recording.syncs().sorted(by: { $0.key < $1.key })
        where !item.needless.contains(site) {
            let isNoticed = try await Self.isNoticed(site, syncs, in: recording, &random)
            #expect(isNoticed, "nothing is lost without \(site)")
            controls.count(survived: isNoticed)
        }
        controls.report()
    }

    /// Whether something is lost when the syncs of a site do nothing.
    private static func isNoticed(
        _ site: String, _ syncs: [Int], in recording: Recording,
        _ random: inout SystemRandomNumberGenerator
    ) async throws -> Bool {
        // What a sync is for is acknowledged soon after it, or long after.
        let told = recording.acknowledgements
        let soon = syncs.flatMap { sync in told.drop { $0 < sync }.prefix(4) }
        for _ in 0..<FaultCounts.controls {
            var losses: [Recording.PowerLoss] = []
            for place in soon.shuffled(using: &random).prefix(12) + told.shuffled().prefix(12) {
                let loss = [DiskModel.Loss.all, .bytes, .any].randomElement(using: &random)
                losses.append(
                    Recording.PowerLoss(place: place + 1, loss: loss ?? .all, seed: random.next()))
            }
            var isNoticed = false
            try await recording.lose(losses, ignoring: site) { _, problems in
                isNoticed = !problems.isEmpty
                return !isNoticed
            }
            if isNoticed { return true }
        }
        return false
    }
}
