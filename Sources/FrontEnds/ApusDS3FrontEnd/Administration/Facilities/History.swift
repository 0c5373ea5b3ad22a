// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusDigest
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage

/// What has become of buckets, as far as what is there tells: each object is there since the
/// moment it was made, and the moment, of which the store has no two alike, is its number.
enum History {
    static let handlers: [String: Handler] = ["GetBucketHistorySpectraS3": list]

    private static func list(_ call: Call) async throws -> Response {
        let first = try call.parameters.natural("min_sequence_number") ?? 0
        let request = try call.parameters.page()
        var events: [Record] = []
        func add(_ listing: ObjectListing, of bucket: Bucket) async throws -> Bool {
            let object: StoredObject
            do {
                object = try await call.object(
                    call.address(ofObject: listing.name, in: bucket))
            } catch let error as DS3Error where error.status == 404 || error.status == 400 {
                return true
            }
            let number = Int(clamping: object.info.row.createdAt.ticks)
            guard number >= first else { return true }
            guard events.count < limit else {
                throw DS3Error.conflict(
                    "There is too much history: name a bucket or a later min_sequence_number.")
            }
            events.append(
                Record(
                    "BucketHistoryEvent", id: id(ofVersion: object.id),
                    [
                        "BucketId": bucket.id, "ObjectCreationDate": object.createdAt.description,
                        "ObjectName": object.name, "SequenceNumber": String(number),
                        "Type": "CREATE", "VersionId": object.id,
                    ]))
            return true
        }
        if let word = call.parameters.text("bucket_id") {
            let bucket = try await call.bucket(word, for: .list)
            try await call.forEachObject(of: bucket) { try await add($0, of: bucket) }
        } else {
            try call.requireAdministrator()
            try await call.frontEnd.forEachBucket { bucket in
                try await call.forEachObject(of: bucket) { try await add($0, of: bucket) }
            }
        }
        let sorted = RecordOrder("BucketHistoryEvent").sorted(events)
        return Resource("bucket_history", "BucketHistoryEvent")
            .list(try request.cut(sorted, id: \.id))
    }

    /// The id of the event that made a version.
    static func id(ofVersion id: String) -> String { UUIDText.named([id, "created"]) }

    private static let limit = 100_000
}
