// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDigest
import ApusIO
package import ApusModel
package import ApusObjectStore
import ApusStorage
import Synchronization

/// Announced transfers: what is to be sent or read is planned into blobs and chunks, allocated
/// against the cache, and over when the data is where it is to be. Knows no HTTP.
///
/// Jobs survive the process: they lie in a reserved account with their plans; which blobs of an
/// object have come is read from the container itself. So whoever opens the same store again goes
/// on where the one before was killed.
///
/// One engine works on a store. `run` does what nobody waits for (completing, comparing, clearing
/// up); without it, `tick` and `work` do the same when they are called.
///
/// Source: the DS3 contract 5.8, "bulk jobs".
package final class JobEngine: Sendable {
    let store: ObjectStore
    /// Whom objects are stored and read for; front-ends decide who may make jobs.
    let caller: Caller
    let records: JobRecords
    private let currentSettings: Mutex<JobSettings>
    /// In a structure: a function that is the lock's own value is wrapped anew at each access.
    private struct Listener {
        var function: (@Sendable (JobEvent) -> Void)?
    }

    private let listener = Mutex(Listener())
    let shared = Mutex(Shared())
    let preparation = Turn()
    /// Whose turn it is to make a job, as far as others decide on it.
    let creation = Turn()

    struct Shared: Sendable {
        var isPrepared = false
        var active: [String: ActiveJob] = [:]
        /// The ids of active jobs by what their chunks' ids begin with.
        var chunkOwners: [String: String] = [:]
        /// Jobs that are over, by id.
        var ended: [String: Job] = [:]
        var failures: [JobFailure] = []
        /// Transfers that nobody has announced, by id.
        var naked: [String: ActiveJob] = [:]
        /// Those that wait for their client to ask again.
        var waiting: [NakedRead: String] = [:]
        var nakedHistory = NakedHistory()
    }

    /// - Parameters:
    ///   - store: where objects are; its limit on their size is replaced by that of the settings.
    ///   - caller: who owns the account of the buckets.
    package init(
        _ store: ObjectStore, for caller: Caller, settings: JobSettings = JobSettings()
    ) throws(NameError) {
        var constraints = store.constraints
        constraints.fileSizeLimitBytes = settings.objectSizeLimitBytes
        self.store = store.limited(by: constraints)
        self.caller = caller
        records = try JobRecords(store)
        currentSettings = Mutex(settings)
    }

    /// Limits and times; may be replaced at any time.
    package var settings: JobSettings {
        get { currentSettings.withLock { $0 } }
        set { currentSettings.withLock { $0 = newValue } }
    }

    /// Who is told of what happens to jobs; must not block.
    package var onEvent: (@Sendable (JobEvent) -> Void)? {
        get { listener.withLock { $0.function } }
        set { listener.withLock { $0.function = newValue } }
    }

    var retryAfterSeconds: Int { Int(settings.retryAfter.components.seconds) }

    // MARK: Finding

    /// A job that is active, or one that is remembered.
    ///
    /// - Throws: `JobError.noSuchJob`.
    package func job(_ id: String) async throws -> Job {
        try await prepare()
        if let active = shared.withLock({ $0.job(id) }) {
            try await settle(active)
            if !active.isEnding { return active.job }
        }
        return try shared.withLock { shared throws(JobError) in
            guard let job = shared.over(id) ?? shared.job(id)?.job else { throw .noSuchJob }
            return job
        }
    }

    /// - Throws: `JobError.noSuchJob` also for one that is over.
    package func activeJob(_ id: String) async throws -> Job {
        let job = try await job(id)
        guard job.status == .inProgress else { throw JobError.noSuchJob }
        return job
    }

    /// All jobs of a status, the newest first.
    package func jobs(_ status: JobStatus) async throws -> [Job] {
        try await prepare()
        let active = shared.withLock { Array($0.active.values) }
        // What is wrong with one is told where it is worked on; the others are listed all the same.
        for job in active { try? await settle(job) }
        try? await settleNaked()
        let jobs = shared.withLock { shared in
            status == .inProgress
                ? shared.active.values.map(\.job) + shared.naked.values.map(\.job)
                : shared.ended.values.filter { $0.status == status }
                    + shared.nakedHistory.jobs.values.filter { $0.status == status }
        }
        return jobs.sorted { left, right in
            let times = [left, right].map { $0.endedAt ?? $0.createdAt }
            return times[0] == times[1] ? left.id > right.id : times[0] > times[1]
        }
    }

    /// The job that a transfer belongs to which names none.
    ///
    /// - Parameter offset: where the blob begins; nil for the only one of its object.
    /// - Returns: nil when there is none that was made for this.
    package func implicitJob(
        _ kind: JobKind, of object: ObjectAddress, offset: UInt64? = nil
    ) async throws -> String? {
        try await prepare()
        let candidates = shared.withLock { shared in
            shared.active.values.filter { active in
                guard active.kind == kind, active.container == object.container else {
                    return false
                }
                return active.state.withLock { $0.job.resolvesImplicitly }
            }
        }
        for active in candidates.sorted(by: { $0.job.createdAt < $1.job.createdAt }) {
            let isPlanned = try await use(active, touches: false) { _, progress in
                progress.find(object.object.text, offset) != nil
            }
            if isPlanned { return active.id }
        }
        return nil
    }

    // MARK: Steps

    /// A job that is active.
    ///
    /// - Throws: `JobError.noSuchJob`, `.ended`.
    func find(_ id: String) async throws -> ActiveJob {
        try await prepare()
        return try shared.withLock { shared throws(JobError) in
            guard let active = shared.job(id) else {
                throw shared.over(id) == nil ? .noSuchJob : .ended
            }
            return active
        }
    }

    /// The same, of one that was announced.
    ///
    /// - Throws: `JobError.wrongKind` also.
    func findAnnounced(_ id: String) async throws -> ActiveJob {
        let active = try await find(id)
        guard !active.isNaked else { throw JobError.wrongKind }
        return active
    }

    /// Works with the plan of a job, which is read first where nobody has done so.
    ///
    /// - Parameter touches: whether that is a sign of the job's client.
    /// - Throws: `JobError.ended` when the job is over.
    func use<Answer: Sendable>(
        _ active: ActiveJob, touches: Bool = true,
        _ work: (inout Job, inout Progress) throws -> Answer
    ) async throws -> Answer {
        while true {
            let answer = try active.state.withLock { state -> Answer? in
                guard !state.isEnding else { throw JobError.ended }
                guard var progress = state.progress.take() else { return nil }
                defer { state.progress = progress }
                if touches { state.usedAt = store.clock.now() }
                return try work(&state.job, &progress)
            }
            if let answer { return answer }
            try await load(active)
        }
    }

    /// Stores a job as it is.
    func save(_ active: ActiveJob) async throws {
        guard !active.isNaked else { return }
        try await active.turn.take { try await records.save(active.job) }
    }
}

