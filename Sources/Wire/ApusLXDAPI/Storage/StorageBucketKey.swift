// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Credentials for a bucket (`StorageBucketKey` of LXD's description). Printing it does not show
/// the secret.
public struct StorageBucketKey: Creatable {
    public typealias Creation = NewStorageBucketKey

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["storage-pools", "*", "buckets", "*", "keys", "*"]
    public static let writableKeys: Set = ["access-key", "description", "role", "secret-key"]
    public static let readOnlyKeys: Set = ["name"]
    public static let isPatchable = false

    /// What S3 clients call the access key id.
    public var accessKey: String? {
        get { self[value: "access-key"] }
        set { self[value: "access-key"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    /// `admin` or `read-only`.
    public var role: String? {
        get { self[value: "role"] }
        set { self[value: "role"] = newValue }
    }

    /// What S3 clients call the secret access key.
    public var secretKey: String? {
        get { self[value: "secret-key"] }
        set { self[value: "secret-key"] = newValue }
    }

    public var name: String { self[value: "name"] ?? key }

    /// The bucket it is for.
    public var bucket: Reference<StorageBucket> { Reference(url: url.dropping(2)) }
}
