// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP

/// What is asked of no bucket.
enum Service {
    static let handlers: [String: Handler] = ["GetService": list]

    /// The buckets that the caller may list.
    static func list(_ call: Call) async throws -> Response {
        var buckets: [DS3.BucketDetails] = []
        try await call.forEachListedBucket { bucket in
            var details = DS3.BucketDetails()
            details.creationDate = bucket.createdAt
            details.name = bucket.name
            buckets.append(details)
            return true
        }
        var result = DS3.ListAllMyBucketsResult()
        result.buckets = buckets
        result.owner = call.user.asOwner
        return .document(result)
    }
}

extension DS3User {
    /// How S3's documents name somebody.
    var asOwner: DS3.Owner {
        var owner = DS3.Owner()
        owner.displayName = name
        owner.id = id
        return owner
    }
}
