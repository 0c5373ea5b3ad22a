// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

/// The broker of one container.
struct PackedContainerBroker: ContainerBroker {
    let store: PackedStore
    let address: ContainerAddress

    var description: String { "\(address)" }

    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool {
        try await store.perform { [address] transaction throws(StorageError) in
            let account = try transaction.existing(address.account)
            let known = try transaction.container(address)
            try known?.checkQuarantine(address)
            var head: ContainerHead
            if let known {
                guard !record.mustBeNew else {
                    throw StorageError(.alreadyExists, "container \(address)")
                }
                if let policy = record.policy, policy != known.policy {
                    throw StorageError(.conflict, "policy of container \(address)")
                }
                head = known
                head.modifiedAt = max(head.modifiedAt, record.createdAt)
            } else {
                head = ContainerHead(
                    id: transaction.makeID(), account: account.id, createdAt: record.createdAt,
                    policy: record.policy ?? record.defaultPolicy)
                transaction.put(
                    Keys.numbered(.address, head.id),
                    HeadRecord.encode(address, account: account.id), in: .heads)
                transaction.delete(
                    Keys.container(address.container.text, in: account.id, .tombstone), in: .heads)
            }
            let before = head.metadata
            head.metadata.merge(record.metadata, at: record.createdAt)
            if head.metadata != before { transaction.putMetadata(of: head) }
            try transaction.set(address, head)
            return known == nil
        }
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo {
        do {
            return try await store.existing(address).info
        } catch {
            guard error.reason == .notFound, let account = try await store.account(address.account),
                account.deletedAt == nil
            else { throw error }
            let key = Keys.container(address.container.text, in: account.id, .tombstone)
            let found = try await store.look { index, tier throws(StorageError) in
                try index.find(key, in: .heads, tier) { span throws(StorageError) in
                    try HeadRecord.tombstone(span)
                }
            }
            guard let found else { throw error }
            return found
        }
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat {
        try await store.existing(address).stat
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await store.perform { [address] transaction throws(StorageError) in
            var head = try transaction.existing(address)
            head.metadata.merge(changes, at: time)
            head.modifiedAt = max(head.modifiedAt, time)
            transaction.putMetadata(of: head)
            try transaction.set(address, head)
        }
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        let head = try await store.existing(address)
        return try await store.lanes.reading.working { [store] () throws(StorageError) in
            var page = ListingPage(entries: [])
            var cursor = IndexCursor(
                try store.readable(), .rows, under: RowKey.range(of: head.id, space: 0).from,
                isReversed: query.isReversed
            ) { value, name throws(StorageError) in try RowRecord.listing(value, name: name) }
            try ListingWalk(query).run(over: &cursor) { _, object in
                page.entries.append(.object(object))
            } subdirectory: { directory in
                page.entries.append(.subdirectory(directory))
            }
            return page
        }
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        let hasParts = try await store.perform { [address] transaction throws(StorageError) in
            let head = try transaction.existing(address)
            guard head.isEmpty else {
                throw StorageError(.notEmpty, "container \(address)")
            }
            try transaction.set(address, nil)
            var tombstone = head.info
            tombstone.deletedAt = time
            transaction.put(
                Keys.container(address.container.text, in: head.account, .tombstone),
                HeadRecord.encode(tombstone: tombstone), in: .heads)
            if head.partCount > 0 {
                transaction.put(Keys.numbered(.deadContainer, head.id), Bytes(), in: .heads)
            } else {
                transaction.delete(Keys.numbered(.metadata, head.id), in: .heads)
                transaction.delete(Keys.numbered(.address, head.id), in: .heads)
            }
            return head.partCount > 0
        }
        if hasParts { store.reapLater() }
    }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        let head = try await store.existing(address)
        if let object = store.hot[RowPlace(container: head.id, key: key)] { return object.row }
        guard let stored = try await store.row(RowKey.encode(key, in: head.id)) else {
            throw missing(key)
        }
        return stored.row
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        let head = try await store.existing(address)
        let place = RowPlace(container: head.id, key: key)
        guard let object = try await store.open(place, in: address, caching: caching) else {
            throw missing(key)
        }
        return object
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        try await store.requireWriting()
        try store.space.check(for: sizeBytes ?? 0)
        return FileObjectWriter(store: store.bodies, sizeBytes: sizeBytes)
    }

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        let head = try await store.existing(address)
        var writes: [BodySync.Write] = []
        var weight = 512
        for change in changes {
            guard case .put(let row, let body) = change.effect else { continue }
            guard let body = body as? StagedFileBody, body.isStaged(in: store.bodies) else {
                throw StorageError(.unavailable, "a body staged by another engine")
            }
            // A large one lies in its file already.
            try store.space.check(for: UInt64(body.content?.count ?? 0))
            if let content = body.content {
                weight += content.count
            } else {
                let list = BodyList([BodyList.Part(id: body.id, sizeBytes: body.sizeBytes)])
                let copy = BodyFormat.copy(
                    row, at: change.key, in: address, bodies: list, sizeBytes: body.sizeBytes)
                writes.append(BodySync.Write(body: body, copy: copy))
            }
        }
        if !writes.isEmpty { try await store.bodies.persist(writes) }
        try await warm(changes, in: head.id)
        return try await store.perform(weight: weight) {
            [address] transaction throws(StorageError) in
            try transaction.apply(changes, in: address)
        }
    }

    /// Brings the rows that a commit will look at into memory, so that the one committer does not
    /// wait for the disk.
    private func warm(
        _ changes: [ObjectChange], in container: UInt64
    ) async throws(StorageError) {
        for key in changes.flatMap(\.touchedKeys) {
            let encoded = RowKey.encode(key, in: container)
            _ = try await store.look { index, tier throws(StorageError) in
                try index.find(encoded, in: .rows, tier) { _ in }
            }
        }
    }

    private func missing(_ key: ObjectKey) -> StorageError {
        StorageError(.notFound, "object \(address)/\(key.name)")
    }
}

extension Transaction {
    func putMetadata(of head: ContainerHead) {
        put(
            Keys.numbered(.metadata, head.id), HeadRecord.encode(head.metadata), in: .heads)
    }
}
