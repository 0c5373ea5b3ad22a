// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusObjectStore

/// Buckets as S3 has them.
enum S3Buckets {
    static let handlers: [String: Handler] = [
        "PutBucket": put, "HeadBucket": head, "DeleteBucket": delete,
    ]

    static func put(_ call: Call) async throws -> Response {
        let policy = call.catalogue.defaultDataPolicy(of: call.user)
        _ = try await call.frontEnd.makeBucket(call.subject, dataPolicy: policy, for: call.user)
        return Response(.ok)
    }

    static func head(_ call: Call) async throws -> Response {
        _ = try await call.bucket(call.subject, for: .list)
        return Response(.ok)
    }

    static func delete(_ call: Call) async throws -> Response {
        let bucket = try await call.bucket(call.subject, for: .owner)
        // A slash behind the name asks for an object without one.
        guard !call.request.target.prefix(upTo: "?").hasSuffix("/") else {
            throw DS3Error.badRequest("The path names no object.")
        }
        if bucket.isProtected { throw DS3Error.conflict("The bucket is protected.") }
        try await call.deleteBucket(bucket)
        return .done
    }
}
