// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What the listings of some objects show besides the usual: the keys of
/// `ObjectListing.extras`.
public enum ListingExtra {
    /// The size of a static large object, which the listing shows instead of its manifest's.
    public static let largeObjectSize = "size"
    /// The size that is shown of what is only a link here; the same as for large objects.
    public static let shownSize = largeObjectSize
    /// The ETag that is shown of it.
    public static let shownETag = "hash"
    /// The id of the version that is current, which a link leads to.
    public static let version = "version"
    /// The id of the version that is current to DS3.
    public static let uniqueID = "ds3-id"
    /// The ETag of a static large object, without quotes.
    public static let largeObjectETag = "slo_etag"
    /// Where a symlink leads: `/account/container/object`, not encoded.
    public static let symlinkTarget = "symlink"
    /// The ETag that a symlink's target must have.
    public static let symlinkETag = "symlink_etag"
    /// The size of such a target, in bytes.
    public static let symlinkSize = "symlink_bytes"
}

extension ObjectListing {
    /// The size that a reader gets and that listings show, in bytes.
    public var shownSizeBytes: UInt64 {
        extras[ListingExtra.largeObjectSize].flatMap { UInt64($0) } ?? sizeBytes
    }
}