extension Progress {
    /// The blob of a name and an offset; nil when there is none. Without an offset, the only one
    /// that the object has. Of several, those of other requests or versions, one that is not done.
    func find(
        _ name: String, _ offset: UInt64?, versionID: String? = nil
    ) -> (entry: Int, blob: Int)? {
        var found: (entry: Int, blob: Int)?
        for entry in plan.entries(named: name) where !dropped[entry] {
            guard versionID == nil || plan.versionID(of: entry) == versionID,
                let blob = blob(at: offset, of: entry)
            else { continue }
            if !done[blob] { return (entry, blob) }
            found = found ?? (entry, blob)
        }
        return found
    }

    private func blob(at offset: UInt64?, of entry: Int) -> Int? {
        let blobs = plan.blobs(of: entry)
        guard let offset else { return blobs.count == 1 ? blobs.lowerBound : nil }
        let start = plan.offset(of: entry)
        let size = max(1, plan.blobSizeBytes(of: entry))
        guard offset >= start, (offset - start) % size == 0 else { return nil }
        let place = (offset - start) / size
        return place < UInt64(blobs.count) ? blobs.lowerBound + Int(place) : nil
    }
}

/// A job that was not made.
package struct JobFailure: Hashable, Sendable {
    /// A UUID.
    package let id: String
    package let failedAt: Timestamp
    package let userName: String
    package let error: JobError
}
