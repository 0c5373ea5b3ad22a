// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage
import Synchronization

/// A back-end whose process is killed at one of its commits: before it, or when it is made but
/// nobody was told. Nothing works after that; what was committed is in the engine beneath.
final class CrashingBackend: Backend {
    struct Crash: Hashable, Sendable, CustomStringConvertible {
        /// Which commit it is, from 1.
        var commit: Int
        var isMade: Bool

        var description: String { "\(isMade ? "after" : "before") commit \(commit)" }
    }

    let base: any Backend
    private let crash: Crash?
    private let count = Mutex(0)

    init(_ base: any Backend, _ crash: Crash?) {
        self.base = base
        self.crash = crash
    }

    /// How many commits there were.
    var commits: Int { count.withLock { $0 } }

    var isDead: Bool { crash.map { commits >= $0.commit } ?? false }

    var name: String { base.name }

    func account(_ name: AccountName) -> any AccountBroker { base.account(name) }

    func container(_ address: ContainerAddress) -> any ContainerBroker {
        CrashingContainer(backend: self, base: base.container(address))
    }

    func checkHealth() async throws(StorageError) { try check() }

    func shutdown() async {}

    fileprivate func check() throws(StorageError) {
        guard !isDead else { throw StorageError(.unavailable, "the process is gone") }
    }

    fileprivate func commit(
        _ make: () async throws(StorageError) -> [ObjectRow?]
    ) async throws(StorageError) -> [ObjectRow?] {
        try check()
        let number = count.withLock { count in
            count += 1
            return count
        }
        guard let crash, crash.commit == number else { return try await make() }
        if crash.isMade { _ = try await make() }
        throw StorageError(.unavailable, "the process is killed")
    }
}

private struct CrashingContainer: ContainerBroker {
    let backend: CrashingBackend
    let base: any ContainerBroker

    var description: String { base.description }

    func create(_ record: ContainerRecord) async throws(StorageError) -> Bool {
        try backend.check()
        return try await base.create(record)
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> ContainerInfo {
        try backend.check()
        return try await base.info(freshness)
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> ContainerStat {
        try backend.check()
        return try await base.stat(freshness)
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try backend.check()
        try await base.update(changes, at: time)
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> ListingPage {
        try backend.check()
        return try await base.list(query)
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try backend.check()
        try await base.delete(at: time)
    }

    func row(_ key: ObjectKey) async throws(StorageError) -> ObjectRow {
        try backend.check()
        return try await base.row(key)
    }

    func open(
        _ key: ObjectKey, caching: CacheHint
    ) async throws(StorageError) -> any ObjectFile {
        try backend.check()
        return try await base.open(key, caching: caching)
    }

    func stage(sizeBytes: UInt64?) async throws(StorageError) -> any ObjectWriter {
        try backend.check()
        return try await base.stage(sizeBytes: sizeBytes)
    }

    func commit(_ changes: [ObjectChange]) async throws(StorageError) -> [ObjectRow?] {
        try await backend.commit { () async throws(StorageError) in
            try await base.commit(changes)
        }
    }
}
