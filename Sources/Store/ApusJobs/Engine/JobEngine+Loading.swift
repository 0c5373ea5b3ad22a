// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization

extension JobEngine {
    /// Reads which jobs there are, once, and clears up behind those that were over when the
    /// process before ended.
    package func prepare() async throws {
        guard !shared.withLock({ $0.isPrepared }) else { return }
        try await preparation.take {
            guard !shared.withLock({ $0.isPrepared }) else { return }
            let jobs = try await records.all()
            let now = store.clock.now()
            let active = jobs.filter { $0.status == .inProgress }
            let known = Dictionary(jobs.map { ($0.id, $0) }) { first, _ in first }
            for id in try await records.plannedJobs() where known[id]?.status != .inProgress {
                do {
                    if let job = known[id] { try await clear(behind: job) }
                    try await records.removePlan(id)
                } catch {
                    // Other jobs do not wait for what one has left: the next start tries again.
                    try Task.checkCancellation()
                }
            }
            shared.withLock { shared in
                for job in active { shared.add(ActiveJob(job, now: now)) }
                for job in jobs where job.status != .inProgress { shared.ended[job.id] = job }
                shared.isPrepared = true
            }
        }
    }

    /// Reads the plan of a job, and finds out how far it is.
    func load(_ active: ActiveJob) async throws {
        try await active.turn.take {
            let (job, isLoaded, isAgain) = try active.state.withLock { state in
                guard !state.isEnding else { throw JobError.ended }
                return (state.job, state.progress != nil, state.wasLoaded)
            }
            guard !isLoaded else { return }
            var progress = try await progress(of: job)
            // Which were pinned by the process before is not known.
            if job.kind == .get, progress.staging != nil, !isAgain {
                for entry in 0..<progress.plan.entryCount { progress.pinned[entry] = true }
            }
            let loaded = progress
            let now = store.clock.now()
            active.state.withLock { state in
                if !state.isEnding { state.progress = loaded }
                state.wasLoaded = true
                state.loadedAt = now
            }
        }
    }

    private func progress(of job: Job) async throws -> Progress {
        var progress = Progress(
            try await records.plan(of: job),
            staging: try await store.staging(of: job.container), now: store.clock.now())
        for entry in Self.places(job.droppedEntries) where entry < progress.plan.entryCount {
            progress.drop(entry)
        }
        for chunk in Self.places(job.doneChunks) where chunk < progress.plan.chunkCount {
            progress.finish(chunk: chunk)
        }
        switch job.kind {
        case .put: try await findReceived(job, &progress)
        case .get: try await findRead(job, &progress)
        case .verify, .stage: break
        }
        return progress
    }

    private static func places(_ text: String) -> [Int] {
        BitSet(text).places
    }

    /// Looks for what has come: objects under the id of the version that they were to become,
    /// and parts of objects.
    private func findReceived(_ job: Job, _ progress: inout Progress) async throws {
        let plan = progress.plan
        let keepsVersions = try await store.keepsVersions(job.container)
        for entry in 0..<plan.entryCount where !progress.dropped[entry] {
            let blobs = plan.blobs(of: entry)
            let inDoneChunks = blobs.allSatisfy { progress.doneChunks[plan.chunk(ofBlob: $0)] }
            if inDoneChunks {
                progress.show(entry)
                continue
            }
            let address = ObjectAddress(job.container, try ObjectName(plan.name(of: entry)))
            let id = plan.versionID(of: entry)
            var isThere = try await isThere(address, id)
            if !isThere, keepsVersions { isThere = try await finish(id, of: address) }
            if isThere {
                for blob in blobs { progress.finish(blob: blob, of: entry) }
                progress.show(entry)
            } else if blobs.count > 1 {
                let parts = try await store.parts(
                    of: address, upload: job.upload, 0..<UInt32(blobs.count), for: caller)
                for part in parts {
                    progress.finish(blob: blobs.lowerBound + Int(part.number), of: entry)
                }
            }
        }
    }

