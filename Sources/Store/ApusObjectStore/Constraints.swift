// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel

/// The limits that a store keeps, as `GET /info` shows them.
///
/// Source: OpenStack Swift, `[swift-constraints]` of `swift.conf`; the defaults are its own.
public struct Constraints: Hashable, Sendable {
    /// The largest object, in bytes: 5 GiB and 2.
    public var fileSizeLimitBytes: UInt64 = 5_368_709_122
    /// The longest metadata name without its prefix, in bytes.
    public var metadataNameLimitBytes = 128
    /// The longest metadata value, in bytes.
    public var metadataValueLimitBytes = 256
    /// How many metadata items an account, a container or an object may have.
    public var metadataCountLimit = 90
    /// All metadata names and values together, in bytes.
    public var metadataTotalLimitBytes = 4096
    /// The longest header field that requests may have, in bytes.
    public var headerFieldLimitBytes = 8192
    /// The longest page of a container's listing.
    public var containerListingLimit = 10_000
    /// The longest page of an account's listing.
    public var accountListingLimit = 10_000
    /// Names of what is made, in bytes of UTF-8; what is there already stays reachable.
    public var accountNameLimitBytes = AccountName.byteLimit
    public var containerNameLimitBytes = ContainerName.byteLimit
    public var objectNameLimitBytes = ObjectName.byteLimit
    /// The most object-backed segments of a static large object.
    public var manifestSegmentLimit = 1000
    /// The largest manifest a client may send, in bytes.
    public var manifestSizeLimitBytes = 8 * 1024 * 1024
    /// How deep static large objects may be nested.
    public var manifestDepthLimit = 10
    /// How many symlinks are followed from one object to another.
    public var symlinkLimit = 2

    /// The defaults.
    public init() {}

    func check(_ name: AccountName) throws(StoreError) {
        try Self.check("Account", name.text, accountNameLimitBytes)
    }

    func check(_ name: ContainerName) throws(StoreError) {
        try Self.check("Container", name.text, containerNameLimitBytes)
    }

    func check(_ name: ObjectName) throws(StoreError) {
        try Self.check("Object", name.text, objectNameLimitBytes)
    }

    private static func check(
        _ kind: String, _ name: String, _ limit: Int
    ) throws(StoreError) {
        let bytes = name.utf8.count
        guard bytes <= limit else {
            throw .nameTooLong(kind: kind, bytes: bytes, limit: limit)
        }
    }
}
