// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP
import ApusJobs
import ApusModel

/// Jobs: seeing, changing and ending them.
enum Jobs {
    static let handlers: [String: Handler] = [
        "GetJobSpectraS3": show, "GetJobsSpectraS3": list,
        "ModifyJobSpectraS3": modify, "ModifyActiveJobSpectraS3": modify,
        "CloseAggregatingJobSpectraS3": close,
        "CancelJobSpectraS3": cancel, "CancelActiveJobSpectraS3": cancel,
        "TruncateJobSpectraS3": truncate, "TruncateActiveJobSpectraS3": truncate,
        "CancelAllJobsSpectraS3": cancelAll, "CancelAllActiveJobsSpectraS3": cancelAll,
        "TruncateAllJobsSpectraS3": truncateAll, "TruncateAllActiveJobsSpectraS3": truncateAll,
        "GetActiveJobSpectraS3": {
            .document(try await one(.inProgress, $0).activeDocument)
        },
        "GetCompletedJobSpectraS3": {
            .document(try await one(.completed, $0).completedDocument)
        },
        "GetCanceledJobSpectraS3": {
            .document(try await one(.canceled, $0).canceledDocument)
        },
        "GetActiveJobsSpectraS3": {
            .list(try await page(.inProgress, $0).map(\.activeDocument))
        },
        "GetCompletedJobsSpectraS3": {
            .list(try await page(.completed, $0).map(\.completedDocument))
        },
        "GetCanceledJobsSpectraS3": {
            .list(try await page(.canceled, $0).map(\.canceledDocument))
        },
        "ClearAllCompletedJobsSpectraS3": { try await clear(.completed, $0) },
        "ClearAllCanceledJobsSpectraS3": { try await clear(.canceled, $0) },
    ]

    private static func show(_ call: Call) async throws -> Response {
        let job = try await call.job(call.subject)
        return try await call.document(of: try await call.jobs.listing(job.id))
    }

    private static func modify(_ call: Call) async throws -> Response {
        let job = try await call.job(call.subject)
        let parameters = call.parameters
        var changes = JobChanges()
        changes.name = parameters.text("name")
        changes.priority = try call.priority()
        changes.isProtected = try parameters.boolean("protected")
        changes.allowsCleanup = try parameters.boolean("dead_job_cleanup_allowed")
        if let time = try parameters.time("created_at") {
            guard let moment = Timestamp(time) else {
                throw DS3Error.badRequest("created_at lies too far back, or too far ahead.")
            }
            changes.createdAt = moment
        }
        return try await call.document(of: try await call.jobs.modify(job.id, changes))
    }

    private static func close(_ call: Call) async throws -> Response {
        let job = try await call.job(call.subject)
        return try await call.document(of: try await call.jobs.closeAggregating(job.id))
    }

    private static func cancel(_ call: Call) async throws -> Response {
        let job = try await call.job(call.subject)
        try await call.jobs.cancel(job.id)
        return .done
    }

    private static func truncate(_ call: Call) async throws -> Response {
        let job = try await call.job(call.subject)
        try await call.jobs.truncate(job.id)
        return .done
    }

    /// Cancels those that the caller may change.
    private static func cancelAll(_ call: Call) async throws -> Response {
        let filter = try await call.jobFilter()
        for job in try await active(filter, call) {
            do {
                try await call.jobs.cancel(job.id)
            } catch JobError.noSuchJob {
                continue
            }
        }
        return .done
    }

    private static func truncateAll(_ call: Call) async throws -> Response {
        let filter = try await call.jobFilter()
        for job in try await active(filter, call) where !job.isProtected {
            do {
                try await call.jobs.truncate(job.id)
            } catch JobError.noSuchJob {
                continue
            }
        }
        return .done
    }

    /// The active jobs that a filter leaves and the caller may change.
    private static func active(_ filter: JobFilter, _ call: Call) async throws -> [Job] {
        var jobs: [Job] = []
        for job in try await call.jobs.jobs(.inProgress) {
            guard filter.container.map({ $0 == job.container }) ?? true,
                filter.kind.map({ $0.rawValue == job.requestType.rawValue }) ?? true,
                try await call.mayChange(job)
            else { continue }
            jobs.append(job)
        }
        return jobs
    }

    // MARK: Lists

    /// Active jobs; with full details also those that are over.
    private static func list(_ call: Call) async throws -> Response {
        let filter = try await call.jobFilter()
        var jobs = try await call.jobs.jobs(.inProgress)
        if call.parameters.has("full_details") {
            for status in [JobStatus.completed, .canceled] {
                jobs += try await call.jobs.jobs(status)
            }
        }
        var list = DS3.JobList()
        var lines: [DS3.Job] = []
        for job in jobs where filter.container.map({ $0 == job.container }) ?? true {
            if try await call.mayChange(job) { lines.append(call.line(of: job)) }
        }
        list.jobs = lines
        return .document(list)
    }

    private static func one(_ status: JobStatus, _ call: Call) async throws -> Job {
        let job = try await call.job(call.subject)
        guard job.status == status else { throw JobError.noSuchJob }
        return job
    }

    private static func page(_ status: JobStatus, _ call: Call) async throws -> Page<Job> {
        let parameters = call.parameters
        let filter = try await call.jobFilter()
        let userID = try parameters.text("user_id").map(call.userID)
        let isTruncated = try parameters.boolean("truncated")
        let isAggregating = try parameters.boolean("aggregating")
        let isTimedOut = try parameters.boolean("canceled_due_to_timeout")
        let order: DS3.JobChunkClientProcessingOrderGuarantee? = parameters.word(
            "chunk_client_processing_order_guarantee")
        let priority = try call.priority()
        // No job is ever cut into other chunks than it was made with.
        let isRechunked = try parameters.time("rechunked") != nil
        var jobs: [Job] = []
        for job in try await call.jobs.jobs(status) {
            guard !isRechunked, filter.container.map({ $0 == job.container }) ?? true,
                filter.kind.map({ $0.rawValue == job.requestType.rawValue }) ?? true,
                userID.map({ $0 == job.userID }) ?? true,
                parameters.text("name").map({ $0 == job.name }) ?? true,
                isTruncated.map({ $0 == job.isTruncated }) ?? true,
                isAggregating.map({ $0 == job.isAggregating }) ?? true,
                isTimedOut.map({ $0 == job.isCanceledByTimeout }) ?? true,
                order.map({ $0.rawValue == job.order.rawValue }) ?? true,
                priority.map({ $0 == job.priority }) ?? true, try await call.mayChange(job)
            else { continue }
            jobs.append(job)
        }
        return try parameters.page().cut(jobs) { $0.id }
    }

    private static func clear(_ status: JobStatus, _ call: Call) async throws -> Response {
        try call.requireAdministrator()
        try await call.jobs.clear(status)
        return .done
    }
}
