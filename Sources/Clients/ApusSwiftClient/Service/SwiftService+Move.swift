// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusHTTP
public import ApusIO

extension SwiftService {
    /// Copies an object within the server with all that it is made of, and makes sure that the
    /// copy is what it should be.
    ///
    /// A large object's copy gets segments of its own, copied one by one, and a manifest of the
    /// same form: deleting either leaves the other whole. (A manifest that lists other manifests
    /// is copied as one object of the whole, which servers do up to their largest object.)
    /// Segments of an object that was at the destination before are removed afterwards.
    ///
    /// - Returns: the header fields of the copy.
    /// - Throws: `ClientError`, and `ServiceError` when the copy is not what the source was.
    @discardableResult
    public func copyWhole(
        _ container: String, _ object: String, to target: String, _ name: String
    ) async throws -> Reply {
        try await WholeCopy(
            service: self, container: container, object: object, target: target, name: name
        ).run(sharesSegments: false)
    }

    /// Renames an object, which no object store can: copies it within the server, makes sure of
    /// the copy, and only then deletes the object.
    ///
    /// A large object's segments stay where they are; its manifest moves. Whoever reads in
    /// between finds both. When the object was replaced in the meantime, it is not deleted.
    ///
    /// - Returns: the header fields of the copy.
    /// - Throws: as `copyWhole`; whatever is thrown, the source is still there.
    @discardableResult
    public func move(
        _ container: String, _ object: String, to target: String, _ name: String
    ) async throws -> Reply {
        guard container != target || !object.equalsBytewise(name) else {
            throw ServiceError(
                "'\(container)/\(object)' cannot be moved onto itself", container: container,
                object: object)
        }
        let copy = WholeCopy(
            service: self, container: container, object: object, target: target, name: name)
        let before = try await connection.headObject(container, object).headers
        let reply = try await copy.run(sharesSegments: true)
        let after = try await connection.headObject(container, object).headers
        guard before["ETag"] == after["ETag"], before["X-Timestamp"] == after["X-Timestamp"] else {
            throw ServiceError(
                "'\(container)/\(object)' was changed while it was copied; it was not deleted",
                container: container, object: object)
        }
        // The manifest alone: its segments are the copy's now.
        _ = try await connection.deleteObject(container, object)
        return reply
    }
}

extension SwiftService {
    /// Moves every object whose name begins with a prefix; what follows it is kept.
    public func moveAll(
        _ container: String, below prefix: String, to target: String, below other: String
    ) -> ServiceResults<ObjectMove> {
        results { channel in
            guard container != target || !(prefix.hasPrefix(other) || other.hasPrefix(prefix))
            else { throw ServiceError("A container cannot be moved into a part of itself") }
            _ = await self.create(target, [:])
            var listing = ListOptions()
            listing.prefix = prefix
            try await self.containerPages(of: container, listing) { page in
                var rest = page.entries[...]
                try await forEachConcurrently(
                    limit: self.uploadPool.limit, next: { rest.popFirst() }
                ) { entry in
                    guard let name = entry.name.dropping(prefix: prefix) else { return }
                    let result = try await self.moved(
                        container, entry.name, to: target, other + name)
                    try await channel.send(result)
                }
            }
        }
    }

    /// Copies one object with all that it is made of (`copyWhole`); what fails is in the result.
    ///
    /// - Throws: `CancellationError` alone.
    public func copied(
        _ container: String, _ object: String, to target: String, _ name: String
    ) async throws -> ObjectCopy {
        var result = ObjectCopy(
            container: container, object: object, destination: "/\(target)/\(name)", headers: [:])
        do {
            result.reply = try await uploadPool.use {
                if options.isDryRun { return try await connection.headObject(container, object) }
                return try await copyWhole(container, object, to: target, name)
            }
            result.isPlanned = options.isDryRun
        } catch {
            try Task.checkCancellation()
            result.failure = error
        }
        return result
    }

