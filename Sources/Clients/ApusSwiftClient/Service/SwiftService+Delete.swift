// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

extension SwiftService {
    /// Deletes objects by name.
    ///
    /// Segments of large objects go with them unless told otherwise. Many names at once are
    /// deleted in bulk where the server offers it, except those of large objects. Names that do
    /// not begin with the prefix of the options are left alone.
    ///
    /// The sequence throws `ServiceError` for an empty name.
    public func delete(
        _ objects: [String], in container: String, options: DeleteOptions? = nil
    ) -> ServiceResults<DeleteResult> {
        delete(items: objects.map { ServiceItem($0) }, in: container, options: options)
    }

    /// Deletes objects by name, each by its own options where it has any.
    public func delete(
        items: [ServiceItem<DeleteOptions>], in container: String, options: DeleteOptions? = nil
    ) -> ServiceResults<DeleteResult> {
        let options = options ?? self.options.delete
        return results { channel in
            try ServiceError.refuseEmptyNames(items.map(\.name))
            let stop = StopSignal(isArmed: options.failsFast)
            let chosen = items.filter { $0.name.hasPrefix(options.prefix ?? "") }
            try await self.delete(
                chosen.map {
                    DeleteJob(
                        name: $0.name, version: ($0.options ?? options).versionID,
                        options: $0.options)
                }, in: container, options, channel, stop)
        }
    }

    /// Deletes what is in a container, or what begins with the prefix of the options; without a
    /// prefix, then the container itself.
    public func delete(
        container: String, options: DeleteOptions? = nil
    ) -> ServiceResults<DeleteResult> {
        let options = options ?? self.options.delete
        return results { channel in
            try await self.empty(
                container, options, channel, StopSignal(isArmed: options.failsFast))
        }
    }

    /// Deletes every container of the account with all versions of all that is in it.
    public func deleteEverything(
        options: DeleteOptions? = nil
    ) -> ServiceResults<DeleteResult> {
        var options = options ?? self.options.delete
        options.versions = true
        let whole = options
        return results { channel in
            let stop = StopSignal(isArmed: whole.failsFast)
            var listing = ListOptions()
            listing.headers = whole.headers
            // One page at a time: what is deleted does not disturb the marker.
            var pages = self.list(options: listing).makeAsyncIterator()
            while case .account(let page, _)? = try await pages.next() {
                for entry in page.entries where !stop.isSet {
                    try await self.empty(entry.name, whole, channel, stop)
                }
            }
        }
    }

    private func empty(
        _ container: String, _ options: DeleteOptions,
        _ channel: ResultChannel<DeleteResult>, _ stop: StopSignal
    ) async throws {
        var listing = ListOptions()
        listing.prefix = options.prefix
        listing.versions = options.versions
        listing.headers = options.headers
        do {
            try await containerPages(of: container, listing) { page in
                let targets = page.entries.compactMap { entry -> DeleteJob? in
                    guard case .object(let object) = entry else { return nil }
                    return DeleteJob(
                        name: object.name, version: object.versionID, options: nil,
                        isListedPlain: Self.isListedPlain(object))
                }
                guard !stop.isSet else { throw WalkIsOver() }
                try await self.delete(targets, in: container, options, channel, stop)
            }
        } catch is WalkIsOver {
            return
        } catch {
            try Task.checkCancellation()
            let failed = ObjectDeletion(
                kind: .container, container: container, object: nil, failure: error)
            return try await channel.send(.one(failed))
        }
        guard (options.prefix ?? "").isEmpty, !stop.isSet else { return }
        var result = ObjectDeletion(kind: .container, container: container, object: nil)
        do {
            let headers = try HeaderItems.headers(options.headers)
            result.isPlanned = self.options.isDryRun
            result.reply = try await containerPool.use {
                self.options.isDryRun
                    ? try await connection.headContainer(container, headers: headers)
                    : try await connection.deleteContainer(container, headers: headers)
            }
        } catch {
            try Task.checkCancellation()
            result.failure = error
        }
        try await channel.send(.one(result))
    }

    private func delete(
        _ targets: [DeleteJob], in container: String,
        _ options: DeleteOptions, _ channel: ResultChannel<DeleteResult>, _ stop: StopSignal
    ) async throws {
        // Deleting in bulk sends no header fields of the caller and looks at no manifest.
        let mayBulk =
            !self.options.isDryRun && options.headers.isEmpty && options.versionID == nil
            && !options.versions
            && targets.count > 2 * downloadPool.limit
            && targets.allSatisfy { $0.options == nil }
        if mayBulk, let limit = await bulkLimit() {
            return try await deleteInBulk(targets, limit, in: container, options, channel, stop)
        }
        var rest = targets[...]
        try await forEachItem(
            limit: downloadPool.limit, isOrdered: options.isOrdered, into: channel,
            next: { rest.popFirst() }
        ) { target, outlet in
            var result: ObjectDeletion
            if stop.isSet {
                result = ObjectDeletion(kind: .object, container: container, object: target.name)
                result.failure = CancellationError()
            } else {
                result = try await self.deleteOne(
                    target.name, target.version, in: container, target.options ?? options, outlet)
            }
            if !result.isSuccess { stop.set() }
            try await outlet.send(.one(result))
        }
    }

