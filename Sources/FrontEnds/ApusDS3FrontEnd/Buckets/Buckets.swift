// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusDigest
import ApusHTTP
import ApusJobs
import ApusModel
import ApusObjectStore

/// Buckets as DS3's administration has them.
enum Buckets {
    static let handlers: [String: Handler] = [
        "GetBucketsSpectraS3": list, "PutBucketSpectraS3": create, "GetBucketSpectraS3": show,
        "DeleteBucketSpectraS3": delete, "ModifyBucketSpectraS3": modify,
    ]

    static func list(_ call: Call) async throws -> Response {
        let parameters = call.parameters
        let name = parameters.text("name")
        let policyID = try parameters.text("data_policy_id").map(call.policyID)
        let userID = try parameters.text("user_id").map(call.userID)
        var buckets: [DS3.Bucket] = []
        try await call.frontEnd.forEachBucket { bucket in
            if name.map({ $0 == bucket.name }) ?? true,
                policyID.map({ $0 == bucket.dataPolicyID }) ?? true,
                userID.map({ $0 == bucket.userID }) ?? true,
                call.isPermitted(.list, bucket)
            {
                buckets.append(bucket.document)
            }
            return true
        }
        return .list(try call.parameters.page().cut(buckets) { $0.id })
    }

    static func create(_ call: Call) async throws -> Response {
        let parameters = call.parameters
        let policy =
            if let named = parameters.text("data_policy_id") {
                try call.policy(named)
            } else {
                call.catalogue.defaultDataPolicy(of: call.user)
            }
        var id: String?
        if let sent = parameters.text("id") {
            guard let parsed = UUIDText.parse(sent) else {
                throw DS3Error.badRequest("The id is no UUID.")
            }
            guard try await call.frontEnd.bucket(parsed) == nil else {
                throw DS3Error.conflict("Another bucket has the id.")
            }
            id = parsed
        }
        let ownerID = try parameters.text("user_id").map(call.userID)
        if let ownerID, ownerID != call.user.id, !call.isAdministrator {
            throw DS3Error.denied("Only administrators make buckets for others.")
        }
        let bucket = try await call.frontEnd.makeBucket(
            try parameters.required("name"), id: id, dataPolicy: policy, ownerID: ownerID,
            isProtected: try parameters.boolean("protected") ?? false, for: call.user)
        return .document(bucket.document, status: .created)
    }

    static func show(_ call: Call) async throws -> Response {
        .document(try await call.bucket(call.subject, for: .list).document)
    }

    static func delete(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .owner)
        if bucket.isProtected { throw DS3Error.conflict("The bucket is protected.") }
        if call.parameters.has("force") {
            // First: what is still to come must not.
            try await call.jobs.bucketDeleted(bucket.address)
            try await call.empty(bucket)
        }
        try await call.deleteBucket(bucket)
        return .done
    }

    static func modify(_ call: Call) async throws -> Response {
        let parameters = call.parameters
        let bucket = try await call.bucket(call.subject, for: .owner)
        var changes: [String: String?] = [:]
        if let named = parameters.text("data_policy_id") {
            let policy = try call.policy(named)
            guard call.catalogue.permits(call.user, dataPolicyID: policy.id) else {
                throw DS3Error.denied("You may not use the data policy.")
            }
            changes[Bucket.Key.dataPolicy] = policy.id
            let keeps = policy.versioning == .keepMultipleVersions
            try await call.store.update(
                bucket.address, metadata: [:], versions: keeps ? true : nil, for: call.owner)
        }
        if let named = parameters.text("user_id") {
            changes[Bucket.Key.user] = try call.userID(named)
        }
        if let isProtected = try parameters.boolean("protected") {
            changes[Bucket.Key.isProtected] = .some(isProtected ? "true" : nil)
        }
        // What follows from the container's name and moment now stays, whatever becomes of those.
        changes[Bucket.Key.id] = bucket.id
        try await call.store.update(bucket.address, metadata: changes, for: call.owner)
        return .document(try await call.bucket(bucket.name, for: nil).document)
    }
}

extension Call {
    /// The data policy of an id or a name.
    ///
    /// - Throws: 404.
    func policy(_ idOrName: String) throws(DS3Error) -> DS3.DataPolicy {
        guard let policy = catalogue.dataPolicy(idOrName) else {
            throw .notFound("No data policy is named \(idOrName).")
        }
        return policy
    }

    /// The id of a data policy of an id or a name.
    ///
    /// - Throws: 404.
    func policyID(_ idOrName: String) throws(DS3Error) -> String { try policy(idOrName).id }

    /// The id of the user of an id or a name.
    ///
    /// - Throws: 404.
    func userID(_ idOrName: String) throws(DS3Error) -> String {
        guard let user = catalogue.user(idOrName) else {
            throw .notFound("No user is named \(idOrName).")
        }
        return user.id
    }

    /// Deletes a bucket that is empty, and what was said of it.
    func deleteBucket(_ bucket: Bucket) async throws {
        do {
            try await store.delete(bucket.address, for: owner)
        } catch StoreError.versioning(.hasVersions) {
            // That objects were deleted is nothing that a bucket holds.
            guard try await !hasVersions(bucket) else {
                throw StoreError.versioning(.hasVersions)
            }
            try await empty(bucket)
            try await store.delete(bucket.address, for: owner)
        }
        try await jobs.bucketDeleted(bucket.address)
        try await MultipartUploads(bucket, store).endAll()
        frontEnd.bucketNames[bucket.id] = nil
        try await catalogue.forgetBucket(bucket.id)
    }

    /// Whether a bucket has a version of any object, the latest or not.
    private func hasVersions(_ bucket: Bucket) async throws -> Bool {
        var query = VersionQuery(ListingQuery(limit: 1000))
        while true {
            let entries = try await store.versions(
                of: bucket.address, query, for: owner
            ).entries
            for case .version(let listing, let version, _) in entries {
                guard listing.isDeleteMarker else { return true }
                query.names.marker = listing.name
                query.marker = version
            }
            guard entries.count == query.names.limit else { return false }
        }
    }

    /// Deletes everything in a bucket, versions too.
    func empty(_ bucket: Bucket) async throws {
        try await deleteAll(in: bucket, prefix: "") { _ in true }
    }

    /// Deletes all versions of the objects whose names begin with a prefix and are meant.
    ///
    /// - Returns: how many objects there were.
    @discardableResult
    func deleteAll(
        in bucket: Bucket, prefix: String, where isMeant: (String) -> Bool
    ) async throws -> Int {
        var count = 0
        var query = VersionQuery(ListingQuery(limit: 1000, prefix: prefix))
        while true {
            let entries = try await store.versions(
                of: bucket.address, query, for: owner
            ).entries
            var names: [ObjectName] = []
            for case .version(let listing, let version, _) in entries {
                query.names.marker = listing.name
                query.marker = version
                guard isMeant(listing.name) else { continue }
                count += 1
                let name = try ObjectName(listing.name)
                if case .stored(let moment) = version {
                    let address = ObjectAddress(bucket.address, name)
                    _ = try await store.delete(moment, of: address, for: owner)
                } else {
                    names.append(name)
                }
            }
            try await deleteCurrent(names, in: bucket)
            guard entries.count == query.names.limit else { return count }
        }
    }

    /// Deletes objects that are no versions, without leaving anything of them.
    private func deleteCurrent(_ names: [ObjectName], in bucket: Bucket) async throws {
        for name in names {
            do {
                try await store.delete(
                    ObjectAddress(bucket.address, name), leavesMarker: false, for: owner)
            } catch  where error.isAbsence {
                continue
            }
        }
    }
}
