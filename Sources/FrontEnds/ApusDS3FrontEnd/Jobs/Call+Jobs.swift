// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusJobs
import ApusModel

extension Call {
    var isAdministrator: Bool { catalogue.isAdministrator(user) }

    /// A job that the caller may see and change: their own, or with the permission for it.
    ///
    /// - Throws: 404, 403.
    func job(_ id: String) async throws -> Job {
        let job = try await jobs.job(id.lowercased())
        guard try await mayChange(job) else { throw DS3Error.denied() }
        return job
    }

    func mayChange(_ job: Job) async throws -> Bool {
        if job.userID == user.id { return true }
        if isAdministrator { return true }
        guard let bucket = try await frontEnd.bucket(job.container) else { return false }
        return isPermitted(.job, bucket)
    }

    /// The priority that a parameter says.
    ///
    /// - Throws: 400 for one that is none.
    func priority() throws(DS3Error) -> JobPriority? {
        let word: DS3.BlobStoreTaskPriority? = parameters.word("priority")
        guard let word else { return nil }
        guard let priority = JobPriority(rawValue: word.rawValue) else {
            throw .badRequest("There is no priority \(word.rawValue).")
        }
        return priority
    }

    /// Which jobs of a bucket or a kind the request is about.
    ///
    /// - Throws: 404 for an unknown bucket.
    func jobFilter() async throws -> JobFilter {
        var filter = JobFilter()
        if let word = parameters.text("bucket_id") {
            filter.container = try await bucket(word, for: nil).address
        }
        if let type: DS3.JobRequestType = parameters.word("request_type") {
            guard let kind = JobKind(rawValue: type.rawValue) else {
                throw DS3Error.badRequest("There is no request type \(type.rawValue).")
            }
            filter.kind = kind
        }
        return filter
    }

    /// The seconds after which a client looks for chunks again: what an administrator has said, or
    /// else the configuration, which may have been read anew since the start.
    var retryAfterSeconds: Int {
        let record = catalogue.records["DataPathBackend", BuiltIn.dataPath]
        guard let said = record?["CacheAvailableRetryAfterInSeconds"],
            said != record?[hidden: "configured"], let seconds = Int(said)
        else { return Int(settings.retryAfter.components.seconds) }
        return seconds
    }
}
