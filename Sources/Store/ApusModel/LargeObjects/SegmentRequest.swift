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
    public var container: ContainerName
    public var object: ObjectName
    /// Its MD5, which must be right; nil accepts any.
    public var etag: String?
    /// Its size in bytes, which must be right; nil accepts any.
    public var sizeBytes: UInt64?
    /// Only this part of it.
    public var range: SegmentRange?

    public init(
        path: String, container: ContainerName, object: ObjectName, etag: String? = nil,
        sizeBytes: UInt64? = nil, range: SegmentRange? = nil
    ) {
        self.path = path
        self.container = container
        self.object = object
        self.etag = etag
        self.sizeBytes = sizeBytes
        self.range = range
    }
}

/// A part of a segment, as one range of a `Range` header: `2-5`, `2-` or `-5`.
public enum SegmentRange: Hashable, Sendable {
    case from(UInt64, through: UInt64?)
    case suffix(UInt64)

    /// Reads `2-5`, `2-` or `-5`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        guard let first = Self.number(parts[0]), let last = Self.number(parts[1]) else {
            return nil
        }
        switch (first, last) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            self = .from(first, through: last)
        case (let first?, nil): self = .from(first, through: nil)
        case (nil, let suffix?): self = .suffix(suffix)
        case (nil, nil): return nil
        }
    }

    /// Nil for what is no number, an inner nil for nothing at all.
    private static func number(_ text: some StringProtocol) -> UInt64?? {
        guard !text.isEmpty else { return .some(nil) }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = UInt64(text)
        else { return nil }
        return number
    }

    /// The bytes meant of an object of this size; nil when there are none.
    public func resolve(sizeBytes: UInt64) -> Range<UInt64>? {
        switch self {
        case .from(let first, let last):
            guard first < sizeBytes else { return nil }
            return first..<min(sizeBytes, (last ?? sizeBytes - 1) &+ 1)
        case .suffix(let count):
            guard count > 0, sizeBytes > 0 else { return nil }
            return sizeBytes - min(count, sizeBytes)..<sizeBytes
        }
    }
}
