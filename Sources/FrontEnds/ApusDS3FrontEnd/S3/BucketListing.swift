// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusXML

/// `GET /{bucket}`.
enum BucketListing {
    static let handlers: [String: Handler] = ["GetBucket": list]

    /// The most keys and prefixes of a page.
    static let limit = 1000

    static func list(_ call: Call) async throws -> Response {
        let parameters = call.parameters
        let wanted = try parameters.natural("max_keys") ?? limit
        let bucket = try await call.bucket(call.subject, for: .list)
        let count = min(wanted, limit)
        let query = ListingQuery(
            limit: count + 1, marker: parameters.text("marker"),
            prefix: parameters.text("prefix") ?? "", delimiter: parameters.text("delimiter"))
        var result = DS3.ListBucketResult()
        result.creationDate = bucket.createdAt
        result.delimiter = query.delimiter
        result.marker = parameters.text("marker")
        result.maxKeys = count
        result.name = bucket.name
        result.prefix = parameters.text("prefix")
        var lister = Lister(call: call, bucket: bucket, owner: call.owner(of: bucket))
        let isTruncated =
            parameters.has("versions")
            ? try await lister.addVersions(query, count)
            : try await lister.addObjects(query, count)
        result.commonPrefixes = lister.prefixes
        result.contents = lister.contents
        result.versions = lister.versions
        result.isTruncated = isTruncated
        if isTruncated { result.nextMarker = lister.last }
        return .document(result)
    }

    /// Puts a page together.
    private struct Lister {
        let call: Call
        let bucket: Bucket
        let owner: DS3.Owner
        private(set) var prefixes: [String] = []
        private(set) var contents: [DS3.Contents] = []
        private(set) var versions: [DS3.Contents] = []
        private(set) var last = ""

        init(call: Call, bucket: Bucket, owner: DS3.Owner) {
            self.call = call
            self.bucket = bucket
            self.owner = owner
        }

        /// - Returns: whether there is more.
        mutating func addObjects(_ query: ListingQuery, _ count: Int) async throws -> Bool {
            let entries = try await call.store.objects(
                of: bucket.address, query, for: call.owner
            ).page.entries
            for entry in entries.prefix(count) {
                last = entry.name
                switch entry {
                case .subdirectory(let name): prefixes.append(name)
                case .object(let listing):
                    contents.append(
                        line(listing, try await id(of: listing), isLatest: true))
                }
            }
            return count > 0 && entries.count > count
        }

        /// A name's versions stay together, even where they are more than a page: the marker of
        /// the next page names no version.
        mutating func addVersions(_ query: ListingQuery, _ count: Int) async throws -> Bool {
            var query = VersionQuery(query)
            query.names.limit = BucketListing.limit
            while true {
                let entries = try await call.store.versions(
                    of: bucket.address, query, for: call.owner
                ).entries
                for entry in entries {
                    let name: String
                    switch entry {
                    case .subdirectory(let directory): name = directory
                    case .version(let listing, _, _): name = listing.name
                    }
                    let taken = prefixes.count + versions.count
                    guard taken < count || name.equalsBytewise(last) else { return count > 0 }
                    last = name
                    query.names.marker = name
                    switch entry {
                    case .subdirectory:
                        query.marker = nil
                        prefixes.append(name)
                    case .version(let listing, let version, let isLatest):
                        query.marker = version
                        try await add(listing, version, isLatest: isLatest)
                    }
                }
                guard entries.count == query.names.limit else { return false }
            }
        }

        /// Adds a version, unless it says that the object was deleted, or has gone since.
        private mutating func add(
            _ listing: ObjectListing, _ version: VersionID, isLatest: Bool
        ) async throws {
            var id = listing.extras[ListingExtra.uniqueID]
            if id == nil {
                let address = try call.address(ofObject: listing.name, in: bucket)
                id = try await call.version(version, of: address, isLatest: isLatest, listing)?.id
            }
            if let id { versions.append(line(listing, id, isLatest: isLatest)) }
        }

        /// The id stands in the line of what DS3 has made; of other objects it follows from the row.
        private func id(of listing: ObjectListing) async throws -> String? {
            if let id = listing.extras[ListingExtra.uniqueID] { return id }
            let address = try call.address(ofObject: listing.name, in: bucket)
            do {
                return try await call.object(address).id
            } catch {
                // It may have gone since.
                return nil
            }
        }

        private func line(
            _ listing: ObjectListing, _ id: String?, isLatest: Bool
        ) -> DS3.Contents {
            var line = DS3.Contents()
            line.eTag = StoredObject.quoted(
                listing.extras[ListingExtra.shownETag]
                    ?? listing.extras[ListingExtra.largeObjectETag] ?? listing.etag)
            line.isLatest = isLatest
            line.key = listing.name
            line.lastModified = DS3.Time(listing.modifiedAt)
            line.owner = owner
            line.size = Int(clamping: listing.shownSizeBytes)
            line.storageClass = nil
            line.versionID = id
            return line
        }
    }
}

extension Call {
    /// The owner of a bucket, as documents name them.
    func owner(of bucket: Bucket) -> DS3.Owner { owner(bucket.userID) }

    /// The user of an id, as documents name owners.
    func owner(_ userID: String) -> DS3.Owner {
        if userID == user.id { return user.asOwner }
        if let owner = catalogue.user(userID) { return owner.asOwner }
        var owner = DS3.Owner()
        owner.displayName = userID
        owner.id = userID
        return owner
    }
}
