// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusModel
public import ApusStorage

/// An account as somebody may see it.
public struct AccountView: Sendable {
    /// Nil where nothing was ever written: such an account reads as empty.
    public var stat: AccountStat?
    public var standing: Standing
    /// What resellers have set, as they wrote it.
    public var quotas: [QuotaName: String] = [:]
    /// What operators have said besides; for resellers alone.
    public var settings: [OperatorSetting: String] = [:]
}

extension ObjectStore {
    /// Metadata and totals of an account.
    public func account(_ name: AccountName, for caller: Caller) async throws -> AccountView {
        let standing = try await authorise(.read, account: name, caller)
        let stat = try await stat(name, as: standing)
        guard var stat else {
            guard createsAccounts else { throw StoreError.notFound }
            return AccountView(stat: nil, standing: standing)
        }
        var view = AccountView(standing: standing)
        for (key, value) in stat.metadata.values where key.startsBytewise(with: "sysmeta.") {
            stat.metadata[key] = nil
            if let name = QuotaName(key: key) { view.quotas[name] = value }
        }
        if caller.principal.isResellerAdmin {
            view.settings = try await operatorSettings(of: name)
        }
        view.stat = stat
        return view
    }

    /// An account with one page of its containers.
    public func containers(
        of name: AccountName, _ query: ListingQuery, for caller: Caller
    ) async throws -> (account: AccountView, page: AccountPage) {
        let view = try await account(name, for: caller)
        guard view.stat != nil else { return (view, AccountPage(entries: [])) }
        var pages: [AccountPage] = []
        for backend in policies.backends {
            do {
                pages.append(try await backend.account(name).list(query))
            } catch {
                suspects.note(error, in: .account(name))
                guard error.isAbsence else { throw error }
                continue
            }
        }
        var page = pages.count == 1 ? pages[0] : AccountPage(merging: pages, query)
        try await countVersions(in: &page, of: name, query)
        return (view, page)
    }

    /// Creates an account, or merges metadata into one that is there.
    ///
    /// - Parameters:
    ///   - quotas: numbers; an empty text, or nil, ends one.
    ///   - settings: an empty text, or nil, ends one.
    /// - Returns: whether it is new.
    public func create(
        _ name: AccountName, metadata changes: [String: String?],
        quotas: [QuotaName: String?] = [:], settings: [OperatorSetting: String?] = [:],
        for caller: Caller
    ) async throws -> Bool {
        try authoriseManagement(of: name, caller, isCreation: true)
        try constraints.check(name)
        let rules = MetadataRules(prefix: "x-account-meta-", constraints: constraints)
        try rules.check(changes)
        let changes = changes.merging(try QuotaRules.changes(quotas, settings, for: caller)) { $1 }
        defer { accountMemory.forget(name) }
        let broker = account(name)
        let time = clock.tick()
        if policies.backends.count > 1 { try await finishDeletion(of: name) }
        let isNew = try await broker.create(at: time, metadata: metadata(ofNew: name, caller))
        if !isNew { try await recordDomain(of: name, caller) }
        if !changes.isEmpty {
            try rules.check(try await broker.stat(.current).metadata, mergedWith: changes)
            try await broker.update(changes, at: time)
        }
        return isNew
    }

    /// Merges metadata into an account, which comes into being if it was never written to.
    ///
    /// - Parameters:
    ///   - quotas: numbers, which only resellers may set; an empty text, or nil, ends one.
    ///   - settings: for resellers too; an empty text, or nil, ends one.
    public func update(
        _ name: AccountName, metadata changes: [String: String?],
        quotas: [QuotaName: String?] = [:], settings: [OperatorSetting: String?] = [:],
        for caller: Caller
    ) async throws {
        let standing = try await authorise(.write, account: name, caller)
        let rules = MetadataRules(prefix: "x-account-meta-", constraints: constraints)
        try rules.check(changes)
        let permitted = OwnerMetadata.permitted(changes, to: standing)
            .merging(try QuotaRules.changes(quotas, settings, for: caller)) { $1 }
        defer { accountMemory.forget(name) }
        try await bringUp(name, for: caller)
        let broker = account(name)
        try rules.check(try await broker.stat(.current).metadata, mergedWith: permitted)
        try await broker.update(permitted, at: clock.tick())
    }

