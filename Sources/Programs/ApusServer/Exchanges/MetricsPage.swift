// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusTelemetry

/// What operators' programs read: `GET /metrics`, for Prometheus, and `GET /recon/...`.
struct MetricsPage: HTTPExchange {
    let registry: MetricsRegistry
    let recon: ReconPage

    func respond(to request: Request) async throws -> Response {
        if let answer = await recon.answer(to: request) { return answer }
        guard request.target.prefix(while: { $0 != "?" }) == "/metrics" else {
            return Response(.notFound)
        }
        guard request.method == .get || request.method == .head else {
            return Response(Status(405), headers: ["Allow": "GET, HEAD"])
        }
        let text = registry.text()
        let headers: Headers = ["Content-Type": MetricsRegistry.contentType]
        if request.method == .head { return Response(.ok, headers: headers) }
        return Response(.ok, headers: headers, body: .bytes(text))
    }
}
