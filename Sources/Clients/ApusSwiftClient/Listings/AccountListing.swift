// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A page of an account's containers.
public struct AccountListing: Sendable {
    /// A row of the page.
    public enum Entry: Hashable, Sendable {
        case container(ListedContainer)
        /// Names that share what comes before a delimiter.
        case subdir(String)

        /// The name to continue after.
        public var name: String {
            switch self {
            case .container(let container): container.name
            case .subdir(let name): name
            }
        }
    }

    /// Status and header fields: the account's totals are among them.
    public let reply: Reply
    /// The rows, in the server's order.
    public let entries: [Entry]
    /// The part that was asked for.
    public let part: ListingOptions
}

/// A row of an account's listing.
public struct ListedContainer: Hashable, Sendable {
    public var name: String
    /// How many objects are in it.
    public var count: UInt64
    public var bytes: UInt64
    /// ISO 8601 without time zone, UTC; empty when the server does not tell.
    public var lastModified: String
    /// Whatever else the server told.
    public var extras: [String: JSONValue]

    /// Makes a row, for tests and servers of one's own.
    public init(
        name: String, count: UInt64 = 0, bytes: UInt64 = 0, lastModified: String = "",
        extras: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.count = count
        self.bytes = bytes
        self.lastModified = lastModified
        self.extras = extras
    }
}

extension AccountListing {
    /// Reads the rows of a JSON listing of containers; no bytes are no rows (204).
    ///
    /// - Throws: `ClientError` with `.badResponse`.
    public static func decode(_ bytes: Bytes) throws -> [Entry] {
        guard !bytes.isEmpty else { return [] }
        var entries: [Entry] = []
        var reader = JSONReader(bytes)
        try reader.array { reader throws in
            var row = ListedContainer(name: "")
            var subdir: String?
            try reader.object { reader, name throws in
                if try reader.null() { return }
                switch name {
                case "name": row.name = try reader.string()
                case "count": row.count = try reader.integer()
                case "bytes": row.bytes = try reader.integer()
                case "last_modified": row.lastModified = try reader.string()
                case "subdir": subdir = try reader.string()
                default: row.extras[name] = try reader.value()
                }
            }
            entries.append(subdir.map { .subdir($0) } ?? .container(row))
        }
        try reader.end()
        return entries
    }
}
