// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What the listings of some objects show besides the usual: the keys of
/// `ObjectListing.extras`.
public enum ListingExtra {
    /// The size of a static large object, which the listing shows instead of its manifest's.
    public static let largeObjectSize = "size"
    /// The ETag of a static large object, without quotes.
    public static let largeObjectETag = "slo_etag"
}

extension ObjectListing {
    /// The size that a reader gets and that listings show, in bytes.
    public var shownSizeBytes: UInt64 {
        extras[ListingExtra.largeObjectSize].flatMap { UInt64($0) } ?? sizeBytes
    }
}
