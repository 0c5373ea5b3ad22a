// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps the device from getting really full: refuses what would leave less than a reserve, and
/// keeps a ballast file that is given up when it is full all the same, so that the index can
/// finish what it has begun and deletions can be written.
final class SpaceGuard: Sendable {
    private static let ballastBytes: UInt64 = 16 * 1024 * 1024
    private static let refreshInterval = Duration.milliseconds(50)

    let reserveBytes: UInt64
    private let layout: StoreLayout
    private let root: OpenFile
    private let free: Atomic<UInt64>
    private let lastRefresh = Mutex(ContinuousClock.now)

    /// - Parameter reserveBytes: what stays free; a twentieth of a small device at the most.
    init(_ layout: StoreLayout, reserveBytes: UInt64, lane: Lane) throws(StorageError) {
        self.layout = layout
        root = try calling { () throws(SystemError) in
            OpenFile(
                takingOver: try FileCalls.open(layout.root, flags: O_RDONLY | O_DIRECTORY),
                lane: lane)
        }
        let descriptor = root.descriptor
        let (capacity, now) = try calling { () throws(SystemError) in
            (try FileCalls.capacityBytes(descriptor), try FileCalls.freeBytes(descriptor))
        }
        self.reserveBytes = min(reserveBytes, capacity / 20)
        free = Atomic(now)
        restoreBallast()
    }

    /// Free bytes as of a short while ago.
    var freeBytes: UInt64 { free.load(ordering: .relaxed) }

    /// Refuses what cannot be taken without touching the reserve.
    func check(for sizeBytes: UInt64) throws(StorageError) {
        if isThere(sizeBytes) { return }
        // Some may have become free; what refuses looks again.
        if let now = try? FileCalls.freeBytes(root.descriptor) {
            free.store(now, ordering: .relaxed)
        }
        guard !isThere(sizeBytes) else { return }
        throw StorageError(
            .insufficientStorage(neededBytes: sizeBytes),
            "\(freeBytes) bytes are free, of which \(reserveBytes) are kept")
    }

    private func isThere(_ sizeBytes: UInt64) -> Bool {
        let free = freeBytes
        return free > reserveBytes && free - reserveBytes > sizeBytes
    }

    /// Looks how much is free, when that is some time ago.
    func refresh() {
        let isDue = lastRefresh.withLock { last in
            let now = ContinuousClock.now
            guard now - last >= Self.refreshInterval else { return false }
            last = now
            return true
        }
        if isDue, let now = try? FileCalls.freeBytes(root.descriptor) {
            free.store(now, ordering: .relaxed)
        }
    }

    /// Whether a file can be written and synced now. Blocks.
    func canWrite() -> Bool {
        let path = "\(layout.root)/probe"
        defer { try? FileCalls.remove(path) }
        do {
            let descriptor = try FileCalls.open(path, flags: O_WRONLY | O_CREAT | O_TRUNC)
            defer { FileCalls.close(descriptor) }
            try FileCalls.writeAll(descriptor, Bytes([UInt8](repeating: 1, count: 65_536)), at: 0)
            try FileCalls.syncData(descriptor)
            return true
        } catch {
            return false
        }
    }

    /// Gives the ballast up. Blocks.
    func dropBallast() {
        try? FileCalls.remove(layout.ballast)
    }

    /// Takes ballast in again, when there is room for it. Blocks.
    func restoreBallast() {
        guard let now = try? FileCalls.freeBytes(root.descriptor) else { return }
        free.store(now, ordering: .relaxed)
        guard now > reserveBytes + 4 * Self.ballastBytes,
            let descriptor = try? FileCalls.open(layout.ballast, flags: O_WRONLY | O_CREAT)
        else { return }
        defer { FileCalls.close(descriptor) }
        try? FileCalls.allocate(descriptor, Self.ballastBytes)
    }
}
