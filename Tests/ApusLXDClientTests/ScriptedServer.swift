// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import Synchronization

/// Answers requests by a script: for what a real daemon does not do when it is asked to.
final class ScriptedServer: HTTPExchange {
    private let script: @Sendable (Request) async throws -> Response
    private let log = Mutex<[String]>([])

    init(_ script: @escaping @Sendable (Request) async throws -> Response) {
        self.script = script
    }

    /// What was asked: method and target.
    var requests: [String] { log.withLock { $0 } }

    func respond(to request: Request) async throws -> Response {
        log.withLock { $0.append("\(request.method.rawValue) \(request.target)") }
        return try await script(request)
    }

    /// An answer that is all there is.
    static func value(_ metadata: JSONValue, etag: String? = nil) -> Response {
        let document: JSONValue = ["type": "sync", "status_code": 200, "metadata": metadata]
        var response = Response(.ok, body: .bytes(document.encoded))
        response.headers["ETag"] = etag
        return response
    }

    /// An error.
    static func error(_ status: Int, _ words: String) -> Response {
        let document: JSONValue = [
            "type": "error", "error": .string(words), "error_code": .integer(Int64(status)),
        ]
        return Response(Status(status), body: .bytes(document.encoded))
    }
}
