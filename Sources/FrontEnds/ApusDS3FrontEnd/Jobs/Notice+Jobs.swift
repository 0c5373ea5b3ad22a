// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusJobs
import ApusModel

extension Notice {
    /// What those who have registered for jobs are told.
    init(_ event: JobEvent, at now: DS3.Time) {
        switch event {
        case .created(let job):
            self = .jobCreated(job.id, bucket: job.bucketID, users: [job.userID], at: now)
        case .ended(let job):
            self = .jobCompleted(
                job.id, isCanceled: job.status == .canceled, bucket: job.bucketID,
                users: [job.userID], at: now)
        case .cached(let job, let objects):
            self = .objectsCached(
                objects.map { $0.document(of: job) }, job: job.id, bucket: job.bucketID,
                users: [job.userID], at: now)
        case .persisted(let job, let objects):
            self = .objectsPersisted(
                objects.map { $0.document(of: job) }, job: job.id, bucket: job.bucketID,
                users: [job.userID], at: now)
        }
    }
}

extension JobObject {
    /// As notifications have it.
    fileprivate func document(of job: Job) -> DS3.BulkObject {
        var document = DS3.BulkObject()
        document.bucket = job.container.container.text
        document.id = versionID
        document.inCache = true
        document.latest = true
        document.length = Int(clamping: lengthBytes)
        document.name = name
        document.offset = Int(clamping: offset)
        document.versionID = versionID
        return document
    }
}
