// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3FrontEnd
import ApusHTTP
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

/// The real front-end of DS3 in memory, with a user whose variables are set.
struct DS3CommandServer: HTTPExchange {
    private let frontEnd: DS3FrontEnd

    init() async throws {
        let ticks = Atomic<UInt64>(0)
        let start = UInt64(SystemFacts.secondsSince1970) * Timestamp.ticksPerSecond
        let store = ObjectStore(
            policies: StoragePolicies(MemoryBackend()),
            clock: StoreClock {
                // Requests are signed by the real clock.
                Timestamp(ticks: start + ticks.add(1, ordering: .relaxed).newValue)
            }, compute: Lane(name: "compute", threads: 1))
        var settings = DS3FrontEndSettings()
        settings.completionDelay = .zero
        settings.retryAfter = .seconds(1)
        frontEnd = try await DS3FrontEnd(
            store: store, account: try AccountName("AUTH_test"),
            credentials: DS3Credentials(accessKey: "id1", secretKey: "key1"), settings: settings)
    }

    func respond(to request: Request) async throws -> Response {
        try await frontEnd.respond(to: request)
    }

    /// Runs `apus ds3` with these arguments, while jobs are worked on as in a server.
    @discardableResult
    func run(_ arguments: String..., environment: [String: String] = [:]) async -> Run {
        var variables = [
            "DS3_ENDPOINT": "http://memory", "DS3_ACCESS_KEY": "id1", "DS3_SECRET_KEY": "key1",
        ]
        variables.merge(environment) { $1 }
        return await withTaskGroup(of: Run?.self) { group in
            group.addTask {
                await frontEnd.workOnJobs()
                return nil
            }
            group.addTask { [variables] in
                await runApus(["ds3"] + arguments, environment: variables, over: self)
            }
            var ended: Run?
            while let next = await group.next() {
                guard let next else { continue }
                ended = next
                group.cancelAll()
            }
            return ended ?? Run(status: -1, output: "", errors: "did not run")
        }
    }
}
