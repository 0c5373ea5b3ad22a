// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP
public import ApusModel

/// TempAuth and Keystone beside each other, for accounts of different prefixes: a token says by
/// its beginning whose it is.
public struct AuthenticatorPair: Authenticator {
    private let tempAuth: TempAuth
    private let keystone: KeystoneAuthenticator

    public init(_ tempAuth: TempAuth, _ keystone: KeystoneAuthenticator) {
        self.tempAuth = tempAuth
        self.keystone = keystone
    }

    public var challenge: String? { keystone.challenge }

    public func respond(to request: Request) async -> Response? {
        await tempAuth.respond(to: request)
    }

    public func principal(
        of request: Request, account: AccountName?
    ) async throws(AuthenticationError) -> Principal {
        let token = request.headers["x-auth-token"] ?? request.headers["x-storage-token"]
        let isTempAuths: Bool
        if let token, !token.isEmpty {
            isTempAuths = token.hasPrefix(tempAuth.directory.tokenMark)
        } else {
            isTempAuths = account.map { !keystone.isOursByName($0) } ?? true
        }
        return isTempAuths
            ? try await tempAuth.principal(of: request, account: account)
            : try await keystone.principal(of: request, account: account)
    }
}
