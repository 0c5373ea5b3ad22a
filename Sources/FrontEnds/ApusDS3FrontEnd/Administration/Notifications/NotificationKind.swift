// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What can be registered for.
struct NotificationKind: Hashable, Sendable {
    /// The first part of the resource's name.
    let name: String
    /// The contract's type of the registrations.
    let type: String

    static let bucketChanges = NotificationKind("bucket_changes")
    static let jobCompleted = NotificationKind("job_completed")
    static let jobCreated = NotificationKind("job_created")
    static let jobCreationFailed = NotificationKind("job_creation_failed")
    static let objectCached = NotificationKind("object_cached")
    static let objectLost = NotificationKind("object_lost")
    static let objectPersisted = NotificationKind("object_persisted")

    static let all =
        [
            bucketChanges, jobCompleted, jobCreated, jobCreationFailed, objectCached, objectLost,
            objectPersisted,
        ]
        // What never happens here can be registered for all the same.
        + [
            "azure_target_failure", "ds3_target_failure", "pool_failure", "s3_target_failure",
            "storage_domain_failure", "system_failure", "tape_failure", "tape_partition_failure",
        ].map { NotificationKind($0) }

    /// The types of all kinds.
    static let types = Set(all.map(\.type))

    private init(_ name: String) {
        self.name = name
        let words = name.parts(separatedBy: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        type =
            (name.startsBytewise(with: "object_") ? "S3" : "") + words.joined()
            + "NotificationRegistration"
    }

    /// The path of its registrations behind `/_rest_/`.
    var resource: String { name + "_notification_registration" }
}
