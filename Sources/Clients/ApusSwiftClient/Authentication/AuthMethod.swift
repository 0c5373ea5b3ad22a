// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// A way to get a token: one request, or a few, to an identity service.
public protocol AuthMethod: Sendable {
    /// Asks for a token. Retrying is the caller's business.
    ///
    /// - Throws: `ClientError`, or what the exchange throws.
    func authenticate(over exchange: any HTTPExchange, log: (@Sendable (RequestRecord) -> Void)?)
        async throws -> Credentials

    /// Hears that a server has refused a token.
    ///
    /// - Returns: whether authenticating again may give one that is accepted.
    func invalidate(_ refused: Credentials) async -> Bool
}

extension AuthMethod {
    /// What was typed in once can be typed in again.
    public func invalidate(_ refused: Credentials) async -> Bool { true }
}

/// What lets a request in, and where it goes.
public struct Credentials: Hashable, Sendable {
    /// The account.
    public var storageURL: ServiceURL
    /// Sent as `X-Auth-Token`; empty sends none. A secret.
    public var token: String
    /// Sent as `X-Service-Token`. A secret.
    public var serviceToken: String?

    /// Credentials as an identity service gave them out, or as they are known from elsewhere.
    public init(storageURL: ServiceURL, token: String, serviceToken: String? = nil) {
        self.storageURL = storageURL
        self.token = token
        self.serviceToken = serviceToken
    }
}