    /// Moves one object; what fails is in the result.
    ///
    /// - Throws: `CancellationError` alone.
    public func moved(
        _ container: String, _ object: String, to target: String, _ name: String
    ) async throws -> ObjectMove {
        var result = ObjectMove(
            container: container, object: object, destination: "/\(target)/\(name)")
        do {
            result.reply = try await uploadPool.use {
                if options.isDryRun { return try await connection.headObject(container, object) }
                return try await move(container, object, to: target, name)
            }
            result.isPlanned = options.isDryRun
        } catch {
            try Task.checkCancellation()
            result.failure = error
        }
        return result
    }
}

/// An object was copied elsewhere and then deleted.
public struct ObjectMove: ServiceResult {
    public let container: String
    public let object: String
    /// `/container/object`.
    public let destination: String
    public var reply: Reply?
    public var isPlanned = false
    public var failure: (any Error)? {
        didSet { failedAt = failure == nil ? nil : .now }
    }
    public private(set) var failedAt: FileTime?

    public var action: String { "move_object" }

    public var members: [String: JSONValue] {
        [
            "container": .string(container), "object": .string(object),
            "destination": .string(destination),
        ]
    }
}

private struct WholeCopy: Sendable {
    let service: SwiftService
    let container: String
    let object: String
    let target: String
    let name: String

    private var connection: Connection { service.connection }
    private var place: String { "/\(target)/\(name)" }

    func run(sharesSegments: Bool) async throws -> Reply {
        let headers = try await connection.headObject(container, object).headers
        let large = LargeObjectHeaders(headers)
        let replaced = try await segmentsAtTarget()
        // What is replaced may be made of the same as the source is, or of the source.
        var kept: Set<String> = [Self.path((container, object)), Self.path((target, name))]
        if large.isLarge, !replaced.isEmpty {
            kept.formUnion(try await segments(of: container, object, headers).map(Self.path))
        }
        if !large.isLarge {
            _ = try await connection.copyObject(container, object, to: place)
        } else if sharesSegments {
            _ = try await connection.copyObject(
                container, object, to: place, query: ["multipart-manifest": "get"])
        } else if large.isStatic {
            kept.formUnion(try await copySegments(headers))
        } else if let prefix = large.dynamicPrefix {
            kept.formUnion(try await copySegments(under: prefix, headers))
        }
        let reply = try await connection.headObject(target, name)
        try check(reply, against: headers, isSplit: large.isLarge)
        let doomed = replaced.filter { !kept.contains(Self.path($0)) }
        try await service.deleteSegments(doomed) { deletion in
            if let failure = deletion.failure { throw failure }
        }
        return reply
    }

    private static func path(_ segment: (container: String, name: String)) -> String {
        "\(segment.container)/\(segment.name)"
    }

    /// What is there must be as long as the source, and have its ETag where ETags tell contents.
    private func check(_ reply: Reply, against source: Headers, isSplit: Bool) throws {
        let copy = RemoteObject(reply.headers)
        let original = RemoteObject(source)
        let isNested = isSplit && !LargeObjectHeaders(reply.headers).isLarge
        guard copy.lengthBytes == original.lengthBytes, isNested || copy.etag == original.etag
        else {
            throw ServiceError(
                "The copy '\(target)/\(name)' is not what '\(container)/\(object)' is",
                container: container, object: object)
        }
    }

    /// The segments that are the destination's own now; a plain or absent object has none.
    private func segmentsAtTarget() async throws -> [(container: String, name: String)] {
        guard target != container || !name.equalsBytewise(object) else { return [] }
        do {
            let headers = try await connection.headObject(target, name).headers
            let large = LargeObjectHeaders(headers)
            if large.isStatic { return try await segments(of: target, name, headers) }
            guard let place = large.ownedPrefix else { return [] }
            return try await listed(place).map { (place.container, $0.name) }
        } catch let error as ClientError where error.reason == .status(404) {
            return []
        } catch let error as ServiceError
            where (error.cause as? ClientError)?.reason == .status(404)
        {
            // Nor is there a container that they could be in.
            return []
        }
    }

    private func segments(
        of container: String, _ object: String, _ headers: Headers
    ) async throws -> [(container: String, name: String)] {
        let large = LargeObjectHeaders(headers)
        if large.isStatic {
            return try await RemoteContents(service: service, container: container, object: object)
                .everySegment()
        }
        guard let place = large.dynamicPrefix else { return [] }
        return try await listed(place).map { (place.container, $0.name) }
    }

