// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// The broker of one container.
struct MemoryContainerBroker: ContainerBroker {
    let backend: MemoryBackend
    let address: ContainerAddress

    var description: String { "\(address)" }

    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool {
        try backend.withStore { store throws(StorageError) in
            var account = try store.account(address.account)
            let existing = account.containers[address.container.text]
            if existing != nil { _ = try store.container(address) }
            guard existing == nil || !record.mustBeNew else {
                throw StorageError(.alreadyExists, "container \(address)")
            }
            if let policy = record.policy, let existing, existing.policy != policy {
                throw StorageError(.conflict, "policy of container \(address)")
            }
            var container =
                existing
                ?? MemoryContainer(
                    createdAt: record.createdAt, policy: record.policy ?? record.defaultPolicy)
            container.metadata.merge(record.metadata, at: record.createdAt)
            container.modifiedAt = max(container.modifiedAt, record.createdAt)
            account.set(address.container, container)
            account.tombstones[address.container] = nil
            store.accounts[address.account] = account
            return existing == nil
        }
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo {
        try backend.withStore { store throws(StorageError) in
            let account = store.accounts[address.account]
            if let tombstone = account?.tombstones[address.container] { return tombstone }
            return try store.container(address).info
        }
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat {
        let container = try snapshot()
        return ContainerStat(
            createdAt: container.createdAt, modifiedAt: container.modifiedAt,
            policy: container.policy, metadata: container.metadata.metadata,
            totals: container.totals)
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try backend.withStore { store throws(StorageError) in
            var container = try store.container(address)
            container.metadata.merge(changes, at: time)
            container.modifiedAt = max(container.modifiedAt, time)
            store.accounts[address.account]?.set(address.container, container)
        }
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        var page = ListingPage(entries: [])
        var cursor = TableCursor(try snapshot().current, isReversed: query.isReversed)
        try ListingWalk(query).run(over: &cursor) { name, object in
            page.entries.append(.object(ObjectListing(object.row, name: name)))
        } subdirectory: { directory in
            page.entries.append(.subdirectory(directory))
        }
        return page
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try backend.withStore { store throws(StorageError) in
            let container = try store.container(address)
            guard container.isEmpty else {
                throw StorageError(.notEmpty, "container \(address)")
            }
            var tombstone = container.info
            tombstone.deletedAt = time
            store.accounts[address.account]?.set(address.container, nil)
            store.accounts[address.account]?.tombstones[address.container] = tombstone
        }
    }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        try object(key).row
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        MemoryObjectFile(object: try object(key), address: address, key: key)
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        MemoryWriter()
    }

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        try backend.withStore { store throws(StorageError) in
            var container = try store.container(address)
            let replaced = try container.apply(changes)
            store.accounts[address.account]?.set(address.container, container)
            return replaced
        }
    }

    private func snapshot() throws(StorageError) -> MemoryContainer {
        try backend.withStore { store throws(StorageError) in try store.container(address) }
    }

    private func object(_ key: ObjectKey) throws(StorageError) -> MemoryObject {
        guard let object = try snapshot()[key] else {
            throw StorageError(.notFound, "object \(address)/\(key.name)")
        }
        return object
    }
}
