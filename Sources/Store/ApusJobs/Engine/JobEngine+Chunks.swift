// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusStorage
import Synchronization

/// What a client may work on now.
package struct ReadyChunks: Sendable {
    /// The job with those chunks alone.
    package let listing: JobListing
    /// When to ask again.
    package let retryAfterSeconds: Int
}

extension JobEngine {
    /// The chunks that a client may work on now: room is reserved for those that are to be put,
    /// and what is to be read is asked into the cache.
    ///
    /// - Parameters:
    ///   - preferred: how many, at most.
    ///   - chunk: the id of the only one that is wanted.
    /// - Throws: `JobError.noSuchJob`, `.ended`, `.noSuchChunk`.
    package func readyChunks(
        of id: String, preferred: Int? = nil, chunk: String? = nil
    ) async throws -> ReadyChunks {
        let active = try await findAnnounced(id)
        let limit = max(1, preferred ?? settings.preferredChunks)
        let only = try chunk.map { chunk throws(JobError) in
            guard chunk != id else { return 0 }
            guard let number = ChunkID.number(of: chunk, in: id) else { throw .noSuchChunk }
            return number
        }
        let isReading = active.kind != .put
        let open = try await use(active) { _, progress in
            let count = progress.plan.chunkCount
            if let only {
                guard only < count else { throw JobError.noSuchChunk }
                return progress.doneChunks[only] ? [] : [only]
            }
            var open: [Int] = []
            // What is already allocated is listed first, so that it is finished first.
            if !isReading {
                for chunk in progress.reserved.keys.sorted()
                where !progress.doneChunks[chunk] && open.count < limit { open.append(chunk) }
            }
            for chunk in 0..<count
            where !progress.doneChunks[chunk] && open.count < limit && !open.contains(chunk) {
                open.append(chunk)
            }
            return open.sorted()
        }
        if open.isEmpty { try await settle(active) }
        var ready: [Int] = []
        for chunk in open {
            if isReading {
                let isReady = try await bringIn(active, chunk)
                if isReady { ready.append(chunk) }
                // In order: what comes later waits for what is not there yet, and is on its way.
                if !isReady, active.job.order == .inOrder { break }
            } else {
                do {
                    try await allocate(active, chunk)
                    ready.append(chunk)
                } catch JobError.cacheFull {
                    break
                }
            }
        }
        let (job, progress) = try await use(active) { job, progress in
            var copy = job
            progress.describe(in: &copy)
            return (copy, progress)
        }
        return ReadyChunks(
            listing: JobListing(
                job: job, chunkNumbers: ready, engine: self, progress: progress,
                showsOpenOnly: isReading),
            retryAfterSeconds: retryAfterSeconds)
    }

    /// Reserves room for a chunk, whether or not that was done before.
    ///
    /// - Throws: `JobError.noSuchChunk`, also for one that is done; `.cacheFull`; `.wrongKind`.
    package func allocate(chunk id: String) async throws -> JobListing {
        let (active, number) = try await chunk(id)
        guard active.kind == .put, !active.isNaked else { throw JobError.wrongKind }
        do {
            try await use(active) { _, progress in
                guard number < progress.plan.chunkCount, !progress.doneChunks[number] else {
                    throw JobError.noSuchChunk
                }
            }
            try await allocate(active, number)
        } catch JobError.ended {
            throw JobError.noSuchChunk
        }
        return try await listing(ofChunk: id)
    }

    /// Reserves room for what of a chunk has not come.
    ///
    /// - Throws: `JobError.cacheFull`.
    func allocate(_ active: ActiveJob, _ chunk: Int) async throws {
        try await active.allocation.take { try await reserve(active, chunk) }
    }

    private func reserve(_ active: ActiveJob, _ chunk: Int) async throws {
        let missing = try await use(active) { _, progress in progress.missingRoom(of: chunk) }
        guard let missing else { return }
        let reserved = try await reserve(missing.bytes, in: missing.staging)
        do {
            try await use(active) { _, progress in
                progress.allocated[chunk] = true
                progress.reserved[chunk, default: 0] += reserved
            }
        } catch {
            if reserved > 0 { await missing.staging.unreserve(reserved) }
            throw error
        }
    }

    /// - Returns: how many bytes were reserved.
    func reserve(_ bytes: UInt64, in staging: any Staging) async throws -> UInt64 {
        guard bytes > 0 else { return 0 }
        do {
            try await staging.reserve(bytes)
            return bytes
        } catch {
            switch error.reason {
            case .busy: throw JobError.cacheFull(retryAfterSeconds: retryAfterSeconds)
            // It never fits as a whole: its bodies are taken one by one, as there is room.
            case .insufficientStorage: return 0
            default: throw error
            }
        }
    }

    /// Gives back what was reserved for a blob that is there now.
    func unreserve(_ active: ActiveJob, _ chunk: Int, _ bytes: UInt64) async {
        let returned = active.state.withLock { state -> (any Staging, UInt64)? in
            guard let staging = state.progress?.staging,
                let reserved = state.progress?.reserved[chunk]
            else { return nil }
            let returned = min(reserved, bytes)
            state.progress?.reserved[chunk] = reserved == returned ? nil : reserved - returned
            return (staging, returned)
        }
        if let (staging, bytes) = returned, bytes > 0 { await staging.unreserve(bytes) }
    }

    /// Gives back all that was reserved for a job.
    func unreserve(_ progress: Progress) async {
        let bytes = progress.reserved.values.reduce(0, +)
        if bytes > 0 { await progress.staging?.unreserve(bytes) }
    }
}

extension Progress {
    /// The room that has to be reserved before a chunk can be sent; nil when none has to.
    fileprivate mutating func missingRoom(
        of chunk: Int
    ) -> (staging: any Staging, bytes: UInt64)? {
        guard !allocated[chunk] else { return nil }
        guard let staging else {
            allocated[chunk] = true
            return nil
        }
        var open: UInt64 = 0
        for blob in plan.blobs(ofChunk: chunk) where !done[blob] {
            open += UInt64(plan.range(ofBlob: blob, in: plan.entry(ofBlob: blob)).count)
        }
        return (staging, open - min(open, reserved[chunk] ?? 0))
    }
}
