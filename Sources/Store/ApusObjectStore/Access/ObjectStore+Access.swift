// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// What somebody wants to do, as far as access control tells apart.
enum Intent {
    case read
    case write
}

extension ObjectStore {
    /// Decides on creating and deleting accounts. With Keystone, owners create their own.
    func authoriseManagement(
        of account: AccountName, _ caller: Caller, isCreation: Bool = false
    ) throws {
        let principal = caller.principal
        let isOwn = principal.project != nil && principal.ownedAccounts.contains(account)
        guard principal.isResellerAdmin || (isCreation && isOwn), !account.isReserved else {
            throw StoreError.denied
        }
    }

    /// Decides on reading an account, or on changing its metadata.
    func authorise(
        _ intent: Intent, account name: AccountName, _ caller: Caller
    ) async throws -> Standing {
        guard !name.isReserved else { throw StoreError.denied }
        if let standing = standing(of: caller.principal, in: name, intent) { return standing }
        switch try await accountLevel(of: caller.principal, in: name) {
        case .admin: return .owner
        case .readWrite, .readOnly:
            guard intent == .read else { throw StoreError.denied }
            return .guest
        case nil: throw StoreError.denied
        }
    }

    /// Decides on reading a container, or on creating, changing and deleting it.
    ///
    /// - Parameter stat: what is known of the container, nil when there is none; only asked
    ///   when the lists of the container decide.
    func authorise(
        _ intent: Intent, container address: ContainerAddress, _ caller: Caller,
        stat: () async throws -> ContainerStat?
    ) async throws -> Standing {
        guard !address.account.isReserved else { throw StoreError.denied }
        let principal = caller.principal
        if let standing = standing(of: principal, in: address.account, intent) { return standing }
        // The segments of a dynamic large object are found by a listing.
        if intent == .read, principal.grant?.covers(address) == true { return .guest }
        if intent == .read {
            let list = ContainerACL(stored: try await stat()?.metadata[OwnerMetadata.readers] ?? "")
            if try await isAllowed(by: list, caller, in: address.account, .container) {
                return .guest
            }
        }
        return try await guestStanding(intent, principal, in: address.account)
    }

    /// Decides on reading or writing an object of a container.
    ///
    /// - Parameter isNamed: whether a client has named one of the versions that the container
    ///   keeps. Those are not for guests of the container, who get the current ones, by a link.
    @discardableResult
    func authorise(
        _ intent: Intent, objectsOf address: ContainerAddress, _ broker: any ContainerBroker,
        _ caller: Caller, isNamed: Bool = false
    ) async throws -> Standing {
        guard !address.account.isReserved else { throw StoreError.denied }
        let principal = caller.principal
        if let standing = standing(of: principal, in: address.account, intent) { return standing }
        if let origin = address.origin {
            guard !isNamed else {
                return try await guestStanding(intent, principal, in: address.account)
            }
            return try await authorise(
                intent, objectsOf: origin, try await container(origin), caller)
        }
        if principal.grant?.covers(address) == true { return .guest }
        let name = intent == .read ? OwnerMetadata.readers : OwnerMetadata.writers
        let stat = try await stat(broker, of: address, .mayBeStale)
        let list = ContainerACL(stored: stat?.metadata[name] ?? "")
        if try await isAllowed(by: list, caller, in: address.account, .object) { return .guest }
        return try await guestStanding(intent, principal, in: address.account)
    }

    /// What the principal alone says, without asking any list.
    private func standing(
        of principal: Principal, in account: AccountName, _ intent: Intent
    ) -> Standing? {
        if principal.isResellerAdmin || principal.ownedAccounts.contains(account) { return .owner }
        // Reads everything but what is the owner's alone, such as keys.
        if intent == .read,
            principal.isResellerReader || principal.readableAccounts.contains(account)
        {
            return .guest
        }
        return nil
    }

    /// Whether a container's list lets somebody in.
    ///
    /// Source: OpenStack Swift, `tempauth` and `keystoneauth`, `authorize`.
    private func isAllowed(
        by list: ContainerACL, _ caller: Caller, in account: AccountName,
        _ scope: ContainerACL.Scope
    ) async throws -> Bool {
        let principal = caller.principal
        guard let project = principal.project else {
            return list.allows(principal, referrer: caller.referrer, scope: scope)
        }
        if list.names(anyOf: principal.groups) { return true }
        if list.names(anyOf: project.names), try await namesCount(in: account, project) {
            return true
        }
        if let verdict = list.verdict(onReferrer: caller.referrer, scope: scope) { return verdict }
        return project.accounts.contains(account) && list.names(anyRoleOf: project.roles)
    }

    /// Whether lists of an account may call users by name.
    private func namesCount(
        in name: AccountName, _ project: ProjectScope
    ) async throws -> Bool {
        if project.accounts.contains(name) { return true }
        do {
            let stored = try await account(name).stat(.mayBeStale)
                .metadata[OwnerMetadata.projectDomain]
            return (stored ?? project.defaultDomain) == project.defaultDomain
        } catch {
            guard error.isAbsence else { throw error }
            return false
        }
    }

    /// What the account's list says of its containers and objects.
    private func guestStanding(
        _ intent: Intent, _ principal: Principal, in account: AccountName
    ) async throws -> Standing {
        switch try await accountLevel(of: principal, in: account) {
        case .admin: return .owner
        case .readWrite: return .guest
        case .readOnly where intent == .read: return .guest
        case .readOnly, nil: throw StoreError.denied
        }
    }

    private func accountLevel(
        of principal: Principal, in name: AccountName
    ) async throws -> AccountACL.Level? {
        guard !principal.isAnonymous else { return nil }
        do {
            let metadata = try await account(name).stat(.mayBeStale).metadata
            guard let stored = metadata[OwnerMetadata.accountAccess] else { return nil }
            return AccountACL(stored: stored).level(of: principal)
        } catch {
            guard error.isAbsence else { throw error }
            return nil
        }
    }
}
