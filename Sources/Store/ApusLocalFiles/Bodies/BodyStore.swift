// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
package import ApusIO
package import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The bodies of a store: a file each, under a name that is never used again.
package final class BodyStore: Sendable {
    package let layout: StoreLayout
    package let lanes: Lanes
    package let epoch: UInt32
    /// Whether blocks are compared with their checksums before their bytes are handed out.
    package let verifiesReads: Bool
    /// Up to this size a body waits in memory for its commit, which writes it with others.
    package let memoryLimitBytes: Int
    /// In which steps bodies are read and written.
    package let steps: BodySteps
    /// Whether a batch may be synced by one `syncfs`.
    private let syncsFilesystem: Bool

    /// Removals that wait while somebody copies bodies.
    private struct Held: Sendable {
        var holders = 0
        var waiting: [@Sendable () -> Void] = []
    }

    private let held = Mutex(Held())
    /// Bodies that have a file and were not taken by a commit yet.
    private let staged = Mutex<Set<BodyID>>([])
    private let nextNumber = Atomic<UInt64>(1)
    private let root: OpenFile
    /// How many batches are synced file by file before the whole file system is tried again.
    private let wholeSyncsToSkip = Atomic<Int>(0)
    /// Longer than file by file would take, which is ten times as long as all at once.
    private static let slowSync = Duration.seconds(2)
    private let syncs: BatchQueue<BodySync>
    /// Held while a group directory is made, so that nobody uses one that is not durable yet.
    private let groupMaking = Mutex(())

    package init(
        layout: StoreLayout, lanes: Lanes, epoch: UInt32, verifiesReads: Bool,
        memoryLimitBytes: Int = 64 * 1024, steps: BodySteps = BodySteps(),
        syncsFilesystem: Bool = true
    ) throws(StorageError) {
        self.layout = layout
        self.lanes = lanes
        self.epoch = epoch
        self.verifiesReads = verifiesReads
        self.memoryLimitBytes = memoryLimitBytes
        self.steps = steps
        self.syncsFilesystem = syncsFilesystem
        let descriptor = try calling { () throws(SystemError) in
            try FileCalls.open(layout.root, flags: O_RDONLY | O_DIRECTORY)
        }
        root = OpenFile(takingOver: descriptor, lane: lanes.reading)
        syncs = BatchQueue(lane: lanes.syncing, batchLimit: 256)
        try StoreLayout.makeDirectory(layout.bodies(ofEpoch: epoch))
    }

    /// A name that was never used and never will be again.
    package func newID() -> BodyID {
        BodyID(
            epoch: epoch, number: nextNumber.wrappingAdd(1, ordering: .relaxed).oldValue)
    }

    /// Whether a body has a file and nobody has committed it: whatever it holds, and even at its
    /// end, is what somebody is still sending.
    package func isStaged(_ id: BodyID) -> Bool { staged.withLock { $0.contains(id) } }

    /// Notes whether a commit has taken a body.
    func note(_ id: BodyID, isStaged: Bool) {
        staged.withLock { staged in
            if isStaged { staged.insert(id) } else { staged.remove(id) }
        }
    }

    /// Makes the file of a new body. Blocks.
    package func create(_ id: BodyID) throws(StorageError) -> OpenFile {
        note(id, isStaged: true)
        do throws(StorageError) {
            return try makeFile(id)
        } catch {
            note(id, isStaged: false)
            throw error
        }
    }

    private func makeFile(_ id: BodyID) throws(StorageError) -> OpenFile {
        let path = layout.body(id)
        let flags = O_RDWR | O_CREAT | O_EXCL
        // More than once, because a group that has just lost its last body is removed.
        for _ in 0..<3 {
            do {
                return try open(path, flags: flags)
            } catch {
                guard error.code == ENOENT else { throw StorageError(error) }
            }
            try groupMaking.withLock { _ throws(StorageError) in
                try StoreLayout.makeDirectory(layout.bodyGroup(id))
            }
        }
        return try calling { () throws(SystemError) in try open(path, flags: flags) }
    }

    /// Opens a body for reading; nil when it is not there. Blocks.
    package func openForReading(_ id: BodyID) throws(StorageError) -> OpenFile? {
        do {
            return try open(layout.body(id), flags: O_RDONLY)
        } catch {
            if error.code == ENOENT { return nil }
            throw StorageError(error)
        }
    }

    private func open(_ path: String, flags: Int32) throws(SystemError) -> OpenFile {
        OpenFile(takingOver: try FileCalls.open(path, flags: flags), lane: lanes.reading)
    }

    /// Removes a body behind everything else that is to be removed.
    package func removeLater(_ ids: [BodyID], then done: (@Sendable () -> Void)? = nil) {
        guard !ids.isEmpty else { return }
        startRemoval {
            for id in ids { self.remove(id) }
            done?()
        }
    }

    /// Starts a removal of bodies in the background, or keeps it for when nobody holds removals.
    package func startRemoval(_ work: @escaping @Sendable () -> Void) {
        let isHeld = held.withLock { held in
            guard held.holders > 0 else { return false }
            held.waiting.append(work)
            return true
        }
        if !isHeld { lanes.background.start(work) }
    }

    /// Lets nothing be removed until it is released, as often as it is held.
    package func holdRemovals() {
        held.withLock { $0.holders += 1 }
    }

    /// Starts what has waited, when nobody else holds it.
    package func releaseRemovals() {
        let waiting = held.withLock { held in
            held.holders -= 1
            guard held.holders == 0 else { return [@Sendable () -> Void]() }
            defer { held.waiting = [] }
            return held.waiting
        }
        for work in waiting { lanes.background.start(work) }
    }

    /// Whether removals wait.
    package var holdsRemovals: Bool { held.withLock { $0.holders > 0 } }

    /// How many removals wait.
    package var heldRemovals: Int { held.withLock { $0.waiting.count } }

    /// Removes a body, and its group's directory once that is empty. Blocks. What cannot be
    /// removed now is collected after the next unclean start.
    package func remove(_ id: BodyID) {
        try? FileCalls.remove(layout.body(id))
        note(id, isStaged: false)
        let isCurrentGroup =
            id.epoch == epoch
            && nextNumber.load(ordering: .relaxed) / 1_000 <= id.number / 1_000 + 1
        if !isCurrentGroup { try? FileCalls.removeDirectory(layout.bodyGroup(id)) }
    }

    /// Appends a newer copy of a row to a body that may be gone. Blocks.
    package func appendCopy(_ copy: Bytes, to id: BodyID) {
        guard let file = try? open(layout.body(id), flags: O_WRONLY),
            let size = try? FileCalls.status(of: file.descriptor).sizeBytes
        else { return }
        try? FileCalls.writeAll(file.descriptor, copy, at: size)
    }

    /// Writes bodies with the copies of their rows, durable together with what others write now.
    package func persist(
        _ writes: [BodySync.Write]
    ) async throws(StorageError) {
        let result: Result<Void, StorageError> = await withCheckedContinuation { continuation in
            let job = BodySync(writes: writes) { continuation.resume(returning: $0) }
            if !syncs.add(job, process: { [self] in sync($0) }) {
                continuation.resume(returning: .failure(StorageError(.busy, "bodies to sync")))
            }
        }
        try result.get()
    }

    /// One batch: every write, then one sync for all of them.
    private func sync(_ batch: [BodySync]) {
        var written: [BodySync.Written] = []
        var waiting: [BodySync] = []
        for job in batch {
            do throws(StorageError) {
                var files: [BodySync.Written] = []
                for write in job.writes { files.append(try write.body.write(copy: write.copy)) }
                written += files
                waiting.append(job)
            } catch {
                job.settle(.failure(error))
            }
        }
        let result: Result<Void, StorageError>
        do throws(StorageError) {
            try sync(written)
            result = .success(())
        } catch {
            // A failed sync is not to be tried again: the system may have dropped what it could
            // not write, and say nothing the second time.
            for write in waiting.flatMap(\.writes) { write.body.discard() }
            result = .failure(error)
        }
        for job in waiting { job.settle(result) }
    }

    private func sync(_ written: [BodySync.Written]) throws(StorageError) {
        // The whole file system costs one journal commit, as much as a single file and half as
        // much as a file and its directory (`Docs/OnDisk/FileBackend.md`); but with it comes what
        // others have written to the same file system. When that has taken long, files are synced
        // one by one for a while.
        if !syncsFilesystem {
            // A file system that others write to all the time: only what is ours.
        } else if wholeSyncsToSkip.load(ordering: .relaxed) > 0 {
            wholeSyncsToSkip.subtract(1, ordering: .relaxed)
        } else if !written.isEmpty {
            let start = ContinuousClock.now
            let isDone = try calling { () throws(SystemError) in
                try FileCalls.syncFilesystem(root.descriptor)
            }
            if ContinuousClock.now - start > Self.slowSync {
                wholeSyncsToSkip.store(8, ordering: .relaxed)
            }
            if isDone { return }
        }
        try calling { () throws(SystemError) in
            for file in written { try FileCalls.syncData(file.file.descriptor) }
            for group in Set(written.filter(\.isNew).map { layout.bodyGroup($0.id) }) {
                try FileCalls.syncDirectory(group)
            }
        }
    }
}

/// A request to write and sync bodies.
package struct BodySync: Sendable {
    /// A file that was written to.
    package struct Written: Sendable {
        package let id: BodyID
        package let file: OpenFile
        /// Whether its name has to be made durable too.
        package let isNew: Bool
    }

    /// A body and the copy of its row.
    package struct Write: Sendable {
        package let body: StagedFileBody
        package let copy: Bytes

        package init(body: StagedFileBody, copy: Bytes) {
            self.body = body
            self.copy = copy
        }
    }

    package let writes: [Write]
    package let settle: @Sendable (Result<Void, StorageError>) -> Void
}
