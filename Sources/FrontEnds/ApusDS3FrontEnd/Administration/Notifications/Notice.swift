// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

/// Something that has happened, for those who have registered for it.
struct Notice: Sendable {
    let kind: NotificationKind
    let payload: any DS3Payload
    /// The job that it is about.
    var jobID: String?
    /// The id of the bucket that it is about.
    var bucketID: String?
    /// The ids of users that it concerns: whose job, whose bucket. Others are told only if they
    /// may list the bucket, or everything.
    var userIDs: [String] = []

    /// A payload with what it tells.
    private static func filled<Payload: DS3Payload>(
        _ payload: Payload, _ fill: (inout Payload) -> Void
    ) -> Payload {
        var payload = payload
        fill(&payload)
        return payload
    }

    static func jobCreated(
        _ job: String, bucket: String?, users: [String], at now: DS3.Time
    ) -> Notice {
        let payload = filled(DS3.JobCreatedNotificationPayload()) { payload in
            payload.jobID = job
            payload.notificationGenerationDate = now
        }
        return Notice(
            kind: .jobCreated, payload: payload, jobID: job, bucketID: bucket, userIDs: users)
    }

    /// - Parameter lacking: what was not persisted, of a job that was canceled or truncated.
    static func jobCompleted(
        _ job: String, isCanceled: Bool, lacking: [DS3.BulkObject] = [], bucket: String?,
        users: [String], at now: DS3.Time
    ) -> Notice {
        let payload = filled(DS3.JobCompletedNotificationPayload()) { payload in
            payload.jobID = job
            payload.cancelOccurred = isCanceled
            payload.objectsNotPersisteds = lacking
            payload.notificationGenerationDate = now
        }
        return Notice(
            kind: .jobCompleted, payload: payload, jobID: job, bucketID: bucket, userIDs: users)
    }

    static func jobCreationFailed(
        _ message: String, user: DS3User, bucket: String?, at now: DS3.Time
    ) -> Notice {
        let payload = filled(DS3.JobCreationFailedNotificationPayload()) { payload in
            payload.errorMessage = message
            payload.userName = user.name
            payload.notificationGenerationDate = now
        }
        return Notice(
            kind: .jobCreationFailed, payload: payload, bucketID: bucket, userIDs: [user.id])
    }

    static func objectsCached(
        _ objects: [DS3.BulkObject], job: String, bucket: String?, users: [String],
        at now: DS3.Time
    ) -> Notice {
        let payload = filled(DS3.S3ObjectsCachedNotificationPayload()) { payload in
            payload.jobID = job
            payload.objects = objects
            payload.notificationGenerationDate = now
        }
        return Notice(
            kind: .objectCached, payload: payload, jobID: job, bucketID: bucket, userIDs: users)
    }

    static func objectsPersisted(
        _ objects: [DS3.BulkObject], job: String, bucket: String?, users: [String],
        at now: DS3.Time
    ) -> Notice {
        let payload = filled(DS3.S3ObjectsPersistedNotificationPayload()) { payload in
            payload.jobID = job
            payload.objects = objects
            payload.notificationGenerationDate = now
        }
        return Notice(
            kind: .objectPersisted, payload: payload, jobID: job, bucketID: bucket,
            userIDs: users)
    }

    /// - Parameter events: ids and numbers, in order.
    static func bucketChanged(
        _ bucket: String, _ events: [(id: String, number: Int)], users: [String],
        at now: DS3.Time
    ) -> Notice {
        let payload = filled(DS3.BucketChangesNotificationPayload()) { payload in
            payload.changes = events.map { id, number in
                var event = DS3.SequencedEvent()
                event.id = id
                event.sequenceNumber = number
                return event
            }
            payload.lastProcessedEvent = events.last?.number ?? 0
            payload.notificationGenerationDate = now
        }
        return Notice(
            kind: .bucketChanges, payload: payload, bucketID: bucket, userIDs: users)
    }
}
