// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
package import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

/// Which jobs are meant; nil stands for all.
package struct JobFilter: Hashable, Sendable {
    package var container: ContainerAddress?
    package var kind: JobKind?

    package init(container: ContainerAddress? = nil, kind: JobKind? = nil) {
        self.container = container
        self.kind = kind
    }

    func holds(_ job: ActiveJob) -> Bool {
        (container.map { $0 == job.container } ?? true) && (kind.map { $0 == job.kind } ?? true)
    }
}

extension JobEngine {
    /// Changes an active job. Also says that its client is still there.
    ///
    /// - Throws: `JobError.noSuchJob`, `.ended`.
    package func modify(_ id: String, _ changes: JobChanges) async throws -> JobListing {
        let active = try await find(id)
        let isChanged = try await use(active) { job, _ in
            let before = job
            if let name = changes.name { job.name = name }
            if let priority = changes.priority { job.priority = priority }
            if let createdAt = changes.createdAt { job.createdAt = createdAt }
            if let isProtected = changes.isProtected { job.isProtected = isProtected }
            if let allowsCleanup = changes.allowsCleanup { job.allowsCleanup = allowsCleanup }
            return job != before
        }
        if isChanged { try await save(active) }
        return try await listing(id)
    }

    // MARK: Canceling

    /// Ends a job. Objects that it has not got whole vanish; others stay.
    ///
    /// - Throws: `JobError.noSuchJob`, also for one that is over.
    package func cancel(_ id: String) async throws {
        let active: ActiveJob
        do {
            active = try await find(id)
        } catch JobError.ended {
            throw JobError.noSuchJob
        }
        guard try await end(active, .canceled) else { throw JobError.noSuchJob }
    }

    package func cancelAll(_ filter: JobFilter) async throws {
        try await prepare()
        for active in shared.withLock({ $0.all.filter(filter.holds) }) {
            _ = try await end(active, .canceled)
        }
    }

    /// Takes out what has not been transferred: objects that came in part vanish, what was
    /// transferred stays, and the job is over when that is on its medium. A job with nothing left
    /// is canceled.
    ///
    /// - Throws: `JobError.noSuchJob`, `.protected`.
    package func truncate(_ id: String) async throws {
        let active: ActiveJob
        do {
            active = try await find(id)
        } catch JobError.ended {
            throw JobError.noSuchJob
        }
        guard !active.job.isProtected else { throw JobError.protected }
        try await truncate(active)
    }

    /// Truncates all but protected jobs.
    package func truncateAll(_ filter: JobFilter) async throws {
        try await prepare()
        for active in shared.withLock({ $0.all.filter(filter.holds) })
        where !active.job.isProtected {
            do {
                try await truncate(active)
            } catch JobError.ended {
                continue
            }
        }
    }

    func truncate(_ active: ActiveJob, byTimeout: Bool = false) async throws {
        let open = try await use(active) { job, progress in
            job.isTruncated = true
            if byTimeout { job.isTruncatedByTimeout = true }
            var open: [Int] = []
            for entry in 0..<progress.plan.entryCount where !progress.dropped[entry] {
                if !progress.isDone(entry) { open.append(entry) }
            }
            return open
        }
        try await drop(open, of: active)
    }

    /// Takes entries out of a job; one without any left is canceled.
    func drop(_ entries: [Int], of active: ActiveJob) async throws {
        let (names, isEmpty) = try await use(active, touches: false) { _, progress in
            var names: [(name: String, count: Int)] = []
            for entry in entries where !progress.dropped[entry] {
                let count = progress.plan.blobs(of: entry).count
                if active.kind == .put, count > 1, !progress.visible[entry] {
                    names.append((progress.plan.name(of: entry), count))
                }
                progress.drop(entry)
            }
            return (names, progress.dropped.count == progress.plan.entryCount)
        }
        guard !isEmpty else {
            _ = try await end(active, .canceled)
            return
        }
        try await noteChunks(active)
        try await save(active)
        for (name, count) in names {
            try await store.dropParts(
                of: ObjectAddress(active.container, try ObjectName(name)), upload: active.upload,
                0..<UInt32(count), for: caller)
        }
        try await settle(active)
    }

    /// Takes objects that were deleted out of active jobs. A job without any left ends.
    package func objectsDeleted(
        _ names: [ObjectName], in container: ContainerAddress
    ) async throws {
        try await forget(in: container) { progress in
            names.flatMap { progress.plan.entries(named: $0.text) }
        }
    }

