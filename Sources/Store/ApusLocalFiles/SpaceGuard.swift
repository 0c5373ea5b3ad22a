// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusIO
package import ApusStorage
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps the device from getting really full: refuses what would leave less than a reserve, so
/// that the index can finish what it has begun and deletions can be written.
///
/// An engine may keep a ballast file too, which is given up when it is full all the same.
package final class SpaceGuard: Sendable {
    private static let ballastBytes: UInt64 = 16 * 1024 * 1024
    private static let refreshInterval = Duration.milliseconds(50)
    /// What stays free where nothing else is said.
    package static let standardReserveBytes: UInt64 = 64 * 1024 * 1024

    package let reserveBytes: UInt64
    private let layout: StoreLayout
    private let ballast: String?
    private let root: OpenFile
    private let free: Atomic<UInt64>
    private let lastRefresh = Mutex(ContinuousClock.now)

    /// - Parameters:
    ///   - reserveBytes: what stays free; a twentieth of a small device at the most.
    ///   - ballast: the path of the ballast file; nil for none.
    package init(
        _ layout: StoreLayout, reserveBytes: UInt64, ballast: String? = nil, lane: Lane
    ) throws(StorageError) {
        self.layout = layout
        self.ballast = ballast
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
    package var freeBytes: UInt64 { free.load(ordering: .relaxed) }

    /// Refuses what cannot be taken without touching the reserve.
    package func check(for sizeBytes: UInt64) throws(StorageError) {
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
    package func refresh() {
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
    package func canWrite() -> Bool {
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
    package func dropBallast() {
        if let ballast { try? FileCalls.remove(ballast) }
    }

    /// Takes ballast in again, when there is room for it. Blocks.
    package func restoreBallast() {
        guard let now = try? FileCalls.freeBytes(root.descriptor) else { return }
        free.store(now, ordering: .relaxed)
        guard now > reserveBytes + 4 * Self.ballastBytes,
            let ballast, let descriptor = try? FileCalls.open(ballast, flags: O_WRONLY | O_CREAT)
        else { return }
        defer { FileCalls.close(descriptor) }
        try? FileCalls.allocate(descriptor, Self.ballastBytes)
    }
}
