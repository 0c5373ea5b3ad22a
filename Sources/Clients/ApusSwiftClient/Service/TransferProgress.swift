// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How much has been moved, for whoever draws a bar. Counted while it happens, so a transfer
/// that fails and is repeated counts twice.
public final class TransferProgress: Sendable {
    private let bytes = Atomic<UInt64>(0)
    private let items = Atomic<UInt64>(0)
    private let expectedBytes = Atomic<UInt64>(0)
    private let expectedItems = Atomic<UInt64>(0)
    /// What is counted here is counted there as well.
    private let whole: TransferProgress?
    private let running = Mutex<[TransferProgress]>([])

    /// What is moved, where this is about one object; empty for all of a service's.
    public let name: String

    init(name: String = "", partOf whole: TransferProgress? = nil) {
        self.name = name
        self.whole = whole
    }

    /// The objects that are on their way, those that began first in front.
    public var transfers: [TransferProgress] { running.withLock { $0 } }

    /// Counts one object for itself until `end(_:)`.
    func begin(_ name: String) -> TransferProgress {
        let transfer = TransferProgress(name: name, partOf: self)
        running.withLock { $0.append(transfer) }
        return transfer
    }

    func end(_ transfer: TransferProgress) {
        running.withLock { $0.removeAll { $0 === transfer } }
    }

    /// Bytes sent or received.
    public var bytesDone: UInt64 { bytes.load(ordering: .relaxed) }
    /// Objects finished.
    public var itemsDone: UInt64 { items.load(ordering: .relaxed) }
    /// Bytes known to be wanted; 0 while unknown.
    public var bytesExpected: UInt64 { expectedBytes.load(ordering: .relaxed) }
    /// Objects known to be wanted; 0 while unknown.
    public var itemsExpected: UInt64 { expectedItems.load(ordering: .relaxed) }

    /// Adds to what is wanted. Numbers are what servers say, so that their sum may be none.
    public func expect(bytes: UInt64, items: UInt64 = 1) {
        expectedBytes.wrappingAdd(bytes, ordering: .relaxed)
        expectedItems.wrappingAdd(items, ordering: .relaxed)
    }

    /// How far it is at one moment.
    public struct Snapshot: Hashable, Sendable {
        /// Bytes sent or received.
        public let bytesDone: UInt64
        /// Objects finished.
        public let itemsDone: UInt64
        /// 0 while unknown.
        public let bytesExpected: UInt64
        /// 0 while unknown.
        public let itemsExpected: UInt64
        /// Whether the service has ended: no further snapshot follows.
        public let isFinished: Bool
    }

    /// How far it is now.
    public var snapshot: Snapshot {
        // Whether it has ended is asked first, so that the last snapshot has everything.
        let isFinished = hasEnded.isSet
        return Snapshot(
            bytesDone: bytesDone, itemsDone: itemsDone, bytesExpected: bytesExpected,
            itemsExpected: itemsExpected, isFinished: isFinished)
    }

    /// A snapshot every so often, the last one when the service has ended.
    ///
    /// Read it in a task of its own, beside the results:
    ///
    /// ```swift
    /// async let _ = watch(service.progress.snapshots(every: .seconds(1)))
    /// for try await result in service.upload(items, to: "photos") { … }
    /// ```
    public func snapshots(
        every interval: Duration = .milliseconds(500),
        clock: any Clock<Duration> = ContinuousClock()
    ) -> Snapshots {
        Snapshots(progress: self, interval: interval, clock: clock)
    }

    /// Snapshots as time goes by; ends early when its task is cancelled.
    public struct Snapshots: AsyncSequence, Sendable {
        fileprivate let progress: TransferProgress
        fileprivate let interval: Duration
        fileprivate let clock: any Clock<Duration>

        public func makeAsyncIterator() -> Iterator { Iterator(snapshots: self) }

        /// Waits, then looks.
        public struct Iterator: AsyncIteratorProtocol {
            fileprivate let snapshots: Snapshots
            private var isOver = false

            fileprivate init(snapshots: Snapshots) {
                self.snapshots = snapshots
            }

            public mutating func next() async -> Snapshot? {
                guard !isOver else { return nil }
                if !snapshots.progress.hasEnded.isSet {
                    guard (try? await snapshots.clock.sleep(for: snapshots.interval)) != nil else {
                        return nil
                    }
                }
                let snapshot = snapshots.progress.snapshot
                isOver = snapshot.isFinished
                return snapshot
            }
        }
    }

    private let hasEnded = Flag(false)

    func end() {
        hasEnded.set(true)
    }

    func move(_ count: Int) {
        bytes.add(UInt64(count), ordering: .relaxed)
        whole?.move(count)
    }

    func finishItem() {
        items.add(1, ordering: .relaxed)
    }
}
