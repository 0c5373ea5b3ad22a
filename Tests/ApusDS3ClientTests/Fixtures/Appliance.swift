// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3Client
import ApusDS3FrontEnd
import ApusHTTP
import ApusHTTPClient
import ApusHTTPServer
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

/// The real front-end, over a store in memory.
struct Appliance: Sendable {
    let frontEnd: DS3FrontEnd
    private let credentials = Credentials(
        accessKey: FaultyAppliance.accessKey, secretKey: FaultyAppliance.secretKey)

    init() async throws {
        let ticks = Atomic<UInt64>(0)
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        let start = UInt64(SystemFacts.secondsSince1970) * Timestamp.ticksPerSecond
        let store = ObjectStore(
            policies: StoragePolicies(MemoryBackend()), versioning: versioning,
            clock: StoreClock {
                // The client's clock is the real one, and no two moments are the same here.
                Timestamp(ticks: start + ticks.add(1, ordering: .relaxed).newValue)
            }, compute: Lane(name: "compute", threads: 1))
        var settings = DS3FrontEndSettings()
        settings.retryAfter = .seconds(1)
        settings.completionDelay = .zero
        frontEnd = try await DS3FrontEnd(
            store: store, account: try AccountName("AUTH_test"),
            credentials: DS3Credentials(
                accessKey: credentials.accessKey, secretKey: credentials.secretKey),
            settings: settings)
    }

    /// A client in memory.
    var client: DS3Client { DS3Client(exchange: frontEnd, credentials: credentials) }

    /// A client of a server that sees every request first.
    func client(
        _ before: @escaping @Sendable (Request) async throws -> Response?
    ) -> DS3Client {
        .meeting(Gate(frontEnd: frontEnd, before: before))
    }

    /// Runs `body` with a client that meets the front-end over a socket.
    func overSocket<Answer: Sendable>(
        _ body: @Sendable (DS3Client) async throws -> Answer
    ) async throws -> Answer {
        let loops = try LoopGroup(count: 1)
        defer { loops.shutDown() }
        let server = try HTTPServer(
            ServerConfiguration(endpoints: [.init(.tcp(host: "127.0.0.1", port: 0))]),
            exchange: frontEnd, loops: loops)
        var configuration = DS3Configuration("", credentials)
        configuration.proxy = .none
        if case .tcp(let host, let port) = server.addresses[0] {
            configuration.endpoint = "http://\(host):\(port)"
        }
        let client = try DS3Client(configuration)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.serve() }
            defer { server.stop(within: .seconds(1)) }
            let answer = try await body(client)
            client.close()
            server.stop(within: .seconds(1))
            try await group.waitForAll()
            return answer
        }
    }

    private struct Gate: HTTPExchange {
        let frontEnd: DS3FrontEnd
        let before: @Sendable (Request) async throws -> Response?

        func respond(to request: Request) async throws -> Response {
            if let answer = try await before(request) { return answer }
            return try await frontEnd.respond(to: request)
        }
    }
}
