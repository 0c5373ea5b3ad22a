// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFaultEngines
import ApusHTTP
import ApusIO
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// There are no file descriptors left: who is connected is answered, 503 with `Retry-After` where
/// a file would be needed, nobody else is let in, and all is well when there are some again.
@Suite(.enabled(if: FaultyDisk.isPossible), .timeLimit(.minutes(10))) struct DescriptorTests {
    @Test(arguments: Engine.all)
    func `a server without descriptors asks to come again`(_ engine: Engine) async throws {
        let server = try await FaultyServer(engine, descriptorLimit: 100)
        var tally = Tally("descriptors exhausted", engine)
        var book = ObjectBook("full")
        #expect(try await server.ask(.put, "/full").status == 201)
        for name in ["one", "two"] {
            let body = Words.body(seed: 3, sizeBytes: 200_000)
            #expect(try await book.put(name, body, on: server) == 201)
        }
        for round in 0..<3 {
            var problems: [String] = []
            var crowd: [Int32] = []
            for _ in 0..<150 { crowd.append(try SocketCalls.connect(server.listenAddress)) }
            var refusals = 0
            for number in 0..<40 {
                let answer = try await server.ask(.put, "/round-\(round)-\(number)")
                switch answer.status {
                case 201: break
                case 503:
                    refusals += 1
                    if answer.headers["Retry-After"] == nil { problems.append("no Retry-After") }
                default: problems.append("a container is answered \(answer.status)")
                }
                let body = Words.body(seed: UInt64(number), sizeBytes: number % 2 * 100_000 + 10)
                let status = try await book.put("big-\(number)", body, on: server)
                if status != 201, status != 503 { problems.append("an object: \(status)") }
                if status == 503 { refusals += 1 }
            }
            // An engine whose bodies all have files cannot do without.
            if refusals == 0, engine.bodies != nil {
                problems.append("there were descriptors enough")
            }
            for descriptor in crowd { FileCalls.close(descriptor) }
            // The server has to notice that they are gone.
            while try await server.ask(.put, "/later-\(round)").status != 201 {}
            problems += try await book.problems(on: server)
            #expect(problems == [])
            tally.count(survived: problems.isEmpty)
        }
        tally.report()
    }
}
