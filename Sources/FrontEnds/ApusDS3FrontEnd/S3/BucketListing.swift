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
        var lister = Lister(call: call, bucket: bucket, owner: try await call.owner(of: bucket))
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
            return entries.count > count
        }

        /// A name's versions stay together as long as they fit into a page: the marker of the next
        /// names no version.
        mutating func addVersions(_ query: ListingQuery, _ count: Int) async throws -> Bool {
            var query = VersionQuery(query)
            query.names.limit = BucketListing.limit + 1
            let entries = try await call.store.versions(
                of: bucket.address, query, for: call.owner
            ).entries
            var taken = 0
            for entry in entries {
                switch entry {
                case .subdirectory(let name):
                    guard taken < count else { return true }
                    prefixes.append(name)
                    last = name
                    taken += 1
                case .version(let listing, let version, let isLatest):
                    let isSame = listing.name.equalsBytewise(last)
                    guard taken < count || isSame else { return true }
                    last = listing.name
                    let address = try call.address(ofObject: listing.name, in: bucket)
                    guard
                        let object = try await call.version(
                            version, of: address, isLatest: isLatest, listing)
                    else { continue }
                    versions.append(line(listing, object.id, isLatest: isLatest))
                    taken += 1
                }
            }
            return entries.count > BucketListing.limit
        }

        /// The id stands in the row, or follows from it.
        private func id(of listing: ObjectListing) async throws -> String? {
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
    func owner(of bucket: Bucket) async throws -> DS3.Owner {
        if bucket.userID == user.id { return user.asOwner }
        if let owner = try await directory.user(bucket.userID) { return owner.asOwner }
        var owner = DS3.Owner()
        owner.displayName = bucket.userID
        owner.id = bucket.userID
        return owner
    }
}
