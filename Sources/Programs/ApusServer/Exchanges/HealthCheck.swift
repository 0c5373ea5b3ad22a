// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusTelemetry

/// `GET /healthcheck`: whether the server takes requests, and its storage takes changes.
///
/// Source: OpenStack Swift, the `healthcheck` middleware.
struct HealthCheck: HTTPExchange {
    let settings: HealthCheckSettings
    let transactions: TransactionIDGenerator
    /// Where the disabling file is looked for.
    let lane: Lane
    /// Throws when the storage does not take changes.
    let checkStorage: @Sendable () async throws -> Void
    let next: any HTTPExchange

    func respond(to request: Request) async throws -> Response {
        guard request.target.hasPrefix("/healthcheck"), isHealthCheck(request) else {
            return try await next.respond(to: request)
        }
        var response = Response(.ok, body: .bytes(Bytes("OK")))
        if let path = settings.disablePath {
            let isDisabled = try await lane.run { (try? FileCalls.status(path)) != nil }
            if isDisabled {
                response = Response(
                    .serviceUnavailable, body: .bytes(Bytes("DISABLED BY FILE")))
            }
        }
        if response.status == .ok {
            do {
                try await checkStorage()
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                response = Response(.serviceUnavailable, body: .bytes(Bytes("STORAGE FAILS")))
            }
        }
        if request.method == .head {
            response.headers["Content-Length"] = String(response.reader.lengthBytes ?? 0)
            response.body = .empty
        }
        let id = transactions.next()
        response.headers["Content-Type"] = "text/plain"
        response.headers["X-Trans-Id"] = id
        response.headers["X-Openstack-Request-Id"] = id
        return response
    }

    private func isHealthCheck(_ request: Request) -> Bool {
        request.target.prefix { $0 != "?" } == "/healthcheck"
            && (request.method == .get || request.method == .head)
    }
}
