// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

/// The broker of one container.
struct FileContainerBroker: ContainerBroker {
    let backend: FileBackend
    let address: ContainerAddress

    var description: String { "\(address)" }

    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool {
        // Again only when somebody creates or deletes it at the same time.
        while true {
            guard let account = try await backend.lease(address.account) else {
                throw StorageError(.notFound, "account /\(address.account)")
            }
            let generation = try account.value.existing().generation
            if let container = try await backend.lease(address) {
                let state = container.value.writer.state
                if state.isQuarantined { _ = try container.value.existing() }
                guard !record.mustBeNew || state.isGone else {
                    throw StorageError(.alreadyExists, "container \(address)")
                }
                if let policy = record.policy, policy != state.policy, !state.isGone {
                    throw StorageError(.conflict, "policy of container \(address)")
                }
                do {
                    try await container.value.update(record.metadata, at: record.createdAt)
                    return false
                } catch  where error.reason == .notFound {
                    await Task.yield()
                    continue
                }
            }
            do {
                if try await make(record, in: account.value, generation: generation) { return true }
            } catch {
                _ = try account.value.existing()
                throw error
            }
        }
    }

    /// Makes the index, then the row in the account, which is what makes the container exist.
    ///
    /// - Returns: false when somebody was faster.
    private func make(
        _ record: ContainerRecord, in account: AccountIndex, generation: Int
    ) async throws(StorageError) -> Bool {
        let backend = backend
        let address = address
        backend.space.refresh()
        try backend.space.check(for: 0)
        let policy = record.policy ?? record.defaultPolicy
        let id = backend.store.newID()
        let file = StoreLayout.fileName(address.container.text, limit: 150) + "~\(id).db"
        let directory = StoreLayout.containers(ofAccountIn: account.directory)
        let path = "\(directory)/\(file)"
        try await backend.lanes.committing.working { () throws(StorageError) in
            try backend.record.touch(String(path.dropFirst(backend.layout.root.utf8.count + 1)))
            try StoreLayout.makeDirectory(directory)
            try Schema.create(path, Schema.container) { database throws(StorageError) in
                try database.run(
                    "INSERT INTO container VALUES (?1, ?2, ?3, ?3, ?4, 0, 0)",
                    .text(address.account.text), .text(address.container.text),
                    .text(record.createdAt.description), .integer(Int64(policy.number)))
                var metadata = TimedMetadata()
                metadata.merge(record.metadata, at: record.createdAt)
                try Schema.writeMetadata(metadata, over: TimedMetadata(), database)
            }
        }
        let isMine = try await account.writer.perform { database, state throws(StorageError) in
            guard !state.isDeleted else {
                throw StorageError(.deleted, "account /\(address.account)")
            }
            guard state.generation == generation else { return false }
            let known = try database.statement("SELECT 1 FROM containers WHERE name = ?1")
            defer { known.reset() }
            known.bind([.text(address.container.text)])
            guard try !known.step() else { return false }
            try database.run(
                "INSERT INTO containers (name, file, modified_at, policy) VALUES (?1, ?2, ?3, ?4)",
                .text(address.container.text), .text(file), .text(record.createdAt.description),
                .integer(Int64(policy.number)))
            try database.run(
                "DELETE FROM tombstones WHERE name = ?1", .text(address.container.text))
            state.count(policy, 1)
            return true
        }
        if !isMine {
            backend.lanes.background.start { try? StoreLayout.removeDatabase(path) }
        }
        return isMine
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo {
        guard let container = try await backend.lease(address),
            container.value.writer.state.isQuarantined || !container.value.writer.state.isGone
        else {
            guard let account = try await backend.lease(address.account),
                !account.value.writer.state.isDeleted,
                let tombstone = try await backend.lanes.reading.working({
                    [address] () throws(StorageError) in
                    try account.value.tombstone(address.container)
                })
            else { throw StorageError(.notFound, "container \(address)") }
            return tombstone
        }
        let state = try container.value.existing()
        var isEmpty = state.totals.objectCount == 0
        if isEmpty {
            isEmpty = try await backend.lanes.reading.working { () throws(StorageError) in
                try !container.value.hasVersions()
            }
        }
        return ContainerInfo(
            createdAt: state.createdAt, modifiedAt: state.modifiedAt, policy: state.policy,
            totals: state.totals, isEmpty: isEmpty)
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat {
        let state = try await open().value.existing()
        return ContainerStat(
            createdAt: state.createdAt, modifiedAt: state.modifiedAt, policy: state.policy,
            metadata: state.metadata.metadata, totals: state.totals)
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await open().value.update(changes, at: time)
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        let container = try await open()
        return try await backend.lanes.reading.working { () throws(StorageError) in
            try container.value.list(query)
        }
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        let container = try await open()
        let index = container.value
        // From here on commits find nothing: whether it is empty cannot change any more.
        let bodies = try await index.writer.perform {
            [address] database, state throws(StorageError) in
            guard !state.isGone else { throw StorageError(.notFound, "container \(address)") }
            let rows = try database.statement("SELECT space, bodies FROM objects ORDER BY space")
            defer { rows.reset() }
            var bodies: [BodyID] = []
            while try rows.step() {
                guard rows.integer(0) == 2 else {
                    throw StorageError(.notEmpty, "container \(address)")
                }
                bodies += (BodyList(rows.text(1))?.parts ?? []).map(\.id)
            }
            state.isGone = true
            return bodies
        }
        let policy = index.writer.state.policy
        let createdAt = index.writer.state.createdAt
        let account = index.account.value
        let file = String(index.path.split(separator: "/").last ?? "")
        do {
            try await account.writer.perform { [address] database, state throws(StorageError) in
                guard !state.isDeleted else { return }
                // The account may have been deleted and come back meanwhile, without it.
                let known = try database.statement(
                    "SELECT 1 FROM containers WHERE name = ?1 AND file = ?2")
                defer { known.reset() }
                known.bind([.text(address.container.text), .text(file)])
                guard try known.step() else { return }
                try database.run(
                    "DELETE FROM containers WHERE name = ?1 AND file = ?2",
                    .text(address.container.text), .text(file))
                try database.run(
                    "INSERT OR REPLACE INTO tombstones VALUES (?1, ?2, ?3, ?4)",
                    .text(address.container.text), .text(createdAt.description),
                    .text(time.description), .integer(Int64(policy.number)))
                state.count(policy, -1)
            }
        } catch {
            try? await index.writer.perform { _, state in state.isGone = false }
            throw error
        }
        account.containerDeleted(address.container)
        let backend = backend
        try await backend.lanes.committing.working { () throws(StorageError) in
            backend.containers.forget { _, value in value === index }
            backend.store.removeLater(bodies)
            backend.lanes.background.start { try? StoreLayout.removeDatabase(index.path) }
        }
    }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        let container = try await open()
        if let object = try container.value.opened(key) { return object.row }
        return try await backend.lanes.reading.working { () throws(StorageError) in
            try container.value.find(key).row
        }
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        let container = try await open()
        if let object = try container.value.opened(key) { return object }
        return try await backend.lanes.reading.working { () throws(StorageError) in
            try container.value.open(key, caching: caching)
        }
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        try backend.checkMount()
        backend.space.refresh()
        try backend.space.check(for: sizeBytes ?? 0)
        return FileObjectWriter(store: backend.store, sizeBytes: sizeBytes)
    }

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        try await open().value.commit(changes, store: backend.store)
    }

    private func open() async throws(StorageError) -> Lease<ContainerIndex> {
        guard let container = try await backend.lease(address) else {
            throw StorageError(.notFound, "container \(address)")
        }
        return container
    }
}
