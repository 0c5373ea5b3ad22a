// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

// Who may see and change which records.
extension Call {
    /// Which records of a resource the caller sees: of registrations only their own, but for
    /// administrators.
    func visibility(of resource: Resource) -> (Record) -> Bool {
        guard NotificationKind.types.contains(resource.type), !catalogue.isAdministrator(user)
        else { return { _ in true } }
        return { record in record["UserId"] == user.id }
    }

    /// The record as the caller sees it: nobody sees the secrets of others, but administrators,
    /// who give them out.
    func seen(_ record: Record) -> Record {
        guard record.type == "SpectraUser", record.id != user.id,
            !catalogue.isAdministrator(user)
        else { return record }
        var record = record
        record["SecretKey"] = nil
        return record
    }

    /// Whether the caller may make a record: administrators all, others registrations, and lists of
    /// access control for buckets of their own.
    func mayMake(_ resource: Resource) async throws -> Bool {
        if catalogue.isAdministrator(user) { return true }
        if NotificationKind.types.contains(resource.type) { return true }
        guard resource.type == "BucketAcl", let word = parameters.text("bucket_id") else {
            return false
        }
        let bucket = try await bucket(word, for: nil)
        return isPermitted(.owner, bucket)
    }

    /// Whether the caller may remove a record: administrators all, others their registrations, and
    /// lists of access control for buckets of their own.
    func mayRemove(_ record: Record) async throws -> Bool {
        if catalogue.isAdministrator(user) { return true }
        if NotificationKind.types.contains(record.type) { return record["UserId"] == user.id }
        guard record.type == "BucketAcl", let id = record["BucketId"],
            let bucket = try await frontEnd.bucket(id)
        else { return false }
        return isPermitted(.owner, bucket)
    }

    /// The name of a bucket that needs a record; nil when none does.
    func bucketsInUse(_ resource: Resource, _ id: String) async throws -> String? {
        guard ["DataPolicy", "SpectraUser"].contains(resource.type) else { return nil }
        var found: String?
        try await frontEnd.forEachBucket { bucket in
            if bucket.dataPolicyID == id || bucket.userID == id { found = bucket.name }
            return found == nil
        }
        return found
    }
}
