// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

/// The broker of one account.
struct PackedAccountBroker: AccountBroker {
    let store: PackedStore
    let name: AccountName

    var description: String { "/\(name)" }

    func create(_ record: AccountRecord) async throws(StorageError) -> Bool {
        try await store.perform { [name] transaction throws(StorageError) in
            let known = try transaction.account(name)
            try known?.checkQuarantine(name)
            var head: AccountHead
            let isNew: Bool
            if let known, known.deletedAt == nil {
                guard !record.mustBeNew else {
                    throw StorageError(.alreadyExists, "account /\(name)")
                }
                head = known
                isNew = false
            } else {
                head = AccountHead(id: transaction.makeID(), createdAt: record.createdAt)
                isNew = true
                transaction.put(
                    Keys.numbered(.name, head.id), HeadRecord.encode(name, at: record.createdAt),
                    in: .heads)
            }
            let before = head.metadata
            head.metadata.merge(record.metadata, at: record.createdAt)
            if head.metadata != before {
                transaction.put(
                    Keys.numbered(.metadata, head.id), HeadRecord.encode(head.metadata),
                    in: .heads)
            }
            transaction.set(name, head)
            return isNew
        }
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> AccountInfo {
        guard let head = try await store.account(name) else {
            throw StorageError(.notFound, "account /\(name)")
        }
        try head.checkQuarantine(name)
        return head.info
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> AccountStat {
        try await store.existing(name).stat
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await store.perform { [name] transaction throws(StorageError) in
            var head = try transaction.existing(name)
            head.metadata.merge(changes, at: time)
            transaction.put(
                Keys.numbered(.metadata, head.id), HeadRecord.encode(head.metadata), in: .heads)
            transaction.set(name, head)
        }
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> AccountPage {
        let head = try await store.existing(name)
        var query = query
        query.path = nil
        let asked = query
        return try await store.lanes.reading.working { [store] () throws(StorageError) in
            var page = AccountPage(entries: [])
            var cursor = IndexCursor(
                try store.readable(), .heads, under: Keys.container("", in: head.id),
                isReversed: asked.isReversed
            ) { value, _ throws(StorageError) in try ContainerHead(value, account: head.id) }
            try ListingWalk(asked).run(over: &cursor) { name, container in
                page.entries.append(
                    .container(
                        ContainerListing(
                            name: name, totals: container.totals,
                            modifiedAt: container.modifiedAt, policy: container.policy)))
            } subdirectory: { directory in
                page.entries.append(.subdirectory(directory))
            }
            return page
        }
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try await store.perform { [name] transaction throws(StorageError) in
            var head = try transaction.existing(name)
            head.deletedAt = time
            head.policies = [:]
            head.metadata = TimedMetadata()
            transaction.empty(name)
            transaction.set(name, head)
            transaction.put(
                Keys.numbered(.deadAccount, head.id), HeadRecord.encode(name, at: time),
                in: .heads)
        }
        store.reapLater()
    }
}
