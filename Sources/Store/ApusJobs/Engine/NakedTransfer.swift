// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Synchronization

/// What a client reads without a job, again and again until it is in the cache.
struct NakedRead: Hashable, Sendable {
    let object: ObjectAddress
    let versionID: String
    let userID: String
}

/// The last jobs of transfers that nobody had announced.
struct NakedHistory: Sendable {
    private(set) var jobs: [String: Job] = [:]
    private var ids: [String] = []
    /// The place of the oldest, once there are as many as may be.
    private var oldest = 0

    mutating func add(_ job: Job, limit: Int) {
        guard ids.count >= limit else {
            ids.append(job.id)
            jobs[job.id] = job
            return
        }
        guard !ids.isEmpty else { return }
        jobs[ids[oldest]] = nil
        ids[oldest] = job.id
        jobs[job.id] = job
        oldest = (oldest + 1) % ids.count
    }

    mutating func clear(_ status: JobStatus) {
        jobs = jobs.filter { $0.value.status != status }
    }
}

/// A transfer that nobody has announced, while a client is about it. One that is let go of before
/// all is done is canceled.
final class NakedTransfer: Sendable {
    let active: ActiveJob
    private let engine: JobEngine

    init(_ active: ActiveJob, _ engine: JobEngine) {
        self.active = active
        self.engine = engine
    }

    /// Everything has been read.
    func finish() { engine.endNaked(active, .completed) }

    func fail(_ error: any Error) {
        engine.endNaked(active, .canceled, message: "it failed: \(error)")
    }

    deinit {
        let (isOpen, isEmpty) = active.state.withLock { state in
            let isWaiting = state.isWaiting
            let isEmpty = state.progress?.plan.totalBytes == 0
            return (!state.isEnding && !isWaiting, isEmpty)
        }
        guard isOpen else { return }
        // Of no bytes nobody takes the last.
        let isDone = isEmpty && active.kind == .get
        engine.endNaked(
            active, isDone ? .completed : .canceled,
            message: isDone ? nil : "the transfer was broken off")
    }
}
