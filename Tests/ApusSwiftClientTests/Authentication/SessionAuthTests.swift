// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusSwiftClient
import Synchronization
import Testing

@Suite struct SessionAuthTests {
    /// A session of somebody else's making.
    private final class Session: TokenSession {
        private let state = Mutex((number: 1, asked: [String]()))
        private let canRenew: Bool

        init(canRenew: Bool) {
            self.canRenew = canRenew
        }

        var asked: [String] { state.withLock { $0.asked } }

        func endpoint(
            serviceType: String, interface: String, region: String?
        ) async throws -> ServiceURL {
            state.withLock { $0.asked.append("\(serviceType) \(interface) \(region ?? "-")") }
            return try ServiceURL("http://h/v1/AUTH_s")
        }

        func token() async throws -> String { state.withLock { "tk\($0.number)" } }

        func invalidate() async -> Bool {
            state.withLock { $0.number += 1 }
            return canRenew
        }
    }

    @Test(arguments: [true, false])
    func `a refused token is asked for again where the session can`(canRenew: Bool) async throws {
        let session = Session(canRenew: canRenew)
        let exchange = ScriptedExchange([
            ScriptedExchange.answer(401), ScriptedExchange.answer(204),
        ])
        var endpoint = KeystoneAuth.Endpoint()
        endpoint.region = "north"
        var settings = ConnectionSettings()
        settings.retries.retries = 0
        settings.retries.clock = ImpatientClock()
        let connection = Connection(
            AuthSession(SessionAuth(session, endpoint: endpoint)), over: exchange,
            settings: settings)
        if canRenew {
            _ = try await connection.headAccount()
            #expect(exchange.asked.map { $0.headers["X-Auth-Token"] } == ["tk1", "tk2"])
        } else {
            let error = await #expect(throws: ClientError.self) {
                try await connection.headAccount()
            }
            #expect(error?.reason == .status(401))
            #expect(exchange.asked.count == 1)
        }
        #expect(session.asked.first == "object-store public north")
    }
}
