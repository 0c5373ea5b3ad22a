// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// An object, but for its bytes.
public struct ObjectRow: Sendable, Hashable {
    /// When the bytes were put: the object's `X-Timestamp` until metadata changes.
    public var createdAt: Timestamp
    /// When bytes or metadata last changed: `Last-Modified`.
    public var modifiedAt: Timestamp
    /// The size of the body, which the container counts.
    public var sizeBytes: UInt64
    /// MD5 of the body, lower-case hexadecimal without quotes.
    public var etag: String
    /// The media type, as the client gave it.
    public var contentType: String
    /// What clients set and see.
    public var metadata: Metadata
    /// What only the store sees: manifests' true sizes, symlink targets, checksums.
    public var system: Metadata
    /// The part of it that listings show (`ObjectListing.extras`); few and short.
    public var listing: [String: String]
    /// After this moment, in seconds since 1970, the object is gone for readers.
    public var expiresAt: UInt64?

    /// Makes a row; metadata that never changed is as old as the bytes.
    public init(
        createdAt: Timestamp, modifiedAt: Timestamp? = nil, sizeBytes: UInt64, etag: String,
        contentType: String, metadata: Metadata = [:], system: Metadata = [:],
        listing: [String: String] = [:], expiresAt: UInt64? = nil
    ) {
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt ?? createdAt
        self.sizeBytes = sizeBytes
        self.etag = etag
        self.contentType = contentType
        self.metadata = metadata
        self.system = system
        self.listing = listing
        self.expiresAt = expiresAt
    }
}

extension ObjectListing {
    /// What a listing tells of a row.
    public init(_ row: ObjectRow, name: String) {
        self.init(
            name: name, modifiedAt: row.modifiedAt, sizeBytes: row.sizeBytes, etag: row.etag,
            contentType: row.contentType, extras: row.listing)
    }
}
