// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel

/// Indexes are the baseline's; bodies are read where they are.
extension ObjectFilesBackend: Auditable {
    func indexes(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<IndexAddress> {
        try await rest.indexes(after: position, limit: limit)
    }

    func objects(
        _ selection: ObjectSelection, after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<ObjectLocation> {
        try await rest.objects(selection, after: position, limit: limit)
    }

    func verify(
        _ location: ObjectLocation, read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) -> AuditVerdict {
        do throws(StorageError) {
            let file = try await container(location.container).open(location.key, caching: .drop)
            guard file.row.modifiedAt == location.modifiedAt else { return .gone }
            var position: UInt64 = 0
            while position < file.row.sizeBytes {
                if Task.isCancelled { throw StorageError(.cancelled, "an audit") }
                let pieces = try await file.read(position..<file.row.sizeBytes)
                guard !pieces.isEmpty else { return .damaged("its body is too short") }
                for piece in pieces {
                    switch piece {
                    case .bytes(let bytes): await read(bytes)
                    case .region(let region): try await Self.read(region, into: read)
                    }
                    position += piece.count
                }
            }
            return .intact
        } catch {
            switch error.reason {
            case .notFound: return .gone
            case .corrupt: return .damaged(error.detail)
            default: throw error
            }
        }
    }

    private static func read(
        _ region: FileRegion, into read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) {
        var position = region.range.lowerBound
        while position < region.range.upperBound {
            let end = min(position + 1 << 20, region.range.upperBound)
            let bytes: Bytes
            do {
                bytes = try await region.file.read(position..<end)
            } catch {
                throw StorageError(.corrupt, "its body cannot be read", cause: error)
            }
            guard !bytes.isEmpty else { throw StorageError(.corrupt, "its body is too short") }
            await read(bytes)
            position += UInt64(bytes.count)
        }
    }

    func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        let keys = [location.key]
        await locks.take(keys, in: location.container)
        defer { locks.release(keys, in: location.container) }
        let row: ObjectRow
        do {
            row = try await rest.container(location.container).row(location.key)
        } catch {
            guard error.reason == .notFound else { throw error }
            return false
        }
        guard try await rest.quarantine(location, reason: reason) else { return false }
        for name in try NamedBodies(row).names {
            try await files.quarantine(name, note: "\(location)\n\(reason)\n")
        }
        return true
    }

    func verify(_ index: IndexAddress) async throws(StorageError) -> AuditVerdict {
        try await rest.verify(index)
    }

    func quarantine(_ index: IndexAddress, reason: String) async throws(StorageError) {
        try await rest.quarantine(index, reason: reason)
    }

    func rebuild(_ index: IndexAddress) async throws(StorageError) -> RebuildReport {
        let report = try await rest.rebuild(index)
        sweep.walkAgain()
        return report
    }
}

extension ObjectFilesBackend: Reclaiming {
    func reclaim(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        await removeDropped()
        var report = try await rest.reclaim(olderThan: moment, limit: limit)
        let step = try await sweep.step(over: self, limit: limit)
        report.orphans += step.removed
        report.isFinished = report.isFinished && step.isFinished
        return report
    }

    func deletedAccounts(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<DeletedAccount> {
        try await rest.deletedAccounts(after: position, limit: limit)
    }

    func reap(
        _ account: AccountName, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        let report = try await rest.reap(account, limit: limit)
        // Its rows have gone, and nothing else knew their bodies.
        if report.bodies > 0 || report.isFinished { sweep.ask() }
        return report
    }
}
