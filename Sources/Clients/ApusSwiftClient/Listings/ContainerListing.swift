// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A page of a container's objects.
public struct ContainerListing: Sendable {
    /// A row of the page.
    public enum Entry: Hashable, Sendable {
        case object(ListedObject)
        /// Names that share what comes before a delimiter.
        case subdir(String)

        /// The name to continue after.
        public var name: String {
            switch self {
            case .object(let object): object.name
            case .subdir(let name): name
            }
        }
    }

    /// Status and header fields: the container's totals are among them.
    public let reply: Reply
    /// The rows, in the server's order.
    public let entries: [Entry]
    /// The container.
    public let container: String
    /// The part that was asked for.
    public let part: ListingOptions
}

/// A row of a container's listing.
public struct ListedObject: Hashable, Sendable {
    public var name: String
    public var bytes: UInt64
    /// The MD5 of the bytes in hexadecimal, or of a large object's manifest.
    public var hash: String
    public var contentType: String
    /// ISO 8601 with microseconds, without time zone, UTC.
    public var lastModified: String
    /// In listings of versions only.
    public var versionID: String?
    /// In listings of versions only.
    public var isLatest: Bool?
    /// Whatever else the server told (`slo_etag`, `symlink_path`, …).
    public var extras: [String: JSONValue]

    /// Makes a row, for tests and servers of one's own.
    public init(
        name: String, bytes: UInt64 = 0, hash: String = "", contentType: String = "",
        lastModified: String = "", versionID: String? = nil, isLatest: Bool? = nil,
        extras: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.bytes = bytes
        self.hash = hash
        self.contentType = contentType
        self.lastModified = lastModified
        self.versionID = versionID
        self.isLatest = isLatest
        self.extras = extras
    }
}

extension ContainerListing {
    /// Reads the rows of a JSON listing of objects; no bytes are no rows (204).
    ///
    /// - Throws: `ClientError` with `.badResponse`.
    public static func decode(_ bytes: Bytes) throws -> [Entry] {
        guard !bytes.isEmpty else { return [] }
        var entries: [Entry] = []
        var reader = JSONReader(bytes)
        var (lastHash, lastType) = ("", "")
        try reader.array { reader throws in
            var row = ListedObject(name: "")
            var subdir: String?
            try reader.object { reader, name throws in
                if try reader.null() { return }
                switch name {
                case "name": row.name = try reader.string()
                case "bytes": row.bytes = try reader.integer()
                // Rows often have these in common with the one before.
                case "hash": row.hash = try reader.string(likely: lastHash)
                case "content_type":
                    row.contentType = try reader.string(likely: lastType)
                case "last_modified": row.lastModified = try reader.string()
                case "subdir": subdir = try reader.string()
                case "version_id": row.versionID = try reader.string()
                case "is_latest": row.isLatest = try reader.value() == .boolean(true)
                default: row.extras[name] = try reader.value()
                }
            }
            (lastHash, lastType) = (row.hash, row.contentType)
            entries.append(subdir.map { .subdir($0) } ?? .object(row))
        }
        try reader.end()
        return entries
    }
}
