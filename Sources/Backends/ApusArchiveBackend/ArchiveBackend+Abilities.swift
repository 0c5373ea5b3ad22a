// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusLocalFiles
public import ApusModel
public import ApusStorage
import Synchronization

// What the cache can, the archive can: rows and indexes are the cache's.

extension ArchiveBackend: Auditable {
    public func indexes(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<IndexAddress> {
        try await cache.indexes(after: position, limit: limit)
    }

    public func objects(
        _ selection: ObjectSelection, after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<ObjectLocation> {
        try await cache.objects(selection, after: position, limit: limit)
    }

    /// A body that is not in the cache is read from its volume.
    public func verify(
        _ location: ObjectLocation, read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) -> AuditVerdict {
        do throws(StorageError) {
            let row = try await cache.container(location.container).row(location.key)
            guard row.modifiedAt == location.modifiedAt else { return .gone }
            let state = try BodyState(row)
            guard state.isEvicted, state.placement != nil else {
                return try await cache.verify(location, read: read)
            }
            try await archive.verify(state, read)
            return .intact
        } catch {
            switch error.reason {
            case .notFound: return .gone
            case .corrupt: return .damaged(error.detail)
            default: throw error
            }
        }
    }

    /// An object whose volume has it as it was loses only the damaged copy in the cache, and
    /// nothing is set aside.
    public func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        if try await archive.fallBack(location) { return false }
        return try await archive.quarantine(location, reason: reason)
    }

    public func verify(_ index: IndexAddress) async throws(StorageError) -> AuditVerdict {
        try await cache.verify(index)
    }

    public func quarantine(_ index: IndexAddress, reason: String) async throws(StorageError) {
        try await cache.quarantine(index, reason: reason)
    }

    public func rebuild(_ index: IndexAddress) async throws(StorageError) -> RebuildReport {
        let report = try await cache.rebuild(index)
        // Those whose rows could not be read meanwhile were left out.
        archive.pending.markOverflow()
        return report
    }
}

extension Archive {
    /// Leaves a body to its volume, when that has it as it was.
    ///
    /// - Returns: false when it does not, and nothing is changed.
    func fallBack(_ location: ObjectLocation) async throws(StorageError) -> Bool {
        let old: BodyState
        do throws(StorageError) {
            let row = try await cache.container(location.container).row(location.key)
            old = try BodyState(row)
            guard row.modifiedAt == location.modifiedAt, old.placement != nil, !old.isEvicted,
                old.sizeBytes > 0
            else { return false }
            try await verify(old)
        } catch {
            switch error.reason {
            case .notFound, .deleted, .corrupt: return false
            default: throw error
            }
        }
        let container = cache.container(location.container)
        let changed = try await rewrite([location.key], in: location.container) {
            _, _, state throws(StorageError) in
            guard state.id == old.id, state.placement == old.placement, !state.isEvicted
            else { return nil }
            var new = state
            new.isEvicted = true
            new.isWanted = state.isPinned
            return .replace(new, try await container.stage(sizeBytes: 0).seal())
        }
        guard let state = changed[location.key]?.new else { return false }
        if state.isWanted {
            want(state, at: RowPlace(container: location.container, key: location.key))
        }
        return true
    }

    func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        let keys = [location.key]
        await locks.take(keys, in: location.container)
        defer { locks.release(keys, in: location.container) }
        let state: BodyState
        do throws(StorageError) {
            state = try BodyState(
                try await cache.container(location.container).row(location.key))
        } catch {
            guard error.reason == .notFound else { throw error }
            return false
        }
        guard try await cache.quarantine(location, reason: reason) else { return false }
        forget(state, at: RowPlace(container: location.container, key: location.key))
        return true
    }
}

extension ArchiveBackend: Reclaiming {
    /// Also removes full volumes of which no row needs anything.
    public func reclaim(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        var report = try await cache.reclaim(olderThan: moment, limit: limit)
        let volumes = try await archive.reclaimVolumes()
        report.bodies += volumes.members
        report.sizeBytes += volumes.sizeBytes
        return report
    }

    public func deletedAccounts(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<DeletedAccount> {
        try await cache.deletedAccounts(after: position, limit: limit)
    }

    public func reap(
        _ account: AccountName, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        try await cache.reap(account, limit: limit)
    }
}

extension Archive {
    /// Removes full volumes that nothing is needed of.
    func reclaimVolumes() async throws(StorageError) -> (members: UInt64, sizeBytes: UInt64) {
        try await waitForStock()
        var members: UInt64 = 0
        var bytes: UInt64 = 0
        for volume in shelf.dead {
            let name = volume.record.name
            bay.unmount(name)
            try await shelf.lane.working { [shelf] () throws(StorageError) in
                try shelf.remove(name)
            }
            members += UInt64(volume.record.members)
            bytes += volume.record.endBytes
        }
        return (members, bytes)
    }
}

extension ArchiveBackend: MaintenanceStatistics {
    public var statistics: [Statistic] {
        let own = archive.statistics
        return own + ((cache as? any MaintenanceStatistics)?.statistics ?? [])
    }
}

extension Archive {
    var statistics: [Statistic] {
        let space = ledger.space
        let counters = counters.withLock { $0 }
        let volumes = shelf.all
        func total(_ name: String, _ help: String, _ value: UInt64) -> Statistic {
            Statistic(name, help: help, kind: .total, value: Double(value))
        }
        func gauge(_ name: String, _ help: String, _ value: UInt64) -> Statistic {
            Statistic(name, help: help, value: Double(value))
        }
        return [
            gauge("archive_cache_capacity_bytes", "What the cache may hold.", space.capacityBytes),
            gauge("archive_cache_used_bytes", "What bodies in the cache take.", space.usedBytes),
            gauge(
                "archive_cache_reserved_bytes", "Set aside for bodies to come.", space.reservedBytes
            ),
            gauge(
                "archive_cache_evictable_bytes", "In the cache and on a volume.",
                space.evictableBytes),
            gauge(
                "archive_pending_bodies", "Bodies that wait for a volume.", UInt64(pending.count)),
            gauge("archive_wanted_bodies", "Bodies that wait to be read.", UInt64(wanted.count)),
            gauge("archive_volumes", "Volumes there are.", UInt64(volumes.count)),
            gauge(
                "archive_volume_used_bytes", "What is written on volumes.",
                volumes.reduce(0) { $0 + $1.record.endBytes }),
            gauge(
                "archive_volume_live_bytes", "What of it rows need.",
                volumes.reduce(0) { $0 + $1.live.bytes }),
            total("archived_bodies_total", "Bodies written to volumes.", counters.archivedBodies),
            total("archived_bytes_total", "Their bytes.", counters.archivedBytes),
            total("staged_bodies_total", "Bodies read from volumes.", counters.stagedBodies),
            total("staged_bytes_total", "Their bytes.", counters.stagedBytes),
            total("evicted_bodies_total", "Bodies that left the cache.", counters.evictedBodies),
            total("evicted_bytes_total", "Their bytes.", counters.evictedBytes),
            total(
                "archive_failures_total", "Attempts to write a volume that failed.",
                counters.archiveFailures),
            total(
                "archive_damaged_bodies_total", "Bodies that were not what was written.",
                counters.damagedBodies),
        ]
    }
}
