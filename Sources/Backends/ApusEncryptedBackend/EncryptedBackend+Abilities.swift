// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusModel
public import ApusStorage
import Synchronization

// What the engine can, it can with encryption around it. All of it works on what is stored;
// only who reads bodies to compare them with their ETags gets them decrypted.

extension EncryptedBackend: Auditable where Engine: Auditable {
    public func indexes(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<IndexAddress> {
        try await engine.indexes(after: position, limit: limit)
    }

    public func objects(
        _ selection: ObjectSelection, after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<ObjectLocation> {
        try await engine.objects(selection, after: position, limit: limit)
    }

    public func verify(
        _ location: ObjectLocation, read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) -> AuditVerdict {
        let spans: [BodySpan]
        do throws(StorageError) {
            spans = try await broker(location.container).opened(location.key).spans
        } catch {
            switch error.reason {
            // The engine knows better what has become of it.
            case .notFound, .deleted, .corrupt: spans = []
            default: throw error
            }
        }
        guard !spans.isEmpty else { return try await engine.verify(location, read: read) }
        let position = Mutex<UInt64>(0)
        return try await engine.verify(location) { bytes in
            let offset = position.withLock { position in
                defer { position += UInt64(bytes.count) }
                return position
            }
            await read(spans.decrypt(bytes, at: offset))
        }
    }

    public func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        try await engine.quarantine(location, reason: reason)
    }

    public func verify(_ index: IndexAddress) async throws(StorageError) -> AuditVerdict {
        try await engine.verify(index)
    }

    public func quarantine(_ index: IndexAddress, reason: String) async throws(StorageError) {
        try await engine.quarantine(index, reason: reason)
    }

    public func rebuild(_ index: IndexAddress) async throws(StorageError) -> RebuildReport {
        try await engine.rebuild(index)
    }
}

extension EncryptedBackend: Reclaiming where Engine: Reclaiming {
    public func reclaim(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        try await engine.reclaim(olderThan: moment, limit: limit)
    }

    public func deletedAccounts(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<DeletedAccount> {
        try await engine.deletedAccounts(after: position, limit: limit)
    }

    public func reap(
        _ account: AccountName, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        try await engine.reap(account, limit: limit)
    }
}

extension EncryptedBackend: BackupSource where Engine: BackupSource {
    /// Copies what is stored, encrypted as it is.
    public func backUp(into sink: any BackupSink) async throws(StorageError) -> BackupReport {
        try await engine.backUp(into: sink)
    }
}

extension EncryptedBackend: MaintenanceStatistics where Engine: MaintenanceStatistics {
    public var statistics: [Statistic] { engine.statistics }
}

extension EncryptedBackend: Staging where Engine: Staging {
    public func residency(
        of keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) -> [Residency?] {
        try await engine.residency(of: keys, in: container)
    }

    public func stageIn(
        _ keys: [ObjectKey], in container: ContainerAddress, pin: Bool
    ) async throws(StorageError) {
        try await engine.stageIn(keys, in: container, pin: pin)
    }

    public func evict(
        _ keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) -> UInt64 {
        try await engine.evict(keys, in: container)
    }

    public func verify(
        _ keys: [ObjectKey], in container: ContainerAddress
    ) async throws(StorageError) {
        try await engine.verify(keys, in: container)
    }

    public func reserve(_ bytes: UInt64) async throws(StorageError) {
        try await engine.reserve(bytes)
    }

    public func unreserve(_ bytes: UInt64) async {
        await engine.unreserve(bytes)
    }

    public func cacheSpace() async throws(StorageError) -> CacheSpace {
        try await engine.cacheSpace()
    }

    public func media() async throws(StorageError) -> [Medium] {
        try await engine.media()
    }
}
