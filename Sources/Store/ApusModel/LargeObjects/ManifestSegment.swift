// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A segment of a static large object, as its manifest keeps it.
public enum ManifestSegment: Hashable, Sendable {
    /// An object of the same account, or a part of one.
    case object(ObjectSegment)
    /// Bytes that stand in the manifest itself.
    case inline(Bytes)

    /// How many bytes it adds to the large object.
    public var lengthBytes: UInt64 {
        switch self {
        case .object(let segment): UInt64(segment.bounds.count)
        case .inline(let bytes): UInt64(bytes.count)
        }
    }
}

/// An object that a manifest has verified and refers to.
public struct ObjectSegment: Hashable, Sendable {
    /// The container that has the segment.
    public var container: ContainerName
    /// Its name there.
    public var object: ObjectName
    /// The size of the whole object, in bytes.
    public var sizeBytes: UInt64
    /// MD5 of the whole object; of a nested large object, its ETag; without quotes.
    public var etag: String
    /// Its media type.
    public var contentType: String
    /// `2009-02-13T23:31:30.000000`
    public var lastModified: String
    /// The part of it that is meant; nil for all of it.
    public var range: Range<UInt64>?
    /// Whether it is a static large object itself.
    public var isLargeObject: Bool

    /// Makes a segment.
    public init(
        container: ContainerName, object: ObjectName, sizeBytes: UInt64, etag: String,
        contentType: String, lastModified: String, range: Range<UInt64>? = nil,
        isLargeObject: Bool = false
    ) {
        self.container = container
        self.object = object
        self.sizeBytes = sizeBytes
        self.etag = etag
        self.contentType = contentType
        self.lastModified = lastModified
        self.range = range
        self.isLargeObject = isLargeObject
    }

    /// The bytes of the object that count.
    public var bounds: Range<UInt64> { range ?? 0..<sizeBytes }

    /// `/container/object`
    public var path: String { "/\(container)/\(object)" }
}
