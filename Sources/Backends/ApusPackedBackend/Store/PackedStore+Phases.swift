// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusStorage
import Synchronization

/// Whether the store reads and writes.
enum Phase {
    case working(RocksIndex)
    /// A write has failed, for this reason. Reads go on.
    case readOnly(RocksIndex, StorageError)
    case closed
}

extension PackedStore {
    /// How often the index is opened again in one process, since each time the failed one stays in
    /// memory (see `RocksIndex.abandon`): at most about 30 MB each, mostly its memtables.
    static let reopeningLimit: UInt64 = 32

    /// The index, to be read.
    func readable() throws(StorageError) -> RocksIndex {
        try mount?.check()
        return try phase.withLock { phase throws(StorageError) in
            switch phase {
            case .working(let index), .readOnly(let index, _): return index
            case .closed: throw StorageError(.unavailable, "the store is closed")
            }
        }
    }

    /// A write has failed: nothing is written any more until the index has been opened again.
    ///
    /// - Parameter claimed: the bodies of the batch, which may or may not have rows now.
    func turnReadOnly(
        _ index: RocksIndex, _ error: StorageError, _ claimed: [StagedFileBody]
    ) {
        counts.failures.add(1, ordering: .relaxed)
        let isFirst = phase.withLock { phase in
            guard case .working = phase else { return false }
            phase = .readOnly(index, error)
            return true
        }
        removal.doubt(claimed.filter { $0.content == nil }.map(\.id))
        if isFirst { Lane(name: "apus-mend", threads: 1).start { [weak self] in self?.mend() } }
    }

    /// Opens the index again once the directory can be written to. Blocks until then.
    private func mend() {
        var wait = Duration.milliseconds(50)
        while !tryToMend() {
            Lane.pause(wait)
            wait = min(wait * 2, .seconds(2))
        }
    }

    /// Opens the index again when the directory can be written to now. Blocks.
    ///
    /// - Returns: whether there is nothing to mend any more.
    private func tryToMend() -> Bool {
        mending.withLock { _ in
            guard case .readOnly(let index, let error) = phase.withLock({ $0 }) else {
                return true
            }
            guard counts.reopenings.load(ordering: .relaxed) < Self.reopeningLimit else {
                let reason = StorageError(
                    .unavailable,
                    """
                    writes have failed \(Self.reopeningLimit) times since the start: nothing is \
                    written until the server is started again; the last one said: \(error.detail)
                    """, cause: error)
                phase.withLock { phase in
                    if case .readOnly = phase { phase = .readOnly(index, reason) }
                }
                return true
            }
            if case .insufficientStorage = error.reason { space.dropBallast() }
            return space.canWrite() && reopen(over: index)
        }
    }

    /// Refuses when nothing can be written. Whoever asks after a failure has the index opened
    /// again when that is possible by now.
    func requireWriting() async throws(StorageError) {
        guard refusal != nil else { return }
        try await lanes.sealing.working { [self] () throws(StorageError) in
            _ = tryToMend()
            if let refusal { throw refusal }
        }
    }

    /// Opens the directory another time, recovers, and puts the new index in the place of the old
    /// one, which those who read it keep until they have finished.
    private func reopen(over old: RocksIndex) -> Bool {
        old.abandon()
        do throws(StorageError) {
            // RocksDB keeps a list of the paths whose lock files this process holds and refuses
            // to open one twice; the lock itself (`fcntl`) is the process's. Under another name
            // for the same directory it opens. The old one does nothing any more, and other
            // processes are kept out by the store's own lock.
            try Manifests.restoreCurrent(in: layout)
            try WriteAheadLogs.setAsideTorn(in: layout)
            let index = try RocksIndex.recovering(old.path + "/.", creating: false)
            try Recovery.check(index, watermark, layout)
            let orphans = try Recovery.orphans(among: removal.takeDoubtful(), index)
            space.restoreBallast()
            // What is in memory may be older than what the log turned out to have.
            heads.clear()
            hot.clear()
            let isOpen = phase.withLock { phase in
                guard case .readOnly = phase else { return false }
                phase = .working(index)
                return true
            }
            if isOpen {
                counts.reopenings.add(1, ordering: .relaxed)
                bodies.removeLater(orphans)
            }
            heads.clear()
            hot.clear()
            return true
        } catch {
            return false
        }
    }
}
