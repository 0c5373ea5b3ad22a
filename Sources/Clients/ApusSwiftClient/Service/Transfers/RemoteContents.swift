// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO

/// A part of a large object, as its manifest lists it.
struct ManifestPart: Sendable {
    let container: String
    let name: String
    let etag: String
    let lengthBytes: UInt64
    let isNested: Bool
    /// The part of the segment that is meant; nil for all of it.
    let range: Range<UInt64>?
}

/// What an object is made of, to compare it with a file without fetching its bytes.
struct RemoteContents: Sendable {
    /// Manifests may list manifests; so deep they are followed.
    private static let nestingLimit = 10
    private static let manifestLimitBytes = 16 * 1024 * 1024

    let service: SwiftService
    let container: String
    let object: String

    /// The parts of a static manifest, without following those that are manifests themselves.
    func manifest() async throws -> [ManifestPart] {
        let download = try await service.connection.getObject(
            container, object, query: ["multipart-manifest": "get"])
        let document = try await download.body.collect(limitBytes: Self.manifestLimitBytes)
        return Self.parts(document)
    }

    static func parts(_ document: Bytes) -> [ManifestPart] {
        guard let entries = (try? JSONValue(parsing: document))?.elements else { return [] }
        return entries.compactMap { entry in
            guard let members = entry.members, let path = members["name"]?.text else {
                return nil
            }
            let place = path.drop { $0 == "/" }
            guard let slash = place.firstIndex(of: "/") else { return nil }
            var isNested = false
            if case .boolean(true)? = members["sub_slo"] { isNested = true }
            let bytes = UInt64(clamping: members["bytes"]?.integer ?? 0)
            // A range that is all of the segment is none.
            let range = Self.range(members["range"]?.text).flatMap {
                $0 == 0..<bytes ? nil : $0
            }
            return ManifestPart(
                container: String(place[..<slash]),
                name: String(place[place.index(after: slash)...]),
                etag: members["hash"]?.text ?? "",
                lengthBytes: range.map { $0.upperBound - $0.lowerBound } ?? bytes,
                isNested: isNested, range: range)
        }
    }

    private static func range(_ text: String?) -> Range<UInt64>? {
        guard let ends = text?.split(separator: "-"), ends.count == 2,
            let first = UInt64(ends[0]), let last = UInt64(ends[1]), first <= last, last < .max
        else { return nil }
        return first..<last + 1
    }

    /// Whether a file has the same bytes, part by part.
    ///
    /// - Parameter headers: of the object.
    func isIdentical(to file: LocalFile, headers: Headers) async throws -> Bool {
        let large = LargeObjectHeaders(headers)
        guard let parts = try await parts(headers, large, withRanges: true) else { return false }
        // Sizes first: most files that differ need not be read.
        var total: UInt64 = 0
        for part in parts {
            let (sum, isTooLong) = total.addingReportingOverflow(part.lengthBytes)
            guard !isTooLong else { return false }
            total = sum
        }
        guard total == file.sizeBytes else { return false }
        var position: UInt64 = 0
        for part in parts {
            let have = try await file.md5(position..<position + part.lengthBytes)
            // The digest in a manifest is of the whole segment: of a part of it, nobody knows it.
            let etag = part.range == nil ? part.etag : try await digest(of: part)
            guard have == etag else { return false }
            position += part.lengthBytes
        }
        return true
    }

    private func digest(of part: ManifestPart) async throws -> String {
        var headers = Headers()
        if let range = part.range {
            headers["Range"] = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
        }
        let body = try await service.connection.getObject(
            part.container, part.name, headers: headers
        ).body
        let digest = RunningMD5()
        while let bytes = try await body.next() { digest.update(bytes) }
        return digest.finish()
    }

    /// nil when the parts cannot be compared by their digests.
    ///
    /// - Parameter withRanges: whether parts of segments are wanted too, whose digest nobody
    ///   knows.
    func parts(
        _ headers: Headers, _ large: LargeObjectHeaders, withRanges: Bool = false
    ) async throws -> [ManifestPart]? {
        if large.isStatic { return try await flattened(depth: 0, withRanges: withRanges) }
        if let place = large.dynamicPrefix {
            var parts: [ManifestPart] = []
            var listing = ListOptions()
            listing.prefix = place.prefix
            try await service.containerPages(of: place.container, listing) { page in
                for case .object(let object) in page.entries {
                    parts.append(
                        ManifestPart(
                            container: place.container, name: object.name, etag: object.hash,
                            lengthBytes: object.bytes, isNested: false, range: nil))
                }
            }
            return parts
        }
        let plain = RemoteObject(headers)
        guard let etag = plain.etag, let length = plain.lengthBytes else { return nil }
        return [
            ManifestPart(
                container: container, name: object, etag: etag, lengthBytes: length,
                isNested: false, range: nil)
        ]
    }

    /// What a static manifest lists, with what is listed by the manifests among it.
    func everySegment(depth: Int = 0) async throws -> [(container: String, name: String)] {
        var found: [(container: String, name: String)] = []
        for part in try await manifest() {
            found.append((part.container, part.name))
            guard part.isNested, depth < Self.nestingLimit else { continue }
            found += try await RemoteContents(
                service: service, container: part.container, object: part.name
            ).everySegment(depth: depth + 1)
        }
        return found
    }

    private func flattened(depth: Int, withRanges: Bool) async throws -> [ManifestPart]? {
        guard depth < Self.nestingLimit else { return nil }
        var flat: [ManifestPart] = []
        for part in try await manifest() {
            if part.range != nil {
                guard withRanges else { return nil }
                flat.append(part)
                continue
            }
            guard part.isNested else {
                flat.append(part)
                continue
            }
            let nested = RemoteContents(
                service: service, container: part.container, object: part.name)
            guard
                let parts = try await nested.flattened(
                    depth: depth + 1, withRanges: withRanges)
            else { return nil }
            flat += parts
        }
        return flat
    }
}
