// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusFaultEngines
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a hammer did to an empty disk in a few lives: killed, killed while it recovers, ended in
/// order, killed again.
final class Recording {
    let engine: Engine
    let log: CallLog
    private let directory: TemporaryDirectory
    private let check: StoreCheck
    /// The places right behind what the hammer was told, where nothing may be owed any more.
    let acknowledgements: [Int]
    private let memory: TemporaryDirectory

    /// - Parameter hasSyncfs: false for a system where a file system cannot be synced as a whole.
    init(_ engine: Engine, hasSyncfs: Bool) async throws {
        self.engine = engine
        directory = try TemporaryDirectory()
        memory = try TemporaryDirectory(inMemory: true)
        check = StoreCheck(engine)
        let root = "\(memory.path)/store"
        try FileCalls.makeDirectory(root)
        let disk = try FaultyDisk(in: directory, root: root, records: true)
        var environment = disk.environment
        if !hasSyncfs { environment["APUS_DISK_NO_SYNCFS"] = "1" }
        let lane = Lane(name: "recording", threads: 2)
        for (life, limit) in [6_000, 1, nil, 6_000].enumerated() {
            // The one without a limit of what it says has one of what it does.
            let share = limit == nil ? ["6"] : []
            let child = try Child.start(
                "ApusHammer", [engine.name, root, String(1_000_000 * (life + 1))] + share,
                environment: environment, lane: lane)
            try await lane.run {
                _ = try child.read(untilBytes: limit ?? .max)
                if limit != nil {
                    try disk.kills(true)
                    // A program that nobody reads from waits in a call.
                    _ = try child.read(untilBytes: .max)
                }
                let status = child.waitForEnd()
                #expect(status == (limit == nil ? 0 : SIGKILL))
                try disk.kills(false)
            }
        }
        let log = try CallLog(contentsOf: disk.log ?? "")
        acknowledgements = log.calls.indices.filter { place in
            if case .mark(let text) = log.calls[place] { return text.hasPrefix("E") }
            return false
        }
        self.log = log
    }

    /// Calls that the log does not have, or has otherwise.
    func gaps() throws -> [String] {
        let model = DiskModel()
        for call in log.calls { try model.play(call) }
        return try DiskImage.differences(model.root, "\(memory.path)/store")
    }

    /// The sites that sync, and the places in the log where each has ended.
    func syncs() throws -> [String: [Int]] {
        let model = DiskModel()
        for call in log.calls { try model.play(call) }
        return model.sites
    }

    /// A moment at which the power goes, and what is lost.
    struct PowerLoss: Sendable {
        /// How many calls have been made.
        let place: Int
        let loss: DiskModel.Loss
        let seed: UInt64
    }

    /// Lets the power go at each of these moments, in order, and opens what is left.
    ///
    /// - Parameters:
    ///   - ignored: the site whose syncs do nothing.
    ///   - visit: is told of the problems that were found; false ends it.
    func lose(
        _ losses: [PowerLoss], ignoring ignored: String? = nil,
        visit: (PowerLoss, [String]) -> Bool
    ) async throws {
        let model = DiskModel(ignoring: ignored)
        var ledger = HammerLedger()
        var place = 0
        for loss in losses.sorted(by: { $0.place < $1.place }) {
            while place < loss.place {
                try model.play(log.calls[place])
                if case .mark(let text) = log.calls[place] {
                    for line in text.split(separator: "\n") { ledger.read(line) }
                }
                place += 1
            }
            let image = try TemporaryDirectory(inMemory: true)
            var random = Words(seed: loss.seed)
            try model.materialise(in: image.path, losing: loss.loss, &random)
            var expected = ledger
            let problems = await check.problems(
                in: image.path, &expected, countsFiles: loss.loss == .nothing)
            guard visit(loss, problems) else { return }
        }
    }
}

extension Words: RandomNumberGenerator {}
