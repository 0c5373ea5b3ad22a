// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusDS3API

// Jobs, step by step: announced, chunk by chunk, until their data is where it shall be.
extension DS3Client {
    /// Announces objects that will be sent.
    ///
    /// - Parameters:
    ///   - bucket: its name.
    ///   - objects: names and sizes, at most 500,000.
    ///   - name: what people call the job.
    ///   - maxUploadSizeBytes: how large a blob may be; servers have least and greatest values.
    ///   - ignoresExisting: whether objects that are there with the same size are left out.
    /// - Returns: how the server wants them; nil when nothing is left to be sent.
    /// - Throws: `DS3Error`, with `.objectAlreadyExists` where the bucket keeps one version.
    public func putBulk(
        _ bucket: String, _ objects: [DS3.ListedObject], name: String? = nil,
        priority: DS3.BlobStoreTaskPriority? = nil, maxUploadSizeBytes: Int? = nil,
        ignoresExisting: Bool
    ) async throws -> DS3.JobPlan? {
        do {
            return try await send(
                DS3.putBulkJobSpectraS3(
                    id: bucket, objects: objects, ignoreNamingConflicts: ignoresExisting,
                    maxUploadSize: maxUploadSizeBytes, name: name, priority: priority)
            ).value
        } catch let error as DS3Error where error.status == 204 {
            return nil
        }
    }

    /// Announces objects that will be sent, none of which may be there.
    ///
    /// - Throws: as the other.
    public func putBulk(
        _ bucket: String, _ objects: [DS3.ListedObject], name: String? = nil,
        priority: DS3.BlobStoreTaskPriority? = nil, maxUploadSizeBytes: Int? = nil
    ) async throws -> DS3.JobPlan {
        try await send(
            DS3.putBulkJobSpectraS3(
                id: bucket, objects: objects, maxUploadSize: maxUploadSizeBytes, name: name,
                priority: priority)
        ).value
    }

    /// Announces objects that will be fetched.
    ///
    /// - Parameters:
    ///   - objects: names, perhaps with ranges or versions; at most 500,000.
    ///   - order: whether chunks come in the order of the plan. Such a job must fit the cache.
    /// - Throws: `DS3Error` with `.notFound` when one of them is not there.
    public func getBulk(
        _ bucket: String, _ objects: [DS3.ListedObject], name: String? = nil,
        priority: DS3.BlobStoreTaskPriority? = nil,
        order: DS3.JobChunkClientProcessingOrderGuarantee? = nil
    ) async throws -> DS3.JobPlan {
        try await send(
            DS3.getBulkJobSpectraS3(
                id: bucket, objects: objects, chunkClientProcessingOrderGuarantee: order,
                name: name, priority: priority)
        ).value
    }

    /// Announces objects, by their names, that will be fetched.
    ///
    /// - Throws: as the other.
    public func getBulk(_ bucket: String, _ names: [String]) async throws -> DS3.JobPlan {
        try await getBulk(bucket, names.map { DS3.ListedObject($0) })
    }

    /// The chunks that can be worked on now: of a job that puts, those with room in the cache; of a
    /// job that gets, those whose data is there.
    ///
    /// - Parameter limit: how many chunks at most; nil for what the server thinks good.
    /// - Throws: `DS3Error` with `.notFound` or `.gone` for a job that has ended.
    public func availableChunks(_ jobID: String, limit: Int? = nil) async throws -> AvailableChunks
    {
        let reply = try await send(
            DS3.getJobChunksReadyForClientProcessingSpectraS3(
                job: jobID, preferredNumberOfChunks: limit))
        return AvailableChunks(
            plan: reply.value, retryAfter: .seconds(reply.response.retryAfterSeconds ?? 1))
    }

    /// Reserves room in the cache for a chunk of a job that puts. Servers of today do so when
    /// available chunks are asked for.
    ///
    /// - Throws: `DS3Error` with `.serviceUnavailable` when there is none.
    @discardableResult
    public func allocateChunk(_ id: String) async throws -> DS3.Objects {
        try await send(DS3.allocateJobChunkSpectraS3(id: id)).value
    }

    /// A chunk with its blobs.
    ///
    /// - Throws: `DS3Error`.
    public func getChunk(_ id: String) async throws -> DS3.Objects {
        try await send(DS3.getJobChunkSpectraS3(id: id)).value
    }

    /// The active jobs.
    ///
    /// - Parameter bucket: only jobs of this bucket.
    /// - Throws: `DS3Error`.
    public func jobs(in bucket: String? = nil) async throws -> [DS3.Job] {
        try await send(DS3.getJobsSpectraS3(bucketID: bucket)).value.jobs
    }

    /// A job with its chunks, also one that was completed or canceled.
    ///
    /// - Throws: `DS3Error` with `.notFound`.
    public func job(_ id: String) async throws -> DS3.JobPlan {
        try await send(DS3.getJobSpectraS3(id: id)).value
    }

    /// Changes an active job; without anything to change, keeps it alive.
    ///
    /// - Returns: its whole plan.
    /// - Throws: `DS3Error` with `.notFound` for a job that is not active.
    @discardableResult
    public func modifyJob(
        _ id: String, name: String? = nil, priority: DS3.BlobStoreTaskPriority? = nil,
        isProtected: Bool? = nil
    ) async throws -> DS3.JobPlan {
        try await send(
            DS3.modifyJobSpectraS3(
                id: id, name: name, priority: priority, protected: isProtected)
        ).value
    }

    /// Ends a job. Objects of it that are not complete vanish.
    ///
    /// - Throws: `DS3Error` with `.notFound` for a job that is not active.
    public func cancelJob(_ id: String) async throws {
        try await send(DS3.cancelJobSpectraS3(id: id))
    }

    /// Drops what of a job has not been transferred.
    ///
    /// - Throws: `DS3Error` with `.conflict` for a job that is protected.
    public func truncateJob(_ id: String) async throws {
        try await send(DS3.truncateJobSpectraS3(id: id))
    }

    /// Waits until a job has ended: until its data is on the medium that the policy asks for.
    ///
    /// - Parameters:
    ///   - interval: the time between two questions.
    /// - Returns: the job, completed.
    /// - Throws: `DS3Error` with `.wrongJob` when it was canceled, `CancellationError`.
    @discardableResult
    public func waitForJob(
        _ id: String, asking interval: Duration = .seconds(5)
    ) async throws -> DS3.JobPlan {
        while true {
            let job = try await job(id)
            switch job.status {
            case .completed: return job
            case .canceled:
                throw DS3Error(.wrongJob, "The job was canceled", resource: id)
            default: try await transport.retries.clock.sleep(for: interval)
            }
        }
    }
}

/// What of a job can be worked on now.
public struct AvailableChunks: Hashable, Sendable {
    /// The job, with these chunks alone.
    public let plan: DS3.JobPlan
    /// When to ask again where there is none that is new.
    public let retryAfter: Duration

    /// The chunks.
    public var chunks: [DS3.JobPlan.Chunk] { plan.chunks }
}

/// What tells the blobs of a job apart, whatever else of them changes.
public struct BlobKey: Hashable, Sendable {
    public let name: String
    public let offset: Int

    init(_ blob: DS3.JobPlan.Blob) {
        name = blob.name
        offset = blob.offset
    }
}

extension DS3.JobPlan.Blob {
    /// What stays the same from one listing of chunks to the next.
    public var key: BlobKey { BlobKey(self) }
}