    /// Makes a version current that is whole, but was not made so: who stores one does that in two
    /// steps.
    ///
    /// - Returns: whether the version was there, with nothing newer.
    private func finish(_ id: String, of address: ObjectAddress) async throws -> Bool {
        let newest: VersionID?
        do {
            let query = VersionQuery(ListingQuery(limit: 1, prefix: address.object.text))
            let entry = try await store.versions(of: address.container, query, for: caller)
                .entries.first
            guard case .version(let listing, let moment, _) = entry,
                listing.name == address.object.text
            else { return false }
            newest = moment
        } catch  where error.saysAbsent {
            return false
        }
        guard case .stored(let moment) = newest,
            let found = try await version(id, of: address), found.options.version == newest
        else { return false }
        _ = try await store.restore(moment, of: address, for: caller)
        return true
    }

    /// Whether an object is there, as the version of an id.
    func isThere(_ address: ObjectAddress, _ versionID: String) async throws -> Bool {
        do {
            let info = try await store.info(address, for: caller)
            return BlobLayout.versionID(of: info, at: address) == versionID
        } catch  where error.saysAbsent {
            return false
        }
    }

    private func findRead(_ job: Job, _ progress: inout Progress) async throws {
        let plan = progress.plan
        for chunk in 0..<plan.chunkCount where !progress.doneChunks[chunk] {
            let blobs = plan.blobs(ofChunk: chunk)
            for place in try await records.done(in: chunk, of: job.id).places
            where place < blobs.count {
                let blob = blobs.lowerBound + place
                progress.finish(blob: blob, of: plan.entry(ofBlob: blob))
            }
        }
    }

    /// Gives up what a job that is over has left, by its plan, which is read again.
    func clear(behind job: Job) async throws {
        let staging = try await job.kind == .get ? store.staging(of: job.container) : nil
        guard staging != nil || (job.kind == .put && job.status == .canceled) else { return }
        let plan: Plan
        do {
            plan = try await records.plan(of: job)
        } catch is BodyError {
            // It has gone half already: what it tells of went before it.
            return
        }
        let progress = Progress(plan, staging: staging, now: store.clock.now())
        // Which of them were pinned is not known.
        try await clear(behind: job, progress, pinned: Array(0..<plan.entryCount))
    }

    /// The same with a plan at hand: parts of objects that will never be whole, and the cached
    /// copies of what was brought in.
    func clear(behind job: Job, _ progress: Progress, pinned: [Int]) async throws {
        if job.kind == .put, job.status == .canceled {
            try await dropParts(of: progress.plan, job)
        }
        if job.kind == .get, let staging = progress.staging {
            try await unpin(pinned, progress, staging, job.container)
        }
    }

    private func dropParts(of plan: Plan, _ job: Job) async throws {
        for entry in 0..<plan.entryCount {
            let count = plan.blobs(of: entry).count
            guard count > 1 else { continue }
            let address = ObjectAddress(job.container, try ObjectName(plan.name(of: entry)))
            do {
                try await store.dropParts(
                    of: address, upload: job.upload, 0..<UInt32(count), for: caller)
            } catch  where error.saysAbsent {
                // The bucket has gone, and everything with it.
                return
            }
        }
    }
}

extension JobEngine.Shared {
    mutating func add(_ job: ActiveJob) {
        active[job.id] = job
        chunkOwners[String(job.id.prefix(ChunkID.sharedLength))] = job.id
    }

    /// One that is active, announced or not.
    func job(_ id: String) -> ActiveJob? { active[id] ?? naked[id] }

    /// One that is remembered.
    func over(_ id: String) -> Job? { ended[id] ?? nakedHistory.jobs[id] }

    mutating func remove(_ id: String) {
        active[id] = nil
        chunkOwners[String(id.prefix(ChunkID.sharedLength))] = nil
    }
}

extension Error {
    /// Whether it says that there is no such container or object.
    var saysAbsent: Bool {
        if let error = self as? StorageError {
            return error.reason == .notFound || error.reason == .deleted
        }
        switch self as? StoreError {
        case .notFound, .accountDeleted, .versioning(.deleteMarker), .versioning(.notVersioned),
            .versioning(.noSuchVersion):
            return true
        default: return false
        }
    }
}
