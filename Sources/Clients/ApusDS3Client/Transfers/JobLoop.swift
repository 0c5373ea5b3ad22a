// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import Synchronization

/// What came of the try to move a blob.
enum BlobOutcome: Sendable {
    /// It need not be looked at again, whether it was moved or has failed for good.
    case settled
    /// The server has no room for it, or not the data of it, now.
    case later
    /// The server says that it has it already, or that the job has none like it.
    case contradicted
}

/// Asks for chunks of a job and has their blobs worked on, until all are settled that are needed.
///
/// In rounds: what a listing shows is worked on in parallel, then the next listing is asked for.
/// A chunk has up to 64 GiB, so little time passes between rounds.
struct JobLoop: Sendable {
    /// How often a blob may be contradicted.
    private static let contradictionLimit = 3

    let client: DS3Client
    let jobID: String
    let log: TransferLog
    /// Whether the job brings data here.
    let gets: Bool

    /// - Parameters:
    ///   - needed: what is not yet settled, with their lengths.
    ///   - known: blobs that are ready as far as is known without asking.
    ///   - isThere: told of a blob that the server has already; of jobs that put.
    ///   - fail: told of a blob that the server does not take or give; throws to end it all.
    ///   - work: moves a blob.
    /// - Returns: what the job does not give any more: it has ended, or thinks that it gave all.
    func run(
        _ needed: [BlobKey: Int], known: [DS3.JobPlan.Blob] = [],
        isThere: @escaping @Sendable (DS3.JobPlan.Blob) async throws -> Void,
        fail: @escaping @Sendable (BlobKey, DS3Error) throws -> Void,
        work: @escaping @Sendable (DS3.JobPlan.Blob) async throws -> BlobOutcome
    ) async throws -> [BlobKey: Int] {
        var needed = needed
        var ready = known
        var contradictions: [BlobKey: Int] = [:]
        while !needed.isEmpty {
            var retryAfter: Duration?
            if ready.isEmpty {
                let available: AvailableChunks
                do {
                    available = try await client.availableChunks(jobID)
                } catch let error as DS3Error where [404, 409, 410].contains(error.status) {
                    return try await ended(needed, isThere, because: error)
                }
                retryAfter = available.retryAfter
                for chunk in available.chunks {
                    for blob in chunk.objects where needed[BlobKey(blob)] == blob.length {
                        if blob.inCache == gets {
                            ready.append(blob)
                        } else if !gets {
                            needed[BlobKey(blob)] = nil
                            try await isThere(blob)
                        }
                    }
                }
                if ready.isEmpty, gets, Self.thinksAllWasRead(available.plan, needed) {
                    return needed
                }
            }
            if !ready.isEmpty {
                log.waits(false)
                // Two tasks at one place of a file would be in each other's way.
                var listed: Set<BlobKey> = []
                ready.removeAll { !listed.insert(BlobKey($0)).inserted }
                let outcomes = Mutex<[(BlobKey, BlobOutcome)]>([])
                // What moving a blob does besides its requests is done on the lane.
                try await inParallel(
                    ready, limit: log.options.concurrency, on: client.transport.executor
                ) { blob in
                    let outcome = try await work(blob)
                    outcomes.withLock { $0.append((BlobKey(blob), outcome)) }
                }
                ready = []
                var moved = false
                var doubtful: [BlobKey] = []
                for (key, outcome) in outcomes.withLock({ $0 }) {
                    switch outcome {
                    case .settled:
                        needed[key] = nil
                        moved = true
                    case .later: continue
                    case .contradicted:
                        doubtful.append(key)
                        contradictions[key, default: 0] += 1
                    }
                }
                if !doubtful.isEmpty {
                    // An answer may have been lost: what the server has now, it has not to get.
                    if let rest = try await look(at: doubtful, &needed, isThere) { return rest }
                    for key in doubtful
                    where needed[key] != nil
                        && contradictions[key, default: 0] >= Self.contradictionLimit
                    {
                        needed[key] = nil
                        try fail(
                            key,
                            DS3Error(
                                .wrongJob, "The server wants no blob at \(key.offset)",
                                resource: jobID))
                    }
                }
                if moved { continue }
            }
            guard !needed.isEmpty else { break }
            log.waits(true)
            try await client.transport.retries.clock.sleep(
                for: min(max(retryAfter ?? .seconds(1), .milliseconds(50)), .seconds(300)))
        }
        log.waits(false)
        return [:]
    }

    /// Whether what is needed was given out before, as the job counts: then it is not listed again.
    private static func thinksAllWasRead(
        _ plan: DS3.JobPlan, _ needed: [BlobKey: Int]
    ) -> Bool {
        guard plan.status == .inProgress else { return true }
        let neededBytes = needed.values.reduce(0, +)
        return neededBytes > plan.originalSizeBytes - plan.completedSizeBytes
    }

    /// Compares with the whole plan.
    ///
    /// - Returns: what cannot be had any more, when the job has ended.
    private func look(
        at keys: [BlobKey], _ needed: inout [BlobKey: Int],
        _ isThere: @Sendable (DS3.JobPlan.Blob) async throws -> Void
    ) async throws -> [BlobKey: Int]? {
        let plan: DS3.JobPlan
        do {
            plan = try await client.job(jobID)
        } catch let error as DS3Error where [404, 410].contains(error.status) {
            return try await ended(needed, isThere, because: error)
        }
        if plan.status != .inProgress {
            return try await ended(
                needed, isThere,
                because: DS3Error(.wrongJob, "The job is \(plan.status)", resource: jobID))
        }
        guard !gets else { return nil }
        let wanted = Set(keys)
        for chunk in plan.chunks {
            for blob in chunk.objects where blob.inCache && wanted.contains(BlobKey(blob)) {
                guard needed.removeValue(forKey: BlobKey(blob)) != nil else { continue }
                try await isThere(blob)
            }
        }
        return nil
    }

    /// What it means that a job has ended while something was needed of it.
    private func ended(
        _ needed: [BlobKey: Int], _ isThere: @Sendable (DS3.JobPlan.Blob) async throws -> Void,
        because error: DS3Error
    ) async throws -> [BlobKey: Int] {
        if gets { return needed }
        // A job that puts is completed when it has everything.
        let plan = try? await client.job(jobID)
        guard plan?.status == .completed else {
            throw TransferStopped(report: log.current, cause: error, name: nil)
        }
        for (key, length) in needed {
            try await isThere(
                DS3.JobPlan.Blob(name: key.name, offset: key.offset, length: length, inCache: true))
        }
        return [:]
    }
}
