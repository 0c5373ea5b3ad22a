// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusStorage

/// In which steps the bytes of large bodies go to and from the disk.
///
/// Names and defaults are those of OpenStack Swift's `DiskFile`.
package struct BodySteps: Hashable, Sendable {
    /// A chunk, in bytes: bodies are read four of them at a time, and written eight. 64 KiB by
    /// default.
    package var chunkBytes: Int
    /// After so many bytes of a body that is being written, those before are synced, so that its
    /// end does not have to wait for all of them. 512 MiB by default.
    package var syncBytes: UInt64

    package init(chunkBytes: Int = 64 * 1024, syncBytes: UInt64 = 512 * 1024 * 1024) {
        self.chunkBytes = chunkBytes
        self.syncBytes = syncBytes
    }

    /// What an engine's section of a configuration says.
    package init(_ options: BackendOptions) {
        self.init()
        if let bytes = options.bytes("disk_chunk_size") { chunkBytes = Int(bytes) }
        syncBytes = options.bytes("bytes_per_sync") ?? syncBytes
    }

    /// For the list of an engine's options.
    package static let options = [
        BackendOption(
            "disk_chunk_size", .bytes(4096...(16 << 20)),
            help: "A chunk of a large body: four are read at a time, eight written; 64 KiB."),
        BackendOption(
            "bytes_per_sync", .bytes((1 << 20)...(1 << 50)),
            help: "After so many bytes of a long write, those before are synced; 512 MiB."),
    ]

    /// What is read at a time: whole blocks, each of which has a checksum.
    var readBytes: UInt64 {
        let blocks = UInt64(chunkBytes) * 4 / BodyFormat.blockBytes
        return max(blocks, 1) * BodyFormat.blockBytes
    }

    /// What is written at a time; more than what waits in memory.
    func sliceBytes(memoryLimitBytes: Int) -> Int {
        max(chunkBytes * 8, memoryLimitBytes + 1)
    }
}
