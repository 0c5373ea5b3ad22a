// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest
import ApusModel
import ApusObjectStore
import ApusStorage

extension Call {
    /// The bucket of the path or of a parameter, by name or id.
    ///
    /// - Throws: 404 when there is none: `NoSuchBucket` on S3's paths, else `NotFound`; 403 when
    ///   the caller may not do with it what `permission` says (nil: nothing need be permitted).
    func bucket(
        _ nameOrID: String, for permission: DS3.BucketAclPermission?
    ) async throws -> Bucket {
        guard let bucket = try await frontEnd.bucket(nameOrID) else {
            let code: DS3Error.Code = isAdministration ? .notFound : .noSuchBucket
            throw DS3Error(code, "No bucket is named \(nameOrID).", status: 404)
        }
        if let permission, !isPermitted(permission, bucket) { throw DS3Error.denied() }
        return bucket
    }

    /// Whether the caller may do something with a bucket: owners and administrators may do all.
    func isPermitted(_ permission: DS3.BucketAclPermission, _ bucket: Bucket) -> Bool {
        bucket.userID == user.id
            || catalogue.permits(user, permission, bucketID: bucket.id)
            || catalogue.isAdministrator(user)
    }

    /// Goes through the buckets that the caller may list, until `visit` says false.
    func forEachListedBucket(_ visit: (Bucket) async throws -> Bool) async throws {
        try await frontEnd.forEachBucket { bucket in
            guard isPermitted(.list, bucket) else { return true }
            return try await visit(bucket)
        }
    }

    /// Whether the request is one of `_rest_`.
    var isAdministration: Bool { operation.path.dropping(prefix: "/_rest_/") != nil }
}

extension DS3FrontEnd {
    /// The container of a bucket's name.
    ///
    /// - Throws: 400 when no bucket can be called so.
    func address(ofBucket name: String) throws(DS3Error) -> ContainerAddress {
        guard DS3.isBucketName(name), let container = try? ContainerName(name) else {
            throw DS3Error(
                .invalidBucketName,
                "A bucket's name has 1 to 63 letters, digits, dots, dashes and underscores.",
                status: 400)
        }
        return ContainerAddress(account, container)
    }

    /// The bucket of a name or an id; nil when there is none.
    func bucket(_ nameOrID: String) async throws -> Bucket? {
        if let address = try? address(ofBucket: nameOrID), let bucket = try await bucket(address) {
            return bucket
        }
        guard let id = UUIDText.parse(nameOrID) else { return nil }
        if let known = bucketNames[id], let bucket = try await bucket(known), bucket.id == id {
            return bucket
        }
        // Only who was told an id asks by it, and then it is remembered.
        var found: Bucket?
        try await forEachBucket { bucket in
            if bucket.id == id { found = bucket }
            return found == nil
        }
        return found
    }

    /// What is known of a container; nil when there is none.
    func bucket(_ address: ContainerAddress) async throws -> Bucket? {
        guard let stat = try await store.wholeStat(of: address) else { return nil }
        let metadata = stat.metadata
        let policyID =
            metadata[Bucket.Key.dataPolicy] ?? catalogue.defaultDataPolicy(of: nil)?.id
        let userID = metadata[Bucket.Key.user] ?? catalogue.bootstrapUser().id
        let id =
            metadata[Bucket.Key.id]
            ?? UUIDText.named([
                address.account.text, address.container.text, stat.createdAt.description,
            ])
        bucketNames[id] = address
        return Bucket(
            address: address, id: id, dataPolicyID: policyID ?? "", userID: userID,
            isProtected: metadata[Bucket.Key.isProtected] == "true",
            createdAt: DS3.Time(stat.createdAt), totals: stat.totals, policy: stat.policy,
            metadata: metadata)
    }

    /// Goes through all buckets in the order of their names, until `visit` says false. Containers
    /// that no bucket can be called like are left out.
    func forEachBucket(_ visit: (Bucket) async throws -> Bool) async throws {
        var query = ListingQuery(limit: 1000)
        while true {
            let entries = try await store.containers(of: account, query, for: owner).page.entries
            for entry in entries {
                guard let address = try? address(ofBucket: entry.name),
                    let bucket = try await bucket(address)
                else { continue }
                guard try await visit(bucket) else { return }
            }
            guard entries.count == query.limit else { return }
            query.marker = entries.last?.name
        }
    }

    /// Makes a bucket.
    ///
    /// - Throws: 400 for a bad name or when there is no data policy, 403 when it may not be used,
    ///   409 when the bucket exists.
    func makeBucket(
        _ name: String, id: String? = nil, dataPolicy: DS3.DataPolicy?, ownerID: String? = nil,
        isProtected: Bool = false, for user: DS3User
    ) async throws -> Bucket {
        let address = try address(ofBucket: name)
        guard let policy = dataPolicy else {
            throw DS3Error.badRequest("The user has no data policy, and none is named.")
        }
        guard catalogue.permits(user, dataPolicyID: policy.id) else {
            throw DS3Error.denied("You may not use the data policy.")
        }
        guard try await store.wholeStat(of: address) == nil else { throw Self.bucketExists }
        try await checkBucketLimit(ofUser: ownerID ?? user.id)
        let metadata = [
            Bucket.Key.id: id ?? UUIDText.random(), Bucket.Key.dataPolicy: policy.id,
            Bucket.Key.user: ownerID ?? user.id,
            Bucket.Key.isProtected: isProtected ? "true" : nil,
        ]
        let keepsVersions = policy.versioning == .keepMultipleVersions
        do {
            _ = try await store.create(
                address, policy: settings.storagePolicy, metadata: metadata,
                versions: keepsVersions ? true : nil, mustBeNew: true, for: owner)
        } catch StoreError.alreadyExists {
            throw Self.bucketExists
        }
        guard let bucket = try await bucket(address) else {
            throw DS3Error.notFound("The bucket has been deleted meanwhile.")
        }
        return bucket
    }

    private static var bucketExists: DS3Error {
        DS3Error(.bucketAlreadyExists, "There is a bucket of that name.", status: 409)
    }
}
