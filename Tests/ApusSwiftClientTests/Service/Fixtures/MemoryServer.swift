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
import Synchronization

/// A Swift server in memory that lets tests look at requests and spoil answers.
final class MemoryServer: HTTPExchange {
    private struct State {
        var requests: [String] = []
        var spoil: @Sendable (Request) -> Response? = { _ in nil }
        var delay: @Sendable (Request) async -> Void = { _ in }
        var change: @Sendable (Request, inout Response) -> Void = { _, _ in }
    }

    private let frontEnd: SwiftFrontEnd
    private let state = Mutex(State())

    init() {
        let policy = StoragePolicy(index: PolicyIndex(0), name: "gold")
        let store = ObjectStore(
            policies: StoragePolicies(
                [policy], standard: PolicyIndex(0), backends: [MemoryBackend()]),
            clock: StoreClock {
                let now = FileTime.now
                return Timestamp(
                    ticks: UInt64(now.seconds) * Timestamp.ticksPerSecond + UInt64(now.nanoseconds)
                        / 10_000)
            },
            compute: Lane(name: "compute", threads: 1))
        frontEnd = SwiftFrontEnd(store: store, authenticator: OneUser())
    }

    /// Method and target of every request, in the order they came.
    var requests: [String] { state.withLock { $0.requests } }

    func forgetRequests() {
        state.withLock { $0.requests = [] }
    }

    /// Answers in the place of the server where it answers anything.
    func spoil(_ spoil: @escaping @Sendable (Request) -> Response?) {
        state.withLock { $0.spoil = spoil }
    }

    /// Lets requests wait before they are answered.
    func delay(_ delay: @escaping @Sendable (Request) async -> Void) {
        state.withLock { $0.delay = delay }
    }

    /// Changes what the server answers.
    func change(_ change: @escaping @Sendable (Request, inout Response) -> Void) {
        state.withLock { $0.change = change }
    }

    func respond(to request: Request) async throws -> Response {
        let (spoil, delay, change) = state.withLock { state in
            state.requests.append("\(request.method.rawValue) \(request.target)")
            return (state.spoil, state.delay, state.change)
        }
        await delay(request)
        if let response = spoil(request) { return response }
        // What a transport would add.
        var request = request
        request.headers["Host"] = "memory"
        if let length = request.body.lengthBytes {
            request.headers["Content-Length"] = String(length)
        } else {
            request.headers["Transfer-Encoding"] = "chunked"
        }
        var response = try await frontEnd.respond(to: request)
        change(request, &response)
        return response
    }

    /// A session of the user who owns `AUTH_test`.
    func session() throws -> AuthSession {
        AuthSession(
            V1Auth(
                url: try ServiceURL("http://memory/auth/v1.0"), user: "test:tester",
                key: "testing"))
    }

    /// Lends a service on this server that retries without waiting.
    func withService<R>(
        _ change: (inout ServiceOptions) -> Void = { _ in },
        _ body: (SwiftService) async throws -> R
    ) async throws -> R {
        var options = ServiceOptions()
        options.connection.retries.startingBackoff = .zero
        options.connection.retries.maximumBackoff = .zero
        change(&options)
        return try await withSwiftService(
            try session(), over: self, options: options, body)
    }
}

/// `test:tester` with the key `testing`, who owns `AUTH_test`.
private struct OneUser: Authenticator {
    private static let token = "AUTH_tk1234567890"

    func principal(
        of request: Request, account: AccountName?
    ) async throws(AuthenticationError) -> Principal {
        guard request.headers["X-Auth-Token"] == Self.token else { return .anonymous }
        var principal = Principal(user: "test:tester", groups: ["test", "test:tester"])
        if let account = try? AccountName("AUTH_test") { principal.ownedAccounts = [account] }
        return principal
    }

    func respond(to request: Request) async -> Response? {
        guard request.target == "/auth/v1.0" else { return nil }
        guard request.headers["X-Auth-User"] == "test:tester",
            request.headers["X-Auth-Key"] == "testing"
        else { return Response(.unauthorized) }
        return Response(
            .ok,
            headers: [
                "X-Storage-Url": "http://memory/v1/AUTH_test", "X-Auth-Token": Self.token,
            ])
    }
}
