// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDigest
import ApusModel
import ApusStorage
import Synchronization

/// A job with its chunks, as it was when it was asked for: read page by page, never held whole.
package struct JobListing: Sendable {
    package let job: Job
    /// The numbers of the chunks that are listed, in order. None of a job that is over.
    package let chunkNumbers: [Int]

    let engine: JobEngine
    let progress: Progress?
    /// Whether only blobs are listed that a client may read now, and has not.
    var showsOpenOnly = false

    /// A chunk that is listed.
    package func chunk(_ number: Int) -> JobChunk {
        JobChunk(
            jobID: job.id, number: number,
            blobCount: progress?.plan.blobs(ofChunk: number).count ?? 0,
            sizeBytes: progress?.plan.sizeBytes(ofChunk: number) ?? 0,
            isDone: progress?.doneChunks[number] ?? true)
    }

    /// A page of the blobs of a chunk, in order.
    ///
    /// - Parameters:
    ///   - start: 0, or what the page before said.
    ///   - limit: how many blobs are looked at.
    /// - Returns: where the next page starts; nil after the last.
    package func blobs(
        ofChunk chunk: Int, from start: Int = 0, limit: Int = 1000
    ) async throws -> (blobs: [JobBlob], next: Int?) {
        guard let progress else { return ([], nil) }
        let plan = progress.plan
        let all = plan.blobs(ofChunk: chunk)
        let first = all.lowerBound + start
        guard first < all.upperBound else { return ([], nil) }
        let end = min(all.upperBound, first + limit)
        let resident = try await residents(progress, first..<end)
        var blobs: [JobBlob] = []
        blobs.reserveCapacity(end - first)
        var entry = plan.entry(ofBlob: first)
        for number in first..<end {
            while plan.blobs(of: entry).upperBound <= number { entry += 1 }
            guard !progress.dropped[entry] else { continue }
            let isDone = progress.done[number]
            let isInCache = job.kind == .put ? isDone : resident?.contains(entry) ?? true
            guard !showsOpenOnly || (isInCache && !isDone) else { continue }
            let range = plan.range(ofBlob: number, in: entry)
            let versionID = plan.versionID(of: entry)
            blobs.append(
                JobBlob(
                    id: JobBlob.id(versionID, range.lowerBound), name: plan.name(of: entry),
                    versionID: versionID, offset: range.lowerBound,
                    lengthBytes: UInt64(range.count), isInCache: isInCache, isDone: isDone))
        }
        return (blobs, end < all.upperBound ? end - all.lowerBound : nil)
    }

    /// The entries of some blobs that are in the cache; nil where all are at hand.
    private func residents(_ progress: Progress, _ blobs: Range<Int>) async throws -> Set<Int>? {
        guard job.kind != .put, let staging = progress.staging else { return nil }
        let plan = progress.plan
        let entries = Array(
            plan.entry(ofBlob: blobs.lowerBound)...plan.entry(ofBlob: blobs.upperBound - 1))
        let places = try await engine.locate(entries, progress, job.container)
        let found = try await engine.residencies(staging, places)
        return Set(zip(entries, found).filter { $1?.cache == .resident }.map(\.0))
    }
}

extension JobBlob {
    /// The id of the blob of a version that begins at an offset.
    package static func id(_ versionID: String, _ offset: UInt64) -> String {
        UUIDText.named([versionID, String(offset)])
    }
}

extension JobEngine {
    /// A job with all its chunks; one that is over has none.
    ///
    /// - Throws: `JobError.noSuchJob`.
    package func listing(_ id: String) async throws -> JobListing {
        let job = try await job(id)
        guard job.status == .inProgress, let active = shared.withLock({ $0.job(id) }) else {
            return JobListing(job: job, chunkNumbers: [], engine: self, progress: nil)
        }
        do {
            let (current, progress) = try await use(active) { job, progress in
                var copy = job
                progress.describe(in: &copy)
                return (copy, progress)
            }
            return JobListing(
                job: current, chunkNumbers: Array(0..<progress.plan.chunkCount), engine: self,
                progress: progress)
        } catch JobError.ended {
            return JobListing(
                job: try await self.job(id), chunkNumbers: [], engine: self, progress: nil)
        }
    }

    /// The job of a chunk's id, with that chunk alone. The id of a job stands for its first.
    ///
    /// - Throws: `JobError.noSuchChunk`.
    package func listing(ofChunk id: String) async throws -> JobListing {
        let (active, number) = try await chunk(id)
        do {
            let (job, progress) = try await use(active) { job, progress in
                var copy = job
                progress.describe(in: &copy)
                return (copy, progress)
            }
            guard number < progress.plan.chunkCount else { throw JobError.noSuchChunk }
            return JobListing(
                job: job, chunkNumbers: [number], engine: self, progress: progress)
        } catch JobError.ended {
            throw JobError.noSuchChunk
        }
    }

    func chunk(_ id: String) async throws -> (job: ActiveJob, number: Int) {
        try await prepare()
        let id = id.lowercased()
        if let active = shared.withLock({ $0.job(id) }) { return (active, 0) }
        let owner = shared.withLock { shared in
            shared.chunkOwners[String(id.prefix(ChunkID.sharedLength))]
                .flatMap { shared.job($0) }
        }
        guard let owner, let number = ChunkID.number(of: id, in: owner.id) else {
            throw JobError.noSuchChunk
        }
        return (owner, number)
    }
}
