// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Which part of a listing is wanted. Names order by their bytes of UTF-8.
///
/// Source: OpenStack Object Storage API, "Show container details and list objects".
public struct ListingQuery: Hashable, Sendable {
    /// The most entries a page has.
    public var limit: Int
    /// Only names after this one (before it, when reversed); excluded itself.
    public var marker: String?
    /// Only names before this one (after it, when reversed); excluded itself.
    public var endMarker: String?
    /// Only names that start with this.
    public var prefix: String
    /// Names with this text after the prefix are rolled up into one sub-directory entry that
    /// ends with it. May have several characters.
    public var delimiter: String?
    /// Lists one level of a pseudo-directory tree, without sub-directory entries of its own:
    /// the `path=` form. When given, prefix and delimiter are not.
    public var path: String?
    /// From the last name to the first.
    public var isReversed: Bool
    /// Lists names of the reserved name space too (those that start with a NUL).
    public var showsReserved: Bool

    /// Makes a query; everything, from the beginning, when nothing else is said.
    public init(
        limit: Int = 10_000, marker: String? = nil, endMarker: String? = nil,
        prefix: String = "", delimiter: String? = nil, path: String? = nil,
        isReversed: Bool = false, showsReserved: Bool = false
    ) {
        self.limit = limit
        self.marker = marker
        self.endMarker = endMarker
        self.prefix = prefix
        self.delimiter = delimiter
        self.path = path
        self.isReversed = isReversed
        self.showsReserved = showsReserved
    }
}
