// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusHTTPClient
import ApusIO
import ApusLXDAPI
import Synchronization

/// What all views of one client share: connections, handles, what is known of the server.
final class LXDTransport: Sendable {
    let exchange: any HTTPExchange
    /// Opens WebSockets; nil when the server is met in memory.
    let sockets: HTTPClient?
    let origin: Origin?
    let answerLimitBytes: Int
    let concurrency: Int
    /// How long a request may stay without a sign of life.
    let idleTimeout: Duration?
    let handles = HandleRegistry()
    let server = Mutex<Server?>(nil)
    private let fileLane = LazyLane(name: "lxd-files", threads: 4)

    init(
        _ exchange: any HTTPExchange, sockets: HTTPClient?, origin: Origin?,
        answerLimitBytes: Int, concurrency: Int, idleTimeout: Duration? = nil
    ) {
        self.exchange = exchange
        self.sockets = sockets
        self.origin = origin
        self.answerLimitBytes = answerLimitBytes
        self.concurrency = concurrency
        self.idleTimeout = idleTimeout
    }

    /// Where files of this machine are read and written; started when it is first asked for.
    var files: Lane { fileLane.lane }
}

extension LXDError {
    /// What a failure of the transport means to someone who asks a server.
    init(_ error: TransportError, asking url: ResourceURL) {
        let code: Code =
            switch error.reason {
            case .unknownHost, .connectionFailed, .closed: .unreachable
            case .untrusted, .tlsFailed: .untrustedServer
            case .timedOut: .timedOut
            case .connectionLost: .connectionLost
            case .malformed: .badAnswer
            case .badRequest: .badRequest
            }
        self.init(code, error.detail, url: url, cause: error)
    }

    /// What a status means, with the server's words for it.
    init(status: Int, _ words: String, url: ResourceURL) {
        let code: Code =
            switch status {
            case 400: .badRequest
            case 401, 403: .forbidden
            case 404: .notFound
            case 409: .conflict
            case 412: .stale
            default: .failed
            }
        self.init(
            code, words.isEmpty ? "The server answered \(status)" : words, status: status, url: url)
    }
}
