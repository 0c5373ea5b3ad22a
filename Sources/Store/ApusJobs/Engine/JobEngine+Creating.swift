// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDigest
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

extension JobEngine {
    /// Makes a job, or lets the request join one that aggregates.
    ///
    /// - Parameter next: the list, item by item; nil at its end. It is read as it comes.
    /// - Throws: `JobError`; nothing was made then. What `next` throws.
    package func create(
        _ request: JobRequest, _ next: () async throws -> JobItem?
    ) async throws -> JobListing {
        try await prepare()
        do {
            let active = try await make(request, next)
            if request.kind == .stage { try await bringIn(active) }
            try await settle(active)
            return try await listing(active.id)
        } catch let error as JobError {
            remember(
                JobFailure(
                    id: UUIDText.random(), failedAt: store.clock.tick(),
                    userName: request.userName, error: error))
            throw error
        }
    }

    private func make(
        _ request: JobRequest, _ next: () async throws -> JobItem?
    ) async throws -> ActiveJob {
        let limit = settings.activeLimit
        guard shared.withLock({ $0.active.count }) < limit else {
            throw JobError.tooManyJobs(limit: limit)
        }
        guard let stat = try await store.wholeStat(of: request.container) else {
            throw JobError.noSuchBucket
        }
        let staging = try await store.staging(of: request.container)
        let job = try await draft(request, staging)
        let plan = try await Planning(
            engine: self, request: request, job: job,
            isEmpty: stat.totals.objectCount == 0,
            staging: staging,
            capacityBytes: request.ignoresCacheSize
                ? .max : try await staging?.cacheSpace().capacityBytes ?? .max
        ).plan(next)
        return try await creation.take {
            try await checkAnnounced(request, plan)
            if request.isAggregating,
                let joined = try await join(request, plan)
            {
                return joined
            }
            return try await begin(job, plan, request, staging)
        }
    }

    /// A job without objects yet.
    private func draft(_ request: JobRequest, _ staging: (any Staging)?) async throws -> Job {
        let now = store.clock.tick()
        let verb = request.kind == .stage ? "STAGE" : request.kind.rawValue
        var job = Job(
            id: UUIDText.random(), kind: request.kind, container: request.container,
            name: request.name ?? "\(verb) by \(request.userName)", userID: request.userID,
            userName: request.userName, priority: request.priority, order: request.order,
            createdAt: now)
        job.bucketID = request.bucketID
        job.isAggregating = request.isAggregating
        job.resolvesImplicitly = request.resolvesImplicitly
        job.minimizesSpanning = request.minimizesSpanning
        job.verifiesAfterWrite = request.verifiesAfterWrite
        job.isProtected = request.isProtected
        job.allowsCleanup = request.allowsCleanup
        let settings = settings
        let size = request.blobSizeBytes ?? settings.blobSizeBytes
        job.blobSizeBytes =
            request.allowsBlobbing
            ? min(max(1, size), settings.blobSizeLimitBytes) : settings.blobSizeLimitBytes
        job.naming = request.naming
        job.checksum = request.checksum
        job.requiresChecksum = request.requiresChecksum
        job.chunkSizeBytes = settings.chunkSizeBytes
        job.chunkBlobLimit = settings.chunkBlobLimit
        if let staging {
            // Several chunks of several jobs have to fit.
            let capacity = try await staging.cacheSpace().capacityBytes
            job.chunkSizeBytes = max(1, min(job.chunkSizeBytes, capacity / 4))
        }
        return job
    }

    /// Refuses names that another job has announced, where a name is there once.
    private func checkAnnounced(_ request: JobRequest, _ plan: Plan) async throws {
        guard request.kind == .put, request.naming == .none else { return }
        for other in putting(in: request.container) {
            let announced: String?
            do {
                announced = try await use(other, touches: false) { _, progress in
                    progress.announced(oneOf: plan)
                }
            } catch JobError.ended {
                continue
            }
            if let announced { throw JobError.objectExists(announced) }
        }
    }

    func putting(in container: ContainerAddress) -> [ActiveJob] {
        shared.withLock { shared in
            shared.active.values.filter { $0.kind == .put && $0.container == container }
        }
    }

