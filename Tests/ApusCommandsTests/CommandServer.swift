// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth
import ApusBytes
import ApusCommands
import ApusHTTP
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusSwiftClient
import ApusSwiftFrontEnd
import Synchronization

/// What a command printed, and how it ended.
struct Run {
    let status: Int32
    let output: String
    let errors: String
}

/// A Swift server in memory with a user whose variables are set.
struct CommandServer: HTTPExchange {
    private let frontEnd: SwiftFrontEnd

    init() throws {
        let lane = Lane(name: "compute", threads: 1)
        let now: @Sendable () -> Timestamp = {
            Timestamp(ticks: 1_700_000_000 * Timestamp.ticksPerSecond)
        }
        let auth = TempAuth(
            TempAuthSettings(
                users: [try TempAuthUser(option: "user_test_tester", value: "testing .admin")],
                tokenSecret: Bytes("0123456789abcdef0123456789abcdef")),
            verifier: KeyVerifier(lane: lane), now: now)
        frontEnd = SwiftFrontEnd(
            store: ObjectStore(
                policies: StoragePolicies(MemoryBackend()), constraints: Constraints(),
                clock: StoreClock(source: now), compute: lane),
            authenticator: auth)
    }

    func respond(to request: Request) async throws -> Response {
        var request = request
        request.headers["Host"] = "memory"
        if let length = request.body.lengthBytes {
            request.headers["Content-Length"] = String(length)
        }
        return try await frontEnd.respond(to: request)
    }

    /// Runs `apus` with these arguments.
    @discardableResult
    func run(
        _ arguments: String..., environment: [String: String]? = nil, program: String = "apus"
    ) async -> Run {
        await run(arguments, environment: environment, program: program)
    }

    /// Runs `apus` with these arguments.
    @discardableResult
    func run(
        _ arguments: [String], environment: [String: String]? = nil, program: String = "apus"
    ) async -> Run {
        await runApus(arguments, environment: environment, program: program, over: self)
    }
}

/// Runs `apus` with these arguments over an exchange.
func runApus(
    _ arguments: [String], environment: [String: String]? = nil, program: String = "apus",
    over exchange: any HTTPExchange
) async -> Run {
    let collected = Collected()
    let output = OutputManager(
        write: { collected.add($0) }, writeError: { collected.addError($0) })
    let status = await ApusCommandLine.run(
        [program] + arguments,
        environment: environment ?? [
            "ST_AUTH": "http://memory/auth/v1.0", "ST_USER": "test:tester",
            "ST_KEY": "testing",
        ], output: output, over: exchange)
    return Run(status: status, output: collected.output, errors: collected.errors)
}

private final class Collected: Sendable {
    private let texts = Mutex((output: "", errors: ""))

    var output: String { texts.withLock { $0.output } }
    var errors: String { texts.withLock { $0.errors } }

    func add(_ bytes: Bytes) { texts.withLock { $0.output += bytes.text } }
    func addError(_ bytes: Bytes) { texts.withLock { $0.errors += bytes.text } }
}
