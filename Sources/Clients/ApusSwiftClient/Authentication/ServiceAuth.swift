// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP

/// A user's token and a service's: what a service sends on behalf of a user, so that both must
/// agree for the account to be reached.
///
/// Source: OpenStack Swift, "Using Swift with composite tokens".
public struct ServiceAuth: AuthMethod {
    private let user: any AuthMethod
    private let service: any AuthMethod

    /// - Parameters:
    ///   - user: whose token is sent as `X-Auth-Token`.
    ///   - service: whose token is sent as `X-Service-Token`, and whose account is used.
    public init(user: any AuthMethod, service: any AuthMethod) {
        self.user = user
        self.service = service
    }

    public func authenticate(
        over exchange: any HTTPExchange, log: (@Sendable (RequestRecord) -> Void)?
    ) async throws -> Credentials {
        let user = try await user.authenticate(over: exchange, log: log)
        let service = try await service.authenticate(over: exchange, log: log)
        return Credentials(
            storageURL: service.storageURL, token: user.token, serviceToken: service.token)
    }

    public func invalidate(_ refused: Credentials) async -> Bool {
        // Which of the two tokens was refused, nobody tells: both are asked for again.
        let renewsUser = await user.invalidate(refused)
        let renewsService = await service.invalidate(refused)
        return renewsUser && renewsService
    }
}
