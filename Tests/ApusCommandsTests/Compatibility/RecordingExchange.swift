// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import Synchronization

/// Writes down what is asked, but not logins, and lets something else answer.
final class RecordingExchange: HTTPExchange {
    /// What every request carries.
    private static let common: Set<String> = [
        "user-agent", "x-auth-token", "host", "content-length",
    ]

    private let lines = Mutex<[String]>([])
    private let answer: @Sendable (Request) async throws -> Response

    init(_ answer: @escaping @Sendable (Request) async throws -> Response) {
        self.answer = answer
    }

    convenience init(over other: any HTTPExchange) {
        self.init { try await other.respond(to: $0) }
    }

    /// Logs in, and otherwise answers with a status, fields and a body.
    convenience init(_ code: Int, _ headers: Headers = [:], _ body: String = "") {
        self.init { request in
            if request.target.hasPrefix("/auth/") {
                return Response(
                    Status(200),
                    headers: [
                        "X-Storage-Url": "http://memory/v1/AUTH_test", "X-Auth-Token": "tk",
                    ], body: .bytes(Bytes()))
            }
            return Response(Status(code), headers: headers, body: .bytes(Bytes(body)))
        }
    }

    /// The requests in order: method, target under the account, and the fields that not every
    /// request has, in lower case.
    var asked: [String] { lines.withLock { $0 } }

    func respond(to request: Request) async throws -> Response {
        if !request.target.hasPrefix("/auth/") {
            let target =
                request.target.hasPrefix("/v1/AUTH_test")
                ? String(request.target.dropFirst("/v1/AUTH_test".count)) : request.target
            let fields = request.headers
                .filter { !Self.common.contains($0.name.lowercased()) }
                .map { "\($0.name.lowercased()): \($0.value)" }.sorted()
            let line = (["\(request.method.rawValue) \(target)"] + fields).joined(separator: " | ")
            lines.withLock { $0.append(line) }
        }
        return try await answer(request)
    }
}
