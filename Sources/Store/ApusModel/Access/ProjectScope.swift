// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A project of Keystone, as far as lists and accounts look at it.
///
/// Source: OpenStack Swift, `keystoneauth`.
public struct ProjectScope: Hashable, Sendable {
    /// The project's accounts, one for each reseller prefix.
    public var accounts: Set<AccountName>
    /// What the user is within the project, in lower case: entries of lists in the project's own
    /// accounts, and nowhere else.
    public var roles: Set<String>
    /// What lists may call the user by name (`project:user`); counts only in accounts whose
    /// project is in the default domain, since names are unique within a domain alone.
    public var names: Set<String>
    /// The domain of the project; nil when it is in none.
    public var domain: String?
    /// The domain where names count in lists.
    public var defaultDomain: String

    /// Names a scope.
    public init(
        accounts: Set<AccountName>, roles: Set<String> = [], names: Set<String> = [],
        domain: String? = nil, defaultDomain: String = "default"
    ) {
        self.accounts = accounts
        self.roles = roles
        self.names = names
        self.domain = domain
        self.defaultDomain = defaultDomain
    }

    /// Recorded where an account is made by somebody of another project: equal to no domain.
    public static let unknownDomain = "_unknown"

    /// The domain to record with an account that is made now; nil for none.
    public func domain(ofNew account: AccountName) -> String? {
        accounts.contains(account) ? domain : Self.unknownDomain
    }

    /// What to change in the record of an account that is there; nil for nothing, empty for
    /// removing it.
    ///
    /// - Parameter stored: the record.
    public func domainChange(of account: AccountName, stored: String?) -> String? {
        let isOwn = accounts.contains(account)
        switch stored {
        case nil: return isOwn && domain == defaultDomain ? domain : nil
        case Self.unknownDomain: return isOwn ? domain ?? "" : nil
        default: return nil
        }
    }
}
