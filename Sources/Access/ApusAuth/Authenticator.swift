// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP
public import ApusModel

/// Finds out who is asking.
///
/// It never decides what they may: `ApusObjectStore` does that, at every object it opens, from
/// the principal and the access control lists. A front-end asks once per request.
public protocol Authenticator: Sendable {
    /// Who sends the request.
    ///
    /// Somebody who shows no credentials is `Principal.anonymous`, not an error: what they ask
    /// for may be open to everybody.
    ///
    /// - Parameter account: the account that the request's path names; nil when it names none.
    /// - Throws: `AuthenticationError`, when the request must not go on whatever it asks for.
    func principal(
        of request: Request, account: AccountName?
    ) async throws(AuthenticationError) -> Principal

    /// Answers what belongs to the authentication itself, such as `GET /auth/v1.0`.
    ///
    /// A front-end asks this first.
    ///
    /// - Returns: nil for every request that is none of its business.
    func respond(to request: Request) async -> Response?

    /// What 401 says about where to log in, beside the realm (`WWW-Authenticate`); nil for
    /// nothing.
    var challenge: String? { get }
}

extension Authenticator {
    public var challenge: String? { nil }
}

/// Why a request stops at the authentication.
///
/// Closed on purpose, so that every front-end says what its clients will see.
public enum AuthenticationError: Error, Hashable, Sendable {
    /// The credentials are wrong, unknown or have expired (401).
    case refused
    /// The credentials are good, but are not accepted for this account (403).
    case forbidden
    /// Whoever knows could not be asked (503).
    case unavailable
}