    /// Marks an account deleted, with all it has.
    public func delete(_ name: AccountName, for caller: Caller) async throws {
        try authoriseManagement(of: name, caller)
        let time = clock.tick()
        defer { accountMemory.forget(name) }
        _ = try await account(name).stat(.current)
        // The first has the last word: when this is cut short, the account is still there.
        for backend in policies.backends.dropFirst() {
            do {
                try await backend.account(name).delete(at: time)
            } catch {
                guard error.isAbsence else { throw error }
                continue
            }
        }
        try await account(name).delete(at: time)
    }

    /// Deletes what other back-ends still have of an account whose deletion was cut short after
    /// the first had done it: it must not come back with the account. One that has come back, of
    /// which the first may still hold what it had before, is left alone.
    package func finishDeletion(of name: AccountName) async throws {
        let deletedAt: Timestamp?
        do {
            deletedAt = try await account(name).info(.current).deletedAt
        } catch {
            guard error.isAbsence else { throw error }
            return
        }
        guard let deletedAt else { return }
        for backend in policies.backends.dropFirst() {
            let broker = backend.account(name)
            do {
                let info = try await broker.info(.current)
                guard info.deletedAt == nil, info.createdAt <= deletedAt else { continue }
                try await broker.delete(at: deletedAt)
            } catch {
                guard error.isAbsence else { throw error }
            }
        }
    }

    /// The metadata that an account has from its first moment.
    private func metadata(ofNew name: AccountName, _ caller: Caller?) -> Metadata {
        var metadata = Metadata()
        metadata[OwnerMetadata.projectDomain] = caller?.principal.project?.domain(ofNew: name)
        return metadata
    }

    /// Records which domain an account's project is in, once somebody of that project tells.
    private func recordDomain(of name: AccountName, _ caller: Caller?) async throws {
        guard let project = caller?.principal.project else { return }
        let broker = account(name)
        let stored = try await broker.stat(.mayBeStale).metadata[OwnerMetadata.projectDomain]
        guard let change = project.domainChange(of: name, stored: stored) else { return }
        try await broker.update([OwnerMetadata.projectDomain: change], at: clock.tick())
    }

    /// Makes an account that was never written to.
    ///
    /// - Parameter caller: who needs it.
    /// - Throws: `.notFound` when accounts are not made by their use; `.accountDeleted`: one that
    ///   was deleted comes back only by `create`.
    func bringUp(_ name: AccountName, for caller: Caller? = nil) async throws {
        do {
            _ = try await account(name).stat(.mayBeStale)
            try await recordDomain(of: name, caller)
            return
        } catch let error as StorageError {
            switch error.reason {
            case .notFound: break
            case .deleted: throw StoreError.accountDeleted
            default: throw error
            }
        }
        guard createsAccounts else { throw StoreError.notFound }
        _ = try await account(name).create(
            at: clock.tick(), metadata: metadata(ofNew: name, caller))
    }

    /// What is known of an account over all back-ends; nil where nothing was ever written.
    func stat(_ name: AccountName, as standing: Standing) async throws -> AccountStat? {
        var sum: AccountStat
        do {
            sum = try await account(name).stat(.current)
        } catch {
            suspects.note(error, in: .account(name))
            switch error.reason {
            case .notFound: return nil
            case .deleted: throw StoreError.accountDeleted
            default: throw error
            }
        }
        for backend in policies.backends.dropFirst() {
            do {
                let part = try await backend.account(name).stat(.current)
                sum.containerCount += part.containerCount
                sum.policies.merge(part.policies) { left, right in
                    AccountStat.PolicyStat(
                        containerCount: left.containerCount + right.containerCount,
                        totals: left.totals + right.totals)
                }
            } catch {
                guard error.isAbsence else { throw error }
                continue
            }
        }
        sum.metadata = OwnerMetadata.visible(sum.metadata, to: standing)
        return sum
    }
}

extension AccountPage {
    /// One page out of the pages of several back-ends, each for the same query.
    fileprivate init(merging pages: [AccountPage], _ query: ListingQuery) {
        let sorted = pages.flatMap(\.entries).sorted { left, right in
            query.isReversed
                ? right.name.utf8.lexicographicallyPrecedes(left.name.utf8)
                : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        var entries: [Entry] = []
        for entry in sorted where entries.count < query.limit {
            // Several back-ends may roll up names to the same sub-directory.
            if entries.last?.name.equalsBytewise(entry.name) != true { entries.append(entry) }
        }
        self.init(entries: entries)
    }
}
