// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// The manifest of a static large object, as it is stored and as
/// `multipart-manifest=get` answers: a JSON array with a member per segment.
///
/// Source: OpenStack Swift, `swift.common.middleware.slo`, "Retrieving a Large Object".
public struct StaticManifest: Hashable, Sendable {
    /// The segments, in the order of their bytes.
    public var segments: [ManifestSegment]

    /// Makes a manifest.
    public init(segments: [ManifestSegment]) {
        self.segments = segments
    }

    /// The size of the large object, in bytes; the largest there is when it is more than that, as
    /// nesting can make it.
    public var sizeBytes: UInt64 {
        segments.reduce(0) { sum, segment in
            let (more, overflows) = sum.addingReportingOverflow(segment.lengthBytes)
            return overflows ? .max : more
        }
    }

    /// The document.
    public var encoded: Bytes {
        document { segment in
            var members: [(String, JSONValue)] = [
                ("name", .string(segment.path)),
                ("bytes", .integer(Int64(clamping: segment.sizeBytes))),
                ("hash", .string(segment.etag)),
                ("content_type", .string(segment.contentType)),
                ("last_modified", .string(segment.lastModified)),
            ]
            if let range = segment.range { members.append(("range", .string(range.inclusive))) }
            if segment.isLargeObject { members.append(("sub_slo", .boolean(true))) }
            return members
        }
    }

    /// The document that a client would send to make the same large object: `format=raw`.
    public var encodedAsSent: Bytes {
        document { segment in
            var members: [(String, JSONValue)] = [("etag", .string(segment.etag))]
            members.append(("path", .string(segment.path)))
            if let range = segment.range { members.append(("range", .string(range.inclusive))) }
            members.append(("size_bytes", .integer(Int64(clamping: segment.sizeBytes))))
            return members
        }
    }

    private func document(_ members: (ObjectSegment) -> [(String, JSONValue)]) -> Bytes {
        var writer = ByteWriter(capacity: segments.count * 256 + 2)
        writer.append("[")
        for (position, segment) in segments.enumerated() {
            if position > 0 { writer.append(", ") }
            let written: [(String, JSONValue)] =
                switch segment {
                case .object(let object): members(object)
                case .inline(let bytes):
                    [("data", .string(Base64.encode(bytes.array, isPadded: true)))]
                }
            writer.append("{")
            for (position, member) in written.enumerated() {
                if position > 0 { writer.append(", ") }
                writer.append(json: member.0)
                writer.append(": ")
                writer.append(json: member.1)
            }
            writer.append("}")
        }
        writer.append("]")
        return writer.finish()
    }

    /// Reads a document that was stored.
    ///
    /// - Returns: nil when it is none.
    public init?(decoding document: Bytes) {
        segments = []
        var stored = StoredSegments(document)
        do {
            while let segment = try stored.next() { segments.append(segment) }
        } catch {
            return nil
        }
    }
}

/// The segments of a manifest that was stored, each read when it is asked for: the first one of a
/// thousand comes as fast as that of a single one.
public struct StoredSegments: Sendable {
    /// The document is no manifest.
    public struct Malformed: Error {}

    private var elements: JSONElements

    /// Begins with the document that a manifest is kept as; what it is, `next` finds out.
    public init(_ document: Bytes) {
        elements = JSONElements(parsing: document)
    }

    /// The next segment; nil after the last.
    public mutating func next() throws(Malformed) -> ManifestSegment? {
        let element: JSONValue?
        do {
            element = try elements.next()
        } catch {
            throw Malformed()
        }
        guard let element else { return nil }
        guard let segment = element.members.flatMap({ ManifestSegment($0) }) else {
            throw Malformed()
        }
        return segment
    }
}

extension ManifestSegment {
    fileprivate init?(_ members: [String: JSONValue]) {
        if let data = members["data"]?.text {
            guard let bytes = Base64.decode(data) else { return nil }
            self = .inline(Bytes(bytes))
            return
        }
        guard let name = members["name"]?.text, let path = SegmentPath(name),
            let size = members["bytes"]?.integer, size >= 0, let etag = members["hash"]?.text
        else { return nil }
        var segment = ObjectSegment(
            container: path.container, object: path.object, sizeBytes: UInt64(size), etag: etag,
            contentType: members["content_type"]?.text ?? "",
            lastModified: members["last_modified"]?.text ?? "",
            isLargeObject: members["sub_slo"] == .boolean(true))
        if let text = members["range"]?.text {
            guard let set = ByteRangeSet("bytes=\(text)"),
                case .satisfiable(let ranges) = set.resolve(sizeBytes: segment.sizeBytes),
                ranges.count == 1
            else { return nil }
            segment.range = ranges[0]
        }
        self = .object(segment)
    }
}

/// `container/object` with any number of slashes before it, as manifests name objects.
public struct SegmentPath: Hashable, Sendable {
    /// The container that is named.
    public let container: ContainerName
    /// The object that is named.
    public let object: ObjectName

    /// - Returns: nil when the text names no object, or one of the reserved name space.
    public init?(_ text: String) {
        let start = text.utf8.firstIndex { $0 != UInt8(ascii: "/") } ?? text.endIndex
        let trimmed = text[start...]
        guard let slash = trimmed.utf8.firstIndex(of: UInt8(ascii: "/")),
            let container = try? ContainerName(String(trimmed[..<slash])),
            let object = try? ObjectName(String(trimmed[trimmed.utf8.index(after: slash)...])),
            !container.isReserved, !object.isReserved
        else { return nil }
        self.container = container
        self.object = object
    }
}

extension Range<UInt64> {
    /// `2-5`: first and last byte.
    fileprivate var inclusive: String { "\(lowerBound)-\(upperBound - 1)" }
}
