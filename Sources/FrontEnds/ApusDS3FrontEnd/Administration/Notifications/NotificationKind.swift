// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What can be registered for.
struct NotificationKind: Hashable, Sendable {
    /// The first part of the resource's name.
    let name: String
    /// The contract's type of the registrations.
    let type: String

    static let all =
        [
            "azure_target_failure", "bucket_changes", "ds3_target_failure", "job_completed",
            "job_created", "job_creation_failed", "object_cached", "object_lost",
            "object_persisted", "pool_failure", "s3_target_failure", "storage_domain_failure",
            "system_failure", "tape_failure", "tape_partition_failure",
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
