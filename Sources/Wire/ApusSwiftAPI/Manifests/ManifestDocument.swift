// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusModel

/// The document of `?multipart-manifest=put`: the segments of a static large object, as its
/// client asks for them.
///
/// Source: OpenStack Object Storage API, "Static large objects"; the sentences are those of
/// OpenStack Swift's `swift.common.middleware.slo`.
public enum ManifestDocument {
    /// Why a document cannot be used; the text is what its client reads.
    public struct Problem: Error, Hashable, Sendable {
        public let text: String
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - account: the account of the large object, only for sentences.
    ///   - target: the large object itself, which must not be a segment of its own.
    /// - Throws: `Problem`, with a line for every segment that is wrong, the first thousand.
    public static func parse(
        _ document: Bytes, for target: ObjectAddress
    ) throws(Problem) -> [SegmentRequest] {
        guard let value = try? JSONValue(parsing: document) else {
            throw Problem(text: "Manifest must be valid JSON.\n")
        }
        guard let elements = value.elements else {
            throw Problem(text: "Manifest must be a list.\n")
        }
        var segments: [SegmentRequest] = []
        var complaints: [String] = []
        for (index, element) in elements.enumerated() {
            do throws(Complaint) {
                segments.append(
                    try segment(element, isLast: index == elements.count - 1, for: target))
            } catch {
                complaints.append("Index \(index): \(error.text)")
                // Of a document of millions of elements the client need not hear about each.
                guard complaints.count < complaintLimit else { break }
            }
        }
        let inlineCount = elements.count { $0.members?["data"] != nil }
        if !elements.isEmpty, inlineCount == elements.count {
            complaints.append("Inline data segments require at least one object-backed segment.")
        }
        guard complaints.isEmpty else {
            throw Problem(text: complaints.map { $0 + "\n" }.joined())
        }
        return segments
    }

    /// With so many segments that are wrong, no more are looked at.
    static let complaintLimit = 1000

    private struct Complaint: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    private static func segment(
        _ element: JSONValue, isLast: Bool, for target: ObjectAddress
    ) throws(Complaint) -> SegmentRequest {
        guard let members = element.members else { throw Complaint("not a JSON object") }
        if let data = members["data"] {
            try check(members, allowed: ["data"])
            guard let bytes = data.text.flatMap({ Base64.decode($0) }) else {
                throw Complaint("data must be valid base64")
            }
            guard !bytes.isEmpty else { throw tooSmall }
            return .inline(Bytes(bytes))
        }
        guard let path = members["path"] else {
            throw Complaint("expected keys to include one of 'data' or 'path'")
        }
        try check(members, allowed: ["path", "range", "etag", "size_bytes"])
        guard let path = path.text else { throw Complaint("\"path\" must be a string") }
        let etag = members["etag"] ?? .null
        guard etag == .null || etag.text != nil else {
            throw Complaint("\"etag\" must be a string or null (if provided)")
        }
        guard let address = SegmentPath(path) else {
            throw Complaint(
                "path does not refer to an object. Path must be of the form /container/object.")
        }
        let sizeBytes = try size(members["size_bytes"] ?? .null, isLast: isLast)
        guard address.container != target.container.container || address.object != target.object
        else { throw Complaint("manifest must not include itself as a segment") }
        return .object(
            ObjectSegmentRequest(
                path: path, container: address.container, object: address.object,
                etag: etag.text, sizeBytes: sizeBytes,
                range: try range(members["range"] ?? .null, sizeBytes: sizeBytes)))
    }

    private static var tooSmall: Complaint {
        Complaint("too small; each segment must be at least 1 byte.")
    }

    private static func check(
        _ members: [String: JSONValue], allowed: Set<String>
    ) throws(Complaint) {
        let strangers = members.keys.filter { !allowed.contains($0) }.sorted()
        guard strangers.isEmpty else {
            var writer = ByteWriter()
            for (position, stranger) in strangers.enumerated() {
                if position > 0 { writer.append(", ") }
                writer.append(json: stranger)
            }
            throw Complaint("extraneous keys \(writer.finish().text)")
        }
    }

    private static func size(_ value: JSONValue, isLast: Bool) throws(Complaint) -> UInt64? {
        let size: Int64?
        switch value {
        case .null: return nil
        case .integer(let integer): size = integer
        case .number(let number): size = Int64(exactly: number.rounded(.towardZero))
        case .string(let text): size = Int64(text)
        default: size = nil
        }
        guard let size else { throw Complaint("invalid size_bytes") }
        guard size >= 1 || (isLast && size == 0) else { throw tooSmall }
        return UInt64(size)
    }

    private static func range(
        _ value: JSONValue, sizeBytes: UInt64?
    ) throws(Complaint) -> ByteRangeSet.Part? {
        if value == .null || value.text == "" { return nil }
        guard let text = value.text, let set = ByteRangeSet("bytes=\(text)") else {
            throw Complaint("invalid range")
        }
        guard set.parts.count == 1 else { throw Complaint("multiple ranges (only one allowed)") }
        if let sizeBytes, set.resolve(sizeBytes: sizeBytes) == .unsatisfiable {
            throw Complaint("unsatisfiable range")
        }
        return set.parts[0]
    }
}
