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

/// What `FullDiskTests` lets single calls fail for, on a real device: it fills up, and it becomes
/// read-only under a server.
@Suite(
    .enabled(
        if: SmallDevice.isPossible,
        "a file system of its own takes root, loop devices, unshare and mkfs.ext4"),
    .timeLimit(.minutes(10))
)
struct RealDeviceTests {
    private static func body(_ seed: Int, _ sizeBytes: Int) -> Bytes {
        Words.body(seed: UInt64(seed), sizeBytes: sizeBytes)
    }

    @Test(arguments: Engine.all)
    func `a device that is full is read, emptied and written again`(_ engine: Engine) async throws {
        let device = try SmallDevice(sizeBytes: 64 << 20)
        let server = try await FaultyServer(engine, device: device)
        var tally = Tally("small device filled up", engine)
        var book = ObjectBook("full")
        var versions = ObjectBook("kept", isVersioned: true)
        #expect(try await book.make(on: server) == 201)
        #expect(try await versions.make(on: server) == 201)
        for round in 0..<2 {
            var problems: [String] = []
            // First large ones, then what fits beside them.
            for (kind, size) in [("large", 3_000_000), ("middle", 90_000), ("small", 3_000)] {
                var number = 0
                while number < 300 {
                    let name = "\(round)-\(kind)-\(number)"
                    let status = try await book.put(name, Self.body(number, size), on: server)
                    number += 1
                    if status == 201 { continue }
                    if status != 507 { problems.append("PUT \(name) answers \(status)") }
                    break
                }
            }
            let status = try await versions.put("o", Self.body(round, 50_000), on: server)
            if ![201, 507].contains(status) { problems.append("a version answers \(status)") }
            if try await server.ask(.get, "/full").status != 200 { problems.append("no listing") }
            problems += try await book.problems(on: server) + versions.problems(on: server)
            if round == 1 {
                try await server.restart(after: SIGKILL)
                problems += try await book.problems(on: server) + versions.problems(on: server)
            }
            for name in book.objects.keys.sorted() where !name.hasPrefix("0-large-0") {
                let status = try await book.delete(name, on: server)
                if status != 204 { problems.append("DELETE \(name) answers \(status)") }
            }
            try await server.waitUntilWritable()
            let again = try await book.put("again", Self.body(round, 1_000_000), on: server)
            if again != 201 { problems.append("PUT answers \(again) with space again") }
            problems += try await book.problems(on: server)
            #expect(problems == [], "round \(round)")
            tally.count(survived: problems.isEmpty)
        }
        tally.report()
    }

    @Test(arguments: Engine.all)
    func `a device that becomes read-only is read, and says so`(_ engine: Engine) async throws {
        let device = try SmallDevice(sizeBytes: 64 << 20)
        let server = try await FaultyServer(engine, device: device)
        var tally = Tally("device read-only", engine)
        var book = ObjectBook("full")
        #expect(try await book.make(on: server) == 201)
        for round in 0..<3 {
            for (name, size) in [("small", 2_000), ("large", 900_000)] {
                let bytes = Self.body(round, size)
                #expect(try await book.put("\(round)-\(name)", bytes, on: server) == 201)
            }
            var problems: [String] = []
            try SmallDevice.makeReadOnly(server.root, in: server.process)
            for (name, size) in [("small", 2_000), ("large", 900_000)] {
                let status = try await book.put("\(name)", Self.body(9, size), on: server)
                if status != 507 { problems.append("PUT \(name) answers \(status)") }
            }
            let delete = try await book.delete("\(round)-small", on: server)
            if delete != 507 { problems.append("DELETE answers \(delete)") }
            let container = try await server.ask(.put, "/other").status
            if container != 507 { problems.append("PUT of a container answers \(container)") }
            let health = try await server.session.visitor.ask(.get, "/healthcheck").status
            if health != 503 { problems.append("/healthcheck answers \(health)") }
            problems += try await book.problems(on: server)
            // Nothing but another mount mends it.
            try await server.restart(after: SIGKILL)
            try await server.waitUntilWritable()
            problems += try await book.problems(on: server)
            #expect(problems == [], "round \(round)")
            tally.count(survived: problems.isEmpty)
        }
        tally.report()
    }
}
