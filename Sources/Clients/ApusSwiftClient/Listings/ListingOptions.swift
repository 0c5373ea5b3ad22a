// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Which part of a listing is wanted.
public struct ListingOptions: Hashable, Sendable {
    /// Rows after this name.
    public var marker: String?
    /// At most this many rows; the server's own limit (10,000 by default) when nil.
    public var limit: Int?
    /// Rows whose names begin so.
    public var prefix: String?
    /// Names that share what comes before it are one row.
    public var delimiter: String?
    /// Rows before this name.
    public var endMarker: String?
    /// With `marker`, in listings of versions: rows after this version.
    public var versionMarker: String?
    /// The rows of one level, as in a directory (an old form of prefix and delimiter).
    public var path: String?
    /// Last name first.
    public var isReversed = false

    /// A part of a listing; everything from its beginning when nothing is given.
    public init(
        marker: String? = nil, limit: Int? = nil, prefix: String? = nil,
        delimiter: String? = nil, endMarker: String? = nil, versionMarker: String? = nil,
        path: String? = nil, isReversed: Bool = false
    ) {
        self.marker = marker
        self.limit = limit
        self.prefix = prefix
        self.delimiter = delimiter
        self.endMarker = endMarker
        self.versionMarker = versionMarker
        self.path = path
        self.isReversed = isReversed
    }

    /// The query of a JSON listing; names in python-swiftclient's order.
    var query: Query {
        var query: Query = ["format": "json"]
        if let marker, !marker.isEmpty { query.append("marker", marker) }
        if let limit { query.append("limit", String(limit)) }
        if let prefix, !prefix.isEmpty { query.append("prefix", prefix) }
        if let delimiter, !delimiter.isEmpty { query.append("delimiter", delimiter) }
        if let endMarker, !endMarker.isEmpty { query.append("end_marker", endMarker) }
        if let versionMarker, !versionMarker.isEmpty {
            query.append("version_marker", versionMarker)
        }
        if let path { query.append("path", path) }
        if isReversed { query.append("reverse", "true") }
        return query
    }
}
