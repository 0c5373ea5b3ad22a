// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Who is asking, as the authentication in use has found out.
public struct Principal: Hashable, Sendable {
    /// The user's name for logs (`test:tester`); nil when nobody has said who they are.
    public var user: String?
    /// Everything an access control list may call this user: account, `account:user`, groups.
    public var groups: Set<String>
    /// Accounts where the user may do everything an owner may.
    public var ownedAccounts: Set<AccountName>
    /// Accounts where the user may read everything but what is the owner's alone.
    public var readableAccounts: Set<AccountName> = []
    /// The project somebody acts for; nil where the authentication knows no projects.
    public var project: ProjectScope?
    /// Objects that somebody may use who has shown a signature instead of a name.
    public var grant: ObjectGrant?
    /// May do everything in every account, and create and delete accounts.
    public var isResellerAdmin: Bool
    /// May read everything in every account.
    public var isResellerReader: Bool

    /// Makes somebody.
    public init(
        user: String?, groups: Set<String> = [], ownedAccounts: Set<AccountName> = [],
        isResellerAdmin: Bool = false, isResellerReader: Bool = false
    ) {
        self.user = user
        self.groups = groups
        self.ownedAccounts = ownedAccounts
        self.isResellerAdmin = isResellerAdmin
        self.isResellerReader = isResellerReader
    }

    /// Somebody who has not said who they are, with a grant.
    public init(grant: ObjectGrant) {
        self.init(user: nil)
        self.grant = grant
    }

    /// Somebody who has not said who they are.
    public static let anonymous = Principal(user: nil)

    /// Whether the user has not said who they are: refused with 401 rather than 403.
    public var isAnonymous: Bool { user == nil }
}

/// The objects of an account, or of one of its containers.
public enum ObjectGrant: Hashable, Sendable {
    case account(AccountName)
    case container(ContainerAddress)

    /// Whether the objects of a container are among them.
    public func covers(_ address: ContainerAddress) -> Bool {
        switch self {
        case .account(let account): account == address.account
        case .container(let container): container == address
        }
    }
}
