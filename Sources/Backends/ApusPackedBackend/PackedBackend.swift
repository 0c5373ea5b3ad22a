// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
public import ApusModel
public import ApusStorage

/// Rows and small objects in RocksDB, large ones in files: the engine for speed.
///
/// Commits that come at the same time share one sync; reading a small object reads no file. What
/// lies where, in which order it is written, and what happens after a crash is in
/// `Docs/OnDisk/PackedBackend.md`.
public final class PackedBackend: Backend {
    /// What can be chosen.
    public struct Options: Sendable {
        /// Whether the blocks of large bodies are compared with their checksums before they are
        /// handed out; when not, they are handed out as regions of files, for `sendfile`. Rows
        /// and small bodies are always verified.
        public var verifiesReads: Bool
        /// Up to this size bodies lie in the index; larger ones have files. 32 KiB by default.
        public var smallBodyLimitBytes: Int
        /// What stays free on the device, so that deletions can still be written: 64 MiB by
        /// default, and never more than a twentieth of the device.
        public var reserveBytes: UInt64
        /// Whether work is refused when the data directory, or the one that it is in, is not a
        /// mount point, and when another file system is there than when the store was opened.
        public var checksMount: Bool
        /// A chunk of a large body, in bytes: read four of them at a time, and written eight.
        public var chunkBytes = 64 * 1024
        /// After so many bytes of a body that is being written, those before are synced.
        public var bytesPerSync: UInt64 = 512 * 1024 * 1024

        /// Options; the defaults for what is not given.
        public init(
            verifiesReads: Bool = true, smallBodyLimitBytes: Int = 32 * 1024,
            reserveBytes: UInt64 = 64 * 1024 * 1024, checksMount: Bool = false
        ) {
            self.checksMount = checksMount
            self.verifiesReads = verifiesReads
            self.smallBodyLimitBytes = smallBodyLimitBytes
            self.reserveBytes = reserveBytes
        }
    }

    /// What configurations call it, and the options it has there.
    public static let group = BackendGroup(
        name: "packed",
        options: [
            BackendOption(
                "small_body_limit", .bytes(0...(1 << 20)),
                help: "Up to this size bodies lie in the index; 32 KiB if absent.")
        ] + LocalOptions.list
    ) { context in
        guard let directory = context.directory else {
            throw StorageError(.unavailable, "it has no directory")
        }
        var options = Options()
        let local = LocalOptions(context.options)
        options.verifiesReads = local.verifiesReads
        if let bytes = context.options.bytes("small_body_limit") {
            options.smallBodyLimitBytes = Int(bytes)
        }
        options.reserveBytes = local.reserveBytes
        options.checksMount = local.checksMount
        options.chunkBytes = local.steps.chunkBytes
        options.bytesPerSync = local.steps.syncBytes
        return try await PackedBackend.open(directory, options: options)
    }

    public let name = "packed"

    let store: PackedStore

    /// Opens a data directory, made when it is not there; recovers what a crash has left.
    ///
    /// - Throws: `.unavailable` with the reason when another process has it open, when it belongs
    ///   to another engine or a newer format, when what was acknowledged has been lost, or when
    ///   it cannot be read and written.
    public static func open(
        _ directory: String, options: Options = Options()
    ) async throws(StorageError) -> PackedBackend {
        // One committer: what is judged and what is written has one order.
        let lanes = Lanes(committers: 1)
        return try await lanes.committing.working { () throws(StorageError) in
            PackedBackend(try PackedStore(directory, options, lanes))
        }
    }

    private init(_ store: PackedStore) {
        self.store = store
    }

    public func account(_ name: AccountName) -> any AccountBroker {
        PackedAccountBroker(store: store, name: name)
    }

    public func container(_ address: ContainerAddress) -> any ContainerBroker {
        PackedContainerBroker(store: store, address: address)
    }

    public func checkHealth() async throws(StorageError) {
        if let refusal = store.refusal { throw refusal }
        try await store.lanes.reading.working { [store] () throws(StorageError) in
            try calling { () throws(SystemError) in
                try FileCalls.checkWritable(store.layout.root)
            }
        }
    }

    public func shutdown() async {
        // Behind what waits in the queue, behind the removals that those commits began, and then
        // the batch that forgets what was removed.
        try? await store.perform { _ in }
        try? await store.lanes.background.working {}
        try? await store.perform { _ in }
        try? await store.lanes.committing.working { [store] () throws(StorageError) in
            try store.close()
        }
    }
}
