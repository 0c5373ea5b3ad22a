// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// The broker of one account.
struct MemoryAccountBroker: AccountBroker {
    let backend: MemoryBackend
    let name: AccountName

    var description: String { "/\(name)" }

    func create(_ record: AccountRecord) async throws(StorageError) -> Bool {
        try backend.withStore { store throws(StorageError) in
            var account = MemoryAccount(createdAt: record.createdAt)
            let existing = store.accounts[name].flatMap { $0.isDeleted ? nil : $0 }
            if let existing {
                _ = try store.account(name)
                guard !record.mustBeNew else {
                    throw StorageError(.alreadyExists, "account /\(name)")
                }
                account = existing
            }
            account.metadata.merge(record.metadata, at: record.createdAt)
            store.accounts[name] = account
            return existing == nil
        }
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> AccountInfo {
        try backend.withStore { store throws(StorageError) in
            guard let account = store.accounts[name] else {
                throw StorageError(.notFound, "account /\(name)")
            }
            return AccountInfo(
                createdAt: account.createdAt, deletedAt: account.deletedAt,
                containerCount: UInt64(account.containers.count),
                totals: account.policies.values.reduce(Totals()) { $0 + $1.totals })
        }
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> AccountStat {
        let account = try backend.withStore { store throws(StorageError) in
            try store.account(name)
        }
        return AccountStat(
            createdAt: account.createdAt, metadata: account.metadata.metadata,
            containerCount: UInt64(account.containers.count), policies: account.policies)
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try backend.withStore { store throws(StorageError) in
            var account = try store.account(name)
            account.metadata.merge(changes, at: time)
            store.accounts[name] = account
        }
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> AccountPage {
        let containers = try backend.withStore { store throws(StorageError) in
            try store.account(name).containers
        }
        var query = query
        query.path = nil
        var page = AccountPage(entries: [])
        var cursor = TableCursor(containers, isReversed: query.isReversed)
        try ListingWalk(query).run(over: &cursor) { name, container in
            page.entries.append(
                .container(
                    ContainerListing(
                        name: name, totals: container.totals, modifiedAt: container.modifiedAt,
                        policy: container.policy)))
        } subdirectory: { directory in
            page.entries.append(.subdirectory(directory))
        }
        return page
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try backend.withStore { store throws(StorageError) in
            var account = MemoryAccount(createdAt: try store.account(name).createdAt)
            account.deletedAt = time
            store.accounts[name] = account
        }
    }
}
