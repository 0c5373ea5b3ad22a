// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A bucket of objects that the server offers by S3 (`StorageBucket` of LXD's description).
public struct StorageBucket: Creatable {
    public typealias Creation = NewStorageBucket

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["storage-pools", "*", "buckets", "*"]
    public static let writableKeys: Set = ["config", "description"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "location", "name", "project", "s3_url",
    ]

    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    public var description: String? {
        get { self[value: "description"] }
        set { self[value: "description"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    /// The member of the cluster that it is on.
    public var location: String? { self[value: "location"] }
    public var name: String { self[value: "name"] ?? key }
    /// The URL to reach it at by S3.
    public var endpoint: String? { self[value: "s3_url"] }

    /// The pool it is in.
    public var storagePool: Reference<StoragePool> {
        Reference(url: ResourceURL(url.dropping(2).segments))
    }
}
