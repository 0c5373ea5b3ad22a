// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// One request, one response: what a front-end is, and what a client has.
///
/// Clients and front-ends therefore also meet in memory, without a socket.
public protocol HTTPExchange: Sendable {
    /// Answers a request.
    ///
    /// At a server, what is thrown becomes 500 (or 408, 413, 499 for a `BodyError` of the
    /// request's own body), never a crash. At a client, it is a transport failure.
    func respond(to request: Request) async throws -> Response
}
