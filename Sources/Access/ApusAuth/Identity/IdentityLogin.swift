// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// What the document of a login says.
///
/// Source: OpenStack Identity API v3, "Authentication and token management"; v2.0, "Tokens".
struct IdentityLogin: Sendable {
    enum User: Hashable, Sendable {
        case identifier(String)
        case name(String)
    }

    /// What somebody shows to prove who they are.
    enum Proof: Sendable {
        case key(User, String)
        case token(String)
    }

    /// What a token's document is asked to speak of.
    enum Scope: Hashable, Sendable {
        /// Nothing was asked for: the user's project.
        case standard
        case none
        /// A project by id or name, which are the same here: TempAuth's account.
        case project(String)
        case domain
        case system

        /// - Throws: `.unauthorized` when it is not the user's.
        func resolved(
            for entry: TempAuthDirectory.Entry
        ) throws(IdentityError) -> ResolvedScope {
            switch self {
            case .standard: return .project
            case .none: return .none
            case .project(let account):
                guard account == entry.user.account else { throw .unauthorized }
                return .project
            case .domain: return .domain
            case .system:
                guard entry.principal.isResellerAdmin else { throw .unauthorized }
                return .system
            }
        }
    }

    /// What a token's document speaks of.
    enum ResolvedScope: Hashable, Sendable {
        case none, project, domain, system
    }

    let proof: Proof
    let scope: Scope
    let methodNames: [String]

    /// The one domain there is.
    static let domainID = "default"
    static let domainName = "Default"

    init(version3 document: JSONValue) throws(IdentityError) {
        guard let identity = document["auth"]?["identity"],
            let methods = identity["methods"]?.elements, !methods.isEmpty
        else { throw .malformed("auth.identity.methods is missing.") }
        methodNames = methods.compactMap(\.text)
        scope = try Self.scope(document["auth"]?["scope"])
        // Several methods would have to agree on who it is; nobody here knows more than one.
        guard methods.count == 1, let method = methodNames.first else { throw .unauthorized }
        guard let details = identity[method] else {
            throw .malformed("auth.identity.\(method) is missing.")
        }
        switch method {
        case "password":
            guard let user = details["user"], let key = user["password"]?.text else {
                throw .malformed("auth.identity.password.user.password is missing.")
            }
            proof = .key(try Self.user(user), key)
        case "token":
            guard let token = details["id"]?.text else {
                throw .malformed("auth.identity.token.id is missing.")
            }
            proof = .token(token)
        case "application_credential":
            // A user has one: the user's key, under the user's own identifier.
            guard let secret = details["secret"]?.text else {
                throw .malformed("auth.identity.application_credential.secret is missing.")
            }
            if let identifier = details["id"]?.text {
                proof = .key(.identifier(identifier), secret)
            } else if let user = details["user"] {
                proof = .key(try Self.user(user), secret)
            } else {
                throw .malformed("auth.identity.application_credential has no id and no user.")
            }
        default:
            throw .unauthorized
        }
    }

    init(version2 document: JSONValue) throws(IdentityError) {
        guard let auth = document["auth"] else { throw .malformed("auth is missing.") }
        let project = auth["tenantId"]?.text ?? auth["tenantName"]?.text
        scope = project.flatMap { $0.isEmpty ? nil : .project($0) } ?? .standard
        if let credentials = auth["passwordCredentials"] {
            let identifier = credentials["userId"]?.text
            let name = credentials["username"]?.text
            guard let key = credentials["password"]?.text,
                let user = identifier.map(User.identifier) ?? name.map(User.name)
            else { throw .malformed("auth.passwordCredentials has no user or no password.") }
            proof = .key(user, key)
            methodNames = ["password"]
        } else if let token = auth["token"]?["id"]?.text {
            proof = .token(token)
            methodNames = ["token"]
        } else {
            throw .malformed("auth has neither passwordCredentials nor a token.")
        }
    }

    private static func user(_ user: JSONValue) throws(IdentityError) -> User {
        if let identifier = user["id"]?.text { return .identifier(identifier) }
        guard let name = user["name"]?.text else {
            throw .malformed("A user has neither id nor name.")
        }
        try checkDomain(user["domain"])
        return .name(name)
    }

    private static func scope(_ scope: JSONValue?) throws(IdentityError) -> Scope {
        guard let scope else { return .standard }
        if scope.text == "unscoped" || scope["unscoped"] != nil { return .none }
        if let project = scope["project"] {
            if let identifier = project["id"]?.text { return .project(identifier) }
            guard let name = project["name"]?.text else {
                throw .malformed("auth.scope.project has neither id nor name.")
            }
            try checkDomain(project["domain"])
            return .project(name)
        }
        if let domain = scope["domain"] {
            try checkDomain(domain)
            return .domain
        }
        if scope["system"] != nil { return .system }
        throw .malformed("auth.scope names nothing that a token can be for.")
    }

    /// There is one domain only; who leaves it out means that one.
    private static func checkDomain(_ domain: JSONValue?) throws(IdentityError) {
        if let identifier = domain?["id"]?.text {
            guard identifier == domainID else { throw .unauthorized }
        } else if let name = domain?["name"]?.text {
            guard name.lowercased() == domainID else { throw .unauthorized }
        }
    }
}
