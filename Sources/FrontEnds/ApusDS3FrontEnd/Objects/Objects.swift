// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusDigest
import ApusHTTP
import ApusJobs
import ApusModel
import ApusObjectStore
import ApusStorage

/// Objects and folders as DS3's administration has them.
enum Objects {
    static let handlers: [String: Handler] = [
        "GetObjectsDetailsSpectraS3": list, "GetObjectsWithFullDetailsSpectraS3": listDetails,
        "GetObjectDetailsSpectraS3": show, "UndeleteObjectSpectraS3": undelete,
        "DeleteFolderRecursivelySpectraS3": deleteFolder,
        "GetBlobPersistenceSpectraS3": blobPersistence,
    ]

    static func list(_ call: Call) async throws -> Response {
        let page = try await ObjectSearch(call).page(try call.parameters.page(), call)
        return .list(page.map { bucket, object in object.document(bucketID: bucket.id) })
    }

    static func listDetails(_ call: Call) async throws -> Response {
        let page = try await ObjectSearch(call).page(try call.parameters.page(), call)
        let showsPlacement = call.parameters.has("include_physical_placement")
        let places = showsPlacement ? try await call.places() : nil
        var items: [DS3.DetailedS3Object] = []
        for (bucket, object) in page.items {
            items.append(
                try await call.details(of: object, in: bucket, places: places))
        }
        return .list(
            Page(items: items, behindCount: page.behindCount, totalCount: page.totalCount))
    }

    static func show(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(
            try call.parameters.required("bucket_id"), for: .list)
        let address = try call.address(ofObject: call.subject, in: bucket)
        do {
            return .document(try await call.object(address).document(bucketID: bucket.id))
        } catch let error as DS3Error where error.status == 404 {
            // A version's id is a name of it as well.
            guard let id = UUIDText.parse(call.subject),
                let object = try await ObjectSearch(bucket: bucket).find(id, call)
            else { throw error }
            return .document(object.document(bucketID: bucket.id))
        }
    }

    /// Makes a version the latest again: the one of an id, or the last that was deleted.
    static func undelete(_ call: Call) async throws -> Response {
        let parameters = call.parameters
        let bucket = try await call.bucket(try parameters.required("bucket_id"), for: .write)
        let address = try call.address(ofObject: try parameters.required("name"), in: bucket)
        let versionID = parameters.text("version_id")?.lowercased()
        var found: StoredObject?
        try await call.forEachVersion(of: address) { object in
            if versionID == nil || object.id == versionID { found = object }
            return found == nil
        }
        guard let found else {
            throw DS3Error.notFound("No version of \(address.object) can be brought back.")
        }
        if case .stored(let moment) = found.version {
            _ = try await call.store.restore(moment, of: address, for: call.owner)
        }
        return .document(try await call.object(address).document(bucketID: bucket.id))
    }

    /// Deletes what is in a folder and the folder itself; `folder2/` is another.
    static func deleteFolder(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(
            try call.parameters.required("bucket_id"), for: .delete)
        var name = call.subject
        if name.utf8.last != UInt8(ascii: "/") { name += "/" }
        guard name.utf8.count > 1 else { throw DS3Error.badRequest("The path names no folder.") }
        guard try await call.deleteCurrent(in: bucket, prefix: name) > 0 else {
            throw DS3Error.notFound("There is no folder \(name).")
        }
        try await call.jobs.objectsDeleted(prefix: name, in: bucket.address)
        return .done
    }

    /// What servers ask each other about blobs, in a text of their own. No other server shares this
    /// one's blobs, so that none of those in the question is here.
    static func blobPersistence(_ call: Call) async throws -> Response {
        _ = try await call.bodyBytes()
        return .text("{\"Blobs\":[]}")
    }
}

extension Call {
    /// Deletes the latest versions of all objects whose names begin with a prefix.
    ///
    /// - Returns: how many there were.
    func deleteCurrent(in bucket: Bucket, prefix: String) async throws -> Int {
        var count = 0
        var query = ListingQuery(limit: 1000, prefix: prefix)
        while true {
            let entries = try await store.objects(of: bucket.address, query, for: owner)
                .page.entries
            query.marker = entries.last?.name
            let names = entries.compactMap { try? ObjectName($0.name) }
            let outcomes = await store.delete(names, of: bucket.address, for: owner)
            for outcome in outcomes {
                guard let outcome else {
                    count += 1
                    continue
                }
                guard outcome.isAbsence else { throw outcome }
            }
            guard entries.count == query.limit else { return count }
        }
    }

    /// The contract's document with all that is known of an object.
    ///
    /// - Parameter places: the media, where those that it is on are wanted.
    func details(
        of object: StoredObject, in bucket: Bucket, places: Places?
    ) async throws -> DS3.DetailedS3Object {
        let residency = try await residency(of: object, in: bucket)
        let isInCache = residency.map { $0.cache == .resident } ?? true
        let isPersisted = residency?.isArchived ?? true
        let ranges = object.blobs
        var blobs = DS3.BulkObjectList()
        blobs.objects = ranges.map { range in
            bulkObject(range, of: object, in: bucket, isInCache: isInCache)
        }
        if let places {
            let placement = places.placement(of: isPersisted ? [residency] : [])
            blobs.objects = blobs.objects.map { blob in
                var blob = blob
                blob.physicalPlacement = placement
                return blob
            }
        }
        var details = DS3.DetailedS3Object()
        details.blobs = blobs
        details.blobsBeingPersisted = isPersisted ? 0 : ranges.count
        details.blobsDegraded = 0
        details.blobsInCache = isInCache ? ranges.count : 0
        details.blobsTotal = ranges.count
        details.bucketID = bucket.id
        details.creationDate = object.createdAt
        details.eTag = object.eTag
        details.id = object.id
        details.latest = object.isLatest
        details.name = object.name
        details.owner = owner(of: bucket).displayName
        details.size = Int(clamping: object.sizeBytes)
        details.type = object.type
        return details
    }

    /// A blob, as documents about places have it.
    func bulkObject(
        _ range: Range<UInt64>, of object: StoredObject, in bucket: Bucket, isInCache: Bool
    ) -> DS3.BulkObject {
        var blob = DS3.BulkObject()
        blob.bucket = bucket.name
        blob.id = object.blobID(at: range.lowerBound)
        blob.inCache = isInCache
        blob.latest = object.isLatest
        blob.length = Int(clamping: range.count)
        blob.name = object.name
        blob.offset = Int(clamping: range.lowerBound)
        blob.versionID = object.id
        return blob
    }
}
