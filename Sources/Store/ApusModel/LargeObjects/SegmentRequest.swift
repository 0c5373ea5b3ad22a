// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A segment of a static large object, as a client asks for it.
///
/// Source: OpenStack Object Storage API, "Static large objects".
public enum SegmentRequest: Hashable, Sendable {
    /// An object of the same account, or a part of one.
    case object(ObjectSegmentRequest)
    /// Bytes that stand in the manifest itself; at least one.
    case inline(Bytes)
}

/// An object that a manifest names, with what its client believes of it.
public struct ObjectSegmentRequest: Hashable, Sendable {
    /// As the client wrote it, for its messages: usually `/container/object`.
    public var path: String
    /// The container that has the segment.
    public var container: ContainerName
    /// Its name there.
    public var object: ObjectName
    /// Its MD5, which must be right; nil accepts any.
    public var etag: String?
    /// Its size in bytes, which must be right; nil accepts any.
    public var sizeBytes: UInt64?
    /// Only this part of it.
    public var range: ByteRangeSet.Part?

    /// Makes a request.
    public init(
        path: String, container: ContainerName, object: ObjectName, etag: String? = nil,
        sizeBytes: UInt64? = nil, range: ByteRangeSet.Part? = nil
    ) {
        self.path = path
        self.container = container
        self.object = object
        self.etag = etag
        self.sizeBytes = sizeBytes
        self.range = range
    }
}
