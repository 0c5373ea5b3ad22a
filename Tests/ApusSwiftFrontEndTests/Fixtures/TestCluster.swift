// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusDigest
import ApusHTTP
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusSwiftFrontEnd
import Synchronization

/// A front-end over a store in memory, with a clock that tests set.
struct TestCluster: Sendable {
    let clock = TestClock()
    let frontEnd: SwiftFrontEnd

    init(
        constraints: Constraints = Constraints(),
        policies: [StoragePolicy] = [
            StoragePolicy(index: PolicyIndex(0), name: "gold", aliases: ["yellow"]),
            StoragePolicy(index: PolicyIndex(1), name: "silver"),
            StoragePolicy(index: PolicyIndex(2), name: "tin", isDeprecated: true),
        ],
        versioning: VersioningOptions = VersioningOptions(),
        compute: Lane = Lane(name: "compute", threads: 1),
        authenticator: any Authenticator = TestUsers(),
        configure: (inout SwiftFrontEndSettings) -> Void = { _ in }
    ) {
        var settings = SwiftFrontEndSettings()
        settings.allowsAccountManagement = true
        configure(&settings)
        let clock = clock
        let store = ObjectStore(
            policies: StoragePolicies(
                policies, standard: PolicyIndex(0), backends: [MemoryBackend()]),
            constraints: constraints, versioning: versioning,
            clock: StoreClock { clock.now }, compute: compute)
        frontEnd = SwiftFrontEnd(
            store: store, authenticator: authenticator, settings: settings)
    }

    /// Sends a request and reads the whole answer.
    @discardableResult
    func send(
        _ method: Method, _ target: String, _ headers: Headers = [:], body: String = "",
        as user: String? = "test:tester"
    ) async throws -> Answer {
        try await send(method, target, headers, reader: BodyReader(Bytes(body)), as: user)
    }

    /// Sends a request with a body that is streamed.
    @discardableResult
    func send(
        _ method: Method, _ target: String, _ headers: Headers = [:], reader: BodyReader,
        as user: String? = "test:tester"
    ) async throws -> Answer {
        var headers = headers
        if let user { headers["X-Auth-Token"] = user }
        let response = try await frontEnd.respond(
            to: Request(method, target, headers: headers, body: reader))
        let body = try await response.reader.collect(limitBytes: 64 << 20)
        return Answer(status: response.status.code, headers: response.headers, body: body)
    }
}

/// A response, read to its end.
struct Answer: Sendable {
    let status: Int
    let headers: Headers
    let body: Bytes

    var text: String { body.text }
}

/// A clock that only tests move.
final class TestClock: Sendable {
    private let ticks = Mutex<UInt64>(1_700_000_000 * Timestamp.ticksPerSecond)

    var now: Timestamp { Timestamp(ticks: ticks.withLock { $0 }) }

    func advance(seconds: UInt64) {
        ticks.withLock { $0 += seconds * Timestamp.ticksPerSecond }
    }
}

/// Users whose token is their name: `test:tester` owns `AUTH_test`, `test:tester3` nothing,
/// `admin:admin` is a reseller administrator.
struct TestUsers: Authenticator {
    func principal(
        of request: Request, account: AccountName?
    ) async throws(AuthenticationError) -> Principal {
        guard let token = request.headers["X-Auth-Token"] else { return .anonymous }
        let parts = token.split(separator: ":")
        guard parts.count == 2 else { throw .refused }
        let name = String(parts[0])
        var principal = Principal(user: token, groups: [name, token])
        if parts[1] == "tester" || parts[1] == "tester2",
            let account = try? AccountName("AUTH_" + name)
        {
            principal.ownedAccounts = [account]
        }
        principal.isResellerAdmin = token == "admin:admin"
        return principal
    }

    func respond(to request: Request) async -> Response? {
        request.target == "/auth/v1.0" ? Response(.ok) : nil
    }
}

/// MD5, lower-case hexadecimal.
func md5(_ bytes: Bytes) -> String {
    Hexadecimal.encode(Digest.of(bytes, .md5))
}
