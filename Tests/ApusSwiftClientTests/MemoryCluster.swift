// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusHTTP
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusSwiftClient
import ApusSwiftFrontEnd

/// The real front-end with TempAuth over a store in memory, met without a socket.
struct MemoryCluster {
    let frontEnd: SwiftFrontEnd
    let tempAuth: TempAuth

    init() throws {
        let compute = Lane(name: "compute", threads: 1)
        let store = ObjectStore(
            policies: StoragePolicies(MemoryBackend()), constraints: Constraints(),
            clock: StoreClock { Timestamp(ticks: 1_700_000_000 * Timestamp.ticksPerSecond) },
            compute: compute)
        tempAuth = TempAuth(
            TempAuthSettings(
                users: [
                    try TempAuthUser(option: "user_test_tester", value: "testing .admin"),
                    try TempAuthUser(option: "user_test_tester3", value: "testing3"),
                ], tokenSecret: Bytes("0123456789abcdef0123456789abcdef")),
            verifier: KeyVerifier(lane: compute),
            now: { Timestamp(ticks: 1_700_000_000 * Timestamp.ticksPerSecond) })
        frontEnd = SwiftFrontEnd(store: store, authenticator: tempAuth)
    }

    func connect(_ user: String = "test:tester", _ key: String = "testing") throws -> Connection {
        let session = AuthSession(
            V1Auth(url: try ServiceURL("http://cluster:8080/auth/v1.0"), user: user, key: key))
        var settings = ConnectionSettings()
        settings.retries.clock = ImpatientClock()
        return Connection(session, over: HostedExchange(frontEnd), settings: settings)
    }
}

/// Adds the `Host` that a transport would.
private struct HostedExchange: HTTPExchange {
    let frontEnd: SwiftFrontEnd

    init(_ frontEnd: SwiftFrontEnd) {
        self.frontEnd = frontEnd
    }

    func respond(to request: Request) async throws -> Response {
        var request = request
        if let origin = request.origin { request.headers["Host"] = "\(origin.host):\(origin.port)" }
        if let length = request.body.lengthBytes {
            request.headers["Content-Length"] = String(length)
        }
        return try await frontEnd.respond(to: request)
    }
}
