// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP
import ApusJobs

/// Chunks of jobs.
enum JobChunks {
    static let handlers: [String: Handler] = [
        "GetJobChunksReadyForClientProcessingSpectraS3": ready,
        "GetJobChunkSpectraS3": show,
        "AllocateJobChunkSpectraS3": allocate,
        "GetJobChunkDaoSpectraS3": record,
    ]

    private static func ready(_ call: Call) async throws -> Response {
        let job = try await call.job(try call.parameters.required("job"))
        let ready = try await call.jobs.readyChunks(
            of: job.id,
            preferred: try call.parameters.natural("preferred_number_of_chunks"),
            chunk: call.parameters.text("job_chunk")?.lowercased())
        var response = try await call.document(of: ready.listing)
        // Clients read it unconditionally.
        response.headers["Retry-After"] = String(call.retryAfterSeconds)
        return response
    }

    private static func show(_ call: Call) async throws -> Response {
        try await call.chunkDocument(of: try await listing(call))
    }

    private static func allocate(_ call: Call) async throws -> Response {
        _ = try await listing(call)
        do {
            let listing = try await call.jobs.allocate(chunk: call.subject.lowercased())
            return try await call.chunkDocument(of: listing)
        } catch JobError.cacheFull {
            throw JobError.cacheFull(retryAfterSeconds: call.retryAfterSeconds)
        }
    }

    private static func record(_ call: Call) async throws -> Response {
        let listing = try await listing(call)
        guard let number = listing.chunkNumbers.first else { throw JobError.noSuchChunk }
        let chunk = listing.chunk(number)
        var document = DS3.JobChunk()
        document.blobStoreState = chunk.isDone ? .completed : .pending
        document.chunkNumber = number
        document.id = chunk.id
        document.jobCreationDate = DS3.Time(listing.job.createdAt)
        document.jobID = listing.job.id
        document.nodeID = BuiltIn.node
        return .document(document)
    }

    /// The chunk of the path, which may be named by its job's id.
    private static func listing(_ call: Call) async throws -> JobListing {
        let listing = try await call.jobs.listing(ofChunk: call.subject)
        guard try await call.mayChange(listing.job) else { throw DS3Error.denied() }
        return listing
    }
}
