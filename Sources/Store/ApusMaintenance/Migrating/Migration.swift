// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusIO
import ApusModel
package import ApusStorage

/// Moves everything from one engine to another: accounts, containers, objects with their versions
/// and parts, with the moments of their changes.
///
/// Nothing of the source is changed. Both are open for nobody else. Doing a part of it twice is
/// harmless, so that it goes on from any earlier position.
package struct Migration: Sendable {
    /// What has been moved.
    package struct Report: Hashable, Sendable {
        package var accounts: UInt64 = 0
        package var containers: UInt64 = 0
        package var objects: UInt64 = 0
        package var sizeBytes: UInt64 = 0
        /// What is not as it should be: sentences with addresses.
        package var problems: [String] = []
    }

    private static let pageLimit = 256
    /// Bodies of one commit together, so that they do not fill the memory.
    private static let batchLimitBytes: UInt64 = 8 * 1024 * 1024

    private let source: any Auditable
    private let target: any Auditable

    package init(from source: any Auditable, to target: any Auditable) {
        self.source = source
        self.target = target
    }

    /// Copies accounts and containers, then objects from a position on.
    ///
    /// - Parameters:
    ///   - position: where an earlier copy has got to; nil to begin.
    ///   - note: is told of a position up to which everything is durable in the target.
    /// - Throws: what keeps it from going on. An object that cannot be read is a problem in the
    ///   report, and the next one is copied.
    package func copy(
        from position: AuditPosition?, note: (AuditPosition, Report) async throws -> Void
    ) async throws -> Report {
        var report = Report()
        try await source.forEachIndex { index in
            switch index {
            case .account(let name):
                try await copy(name)
                report.accounts += 1
            case .container(let address):
                try await copy(address)
                report.containers += 1
            }
        }
        try await copyDeletedAccounts()
        var position = position
        while true {
            let page = try await source.objects(.all, after: position, limit: Self.pageLimit)
            try await copy(page.elements, &report)
            guard let next = page.next else { break }
            position = next
            try await note(next, report)
        }
        return report
    }

    /// Compares the target with the source: totals, metadata and rows; and reads every body in
    /// the target again.
    package func verify() async throws -> Report {
        var report = Report()
        try await source.forEachIndex { index in
            switch index {
            case .account(let name):
                let (old, new) = (
                    try await source.account(name).stat(.current),
                    try await target.account(name).stat(.current)
                )
                report.accounts += 1
                if old.metadata != new.metadata || old.policies != new.policies {
                    report.problems.append("\(index): totals or metadata differ")
                }
            case .container(let address):
                let (old, new) = (
                    try await source.container(address).stat(.current),
                    try await target.container(address).stat(.current)
                )
                report.containers += 1
                if old.metadata != new.metadata || old.totals != new.totals
                    || old.policy != new.policy
                {
                    report.problems.append("\(index): totals or metadata differ")
                }
            }
        }
        let audit = ObjectAudit(backend: target, bytePace: nil)
        try await source.forEachObject { location in
            if let problem = try await difference(at: location, audit) {
                report.problems.append("\(location): \(problem)")
            }
            report.objects += 1
            report.sizeBytes += location.sizeBytes
        }
        return report
    }

    private func difference(
        at location: ObjectLocation, _ audit: ObjectAudit
    ) async throws -> String? {
        let old = try await source.container(location.container).row(location.key)
        do throws(StorageError) {
            let new = try await target.container(location.container).row(location.key)
            guard new == old else { return "the rows differ" }
        } catch {
            guard error.reason == .notFound else { throw error }
            return "it is not there"
        }
        switch try await audit.verdict(on: location) {
        case .intact: return nil
        case .gone: return "it is not there"
        case .damaged(let reason): return reason
        }
    }

    // MARK: Indexes

    private func copy(_ name: AccountName) async throws {
        let stat = try await source.account(name).stat(.current)
        _ = try await target.account(name).create(at: stat.createdAt, metadata: stat.metadata)
    }

    private func copy(_ address: ContainerAddress) async throws {
        let stat = try await source.container(address).stat(.current)
        let broker = target.container(address)
        _ = try await broker.create(
            ContainerRecord(createdAt: stat.createdAt, policy: stat.policy))
        try await broker.update(stat.metadata.values.mapValues(Optional.some), at: stat.modifiedAt)
    }

    /// Deleted accounts answer as such until they are reclaimed.
    private func copyDeletedAccounts() async throws {
        guard let source = source as? any Reclaiming else { return }
        var position: AuditPosition?
        repeat {
            let page = try await source.deletedAccounts(after: position, limit: Self.pageLimit)
            for account in page.elements {
                let broker = target.account(account.name)
                do throws(StorageError) {
                    _ = try await broker.create(at: account.deletedAt, metadata: [:])
                    try await broker.delete(at: account.deletedAt)
                } catch {
                    guard error.reason == .deleted else { throw error }
                }
            }
            position = page.next
        } while position != nil
    }

    // MARK: Objects

    private func copy(_ locations: [ObjectLocation], _ report: inout Report) async throws {
        var batch = Batch()
        for location in locations {
            try Task.checkCancellation()
            if batch.container != location.container
                || batch.sizeBytes + location.sizeBytes > Self.batchLimitBytes
            {
                try await commit(&batch)
                batch.container = location.container
            }
            if let problem = try await stage(location, in: &batch) {
                report.problems.append("\(location): \(problem)")
            } else {
                report.objects += 1
                report.sizeBytes += location.sizeBytes
            }
        }
        try await commit(&batch)
    }

    /// Changes of one container that are not committed yet.
    private struct Batch {
        var container: ContainerAddress?
        var sizeBytes: UInt64 = 0
        var changes: [ObjectChange] = []
        var writers: [any ObjectWriter] = []
    }

    private func commit(_ batch: inout Batch) async throws {
        defer { batch = Batch() }
        guard let container = batch.container, !batch.changes.isEmpty else { return }
        do {
            _ = try await target.container(container).commit(batch.changes)
        } catch {
            for writer in batch.writers { await writer.abandon() }
            throw error
        }
    }

    /// Reads an object and stages its body in the target.
    ///
    /// - Returns: why it could not be read; nil when it was.
    private func stage(
        _ location: ObjectLocation, in batch: inout Batch
    ) async throws -> String? {
        let file: any ObjectFile
        do throws(StorageError) {
            file = try await source.container(location.container)
                .open(location.key, caching: .drop)
        } catch {
            return error.detail
        }
        let row = file.row
        let writer = try await target.container(location.container)
            .stage(sizeBytes: row.sizeBytes)
        do {
            var position: UInt64 = 0
            var digest = Digest(.md5)
            while position < row.sizeBytes {
                let pieces: [BodyPiece]
                do throws(StorageError) {
                    pieces = try await file.read(position..<row.sizeBytes)
                } catch {
                    guard error.reason == .corrupt else { throw error }
                    await writer.abandon()
                    return error.detail
                }
                guard !pieces.isEmpty else { break }
                for piece in pieces {
                    let bytes = try await piece.bytes()
                    digest.update(bytes)
                    try await writer.write(bytes)
                    position += UInt64(bytes.count)
                }
            }
            let found = Hexadecimal.encode(digest.finish())
            guard position == row.sizeBytes,
                found == row.etag || !ObjectAudit.isMD5(row.etag)
            else {
                await writer.abandon()
                return "its bytes have the MD5 \(found), its index says \(row.etag)"
            }
            let staged = try await writer.seal()
            batch.changes.append(ObjectChange(location.key, .put(row, staged)))
            batch.writers.append(writer)
            batch.sizeBytes += row.sizeBytes
            return nil
        } catch {
            await writer.abandon()
            throw error
        }
    }
}

extension BodyPiece {
    /// The bytes, read from the file when they are not at hand.
    func bytes() async throws -> Bytes {
        switch self {
        case .bytes(let bytes): bytes
        case .region(let region): try await region.file.read(region.range)
        }
    }
}
