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

/// The disk becomes full at any step: 507 or success, reads go on, and nothing is lost when there
/// is space again, though the server is killed.
///
/// `APUS_FULL_DISKS` is the number of steps at which it does.
@Suite(.enabled(if: FaultyDisk.isPossible), .timeLimit(.minutes(30))) struct FullDiskTests {
    /// The changes that are tried, and what each may be answered when it succeeds.
    private enum Change: CaseIterable {
        case small, overwrite, large, copy, metadata, container, containerMetadata, delete
        case version, marker
    }

    /// A container as most are, and one that keeps versions.
    private struct Books {
        var plain = ObjectBook("full")
        var versioned = ObjectBook("kept", isVersioned: true)

        init(on server: FaultyServer, seed: Int) async throws {
            #expect(try await plain.make(on: server) == 201)
            #expect(try await versioned.make(on: server) == 201)
            for name in ["stable", "over", "large", "victim"] {
                #expect(try await plain.put(name, body(seed, 90_000), on: server) == 201)
            }
            #expect(try await versioned.put("over", body(seed, 90_000), on: server) == 201)
        }

        func problems(on server: FaultyServer) async throws -> [String] {
            try await plain.problems(on: server) + versioned.problems(on: server)
        }
    }

    private static func make(
        _ change: Change, _ round: Int, _ books: inout Books, on server: FaultyServer
    ) async throws -> Int {
        switch change {
        case .small: try await books.plain.put("small", body(round, 3_000), on: server)
        case .overwrite: try await books.plain.put("over", body(round, 80_000), on: server)
        case .large: try await books.plain.put("large", body(round, 1_200_000), on: server)
        case .copy: try await books.plain.copy("stable", to: "copy", on: server)
        case .metadata:
            try await server.ask(
                .post, "/full/stable", headers: ["X-Object-Meta-Round": "\(round)"]
            ).status
        case .container: try await server.ask(.put, "/other-\(round)").status
        case .containerMetadata:
            try await server.ask(
                .post, "/full", headers: ["X-Container-Meta-Round": "\(round)"]
            ).status
        case .delete: try await books.plain.delete("victim", on: server)
        case .version: try await books.versioned.put("over", body(round, 7_000), on: server)
        case .marker: try await books.versioned.delete("over", on: server)
        }
    }

    @Test(arguments: Engine.all)
    func `a full disk is answered with 507 and survived`(_ engine: Engine) async throws {
        let server = try await FaultyServer(engine)
        var tally = Tally("disk full", engine)
        var books = try await Books(on: server, seed: 1)

        // How many calls that need space there are when there is enough.
        try server.disk.count(.space)
        for change in Change.allCases { _ = try await Self.make(change, 0, &books, on: server) }
        let steps = try server.disk.recover().seen
        #expect(steps > 10)
        #expect(try await books.plain.put("victim", body(1, 90_000), on: server) == 201)

        // The first steps more often: each server does some things only once.
        var rounds = Array(0...steps).shuffled().prefix(FaultCounts.fullDisks / 2)
        while rounds.count < FaultCounts.fullDisks { rounds.append(Int.random(in: 0...15)) }
        for (round, step) in rounds.enumerated() {
            var problems: [String] = []
            try server.disk.fail(.space, with: ENOSPC, after: step)
            for change in Change.allCases {
                let status = try await Self.make(change, round + 1, &books, on: server)
                // What could not be put is not there to be deleted.
                let isExpected =
                    [200, 201, 202, 204, 507].contains(status)
                    || (change == .marker && status == 404)
                if !isExpected {
                    problems.append("\(change) at step \(step) answers \(status)")
                }
                if try await server.bytes("/full/stable") != body(1, 90_000) {
                    problems.append("no reading after \(change) at step \(step)")
                }
            }
            if try await server.ask(.get, "/full").status != 200 {
                problems.append("no listing at step \(step)")
            }
            let failed = try server.disk.recover().failed
            try await server.waitUntilWritable()
            for (name, size) in [("victim", 90_000), ("after", 2_000 + round)] {
                let status = try await books.plain.put(name, body(round, size), on: server)
                if status != 201 { problems.append("\(status) with space again, step \(step)") }
            }
            problems += try await books.problems(on: server)
            try await server.restart(after: SIGKILL)
            problems += try await books.problems(on: server)
            #expect(problems == [], "step \(step) of \(steps), \(failed) calls failed")
            tally.count(survived: problems.isEmpty)
        }
        try await server.restart(after: SIGTERM)
        #expect(try await books.problems(on: server) == [])
        tally.report()
    }

    @Test(arguments: Engine.all)
    func `a file system that has become read-only is read, and says so`(
        _ engine: Engine
    ) async throws {
        let server = try await FaultyServer(engine)
        var tally = Tally("read-only", engine)
        var books = try await Books(on: server, seed: 2)
        for round in 0..<3 {
            var problems: [String] = []
            try server.disk.fail(.change, with: EROFS, after: 0)
            for change in Change.allCases {
                let status = try await Self.make(change, round, &books, on: server)
                if status != 507 { problems.append("\(change) answers \(status)") }
            }
            problems += try await books.problems(on: server)
            let health = try await server.session.visitor.ask(.get, "/healthcheck").status
            if health != 503 { problems.append("/healthcheck answers \(health)") }
            try server.disk.recover()
            try await server.waitUntilWritable()
            for change in Change.allCases {
                let status = try await Self.make(change, round + 10, &books, on: server)
                if status / 100 != 2 { problems.append("\(change) answers \(status) afterwards") }
            }
            _ = try await books.plain.put("victim", body(2, 90_000), on: server)
            let healthy = try await server.session.visitor.ask(.get, "/healthcheck").status
            if healthy != 200 { problems.append("/healthcheck answers \(healthy) afterwards") }
            problems += try await books.problems(on: server)
            #expect(problems == [])
            tally.count(survived: problems.isEmpty)
        }
        tally.report()
    }
}

private func body(_ seed: Int, _ sizeBytes: Int) -> Bytes {
    Words.body(seed: UInt64(seed), sizeBytes: sizeBytes)
}
