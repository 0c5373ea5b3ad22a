// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusHTTP
public import ApusModel

/// Authentication by Keystone's tokens: who somebody is, Keystone says; what they own follows
/// from their roles in a project, whose accounts are `AUTH_<project id>`.
///
/// Source: keystonemiddleware, `auth_token`; OpenStack Swift, `keystoneauth`.
public final class KeystoneAuthenticator: Authenticator {
    private let settings: KeystoneSettings
    private let tokens: KeystoneTokens

    /// - Parameters:
    ///   - exchange: what requests to Keystone go over.
    ///   - now: the wall clock.
    ///   - onProblem: told why Keystone cannot be asked; never a secret.
    public init(
        _ settings: KeystoneSettings, over exchange: any HTTPExchange,
        now: @escaping @Sendable () -> Timestamp, onProblem: @escaping @Sendable (String) -> Void
    ) {
        precondition(!settings.rules.accounts.isEmpty, "Keystone without a reseller prefix")
        self.settings = settings
        tokens = KeystoneTokens(settings, over: exchange, now: now, onProblem: onProblem)
    }

    public var challenge: String? { "Keystone uri=\"\(settings.publicURL)\"" }

    public func respond(to request: Request) async -> Response? { nil }

    public func principal(
        of request: Request, account: AccountName?
    ) async throws(AuthenticationError) -> Principal {
        let headers = request.headers
        var isValid = true
        var serviceRoles: Set<String> = []
        var isVouchedFor = false
        if let text = headers.token("x-service-token") {
            if let service = try await tokens.token(text, allowsExpired: false) {
                isVouchedFor = !service.roles.isDisjoint(with: settings.serviceTokenRoles)
                isValid = isVouchedFor || !settings.requiresServiceTokenRoles
                serviceRoles = service.roles
            } else {
                isValid = false
            }
        }
        var token: KeystoneToken?
        if let text = headers.token("x-auth-token") ?? headers.token("x-storage-token") {
            token = try await tokens.token(text, allowsExpired: isVouchedFor)
        }
        guard isValid, let token else {
            guard settings.delaysDecision, account.map(isOurs) ?? true else { throw .refused }
            return .anonymous
        }
        return principal(token, serviceRoles: serviceRoles)
    }

    /// Whether an account has one of the prefixes.
    func isOurs(_ account: AccountName) -> Bool {
        settings.rules.accounts.contains { account.text.hasPrefix($0.prefix) }
    }

    /// Whether an account has one of the prefixes that are not empty.
    func isOursByName(_ account: AccountName) -> Bool {
        settings.rules.accounts.contains {
            !$0.prefix.isEmpty && account.text.hasPrefix($0.prefix)
        }
    }

    private func principal(_ token: KeystoneToken, serviceRoles: Set<String>) -> Principal {
        let rules = settings.rules
        let user = token.user
        var principal = Principal(user: "\(token.project?.name ?? "-"):\(user.name)")
        principal.isResellerAdmin = token.roles.contains(rules.resellerAdminRole)
        principal.isResellerReader = !token.roles.isDisjoint(with: rules.systemReaderRoles)
        principal.groups = ["*:\(user.id)", "*:*"]
        var scope = ProjectScope(accounts: [], defaultDomain: rules.defaultDomainID)
        if let project = token.project {
            principal.groups.formUnion(["\(project.id):\(user.id)", "\(project.id):*"])
            scope.domain = project.domainID
            scope.roles = token.roles
            for rule in rules.accounts {
                guard let account = try? AccountName(rule.prefix + project.id) else { continue }
                scope.accounts.insert(account)
                if !rule.operatorRoles.isDisjoint(with: token.roles),
                    rule.serviceRoles.isEmpty || !rule.serviceRoles.isDisjoint(with: serviceRoles)
                {
                    principal.ownedAccounts.insert(account)
                }
                if !rule.readerRoles.isDisjoint(with: token.roles) {
                    principal.readableAccounts.insert(account)
                }
            }
            scope.names = names(of: user, in: project)
        }
        principal.project = scope
        return principal
    }

    /// What lists may call the user where names count.
    private func names(
        of user: KeystoneToken.Place, in project: KeystoneToken.Place
    ) -> Set<String> {
        let rules = settings.rules
        guard rules.allowsNamesInLists,
            (user.domainID ?? rules.defaultDomainID) == rules.defaultDomainID,
            (project.domainID ?? rules.defaultDomainID) == rules.defaultDomainID
        else { return [] }
        return [
            "\(project.name):\(user.name)", "\(project.id):\(user.name)",
            "\(project.name):\(user.id)", "\(project.name):*", "*:\(user.name)",
        ]
    }
}

extension Headers {
    /// A token, without blanks around it; nil when there is none.
    fileprivate func token(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        let text = value.drop { $0 == " " }
        let end = text.lastIndex { $0 != " " }
        return end.map { String(text[...$0]) }
    }
}
