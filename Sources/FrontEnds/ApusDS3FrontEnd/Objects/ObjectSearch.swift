// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusModel
import ApusObjectStore

/// What of all objects is asked for.
struct ObjectSearch: Sendable {
    /// Nil for those of every bucket that the caller may list.
    var bucket: Bucket?
    var name: NamePattern?
    var type: DS3.S3ObjectType?
    /// Latest versions, or others; nil for both where versions are kept.
    var isLatest: Bool?
    var from: DS3.Time?
    var until: DS3.Time?

    /// Everything in a bucket.
    init(bucket: Bucket) {
        self.bucket = bucket
    }

    /// Reads the parameters of a search.
    ///
    /// - Throws: 404 when the bucket named is none.
    init(_ call: Call) async throws {
        let parameters = call.parameters
        if let named = parameters.text("bucket_id") {
            bucket = try await call.bucket(named, for: .list)
        }
        name = parameters.text("name").map { NamePattern($0) }
        type = parameters.word("type")
        isLatest = try parameters.boolean("latest")
        from = try parameters.time("start_date")
        until = try parameters.time("end_date")
    }

    /// An object that was found, before it has been looked at.
    struct Match: Sendable {
        let bucket: Bucket
        let listing: ObjectListing
        let version: VersionID
        let isLatest: Bool
    }

    /// The page that a request asks for.
    ///
    /// Holds the page alone, whatever there is: matches before it are counted, and those behind it
    /// where the bucket does not know how many there are.
    func page(_ request: PageRequest, _ call: Call) async throws -> Page<(Bucket, StoredObject)> {
        let known = knownCount(call)
        var first = request.offset
        if request.isLast, request.length > 0 {
            var count = 0
            if let known, request.startMarker == nil {
                count = known
            } else {
                try await forEachMatch(call, after: request.startMarker) { _ in
                    count += 1
                    return true
                }
            }
            first += max(0, (count - first - 1) / request.length * request.length)
        }
        var matches: [Match] = []
        var position = 0
        var isCut = false
        let skipped = try await forEachMatch(call, after: request.startMarker) { match in
            if position >= first, matches.count < request.length { matches.append(match) }
            position += 1
            isCut = known != nil && matches.count >= request.length
            return !isCut
        }
        // Others may have changed the bucket since it was counted.
        if isCut, let known { position = max(position, known - skipped) }
        var found: [(Bucket, StoredObject)] = []
        for match in matches {
            // Those that have gone since are missing.
            if let object = try await object(match, call) { found.append((match.bucket, object)) }
        }
        return Page(
            items: found, behindCount: max(0, position - first - matches.count),
            totalCount: skipped + position)
    }

    /// How many matches there are, where a bucket's own count of its objects says it; else nil.
    private func knownCount(_ call: Call) -> Int? {
        guard let bucket, name == nil, type == nil, from == nil, until == nil,
            !wantsVersions(of: bucket, call)
        else { return nil }
        return Int(clamping: bucket.totals.objectCount)
    }

    /// The version of an id; nil when there is none.
    func find(_ id: String, _ call: Call) async throws -> StoredObject? {
        var found: StoredObject?
        try await forEachMatch(call, after: nil) { match in
            if try await self.id(of: match, call) == id { found = try await object(match, call) }
            return found == nil
        }
        return found
    }

    /// Goes through what matches, in the order of buckets and names.
    ///
    /// - Parameter marker: the id of the match before the first; nil begins with the first.
    /// - Returns: how many matches there were up to the marker.
    /// - Throws: 404 when no match has the marker's id.
    @discardableResult
    private func forEachMatch(
        _ call: Call, after marker: String?, _ visit: (Match) async throws -> Bool
    ) async throws -> Int {
        var skipped = 0
        var isBehind = marker == nil
        func judge(_ match: Match) async throws -> Bool {
            guard try await matches(match, call) else { return true }
            if isBehind { return try await visit(match) }
            skipped += 1
            isBehind = try await id(of: match, call) == marker
            return true
        }
        if let bucket {
            _ = try await forEachObject(of: bucket, call, judge)
        } else {
            try await call.forEachListedBucket { bucket in
                try await forEachObject(of: bucket, call, judge)
            }
        }
        guard isBehind else {
            throw DS3Error.notFound("No object of the list is \(marker ?? "").")
        }
        return skipped
    }

    private func forEachObject(
        of bucket: Bucket, _ call: Call, _ visit: (Match) async throws -> Bool
    ) async throws -> Bool {
        var query = VersionQuery(ListingQuery(limit: 1000, prefix: name?.prefix ?? ""))
        let wantsVersions = wantsVersions(of: bucket, call)
        while true {
            let count: Int
            if wantsVersions {
                let entries = try await call.store.versions(
                    of: bucket.address, query, for: call.owner
                ).entries
                for case .version(let listing, let version, let isLatest) in entries {
                    query.names.marker = listing.name
                    query.marker = version
                    guard !listing.isDeleteMarker else { continue }
                    let match = Match(
                        bucket: bucket, listing: listing, version: version, isLatest: isLatest)
                    guard try await visit(match) else { return false }
                }
                count = entries.count
            } else {
                let entries = try await call.store.objects(
                    of: bucket.address, query.names, for: call.owner
                ).page.entries
                for case .object(let listing) in entries {
                    query.names.marker = listing.name
                    let match = Match(
                        bucket: bucket, listing: listing, version: .null, isLatest: true)
                    guard try await visit(match) else { return false }
                }
                count = entries.count
            }
            guard count == query.names.limit else { return true }
        }
    }

    /// Whether more than the latest versions is looked at.
    private func wantsVersions(of bucket: Bucket, _ call: Call) -> Bool {
        if let isLatest { return !isLatest }
        return call.dataPolicy(of: bucket).versioning == .keepMultipleVersions
    }

    private func matches(_ match: Match, _ call: Call) async throws -> Bool {
        let listing = match.listing
        if let name, !name.matches(listing.name) { return false }
        if let type, StoredObject.type(ofName: listing.name) != type { return false }
        if let isLatest, match.isLatest != isLatest { return false }
        guard from != nil || until != nil else { return true }
        guard let moment = try await object(match, call)?.createdAt else { return false }
        return (from.map { $0 <= moment } ?? true) && (until.map { moment <= $0 } ?? true)
    }

    /// The id stands in the line of what DS3 has made; of other objects it follows from the row.
    private func id(of match: Match, _ call: Call) async throws -> String? {
        if let id = match.listing.extras[ListingExtra.uniqueID] { return id }
        return try await object(match, call)?.id
    }

    private func object(_ match: Match, _ call: Call) async throws -> StoredObject? {
        let address = try call.address(ofObject: match.listing.name, in: match.bucket)
        return try await call.version(
            match.version, of: address, isLatest: match.isLatest, match.listing)
    }
}

extension ObjectListing {
    /// Whether it says that an object was deleted, among versions.
    var isDeleteMarker: Bool {
        contentType.startsBytewise(with: "application/x-deleted;swift_versions_deleted=")
    }
}
