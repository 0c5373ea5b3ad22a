// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDS3Client
import ApusFaultEngines
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Kills `apusd` while it takes a job of DS3, at moments of no choice of its own, and goes on with
/// the job each time: nothing is lost, nothing is there twice.
/// `APUS_JOB_KILLS` is the number of moments.
@Suite(.timeLimit(.minutes(30))) struct KilledJobServerTests {
    /// Objects of several blobs, of one, and of none.
    private static func items(of job: Int) -> [(name: String, bytes: Bytes)] {
        (0..<24).map { number in
            let count = [0, 1_000, 70_000, 300_000][number % 4]
            let seed = UInt8(truncatingIfNeeded: job * 31 + number)
            let bytes = (0..<count).map { place in
                seed &+ UInt8(truncatingIfNeeded: place &* 7 / 3)
            }
            return ("o\(number)", Bytes(bytes))
        }
    }

    @Test func `loses and repeats nothing of jobs over kills`() async throws {
        let directory = try TemporaryDirectory()
        let arguments = [
            "--data", directory.path + "/data", "--port", "0", "--ds3", "127.0.0.1:0", "-q",
        ]
        var kills = 0
        var job = 0
        var id: String?
        while kills < FaultCounts.jobKills || id != nil {
            let server = try ServerProcess(arguments)
            let client = try DS3Exports(server).client(retries: .never)
            let isLast = kills >= FaultCounts.jobKills
            let sending = Self.items(of: job)
            if id == nil {
                try await client.putBucket("b\(job)")
                id = try await client.putBulk(
                    "b\(job)",
                    sending.map { DS3.ListedObject($0.name, sizeBytes: $0.bytes.count) },
                    maxUploadSizeBytes: 65_536
                ).jobID
            }
            let isDone = try await Self.write(
                sending, to: "b\(job)", id ?? "", client,
                killing: isLast ? nil : server, after: .milliseconds(Int.random(in: 0...250)))
            server.stop(with: SIGKILL)
            kills += 1
            guard isDone else { continue }
            id = nil
            job += 1
        }

        let server = try ServerProcess(arguments)
        let client = try DS3Exports(server).client()
        var tally = Tally("kill -9 of a server of DS3", Engine.all[1])
        var isWhole = true
        for number in 0..<job {
            let expected = Self.items(of: number)
            let listed = try await client.getBucket("b\(number)").objects
            #expect(listed.map(\.key) == expected.map(\.name).sorted())
            for (name, bytes) in expected {
                let got = try await client.getObject(name, in: "b\(number)", limitBytes: 1 << 20)
                #expect(got == bytes, "\(name) of b\(number)")
                if got != bytes { isWhole = false }
            }
        }
        #expect(job > 0)
        tally.count(kills, survived: isWhole)
        tally.report()
    }

    /// Goes on with a job until it is done, or the server is killed.
    ///
    /// - Returns: whether all of it was taken.
    private static func write(
        _ items: [(name: String, bytes: Bytes)], to bucket: String, _ id: String,
        _ client: DS3Client, killing server: ServerProcess?, after life: Duration
    ) async throws -> Bool {
        let process = server?.process
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            if let process {
                // The moment of death is the test's input, not something it waits for.
                group.addTask {
                    try await Task.sleep(for: life)
                    kill(process, SIGKILL)
                    return false
                }
            }
            group.addTask {
                // All had come before the server was killed.
                let plan = try await client.job(id)
                if plan.status == .completed { return true }
                var options = TransferOptions()
                options.resuming = [id]
                options.retries = 0
                do {
                    let items = items.map { WriteItem.bytes($0.bytes, as: $0.name) }
                    return try await client.write(items, to: bucket, options: options).isComplete
                } catch is TransferStopped {
                    return false
                }
            }
            defer { group.cancelAll() }
            do {
                return try await group.next() ?? false
            } catch let error as DS3Error {
                // Nobody answered any more.
                guard process != nil, error.status == nil else { throw error }
                return false
            }
        }
    }
}
