// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFaultEngines
import ApusHTTP
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The clock of the machine goes back, while the server runs and while it does not: later changes
/// win all the same, and have later times.
@Suite(.enabled(if: FaultyDisk.isPossible)) struct ClockTests {
    @Test(arguments: Engine.all)
    func `the last change wins though the clock has gone back`(_ engine: Engine) async throws {
        let server = try await FaultyServer(engine)
        var tally = Tally("clock going back", engine)
        #expect(try await server.ask(.put, "/clock").status == 201)
        var last = ""
        var hours: Int64 = 0
        for round in 0..<8 {
            // A restart in between, of one kind or the other, or none.
            if round % 4 == 2 { try await server.restart(after: SIGTERM) }
            if round % 4 == 3 { try await server.restart(after: SIGKILL) }
            let bytes = Words.body(seed: UInt64(round), sizeBytes: 1_000 + round)
            #expect(try await server.ask(.put, "/clock/object", body: bytes).status == 201)
            let note = ["X-Object-Meta-Round": "\(round)"]
            var isRight = try await server.bytes("/clock/object") == bytes
            let made = try await server.ask(.head, "/clock/object").headers["X-Timestamp"] ?? ""
            isRight = isRight && made > last
            _ = try await server.ask(
                .post, "/clock/object", headers: ["X-Object-Meta-Round": note.values.first ?? ""])
            let changed = try await server.ask(.head, "/clock/object").headers
            isRight = isRight && changed["X-Object-Meta-Round"] == "\(round)"
            let time = changed["X-Timestamp"] ?? ""
            isRight = isRight && time > made
            #expect(isRight, "round \(round): \(last), \(made), \(time)")
            last = time
            if round % 3 == 2 {
                #expect(try await server.ask(.delete, "/clock/object").status == 204)
                #expect(try await server.ask(.head, "/clock/object").status == 404)
            }
            tally.count(survived: isRight)
            hours += 7
            try server.disk.shiftClock(by: -3_600 * hours)
        }
        tally.report()
    }
}
