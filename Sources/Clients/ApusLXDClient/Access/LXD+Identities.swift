// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

// Who may do what, on servers that have fine-grained access.
extension LXD {
    /// All identities, by method and identifier: `tls/FINGERPRINT`.
    public var identities: EntityCollection<Identity> { collection(url.auth.identities) }

    /// The identities of one method, by identifier or name.
    public func identities(_ method: AuthenticationMethod) -> EntityCollection<Identity> {
        EntityCollection(url.auth.identities.url, of: self, keyPrefix: [method.rawValue])
    }

    /// An identity, by its identifier or name.
    public func identity(_ nameOrID: String, _ method: AuthenticationMethod) -> IdentityResource {
        IdentityResource(
            lxd: self, url: url.auth.identities.url.appending(method.rawValue, nameOrID))
    }

    /// Who is asking, and what it may do.
    ///
    /// - Throws: `LXDError`.
    public func currentIdentity() async throws -> IdentityInfo {
        try await require(Identity.self)
        return try await document(url.auth.identities.current)
    }

    /// Groups of identities, which have permissions.
    public var authGroups: EntityCollection<AuthGroup> { collection(url.auth.groups) }

    /// A group of identities.
    public func authGroup(_ name: String) -> AuthGroupResource {
        AuthGroupResource(lxd: self, url: url.auth.groups[name].url)
    }

    /// Groups of an identity provider, and the groups here that they stand for.
    public var identityProviderGroups: EntityCollection<IdentityProviderGroup> {
        collection(url.auth.identityProviderGroups)
    }

    /// A group of an identity provider.
    public func identityProviderGroup(_ name: String) -> IdentityProviderGroupResource {
        IdentityProviderGroupResource(
            lxd: self, url: url.auth.identityProviderGroups[name].url)
    }

    /// What can be permitted, and which groups have it.
    ///
    /// - Parameters:
    ///   - entityType: only what is about such things: `project`, `instance` and others.
    ///   - project: only what is about things in it.
    /// - Throws: `LXDError`.
    public func permissions(
        entityType: String? = nil, project: String? = nil
    ) async throws -> [PermissionInfo] {
        try await require("access_management", for: "Listing permissions")
        return try await documents(
            url.auth.permissions.with("recursion", "1").with("entity-type", entityType)
                .inProject(project))
    }

    /// Logins by OpenID Connect that hold, by UUID.
    public var oidcSessions: EntityCollection<OIDCSession> { collection(url.auth.oidcSessions) }

    /// The logins of one person.
    ///
    /// - Throws: `LXDError`.
    public func oidcSessions(email: String) async throws -> [OIDCSession] {
        try await EntityCollection<OIDCSession>(
            url.auth.oidcSessions.url.with("email", email), of: self
        ).all()
    }
}

extension EntityCollection where Member == Identity {
    /// Makes an identity whose certificate comes later, with the token that is answered.
    ///
    /// - Throws: `LXDError`.
    public func makeToken(name: String, groups: [String] = []) async throws -> TrustToken {
        try await lxd.require("access_management_tls", for: "A token for an identity")
        let url = lxd.url.auth.identities.tls.url
        let (answer, _) = try await lxd.perform(
            .post, url, NewIdentity.tls(name, groups: groups, isTokenRequest: true).json)
        return try TrustToken(
            ["client_name": .string(name), "type": answer.metadata.type ?? "client"],
            of: answer.metadata.members ?? [:], at: url)
    }
}

/// An identity by its method and its identifier or name.
public struct IdentityResource: Resource {
    public typealias Value = Identity

    public let lxd: LXD
    public let url: ResourceURL

    /// Makes a token that it proves itself by; one that was made before ends. Only for
    /// `.bearer`.
    ///
    /// - Parameter expiry: how long it holds, such as `7d` or `1H 30M`; nil for the server's own.
    /// - Throws: `LXDError`.
    public func issueToken(expiry: String? = nil) async throws -> IdentityBearerToken {
        try await lxd.require("auth_bearer_devlxd", for: "Identities with tokens")
        let (answer, _) = try await lxd.perform(
            .post, url.appending("token"), IdentityBearerTokenRequest(expiry: expiry).json)
        guard let token = IdentityBearerToken(json: answer.metadata), token.token != nil else {
            throw LXDError(.badAnswer, "The answer has no token", url: url)
        }
        return token
    }

    /// Ends the token that it proves itself by. Only for `.bearer`.
    ///
    /// - Throws: `LXDError`.
    public func revokeToken() async throws {
        try await lxd.require("auth_bearer_devlxd", for: "Identities with tokens")
        try await lxd.perform(.delete, url.appending("token"))
    }
}

/// A group of identities by its name.
public struct AuthGroupResource: Resource {
    public typealias Value = AuthGroup

    public let lxd: LXD
    public let url: ResourceURL

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the group by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> AuthGroupResource {
        AuthGroupResource(lxd: lxd, url: try await renamed(to: name))
    }
}

/// A group of an identity provider by its name.
public struct IdentityProviderGroupResource: Resource {
    public typealias Value = IdentityProviderGroup

    public let lxd: LXD
    public let url: ResourceURL

    /// Gives it another name.
    ///
    /// - Throws: `LXDError` with `.conflict` when the name is taken.
    /// - Returns: the group by its new name.
    @discardableResult
    public func rename(to name: String) async throws -> IdentityProviderGroupResource {
        IdentityProviderGroupResource(lxd: lxd, url: try await renamed(to: name))
    }
}
