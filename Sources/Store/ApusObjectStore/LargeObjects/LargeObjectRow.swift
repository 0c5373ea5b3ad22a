// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// How rows say that they are manifests of large objects.
enum LargeObjectRow {
    /// System metadata of a static large object: its ETag without quotes, and its size.
    static let etag = "slo-etag"
    static let size = "slo-size"
    /// Metadata of a dynamic large object, as its client sent it.
    static let dynamicManifest = "x-object-manifest"
    /// The largest size that a large object may have, in bytes: nested a few times in each other,
    /// small objects are more than any number can say. A reader's ranges may have every byte twice,
    /// and those are counted, too.
    static let sizeLimitBytes: UInt64 = 1 << 62
}

extension ObjectRow {
    /// ETag (without quotes) and size of the static large object that this is the manifest of.
    var staticLargeObject: (etag: String, sizeBytes: UInt64)? {
        guard let etag = system[LargeObjectRow.etag],
            let sizeBytes = system[LargeObjectRow.size].flatMap({ UInt64($0) })
        else { return nil }
        return (etag, sizeBytes)
    }

    /// Makes this the manifest of a static large object.
    mutating func markStaticLargeObject(etag: String, sizeBytes: UInt64) {
        system[LargeObjectRow.etag] = etag
        system[LargeObjectRow.size] = String(sizeBytes)
        listing[ListingExtra.largeObjectETag] = etag
        listing[ListingExtra.largeObjectSize] = String(sizeBytes)
    }
}