    /// A failure has ended the call: no further page is wanted.
    private struct WalkIsOver: Error {}

    private struct DeleteJob: Sendable {
        let name: String
        let version: String?
        let options: DeleteOptions?
        /// Whether its row of the listing shows that it is no large object.
        var isListedPlain = false
    }

    /// Whether a row is neither a manifest's nor that of an object without bytes, which may be a
    /// dynamic one; what is older may have been written before rows said so.
    private static func isListedPlain(_ row: ListedObject) -> Bool {
        row.bytes > 0 && row.extras["slo_etag"] == nil && row.lastModified >= "2022"
    }

    /// Whether rows of manifests say so: since OpenStack Swift 2.19, of 2018.
    private func listingsShowManifests() async -> Bool {
        guard let known = try? await capabilities(),
            let version = known.option("version", of: "swift")?.text
        else { return false }
        let parts = version.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
        return parts.count == 2 && (parts[0], parts[1]) >= (2, 19)
    }

    /// How many names one request may delete; nil when the server does not offer it.
    private func bulkLimit() async -> Int? {
        guard let known = try? await capabilities(), known.has("bulk_delete") else { return nil }
        let limit = known.option("max_deletes_per_request", of: "bulk_delete")?.integer
        return max(1, Int(limit ?? 10_000))
    }

    /// Looks at each object of which the listing does not tell that it is plain, so that no segment
    /// is orphaned, then deletes the plain ones together.
    private func deleteInBulk(
        _ targets: [DeleteJob], _ limit: Int, in container: String, _ options: DeleteOptions,
        _ channel: ResultChannel<DeleteResult>, _ stop: StopSignal
    ) async throws {
        var plain = targets.map(\.name)
        if !options.leavesSegments {
            var isKnown = !options.looksAtEachObject
            if isKnown { isKnown = await listingsShowManifests() }
            let tells = isKnown
            let unknown = targets.filter { !tells || !$0.isListedPlain }.map(\.name)
            plain = targets.filter { tells && $0.isListedPlain }.map(\.name)
            plain += try await namesWithoutManifest(unknown, in: container, options, channel, stop)
        }
        let share = max(1, min(limit, (plain.count + downloadPool.limit - 1) / downloadPool.limit))
        var rest = plain[...]
        try await forEachConcurrently(
            limit: downloadPool.limit,
            next: { () -> [String]? in
                guard !rest.isEmpty, !stop.isSet else { return nil }
                defer { rest = rest.dropFirst(share) }
                return Array(rest.prefix(share))
            }
        ) { names in
            let result = try await self.bulk(names, in: container)
            if !result.isSuccess { stop.set() }
            try await channel.send(.bulk(result))
        }
    }

