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

    public var entries: [Entry]

    public init(entries: [Entry]) {
        self.entries = entries
    }
}

/// What a listing tells of an object.
public struct ObjectListing: Sendable {
    public var name: String
    /// When the object was last changed, metadata included.
    public var modifiedAt: Timestamp
    public var sizeBytes: UInt64
    public var etag: String
    public var contentType: String
    /// More that is shown in listings, by the store's own keys (see `ObjectRow.listing`).
    public var extras: [String: String]

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

        public var name: String {
            switch self {
            case .container(let container): container.name
            case .subdirectory(let name): name
            }
        }
    }

    public var entries: [Entry]

    public init(entries: [Entry]) {
        self.entries = entries
    }
}

/// What a listing tells of a container.
public struct ContainerListing: Sendable {
    public var name: String
    public var totals: Totals
    /// When the container was created or last changed by a PUT.
    public var modifiedAt: Timestamp
    public var policy: PolicyIndex

    public init(name: String, totals: Totals, modifiedAt: Timestamp, policy: PolicyIndex) {
        self.name = name
        self.totals = totals
        self.modifiedAt = modifiedAt
        self.policy = policy
    }
}
