// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
package import ApusIO
import ApusLocalFiles
import ApusStorage
import Synchronization

/// What a slow medium would take, where the real one is quick: to try out what uses it.
public struct MediumSpeed: Hashable, Sendable {
    /// How long it takes to have a volume in a drive.
    public var mount: Duration
    /// How long it takes to get to another place of a volume.
    public var seek: Duration
    /// The most bytes a second of a drive; nil for what the device gives.
    public var bytesPerSecond: UInt64?

    /// A speed; as fast as the device is where nothing is given.
    public init(mount: Duration = .zero, seek: Duration = .zero, bytesPerSecond: UInt64? = nil) {
        self.mount = mount
        self.seek = seek
        self.bytesPerSecond = bytesPerSecond
    }
}

/// What is done with volumes, for tests.
package enum MediumEvent: Hashable, Sendable {
    case mounted(String)
    case wrote(String, Range<UInt64>)
    case read(String, Range<UInt64>)
}

/// Clock and waiting, of which tests have their own.
package struct ArchiveClock: Sendable {
    package var now: @Sendable () -> Deadline
    /// - Throws: `CancellationError`.
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Deadline,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    package static let system = ArchiveClock(
        now: { .now }, sleep: { try await Task.sleep(for: $0) })
}

/// The drives: each has one volume in it and is used by one at a time, who come first, first.
final class DriveBay: Sendable {
    private struct Drive {
        var volume: String?
        var position: UInt64 = 0
        var isBusy = false
        /// Whether the volume is still on its way into it.
        var isLoading = false
    }

    private struct Waiter {
        let volume: String
        let continuation: CheckedContinuation<Int, Never>
    }

    private struct State {
        var drives: [Drive]
        var waiting: [Waiter] = []
    }

    private let state: Mutex<State>
    private let shelf: VolumeShelf
    private let speed: MediumSpeed
    private let clock: ArchiveClock
    private let observe: @Sendable (MediumEvent) -> Void

    init(
        drives: Int, shelf: VolumeShelf, speed: MediumSpeed, clock: ArchiveClock,
        observe: @escaping @Sendable (MediumEvent) -> Void
    ) {
        state = Mutex(State(drives: (0..<max(1, drives)).map { _ in Drive() }))
        self.shelf = shelf
        self.speed = speed
        self.clock = clock
        self.observe = observe
    }

    /// The volumes that are in a drive.
    var mounted: Set<String> {
        state.withLock { Set($0.drives.filter { !$0.isLoading }.compactMap(\.volume)) }
    }

    /// Does something with a volume that is in a drive, which nobody else uses meanwhile.
    func mounting<T>(
        _ volume: String, _ body: (MountedVolume) async throws(StorageError) -> T
    ) async throws(StorageError) -> T {
        let number = await withCheckedContinuation { continuation in
            state.withLock { state in
                state.waiting.append(Waiter(volume: volume, continuation: continuation))
            }
            dispatch()
        }
        defer {
            state.withLock { $0.drives[number].isBusy = false }
            dispatch()
        }
        if state.withLock({ $0.drives[number].isLoading }) {
            try await wait(speed.mount)
            state.withLock { $0.drives[number].isLoading = false }
            observe(.mounted(volume))
        }
        let file = try await shelf.lane.working { [shelf] () throws(StorageError) in
            try shelf.open(volume)
        }
        shelf.touch(volume)
        return try await body(MountedVolume(bay: self, number: number, name: volume, file: file))
    }

    /// Takes a volume out of its drive, where it is and nobody uses it.
    func unmount(_ volume: String) {
        state.withLock { state in
            for number in state.drives.indices
            where state.drives[number].volume == volume && !state.drives[number].isBusy {
                state.drives[number].volume = nil
            }
        }
    }

    /// Gives drives to those who wait, the first first, as far as it goes.
    private func dispatch() {
        let granted = state.withLock { state -> [(Waiter, Int)] in
            var granted: [(Waiter, Int)] = []
            var left: [Waiter] = []
            for waiter in state.waiting {
                if let number = Self.drive(for: waiter.volume, in: state.drives) {
                    state.drives[number].isBusy = true
                    // At once, so that nobody takes the volume into another drive meanwhile.
                    if state.drives[number].volume != waiter.volume {
                        state.drives[number].volume = waiter.volume
                        state.drives[number].isLoading = true
                        state.drives[number].position = 0
                    }
                    granted.append((waiter, number))
                } else {
                    left.append(waiter)
                }
            }
            state.waiting = left
            return granted
        }
        for (waiter, number) in granted { waiter.continuation.resume(returning: number) }
    }

    private static func drive(for volume: String, in drives: [Drive]) -> Int? {
        if let number = drives.firstIndex(where: { $0.volume == volume }) {
            return drives[number].isBusy ? nil : number
        }
        let free = drives.indices.filter { !drives[$0].isBusy }
        return free.first { drives[$0].volume == nil } ?? free.first
    }

    fileprivate func wait(_ duration: Duration) async throws(StorageError) {
        guard duration > .zero else { return }
        do {
            try await clock.sleep(duration)
        } catch {
            throw StorageError(.cancelled, "waiting for a drive", cause: error)
        }
    }

    fileprivate func seek(_ number: Int, to offset: UInt64) async throws(StorageError) {
        guard state.withLock({ $0.drives[number].position }) != offset else { return }
        state.withLock { $0.drives[number].position = offset }
        try await wait(speed.seek)
    }

    fileprivate func passed(
        _ number: Int, _ event: MediumEvent, _ range: Range<UInt64>, since start: Deadline
    ) async throws(StorageError) {
        state.withLock { $0.drives[number].position = range.upperBound }
        observe(event)
        guard let rate = speed.bytesPerSecond, rate > 0 else { return }
        let wanted = Duration.seconds(Double(range.count) / Double(rate))
        try await wait(wanted - clock.now().since(start))
    }

    fileprivate var now: Deadline { clock.now() }
}

/// A volume in a drive.
struct MountedVolume: Sendable {
    fileprivate let bay: DriveBay
    fileprivate let number: Int
    let name: String
    fileprivate let file: OpenFile

    /// Reads a range; fewer bytes at the end of the volume.
    func read(_ range: Range<UInt64>) async throws(StorageError) -> Bytes {
        try await bay.seek(number, to: range.lowerBound)
        let start = bay.now
        let bytes = try await file.lane.working { [file] () throws(StorageError) in
            try calling { () throws(SystemError) in try file.readNow(range) }
        }
        try await bay.passed(
            number, .read(name, range), range, since: start)
        return bytes
    }

    /// Writes bytes at a place.
    func write(_ bytes: Bytes, at offset: UInt64) async throws(StorageError) {
        try await bay.seek(number, to: offset)
        let start = bay.now
        try await file.lane.working { [file] () throws(StorageError) in
            try calling { () throws(SystemError) in
                try FileCalls.writeAll(file.descriptor, bytes, at: offset)
            }
        }
        let range = offset..<offset + UInt64(bytes.count)
        try await bay.passed(number, .wrote(name, range), range, since: start)
    }

    /// Cuts a volume that is a file, and makes durable what is written.
    func finish(at end: UInt64, cutting: Bool) async throws(StorageError) {
        try await file.lane.working { [file] () throws(StorageError) in
            try calling { () throws(SystemError) in
                if cutting { try FileCalls.truncate(file.descriptor, end) }
                try FileCalls.syncData(file.descriptor)
            }
        }
    }
}
