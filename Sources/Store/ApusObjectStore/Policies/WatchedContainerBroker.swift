// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// What an engine was asked for, as far as its durations are told apart.
public enum StorageOperation: String, CaseIterable, Sendable {
    /// Metadata and totals of a container.
    case stat
    /// An object, up to its metadata; its body is read after that.
    case open
    /// A page of a container.
    case list
    /// Making changes visible and durable.
    case commit
}

/// A broker that tells how long the engine takes, and what commits have changed.
struct WatchedContainerBroker: ContainerBroker {
    let base: any ContainerBroker
    let address: ContainerAddress
    let onStorage: (@Sendable (StorageOperation, Duration) -> Void)?
    let onCommit: CommitWatch.Listener?

    var description: String { "\(base)" }

    private func tell(_ operation: StorageOperation, since start: ContinuousClock.Instant) {
        onStorage?(operation, start.duration(to: .now))
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat {
        let start = ContinuousClock.now
        defer { tell(.stat, since: start) }
        return try await base.stat(freshness)
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        let start = ContinuousClock.now
        defer { tell(.open, since: start) }
        return try await base.open(key, caching: caching)
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        let start = ContinuousClock.now
        defer { tell(.list, since: start) }
        return try await base.list(query)
    }

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        let replaced = try await timedCommit(changes)
        await onCommit?(address, changes, replaced)
        return replaced
    }

    private func timedCommit(
        _ changes: [ObjectChange]
    ) async throws(StorageError) -> [ObjectRow?] {
        let start = ContinuousClock.now
        defer { tell(.commit, since: start) }
        return try await base.commit(changes)
    }

    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool {
        try await base.create(record)
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo {
        try await base.info(freshness)
    }

    func update(
        _ changes: [String: String?], at time: Timestamp
    ) async throws(StorageError) {
        try await base.update(changes, at: time)
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try await base.delete(at: time)
    }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        try await base.row(key)
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        try await base.stage(sizeBytes: sizeBytes)
    }
}
