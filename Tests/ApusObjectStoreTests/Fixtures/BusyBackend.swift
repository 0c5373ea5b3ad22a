// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage
import Synchronization

/// A back-end whose rows cannot be read for a while, as when its index is locked.
final class BusyBackend: Backend {
    let base: any Backend
    private let busy = Atomic(false)

    init(_ base: any Backend) { self.base = base }

    var isBusy: Bool {
        get { busy.load(ordering: .sequentiallyConsistent) }
        set { busy.store(newValue, ordering: .sequentiallyConsistent) }
    }

    var name: String { base.name }

    func account(_ name: AccountName) -> any AccountBroker { base.account(name) }

    func container(_ address: ContainerAddress) -> any ContainerBroker {
        BusyContainer(backend: self, base: base.container(address))
    }

    func checkHealth() async throws(StorageError) { try await base.checkHealth() }

    func shutdown() async { await base.shutdown() }
}

private struct BusyContainer: ContainerBroker {
    let backend: BusyBackend
    let base: any ContainerBroker

    var description: String { base.description }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        guard !backend.isBusy else { throw StorageError(.busy, "rows cannot be read now") }
        return try await base.row(key)
    }

    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool {
        try await base.create(record)
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo {
        try await base.info(freshness)
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat {
        try await base.stat(freshness)
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await base.update(changes, at: time)
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        try await base.list(query)
    }

    func delete(at time: Timestamp) async throws(StorageError) { try await base.delete(at: time) }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        try await base.open(key, caching: caching)
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        try await base.stage(sizeBytes: sizeBytes)
    }

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        try await base.commit(changes)
    }
}
