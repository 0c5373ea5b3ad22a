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
    /// The longest value of any header, in bytes.
    public var headerValueLimitBytes = 8192
    /// The longest page of a container's listing.
    public var containerListingLimit = 10_000
    /// The longest page of an account's listing.
    public var accountListingLimit = 10_000
    /// Names, in bytes of UTF-8.
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
}
