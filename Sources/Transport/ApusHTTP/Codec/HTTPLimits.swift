// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// How much of a message's framing is taken before it is refused.
///
/// The defaults are OpenStack Swift's where it has one: `max_request_line`, `max_header_size`, and
/// 1.6 times what may be stored (90 metadata items and 36 other fields), so that who sends a few
/// too many is told by the store which limit it was.
public struct HTTPLimits: Hashable, Sendable {
    /// The longest request or status line, in bytes without its line end. Default 8192.
    public var startLineBytes = 8192
    /// The longest field line, in bytes without its line end. Default 8192.
    public var fieldLineBytes = 8192
    /// The most fields in a head, and in a trailer section. Default 201.
    public var fieldCount = 201
    /// The longest head, in bytes with all line ends. Default 65,536.
    public var headBytes = 65_536
    /// The longest chunk-size line with its extensions, in bytes. Default 1024.
    public var chunkLineBytes = 1024
    /// The longest trailer section, in bytes with all line ends. Default 8192.
    public var trailerBytes = 8192

    /// The default limits.
    public init() {}
}
