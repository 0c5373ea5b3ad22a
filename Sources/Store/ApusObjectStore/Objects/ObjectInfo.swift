// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
public import ApusStorage

/// An object as a reader sees it, but for its bytes.
public struct ObjectInfo: Sendable {
    /// What kind of object it is.
    public enum Form: Hashable, Sendable {
        /// The bytes are its own.
        case plain
        /// A static large object; `sizeBytes` and `etag` are those of its segments together.
        case staticLargeObject
        /// A dynamic large object: everything under `container/prefix`, in the listing's order.
        case dynamicLargeObject
    }

    public let address: ObjectAddress
    /// The row, which for a large object is that of its manifest.
    public let row: ObjectRow
    public let standing: Standing
    /// What the object is; `.plain` when the manifest itself was asked for.
    public let form: Form
    /// How many bytes a reader gets; nil for a dynamic large object of too many segments.
    public let sizeBytes: UInt64?
    /// The value of the `ETag` header: bare hexadecimal, in quotes for a large object.
    public let etag: String
    /// Whether a symlink led here, so that `address` is not what was asked for.
    public let isTarget: Bool

    /// Where it leads, when it is a symlink that was not to be followed.
    public var symlink: SymlinkTarget? { row.symlink }

    /// The version that is current, when this is the link to it.
    public var linkedVersion: ObjectVersion? { row.symlink?.address.version }

    /// Whether the row is the manifest of a static large object, however it is read.
    public var isStaticManifest: Bool { row.staticLargeObject != nil }
}

/// How an object is to be read.
public struct ReadOptions: Hashable, Sendable {
    /// Large objects answer with their manifest, not with their segments.
    public var readsManifest = false
    /// Objects past their expiry answer, as long as they are there.
    public var opensExpired = false
    /// Which symlinks are followed; of others the link itself answers.
    public var links = LinkFollowing.all
    /// The version that is wanted; nil for the current one.
    public var version: VersionID?

    public init(
        readsManifest: Bool = false, opensExpired: Bool = false, links: LinkFollowing = .all,
        version: VersionID? = nil
    ) {
        self.version = version
        self.readsManifest = readsManifest
        self.opensExpired = opensExpired
        self.links = links
    }
}

extension ObjectRow {
    /// The MD5 of the bytes; nil for what was put together of parts, whose ETag is another digest
    /// and ends in how many there were.
    package var md5: String? { etag.utf8.contains(UInt8(ascii: "-")) ? nil : etag }
}
