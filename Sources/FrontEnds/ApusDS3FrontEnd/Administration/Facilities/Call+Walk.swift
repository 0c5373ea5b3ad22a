// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusModel
import ApusObjectStore
import ApusStorage

// Going through all that is stored, a page at a time.
extension Call {
    /// The latest version of every object of a bucket, until `visit` says false.
    ///
    /// - Returns: false when `visit` has said so.
    @discardableResult
    func forEachObject(
        of bucket: Bucket, _ visit: (ObjectListing) async throws -> Bool
    ) async throws -> Bool {
        try await forEachPage(of: bucket) { page in
            for object in page {
                guard try await visit(object) else { return false }
            }
            return true
        }
    }

    /// Every page of objects that may lie on slow media, of buckets that the caller may list, with
    /// where they lie.
    func forEachArchivedPage(
        in staging: any Staging,
        _ visit: (Bucket, [(object: ObjectListing, residency: Residency)]) async throws -> Void
    ) async throws {
        let policies = store.policies
        try await forEachListedBucket { bucket in
            // Other back-ends know nothing of these media.
            guard let number = policies[bucket.policy]?.backendNumber,
                policies.backends[number] is any Staging
            else { return true }
            return try await forEachPage(of: bucket) { page in
                let keys = page.compactMap { try? ObjectKey(ObjectName($0.name)) }
                guard keys.count == page.count else { return true }
                let residencies = try await staging.residency(of: keys, in: bucket.address)
                try await visit(
                    bucket,
                    zip(page, residencies).compactMap { object, residency in
                        residency.map { (object, $0) }
                    })
                return true
            }
        }
    }

    private func forEachPage(
        of bucket: Bucket, _ visit: ([ObjectListing]) async throws -> Bool
    ) async throws -> Bool {
        var query = ListingQuery(limit: 1000)
        while true {
            let entries = try await store.objects(of: bucket.address, query, for: owner)
                .page.entries
            let page = entries.compactMap { entry in
                if case .object(let object) = entry { object } else { nil }
            }
            guard try await visit(page) else { return false }
            guard entries.count == query.limit else { return true }
            query.marker = entries.last?.name
        }
    }

    /// The object as lists of what is on a medium have it, in one piece.
    ///
    /// - Returns: nil when it has gone since.
    func placed(
        _ object: ObjectListing, in bucket: Bucket, isInCache: Bool
    ) async throws -> DS3.BulkObject? {
        do {
            let stored = try await self.object(address(ofObject: object.name, in: bucket))
            var document = DS3.BulkObject()
            document.bucket = bucket.name
            document.id = stored.id
            document.inCache = isInCache
            document.latest = stored.isLatest
            document.length = Int(clamping: stored.sizeBytes)
            document.name = stored.name
            document.offset = 0
            document.versionID = stored.id
            return document
        } catch let error as DS3Error where error.status == 404 {
            return nil
        }
    }
}
