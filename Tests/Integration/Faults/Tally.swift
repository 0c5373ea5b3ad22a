// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFaultEngines
import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How much the fault tests do: little by default, more by `make torture`.
enum FaultCounts {
    /// `kill -9` of each engine, and of a server with each engine.
    static let kills = number("APUS_KILLS", 20)
    /// States of the disk after a power loss.
    static let powerLosses = number("APUS_POWER_LOSSES", 60)
    /// How many times 24 states are looked at before a sync is said to be needless.
    static let controls = number("APUS_SYNC_CONTROLS", 20)
    /// Calls after which the disk is full.
    static let fullDisks = number("APUS_FULL_DISKS", 10)
    /// Moments at which a client of DS3 dies, in each direction, and a server of DS3.
    static let jobKills = number("APUS_JOB_KILLS", 10)
    /// Flipped bits.
    static let flips = number("APUS_FLIPS", 60)

    private static func number(_ name: String, _ standard: Int) -> Int {
        ProcessFacts.environment[name].flatMap(Int.init) ?? standard
    }
}

/// Counts faults of a kind for the table of `make torture`.
struct Tally {
    private let fault: String
    private let engine: String
    private var tried = 0
    private var survived = 0

    init(_ fault: String, _ engine: Engine) {
        self.fault = fault
        self.engine = engine.name
    }

    mutating func count(_ count: Int = 1, survived isSurvived: Bool) {
        tried += count
        if isSurvived { survived += count }
    }

    /// Adds a line to the file that `APUS_FAULT_REPORT` names, if it does.
    func report() {
        guard let path = ProcessFacts.environment["APUS_FAULT_REPORT"],
            let file = try? FileCalls.open(path, flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o644)
        else { return }
        defer { FileCalls.close(file) }
        let line = "\(fault)\t\(engine)\t\(tried)\t\(survived)\n"
        try? FileCalls.writeAll(file, Bytes(line))
    }
}
