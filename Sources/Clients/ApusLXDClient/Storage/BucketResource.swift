// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// A bucket by its pool and name: what lies below it.
public struct BucketResource: Resource {
    public typealias Value = StorageBucket

    public let lxd: LXD
    public let url: ResourceURL

    /// Its name.
    public var name: String { url.segments.last ?? "" }

    /// What S3 clients prove with that they may use it.
    public var keys: EntityCollection<StorageBucketKey> { collection("keys") }
}

extension StoragePoolResource {
    /// Makes a bucket, and gives the key of its administrator with it.
    ///
    /// - Throws: `LXDError` with `.conflict` when there is one of that name; with
    ///   `.extensionMissing` where servers make no keys by themselves: then nothing was made.
    public func createBucket(
        _ creation: NewStorageBucket
    ) async throws -> (bucket: StorageBucket, key: StorageBucketKey) {
        try await lxd.require(StorageBucket.self)
        try await lxd.require(
            "storage_buckets_create_credentials", for: "A bucket that comes with a key")
        let (answer, operation) = try await lxd.perform(
            .post, url.appending("buckets"), creation.json)
        let keys = bucket(creation.name).keys
        let members = operation?.metadata ?? answer.metadata.members ?? [:]
        guard let key = StorageBucketKey.keySegments(of: members) else {
            throw LXDError(.badAnswer, "The answer has no key", url: url)
        }
        return (
            try await bucket(creation.name).get(),
            StorageBucketKey(
                record: EntityRecord(url: keys.url.appending(key), members: members))
        )
    }
}
