// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP

/// An exchange that lets nothing through that could change anything: what a dry run makes its
/// requests over, so that it is dry whatever the code above it believes.
struct LookingExchange: HTTPExchange {
    let exchange: any HTTPExchange

    func respond(to request: Request) async throws -> Response {
        switch request.method {
        case .get, .head, .options: break
        // Identity services are asked for tokens by POST.
        case .post where Self.asksForToken(request): break
        default:
            throw ServiceError(
                "A dry run was about to send \(request.method.rawValue) \(request.target)")
        }
        return try await exchange.respond(to: request)
    }

    private static func asksForToken(_ request: Request) -> Bool {
        let path = request.target.prefix { $0 != "?" }
        return request.headers["X-Auth-Token"] == nil && path.hasSuffix("/tokens")
    }
}
