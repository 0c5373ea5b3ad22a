// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

extension JobEngine {
    /// Brings a job as far as it gets without its client.
    func settle(_ active: ActiveJob) async throws {
        do {
            switch active.kind {
            case .put: try await settlePut(active)
            case .get: try await settleRead(active)
            case .stage: try await settleStage(active)
            case .verify:
                let isDone = active.state.withLock { $0.progress?.isTransferred ?? false }
                if isDone { _ = try await end(active, .completed) }
            }
        } catch JobError.ended {
            return
        }
    }

    private func settlePut(_ active: ActiveJob) async throws {
        // A plan that was let go of waits for its client.
        guard active.state.withLock({ $0.progress != nil || !$0.wasLoaded }) else { return }
        let now = store.clock.now()
        let (assembles, isTransferred, age) = try await use(active, touches: false) { _, progress in
            return (
                progress.whole.sorted(), progress.isTransferred,
                now.ticks - min(now.ticks, progress.changedAt.ticks)
            )
        }
        for entry in assembles {
            do {
                _ = try await assemble(entry, active)
            } catch JobError.objectExists {
                continue
            }
        }
        if !assembles.isEmpty { try await noteChunks(active) }
        try await notePersisted(active)
        guard isTransferred,
            active.isNaked || Self.isOver(settings.completionDelay, ticks: age)
        else { return }
        let (isDone, isDamaged) = try await use(active, touches: false) { job, progress in
            let all = progress.plan.entryCount
            guard progress.whole.isEmpty else { return (false, false) }
            guard progress.staging != nil else { return (true, false) }
            let isVerified = !job.verifiesAfterWrite || progress.unverified == nil
            return (isVerified && progress.completedEntries == all, progress.isDamaged)
        }
        if isDone { _ = try await end(active, isDamaged ? .canceled : .completed) }
    }

    static func isOver(_ delay: Duration, ticks: UInt64) -> Bool {
        let microseconds = Int64(clamping: ticks) * 10
        return .microseconds(microseconds) >= delay
    }

    /// Looks which objects are on the medium that is asked for.
    private func notePersisted(_ active: ActiveJob) async throws {
        var start = 0
        // A bounded number at a time: others wait for their turn.
        for _ in 0..<20 {
            let first = start
            let (entries, progress) = try await use(active, touches: false) { _, progress in
                (progress.unpersisted(from: first, limit: 1000), progress)
            }
            guard let staging = progress.staging, let last = entries.last else { return }
            start = last + 1
            let places = try await locate(entries, progress, active.container)
            try await note(try await residencies(staging, places), entries, active)
        }
    }

    /// Notes which objects of a job that puts are on the medium, and tells of them.
    func note(_ found: [Residency?], _ entries: [Int], _ active: ActiveJob) async throws {
        let archived = try await use(active, touches: false) { _, progress in
            var archived: [Int] = []
            for (entry, residency) in zip(entries, found) {
                if residency?.isArchived == true, !progress.persisted[entry] {
                    archived.append(entry)
                }
                // What has been deleted or replaced since is nobody's to wait for.
                if residency?.isArchived ?? true { progress.persist(entry) }
            }
            return archived
        }
        tell(archived, of: active) { .persisted($0, $1) }
    }

    private func settleRead(_ active: ActiveJob) async throws {
        let isDone = active.state.withLock { $0.progress?.isTransferred ?? false }
        guard !isDone else {
            _ = try await end(active, .completed)
            return
        }
        try await releaseRead(active)
    }

    private func settleStage(_ active: ActiveJob) async throws {
        let count = try await use(active, touches: false) { _, progress in progress.plan.chunkCount
        }
        for chunk in 0..<count {
            let isOpen = try await use(active, touches: false) { _, progress in
                !progress.doneChunks[chunk]
            }
            guard isOpen else { continue }
            guard try await bringIn(active, chunk) else { return }
            try await use(active, touches: false) { _, progress in progress.finish(chunk: chunk) }
        }
        try await save(active)
        _ = try await end(active, .completed)
    }
}

extension Progress {
    /// Objects that are there and, as far as is known, not on the medium that is asked for.
    fileprivate func unpersisted(from start: Int, limit: Int) -> [Int] {
        guard staging != nil else { return [] }
        return visible.places(from: start, notIn: persisted, limit: limit)
            .filter { !dropped[$0] }
    }

    /// Objects with which all is done, or of which nothing is expected.
    fileprivate var completedEntries: Int { persisted.count + dropped.count - both }

    private var both: Int {
        var count = 0
        dropped.forEachPlace { if persisted[$0] { count += 1 } }
        return count
    }
}
