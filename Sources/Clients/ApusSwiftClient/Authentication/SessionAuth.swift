// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// A session of a program's own, made by whatever means: what keystoneauth calls a session.
public protocol TokenSession: Sendable {
    /// Where a service is.
    func endpoint(
        serviceType: String, interface: String, region: String?
    ) async throws -> ServiceURL

    /// A token that is good at the moment. A secret.
    func token() async throws -> String

    /// Hears that the token was refused.
    ///
    /// - Returns: whether `token()` will answer another one.
    func invalidate() async -> Bool
}

/// Takes tokens from a session of the program's own.
///
/// Source: python-swiftclient, `Connection(session=…)`.
public struct SessionAuth: AuthMethod {
    private let session: any TokenSession
    private let endpoint: KeystoneAuth.Endpoint

    /// Makes a login of a session.
    ///
    /// - Parameter endpoint: which service of the session is meant.
    public init(
        _ session: any TokenSession, endpoint: KeystoneAuth.Endpoint = KeystoneAuth.Endpoint()
    ) {
        self.session = session
        self.endpoint = endpoint
    }

    public func authenticate(
        over exchange: any HTTPExchange, log: (@Sendable (RequestRecord) -> Void)?
    ) async throws -> Credentials {
        let url = try await session.endpoint(
            serviceType: endpoint.serviceType, interface: endpoint.interface,
            region: endpoint.region)
        return Credentials(storageURL: url, token: try await session.token())
    }

    public func invalidate(_ refused: Credentials) async -> Bool { await session.invalidate() }
}