    /// The same for all objects whose names begin alike.
    package func objectsDeleted(
        prefix: String, in container: ContainerAddress
    ) async throws {
        try await forget(in: container) { progress in
            (0..<progress.plan.entryCount).filter { entry in
                progress.plan.name(of: entry).utf8.starts(with: prefix.utf8)
            }
        }
    }

    /// Ends all jobs of a bucket that is deleted.
    package func bucketDeleted(_ container: ContainerAddress) async throws {
        try await cancelAll(JobFilter(container: container))
    }

    private func forget(
        in container: ContainerAddress, _ find: (Progress) -> [Int]
    ) async throws {
        try await prepare()
        let jobs = shared.withLock { $0.active.values.filter { $0.container == container } }
        for active in jobs {
            do {
                let entries = try await use(active, touches: false) { _, progress in
                    find(progress)
                }
                guard !entries.isEmpty else { continue }
                try await drop(entries, of: active)
            } catch JobError.ended {
                continue
            }
        }
    }

    // MARK: Ending

    /// Ends a job: what is on its way is refused from now on, and what was reserved is given back.
    ///
    /// - Returns: whether it was active still.
    func end(
        _ active: ActiveJob, _ status: JobStatus, byTimeout: Bool = false
    ) async throws -> Bool {
        guard !active.isNaked else { return endNaked(active, status, byTimeout: byTimeout) }
        let moment = store.clock.tick()
        let ended = active.state.withLock { state -> Job? in
            guard !state.isEnding else { return nil }
            state.isEnding = true
            var job = state.job
            state.progress?.describe(in: &job)
            job.status = status
            job.endedAt = moment
            job.isAggregating = false
            if byTimeout { job.isCanceledByTimeout = true }
            state.job = job
            return job
        }
        guard let job = ended else { return false }
        do {
            try await active.turn.take { try await records.save(job) }
        } catch {
            // Nobody was told: it goes on.
            active.state.withLock { state in
                state.isEnding = false
                state.job.status = .inProgress
                state.job.endedAt = nil
            }
            throw error
        }
        shared.withLock { shared in
            shared.remove(active.id)
            shared.ended[active.id] = job
        }
        onEvent?(.ended(job))
        try await clear(active, job)
        try await forgetOldest(status)
        return true
    }

    /// Gives back what an ended job holds.
    private func clear(_ active: ActiveJob, _ job: Job) async throws {
        let (progress, wasLoaded) = active.state.withLock { ($0.progress.take(), $0.wasLoaded) }
        if let progress {
            await unreserve(progress)
            try await clear(behind: job, progress, pinned: progress.pinned.places)
        } else if job.kind == .put || !wasLoaded {
            // One that reads and whose plan was let go of has pinned nothing.
            try await clear(behind: job)
        }
        try await records.removePlan(job.id)
    }

    /// Gives up the cached copies that were brought in for a job.
    func unpin(
        _ entries: [Int], _ progress: Progress, _ staging: any Staging,
        _ container: ContainerAddress
    ) async throws {
        for start in stride(from: 0, to: entries.count, by: 1000) {
            let page = Array(entries[start..<min(entries.count, start + 1000)])
            let places = try await locate(page, progress, container)
            for (container, places) in Dictionary(grouping: places, by: \.container) {
                do {
                    _ = try await staging.evict(places.map(\.key), in: container)
                } catch {
                    guard error.saysAbsent else { throw error }
                }
            }
        }
    }

    private func forgetOldest(_ status: JobStatus) async throws {
        let limit = settings.historyLimit
        let old = shared.withLock { shared in
            let jobs = shared.ended.values.filter { $0.status == status }
            guard jobs.count > limit else { return [String]() }
            let sorted = jobs.sorted { ($0.endedAt ?? .zero) < ($1.endedAt ?? .zero) }
            let ids = sorted.prefix(jobs.count - limit).map(\.id)
            for id in ids { shared.ended[id] = nil }
            return ids
        }
        for id in old { try await records.remove(id) }
    }

    /// Forgets all jobs of a status that is over.
    package func clear(_ status: JobStatus) async throws {
        guard status != .inProgress else { return }
        try await prepare()
        let ids = shared.withLock { shared in
            let ids = shared.ended.values.filter { $0.status == status }.map(\.id)
            for id in ids { shared.ended[id] = nil }
            shared.nakedHistory.clear(status)
            return ids
        }
        for id in ids { try await records.remove(id) }
    }
}