    private func listed(
        _ place: (container: String, prefix: String)
    ) async throws -> [ListedObject] {
        var found: [ListedObject] = []
        var listing = ListOptions()
        listing.prefix = place.prefix
        try await service.containerPages(of: place.container, listing) { page in
            for case .object(let object) in page.entries { found.append(object) }
        }
        return found
    }

    /// What the copy's segments are called before their numbers.
    private func prefix(_ headers: Headers, _ form: String) -> String {
        let time = headers["X-Object-Meta-Mtime"] ?? headers["X-Timestamp"] ?? ObjectUploader.now
        return "\(name)\(form)/\(time)/\(headers["Content-Length"] ?? "0")/copy/"
    }

    private func copySegments(_ headers: Headers) async throws -> Set<String> {
        let parts = try await RemoteContents(
            service: service, container: container, object: object
        ).manifest()
        guard !parts.contains(where: \.isNested), !parts.contains(where: { $0.range != nil }) else {
            _ = try await connection.copyObject(container, object, to: place)
            return []
        }
        let made = try await copy(
            parts.map { ($0.container, $0.name, $0.etag) }, prefix(headers, "/slo"))
        var document = ByteWriter(capacity: parts.count * 128)
        for (position, part) in parts.enumerated() {
            document.append(position == 0 ? "[{\"path\": " : ", {\"path\": ")
            document.append(json: "/" + made[position])
            document.append(", \"etag\": ")
            document.append(json: part.etag)
            document.append(", \"size_bytes\": ")
            document.append(decimal: part.lengthBytes)
            document.append("}")
        }
        document.append("]")
        _ = try await connection.putObject(
            target, name, .bytes(document.finish()), headers: Self.kept(headers),
            query: ["multipart-manifest": "put"])
        return Set(made)
    }

    private func copySegments(
        under place: (container: String, prefix: String), _ headers: Headers
    ) async throws -> Set<String> {
        let prefix = prefix(headers, "")
        let made = try await copy(
            try await listed(place).map { (place.container, $0.name, $0.hash) }, prefix)
        var sent = Self.kept(headers)
        sent["X-Object-Manifest"] = PercentEncoding.encode("\(target)_segments/\(prefix)")
        _ = try await connection.putObject(target, name, .empty, headers: sent)
        return Set(made)
    }

    /// Copies segments, several at once; answers where they are now, in order.
    private func copy(
        _ segments: [(container: String, name: String, etag: String)], _ prefix: String
    ) async throws -> [String] {
        let made = await service.create("\(target)_segments", [:])
        if let failure = made.failure { throw failure }
        var names: [String] = []
        for index in segments.indices {
            let digits = String(index)
            let zeros = String(repeating: "0", count: max(0, 8 - digits.utf8.count))
            names.append("\(target)_segments/\(prefix)\(zeros)\(digits)")
        }
        let targets = names
        var rest = segments.indices[...]
        try await forEachConcurrently(
            limit: service.segmentPool.limit, next: { rest.popFirst() }
        ) { index in
            let segment = segments[index]
            let reply = try await service.segmentPool.use {
                try await connection.copyObject(
                    segment.container, segment.name, to: "/" + targets[index])
            }
            guard ObjectUploader.unquoted(reply.headers["ETag"]) == segment.etag else {
                throw ServiceError(
                    "The copy of segment '\(segment.container)/\(segment.name)' is not what it was",
                    container: segment.container, object: segment.name)
            }
        }
        return names
    }

    /// What a manifest that is written anew keeps of the old one.
    private static func kept(_ headers: Headers) -> Headers {
        var kept = Headers()
        let names: Set<String> = [
            "content-type", "content-encoding", "content-disposition", "content-language",
            "cache-control", "expires", "x-delete-at",
        ]
        for field in headers {
            let name = field.name.lowercased()
            if names.contains(name) || name.hasPrefix("x-object-meta-") {
                kept[field.name] = field.value
            }
        }
        return kept
    }
}
