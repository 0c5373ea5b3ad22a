// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusObjectStore
import Synchronization

extension JobEngine {
    /// Does what nobody waits for, until it is cancelled.
    ///
    /// - Parameter onFailure: told of what could not be done; it is tried again.
    package func run(onFailure: @escaping @Sendable (any Error) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                await repeating(onFailure) { try await self.tick() }
            }
            group.addTask { [self] in
                await repeating(onFailure) { while try await self.work() {} }
            }
        }
    }

    private func repeating(
        _ onFailure: @Sendable (any Error) -> Void, _ work: () async throws -> Void
    ) async {
        while !Task.isCancelled {
            do {
                try await work()
            } catch is CancellationError {
                return
            } catch {
                onFailure(error)
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Looks after every active job once: assembles, completes, ends those whose clients stay
    /// away, and lets go of plans that nobody uses.
    ///
    /// - Throws: the first failure, when all others have been looked after.
    package func tick() async throws {
        try await prepare()
        let jobs = shared.withLock { Array($0.active.values) }
        var failure: (any Error)?
        for active in jobs.sorted(by: { $0.priority < $1.priority }) {
            try Task.checkCancellation()
            do {
                try await settle(active)
                try await saveRead(active)
                try await endIfDead(active)
            } catch {
                failure = failure ?? error
            }
        }
        do {
            try await settleNaked()
        } catch {
            failure = failure ?? error
        }
        letGoOfPlans(jobs)
        if let failure { throw failure }
    }

    // MARK: Clearing up

    /// Stores what was read of chunks that are not done.
    func saveRead(_ active: ActiveJob) async throws {
        guard active.kind == .get else { return }
        let chunks = active.state.withLock { state -> [(Int, BitSet, Bool)] in
            guard let progress = state.progress else { return [] }
            state.progress?.unsavedChunks = []
            return progress.unsavedChunks.sorted().map { chunk in
                var done = BitSet()
                let blobs = progress.plan.blobs(ofChunk: chunk)
                for blob in blobs where progress.done[blob] {
                    done[blob - blobs.lowerBound] = true
                }
                return (chunk, done, progress.doneChunks[chunk])
            }
        }
        for (chunk, done, isDone) in chunks where !active.isEnding {
            if isDone {
                try await records.removeDone(in: chunk, of: active.id)
            } else {
                try await records.save(done, in: chunk, of: active.id)
            }
        }
    }

    private func endIfDead(_ active: ActiveJob) async throws {
        guard active.kind == .put || active.kind == .get else { return }
        let now = store.clock.now()
        let (usedAt, job) = active.state.withLock { ($0.usedAt, $0.job) }
        guard job.allowsCleanup, !job.isProtected,
            Self.isOver(settings.idleLimit, ticks: now.ticks - min(now.ticks, usedAt.ticks))
        else { return }
        do {
            let (isTransferred, hasAny) = try await use(active, touches: false) { _, progress in
                (progress.isTransferred, progress.doneBytes > 0)
            }
            guard !isTransferred else { return }
            if hasAny {
                try await truncate(active, byTimeout: true)
            } else {
                _ = try await end(active, .canceled, byTimeout: true)
            }
        } catch JobError.ended {
            return
        }
    }

    /// Lets go of the plans that were not used for longest; they are read again when needed.
    private func letGoOfPlans(_ jobs: [ActiveJob]) {
        let limit = settings.idlePlanLimit
        guard jobs.count > limit else { return }
        let now = store.clock.now()
        let idle = jobs.compactMap { active -> (ActiveJob, Timestamp)? in
            active.state.withLock { state in
                guard let progress = state.progress, progress.receiving.isEmpty,
                    progress.assembling.isEmpty, progress.unsavedChunks.isEmpty,
                    progress.reserved.isEmpty, progress.pinned.count == 0,
                    !progress.isTransferred
                else { return nil }
                let since = max(state.usedAt, state.loadedAt)
                guard Self.isOver(.seconds(60), ticks: now.ticks - min(now.ticks, since.ticks))
                else { return nil }
                return (active, state.usedAt)
            }
        }
        for (active, _) in idle.sorted(by: { $0.1 < $1.1 }).dropLast(limit) {
            active.state.withLock { $0.progress = nil }
        }
    }
}
