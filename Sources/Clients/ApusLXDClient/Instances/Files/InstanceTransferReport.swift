// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What a transfer of a tree has done.
public struct InstanceTransferReport: Hashable, Sendable {
    /// Files transferred.
    public var fileCount = 0
    /// Directories made or found.
    public var directoryCount = 0
    /// Symbolic links made.
    public var linkCount = 0
    /// Bytes of files transferred.
    public var byteCount: UInt64 = 0
    /// Paths that were left out: neither file, directory nor link.
    public var skippedPaths: [String] = []

    /// Nothing yet.
    public init() {}
}
