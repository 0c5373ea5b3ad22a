// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage

/// Where a walk over a back-end stands, kept in metadata of a reserved account of that back-end:
/// so it is as durable as what is walked over, whatever the engine.
struct AuditRecord: Sendable {
    /// Where the walk goes on; nil at its beginning.
    var position: AuditPosition?
    /// When the walk began.
    var startedAt: Timestamp?
    /// When the last walk that came to its end began: everything was looked at since then.
    var coveredSince: Timestamp?

    /// Reads the record of a kind of work; an empty one when there is none.
    static func read(
        _ work: String, of backend: any Backend
    ) async throws(StorageError) -> AuditRecord {
        let stat: AccountStat
        do {
            stat = try await backend.account(.maintenance).stat(.current)
        } catch {
            guard error.reason == .notFound else { throw error }
            return AuditRecord()
        }
        return AuditRecord(
            position: stat.metadata["\(work)-position"].map { AuditPosition($0) },
            startedAt: stat.metadata["\(work)-started"].flatMap { Timestamp($0) },
            coveredSince: stat.metadata["\(work)-covered"].flatMap { Timestamp($0) })
    }

    /// Keeps the record.
    func write(
        _ work: String, of backend: any Backend, clock: StoreClock
    ) async throws(StorageError) {
        let account = backend.account(.maintenance)
        _ = try await account.create(at: clock.tick(), metadata: [:])
        let changes: [String: String?] = [
            "\(work)-position": position?.text, "\(work)-started": startedAt?.description,
            "\(work)-covered": coveredSince?.description,
        ]
        try await account.update(changes, at: clock.tick())
    }
}

/// Walks over a back-end page by page, from where the last walk was stopped.
struct AuditWalk: Sendable {
    /// How much time may pass between two notes of where the walk stands.
    private static let noteInterval = Duration.seconds(10)

    let work: String
    let backend: any Backend
    let store: ObjectStore
    let clock: any WorkClock

    /// Goes to the end of the walk, or of what was left of it.
    func run<Element: Sendable>(
        page: (AuditPosition?) async throws -> AuditPage<Element>,
        progress: WorkProgress, visit: (Element) async throws -> Void
    ) async throws {
        var record = try await AuditRecord.read(work, of: backend)
        if record.position == nil || record.startedAt == nil {
            record.position = nil
            record.startedAt = store.clock.now()
        }
        var noted = clock.now()
        while true {
            let page = try await page(record.position)
            for element in page.elements {
                try Task.checkCancellation()
                try await visit(element)
            }
            if let since = record.coveredSince {
                let now = store.clock.now().seconds
                progress.setLag(.seconds(Int64(clamping: now - min(now, since.seconds))))
            }
            guard let next = page.next else { break }
            record.position = next
            if clock.now().since(noted) >= Self.noteInterval {
                try await record.write(work, of: backend, clock: store.clock)
                noted = clock.now()
            }
        }
        record = AuditRecord(coveredSince: record.startedAt)
        try await record.write(work, of: backend, clock: store.clock)
    }
}
