// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusDigest
import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage

/// Tells of what requests have changed in buckets. What other interfaces change is not told.
enum BucketChanges {
    private static let making: Set<String> = ["PutObject", "UndeleteObjectSpectraS3"]
    private static let removing: Set<String> = [
        "DeleteObject", "DeleteObjects", "DeleteFolderRecursivelySpectraS3",
    ]

    /// Notes what a request has done, where anybody wants to know. What was done is done, also
    /// when nobody can be told.
    static func note(_ call: Call, _ response: Response) async {
        do {
            try await tell(call, response)
        } catch {
            call.settings.onFailure?(error, call.id)
        }
    }

    private static func tell(_ call: Call, _ response: Response) async throws {
        let name = call.operation.name
        let isMaking = making.contains(name)
        guard response.status.isSuccess, isMaking || removing.contains(name),
            call.frontEnd.notices.webhooks != nil,
            call.catalogue.records.count(NotificationKind.bucketChanges.type) > 0
        else { return }
        let word = call.isAdministration ? call.parameters.text("bucket_id") : call.subject
        guard let word, let bucket = try await call.frontEnd.bucket(word) else { return }
        let event: (id: String, number: Int)
        if isMaking {
            guard let made = try await creation(call, in: bucket) else { return }
            event = made
        } else {
            event = (UUIDText.random(), Int(clamping: call.store.clock.tick().ticks))
        }
        call.frontEnd.notices.post(
            .bucketChanged(bucket.id, [event], users: [bucket.userID], at: call.now))
    }

    /// As the bucket's history has it; nil while blobs of the object are still to come.
    private static func creation(
        _ call: Call, in bucket: Bucket
    ) async throws -> (id: String, number: Int)? {
        let name = call.isAdministration ? call.parameters.text("name") : call.object
        do {
            let object = try await call.object(call.address(ofObject: name ?? "", in: bucket))
            return (History.id(of: object), History.number(of: object))
        } catch let error as DS3Error where error.status == 404 {
            return nil
        }
    }
}
