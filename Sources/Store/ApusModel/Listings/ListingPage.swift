// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// One page of a container's objects, in order.
public struct ListingPage: Sendable {
    /// An object, or names rolled up at the delimiter.
    public enum Entry: Sendable {
        case object(ObjectListing)
        case subdirectory(String)

        /// What the next page's marker is when this entry is the page's last.
        public var name: String {
            switch self {
            case .object(let object): object.name
            case .subdirectory(let name): name
            }
        }
    }

    /// Objects and what was rolled up, in the order of the listing.
    public var entries: [Entry]

    /// Makes a page.
    public init(entries: [Entry]) {
        self.entries = entries
    }
}

/// What a listing tells of an object.
public struct ObjectListing: Sendable {
    /// The object's name.
    public var name: String
    /// When the object was last changed, metadata included.
    public var modifiedAt: Timestamp
    /// The size of its body.
    public var sizeBytes: UInt64
    /// MD5 of the body, without quotes.
    public var etag: String
    /// The media type.
    public var contentType: String
    /// More that is shown in listings, by the store's own keys (see `ObjectRow.listing`).
    public var extras: [String: String]

    /// Makes an entry.
    public init(
        name: String, modifiedAt: Timestamp, sizeBytes: UInt64, etag: String,
        contentType: String, extras: [String: String]
    ) {
        self.name = name
        self.modifiedAt = modifiedAt
        self.sizeBytes = sizeBytes
        self.etag = etag
        self.contentType = contentType
        self.extras = extras
    }
}

/// One page of an account's containers, in order.
public struct AccountPage: Sendable {
    /// A container, or names rolled up at the delimiter.
    public enum Entry: Sendable {
        case container(ContainerListing)
        case subdirectory(String)

        /// The name of the object, or what names were rolled up to.
        public var name: String {
            switch self {
            case .container(let container): container.name
            case .subdirectory(let name): name
            }
        }
    }

    /// Containers and what was rolled up, in the order of the listing.
    public var entries: [Entry]

    /// Makes a page.
    public init(entries: [Entry]) {
        self.entries = entries
    }
}

/// What a listing tells of a container.
public struct ContainerListing: Sendable {
    /// The container's name.
    public var name: String
    /// What it lists.
    public var totals: Totals
    /// When the container was created or last changed by a PUT.
    public var modifiedAt: Timestamp
    /// The storage policy it has.
    public var policy: PolicyIndex

    /// Makes an entry.
    public init(name: String, totals: Totals, modifiedAt: Timestamp, policy: PolicyIndex) {
        self.name = name
        self.totals = totals
        self.modifiedAt = modifiedAt
        self.policy = policy
    }
}
