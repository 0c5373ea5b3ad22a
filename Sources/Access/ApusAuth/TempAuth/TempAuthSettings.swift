// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What `[filter:tempauth]` says.
public struct TempAuthSettings: Sendable {
    /// What the scheme of storage URLs is.
    public enum URLScheme: Hashable, Sendable {
        /// The one the login came by.
        case asRequested
        /// Always this one, for servers behind something that ends TLS.
        case fixed(String)
    }

    /// Who may log in.
    public var users: [TempAuthUser]
    /// Never empty; the first begins tokens and the accounts in storage URLs.
    public var resellerPrefixes: [ResellerPrefix]
    /// Where logins go, with a slash at both ends.
    public var authPrefix: String
    /// How long a token lives at most, in seconds.
    public var tokenLifeSeconds: Int64
    public var storageURLScheme: URLScheme
    /// What tokens are signed with: at least 16 random bytes, the same on every process that
    /// should accept them.
    public var tokenSecret: Bytes
    /// The same users by Keystone's protocol; nil where it is not spoken.
    public var identity: IdentitySettings?

    /// - Parameter tokenSecret: at least 16 random bytes.
    public init(
        users: [TempAuthUser], resellerPrefixes: [ResellerPrefix] = [.standard],
        authPrefix: String = "/auth/", tokenLifeSeconds: Int64 = 86_400,
        storageURLScheme: URLScheme = .asRequested, tokenSecret: Bytes,
        identity: IdentitySettings? = nil
    ) {
        precondition(!resellerPrefixes.isEmpty, "an authentication without a reseller prefix")
        self.users = users
        self.resellerPrefixes = resellerPrefixes
        self.authPrefix = authPrefix
        self.tokenLifeSeconds = tokenLifeSeconds
        self.storageURLScheme = storageURLScheme
        self.tokenSecret = tokenSecret
        self.identity = identity
    }
}

/// How TempAuth's users are offered by Keystone's protocol.
public struct IdentitySettings: Hashable, Sendable {
    /// What the catalogue calls the place of every endpoint.
    public var region: String

    public init(region: String = "RegionOne") {
        self.region = region
    }
}