    private func begin(
        _ draft: Job, _ plan: Plan, _ request: JobRequest, _ staging: (any Staging)?
    ) async throws -> ActiveJob {
        var job = draft
        job.segmentCount = 1
        let now = store.clock.now()
        let active = ActiveJob(job, progress: Progress(plan, staging: staging, now: now), now: now)
        do {
            if request.reservesAtOnce, job.kind == .put {
                for chunk in 0..<plan.chunkCount { try await allocate(active, chunk) }
            }
            try await records.save(plan, from: 0, segment: 0)
            try await records.save(active.job)
        } catch {
            if let progress = active.state.withLock({ $0.progress.take() }) {
                await unreserve(progress)
            }
            throw error
        }
        shared.withLock { $0.add(active) }
        onEvent?(.created(active.job))
        return active
    }

    /// Adds the objects of a request to a job that waits for such.
    ///
    /// - Returns: nil when there is none.
    private func join(_ request: JobRequest, _ more: Plan) async throws -> ActiveJob? {
        let candidates = shared.withLock { shared in
            shared.active.values.filter { active in
                active.kind == request.kind && active.container == request.container
                    && active.state.withLock {
                        $0.job.isAggregating && $0.job.userID == request.userID
                    }
            }
        }
        for active in candidates {
            do {
                try await grow(active, by: more)
                return active
            } catch JobError.ended {
                continue
            }
        }
        return nil
    }

    private func grow(_ active: ActiveJob, by more: Plan) async throws {
        // The plan is loaded, and the turn is taken by one request at a time: `creation` is.
        let (first, grown, segment) = try await use(active) { job, progress in
            var plan = progress.plan
            let first = plan.entryCount
            for entry in 0..<more.entryCount { plan.append(more.entry(entry)) }
            plan.reindex()
            if job.kind == .put, let name = plan.duplicateName {
                throw JobError.duplicateName(name)
            }
            let limit = settings.objectLimit
            guard plan.entryCount <= limit else { throw JobError.tooManyObjects(limit: limit) }
            return (first, plan, job.segmentCount)
        }
        try await active.turn.take {
            try await records.save(grown, from: first, segment: segment)
            let job = try active.state.withLock { state in
                guard !state.isEnding, var progress = state.progress.take() else {
                    throw JobError.ended
                }
                defer { state.progress = progress }
                let lastChunk = progress.plan.chunkCount - 1
                progress.plan = grown
                // What is new in the last chunk has no room yet, and is not done.
                progress.allocated[lastChunk] = false
                progress.doneChunks[lastChunk] = false
                state.job.segmentCount = segment + 1
                if grown.chunkCount > 1 { state.job.isAggregating = false }
                var job = state.job
                progress.describe(in: &job)
                return job
            }
            try await records.save(job)
        }
    }

    /// Nothing joins a job any more.
    package func closeAggregating(_ id: String) async throws -> JobListing {
        let active = try await findAnnounced(id)
        try active.state.withLock { state in
            guard !state.isEnding else { throw JobError.ended }
            state.job.isAggregating = false
        }
        try await save(active)
        return try await listing(id)
    }

    private func remember(_ failure: JobFailure) {
        let limit = settings.failureLimit
        shared.withLock { shared in
            shared.failures.append(failure)
            if shared.failures.count > limit {
                shared.failures.removeFirst(shared.failures.count - limit)
            }
        }
    }

    /// Jobs that could not be made, the newest first. They are forgotten by a restart.
    package func failures() -> [JobFailure] {
        shared.withLock { $0.failures.reversed() }
    }

    /// - Throws: `JobError.noSuchFailure`.
    package func forgetFailure(_ id: String) throws {
        try shared.withLock { shared in
            let count = shared.failures.count
            shared.failures.removeAll { $0.id == id }
            guard shared.failures.count < count else { throw JobError.noSuchFailure }
        }
    }
}

extension Progress {
    /// A name of another plan that this job has announced and not stored yet.
    fileprivate func announced(oneOf other: Plan) -> String? {
        guard visible.count + dropped.count < plan.entryCount else { return nil }
        for place in 0..<other.entryCount {
            let name = other.name(of: place)
            for entry in plan.entries(named: name) where !visible[entry] && !dropped[entry] {
                return name
            }
        }
        return nil
    }
}
