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
    /// The index is being closed and opened again; readers wait.
    case reopening(StorageError)
    case closed
}

extension PackedStore {
    /// How long readers wait for an index that is being opened again.
    private static let readerPatience = Duration.seconds(30)
    /// How long the index waits for its readers before it is opened again another time.
    private static let readerGrace = Duration.seconds(5)
    private static let pause = Duration.milliseconds(5)

    /// The index, when it can be read at once; nil while it is being opened again.
    func readable() throws(StorageError) -> RocksIndex? {
        try mount?.check()
        return try phase.withLock { phase throws(StorageError) in
            switch phase {
            case .working(let index), .readOnly(let index, _): return index
            case .reopening: return nil
            case .closed: throw StorageError(.unavailable, "the store is closed")
            }
        }
    }

    /// The index, waited for when it is being opened again. Blocks.
    func waitForIndex() throws(StorageError) -> RocksIndex {
        let end = ContinuousClock.now + Self.readerPatience
        while true {
            if let index = try readable() { return index }
            guard ContinuousClock.now < end else {
                throw refusal ?? StorageError(.busy, "the index is being opened")
            }
            Lane.pause(Self.pause)
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
        let doubtful = claimed.filter { $0.content == nil }.map(\.id)
        removal.doubt(doubtful)
        if isFirst { Lane(name: "apus-mend", threads: 1).start { [weak self] in self?.mend() } }
    }

    /// Opens the index again once the directory can be written to. Blocks until then.
    private func mend() {
        var wait = Duration.milliseconds(100)
        while let step = nextStep() {
            switch step {
            case .close(let error): if close(after: error) { continue }
            case .open(let error): if open(after: error) { return }
            }
            Lane.pause(wait)
            wait = min(wait * 2, .seconds(5))
        }
    }

    private enum Step {
        case close(StorageError)
        case open(StorageError)
    }

    private func nextStep() -> Step? {
        phase.withLock { phase in
            switch phase {
            case .readOnly(_, let error): .close(error)
            case .reopening(let error): .open(error)
            case .working, .closed: nil
            }
        }
    }

    /// Closes the index, when its directory can be written to and nobody reads for long.
    private func close(after error: StorageError) -> Bool {
        if case .insufficientStorage = error.reason { space.dropBallast() }
        guard space.canWrite() else { return false }
        hot.clear()
        // Nothing here may hold the index: it closes when the last reader lets go of it.
        let (closing, index) = phase.withLock { phase -> (RocksIndex.Closing?, WeakIndex) in
            guard case .readOnly(let index, let error) = phase else {
                return (nil, WeakIndex(nil))
            }
            defer { phase = .reopening(error) }
            return (index.closing, WeakIndex(index))
        }
        guard let closing else { return false }
        let end = ContinuousClock.now + Self.readerGrace
        while !closing.isClosed.load(ordering: .acquiring) {
            if ContinuousClock.now >= end, let index = index.index {
                phase.withLock { phase in
                    if case .reopening = phase { phase = .readOnly(index, error) }
                }
                return false
            }
            Lane.pause(Self.pause)
        }
        return true
    }

    /// Opens the closed index: to write, or else to read.
    private func open(after error: StorageError) -> Bool {
        do throws(StorageError) {
            let index = try RocksIndex(layout.index, try RocksOptions(creating: false))
            try Recovery.check(index, watermark, layout)
            let orphans = try Recovery.orphans(among: removal.takeDoubtful(), index)
            heads.clear()
            space.restoreBallast()
            let isOpen = phase.withLock { phase in
                guard case .reopening = phase else { return false }
                phase = .working(index)
                return true
            }
            if isOpen { bodies.removeLater(orphans) }
            return true
        } catch {
            guard let options = try? RocksOptions(creating: false),
                let index = try? RocksIndex(layout.index, options, isReadOnly: true)
            else { return false }
            heads.clear()
            phase.withLock { phase in
                if case .reopening = phase { phase = .readOnly(index, error) }
            }
            return false
        }
    }
}

private final class WeakIndex {
    weak var index: RocksIndex?

    init(_ index: RocksIndex?) {
        self.index = index
    }
}
