// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusJobs

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
        }
    }
}
