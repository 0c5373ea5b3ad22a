// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusObjectStore
import ApusStorage

// What administrators have limited.
extension DS3FrontEnd {
    /// Refuses one more bucket of a user who has as many as may be.
    ///
    /// - Throws: 409.
    func checkBucketLimit(ofUser id: String) async throws {
        guard let text = catalogue.records["SpectraUser", id]?["MaxBuckets"],
            let limit = UInt64(text)
        else { return }
        // Only where all buckets together reach the limit does it matter whose they are.
        let stat = try await store.account(account, for: owner).stat
        guard let stat, stat.containerCount >= limit else { return }
        var count: UInt64 = 0
        try await forEachBucket { bucket in
            if bucket.userID == id { count += 1 }
            return count < limit
        }
        guard count < limit else {
            throw DS3Error.conflict("The user has \(count) buckets, and no more are allowed.")
        }
    }
}

extension Call {
    private static let making: Set<String> = [
        "PutBulkJobSpectraS3", "GetBulkJobSpectraS3", "VerifyBulkJobSpectraS3",
        "StageObjectsJobSpectraS3", "ReplicatePutJobSpectraS3",
    ]

    /// Refuses jobs while an administrator lets no new ones come.
    ///
    /// - Throws: 503.
    func checkAllowed() throws(DS3Error) {
        guard Self.making.contains(operation.name),
            !catalogue.dataPathBackend.allowNewJobRequests
        else { return }
        throw .unavailable(
            "No new jobs are taken for now.", retryAfterSeconds: retryAfterSeconds)
    }
}