    private func namesWithoutManifest(
        _ names: [String], in container: String, _ options: DeleteOptions,
        _ channel: ResultChannel<DeleteResult>, _ stop: StopSignal
    ) async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self) { group in
            var plain: [String] = []
            for (position, name) in names.enumerated() {
                if position >= downloadPool.limit, let answer = try await group.next() {
                    if let name = answer { plain.append(name) }
                }
                if stop.isSet { break }
                group.addTask {
                    var result = ObjectDeletion(kind: .object, container: container, object: name)
                    do {
                        let headers = try await self.downloadPool.use {
                            try await self.connection.headObject(
                                container, name, query: ["symlink": "get"]
                            ).headers
                        }
                        guard LargeObjectHeaders(headers).isLarge else { return name }
                        result = try await self.deleteOne(
                            name, nil, in: container, options, ResultOutlet(channel))
                    } catch let error as ClientError where error.reason == .status(404) {
                        // The deletion itself says so better.
                        return name
                    } catch {
                        // Its segments, if it has any, would stay for ever.
                        try Task.checkCancellation()
                        result.failure = error
                    }
                    if !result.isSuccess { stop.set() }
                    try await channel.send(.one(result))
                    return nil
                }
            }
            for try await answer in group {
                if let name = answer { plain.append(name) }
            }
            return plain
        }
    }

    private func bulk(_ names: [String], in container: String) async throws -> BulkDeletion {
        var result = BulkDeletion(container: container, objects: names)
        var body = ByteWriter(capacity: names.count * 64)
        for name in names {
            body.append(PercentEncoding.encode("/\(container)/\(name)"))
            body.append(UInt8(ascii: "\n"))
        }
        let document = body.finish()
        do {
            let reply = try await downloadPool.use {
                try await connection.postAccount(
                    headers: ["Content-Type": "text/plain", "Accept": "application/json"],
                    query: ["bulk-delete": nil], body: .bytes(document))
            }
            result.reply = reply
            result.summary = try JSONValue(parsing: reply.body)
            let answer = result.summary.members ?? [:]
            for pair in answer["Errors"]?.elements ?? [] {
                guard let pair = pair.elements, pair.count == 2, let path = pair[0].text,
                    let status = pair[1].text
                else { continue }
                let name = PercentEncoding.decode(path) ?? path
                result.errors.append((String(name.drop { $0 == "/" }), status))
            }
            if result.errors.isEmpty, let status = answer["Response Status"]?.text,
                !status.hasPrefix("2"), !status.hasPrefix("404")
            {
                result.failure = ServiceError(status, container: container)
            }
        } catch {
            try Task.checkCancellation()
            result.failure = error
        }
        return result
    }

    private func deleteOne(
        _ name: String, _ version: String?, in container: String, _ options: DeleteOptions,
        _ outlet: ResultOutlet<DeleteResult>
    ) async throws -> ObjectDeletion {
        var result = ObjectDeletion(kind: .object, container: container, object: name)
        do {
            let headers = try HeaderItems.headers(options.headers)
            var query = Query()
            if let version { query.append("version-id", version) }
            let plain = query
            if self.options.isDryRun {
                result.isPlanned = true
                result.reply = try await downloadPool.use {
                    try await connection.headObject(container, name, headers: headers, query: plain)
                }
                return result
            }
            var large: LargeObjectHeaders?
            if !options.leavesSegments {
                query.append("symlink", "get")
                let asked = query
                do {
                    let reply = try await downloadPool.use {
                        try await connection.headObject(
                            container, name, headers: headers, query: asked)
                    }
                    large = LargeObjectHeaders(reply.headers)
                } catch let error as ClientError where error.reason == .status(404) {
                    // The deletion itself says so better.
                }
            }
            var deletion = plain
            if large?.isStatic == true { deletion.append("multipart-manifest", "delete") }
            let final = deletion
            result.reply = try await downloadPool.use {
                try await connection.deleteObject(container, name, headers: headers, query: final)
            }
            if let segments = large?.ownedPrefix {
                try await self.deleteSegments(under: segments) { deleted in
                    try await outlet.send(.one(deleted))
                }
                result.hasDeletedSegments = true
            }
        } catch {
            try Task.checkCancellation()
            result.failure = error
        }
        return result
    }

    /// Deletes everything that a dynamic large object is made of.
    ///
    /// - Parameter kept: what stays all the same: container and name.
    func deleteSegments(
        under place: (container: String, prefix: String), keeping kept: Set<String> = [],
        _ report: @escaping @Sendable (ObjectDeletion) async throws -> Void
    ) async throws {
        var listing = ListOptions()
        listing.prefix = place.prefix
        try await containerPages(of: place.container, listing) { page in
            try await self.deleteSegments(
                page.entries.map { (place.container, $0.name) }
                    .filter { !kept.contains("\($0.0)/\($0.1)") }, report)
        }
    }

    /// Deletes segments by name; one that is gone already counts as deleted.
    func deleteSegments(
        _ segments: [(container: String, name: String)],
        _ report: @escaping @Sendable (ObjectDeletion) async throws -> Void
    ) async throws {
        var rest = segments[...]
        try await forEachConcurrently(
            limit: segmentPool.limit, next: { rest.popFirst() }
        ) { segment in
            var result = ObjectDeletion(
                kind: .segment, container: segment.container, object: segment.name)
            do {
                result.reply = try await self.segmentPool.use {
                    try await self.connection.deleteObject(segment.container, segment.name)
                }
            } catch let error as ClientError where error.reason == .status(404) {
            } catch {
                try Task.checkCancellation()
                result.failure = error
            }
            try await report(result)
        }
    }
}

/// What an object's header fields say about its segments.
struct LargeObjectHeaders {
    /// Whether it has a static manifest.
    let isStatic: Bool
    /// Where the segments of a dynamic one are.
    let dynamicPrefix: (container: String, prefix: String)?

    init(_ headers: Headers) {
        let mark = headers["X-Static-Large-Object"]?.lowercased() ?? ""
        isStatic = ["true", "1", "yes", "on", "t", "y"].contains(mark)
        let manifest = headers["X-Object-Manifest"].flatMap { PercentEncoding.decode($0) } ?? ""
        if let slash = manifest.firstIndex(of: "/"), slash > manifest.startIndex {
            dynamicPrefix = (
                String(manifest[..<slash]), String(manifest[manifest.index(after: slash)...])
            )
        } else {
            dynamicPrefix = nil
        }
    }

    /// Where segments are that belong to a dynamic object and to nothing else: below its prefix as
    /// below a directory. Other names that begin so may be anybody's.
    var ownedPrefix: (container: String, prefix: String)? {
        guard let (container, prefix) = dynamicPrefix else { return nil }
        var path = prefix[...]
        while path.last == "/" { path.removeLast() }
        return path.isEmpty ? nil : (container, path + "/")
    }

    var isLarge: Bool { isStatic || dynamicPrefix != nil }
}
