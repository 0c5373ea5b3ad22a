// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// `[app:object-server]`: in which steps bodies are read and written, for every back-end whose own
/// section does not say otherwise.
///
/// Source: OpenStack Swift, `object-server.conf` and the options of its `DiskFile`.
public struct BodyStepSettings: Hashable, Sendable {
    /// `disk_chunk_size`; nil for what the engine does by itself.
    public var chunkBytes: UInt64?
    /// `bytes_per_sync`, or `mb_per_sync` in mebibytes; nil for what the engine does by itself.
    public var bytesPerSync: UInt64?

    /// The defaults.
    public init() {}

    init(_ section: inout SectionReader) {
        chunkBytes = section.sizeBytes("disk_chunk_size", in: 4096...16 << 20)
        let mebibytes = section.integer("mb_per_sync", in: 1...1 << 30)
        bytesPerSync =
            section.sizeBytes("bytes_per_sync", in: 1 << 20...1 << 50)
            ?? mebibytes.map { UInt64($0) << 20 }
    }
}
