// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel

/// A new object, but for its bytes.
public struct PutRequest: Sendable {
    public var address: ObjectAddress
    public var contentType: String
    /// What clients see: `x-object-meta-…`, `content-encoding`, `x-object-manifest` and such.
    public var metadata: Metadata
    public var expiry: Expiry?
    /// MD5 of the bytes as the client has it, lower-case hexadecimal; nil when it has not.
    public var etag: String?
    /// How many bytes will come, when it is known.
    public var sizeBytes: UInt64?
    /// There must be no such object yet (`If-None-Match: *`).
    public var mustBeNew: Bool
    /// What the object leads to, when it is to be a symlink; its own bytes are none then. An
    /// empty content type stands for that of links, or of the target of one with an ETag.
    public var symlink: SymlinkTarget?
    /// When another cluster made the object, when this is its copy: it is stored unless something
    /// as new is there, with this moment. Nil for what is made here and now.
    public var madeAt: Timestamp?
    /// Whether the bytes of a copy are the manifest of a static large object as it is stored.
    public var isStoredManifest = false
    /// What the bytes have to be, and what is kept of them, beside their MD5.
    package var claims = BodyClaims()
    /// What DS3 knows of the object; its checksum is filled in here.
    package var blobs: BlobLayout?

    public init(
        _ address: ObjectAddress, contentType: String, metadata: Metadata = [:],
        expiry: Expiry? = nil, etag: String? = nil, sizeBytes: UInt64? = nil,
        mustBeNew: Bool = false
    ) {
        self.address = address
        self.contentType = contentType
        self.metadata = metadata
        self.expiry = expiry
        self.etag = etag
        self.sizeBytes = sizeBytes
        self.mustBeNew = mustBeNew
    }
}

/// What became of a PUT.
public struct PutOutcome: Hashable, Sendable {
    /// MD5 of the bytes; for a large object, of its segments' ETags.
    public var etag: String
    /// When the object came to be.
    public var createdAt: Timestamp
    /// The version that the object became, where there are versions.
    public var version: VersionID?
}
