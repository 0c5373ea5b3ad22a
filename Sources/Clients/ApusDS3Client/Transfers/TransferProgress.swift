// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How far a transfer is: one status after the other, for one reader.
///
///     let progress = TransferProgress()
///     async let report = client.write(files, to: "books", progress: progress)
///     for await status in progress { print("\(status.byteCount) of \(status.totalByteCount)") }
///     print(try await report.objectCount)
///
/// A slow reader misses statuses, never the last one. The sequence ends with the transfer.
public final class TransferProgress: AsyncSequence, Sendable {
    public typealias Element = Status
    public typealias Failure = Never

    /// How far it is.
    public struct Status: Hashable, Sendable {
        /// The jobs so far.
        public internal(set) var jobIDs: [String] = []
        /// Objects that are done.
        public internal(set) var objectCount = 0
        /// Objects that are known of; it grows while a directory is read.
        public internal(set) var totalObjectCount = 0
        /// Bytes on their way or done, also those that were there already.
        public internal(set) var byteCount: UInt64 = 0
        /// Bytes that are known of.
        public internal(set) var totalByteCount: UInt64 = 0
        /// Whether the server has no chunk to work on now.
        public internal(set) var isWaiting = false

        init() {}
    }

    private let status = Mutex(Status())
    private let stream: AsyncStream<Status>
    private let continuation: AsyncStream<Status>.Continuation

    /// Of a transfer that has not begun.
    public init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// How far it is now.
    public var current: Status { status.withLock { $0 } }

    func update(_ change: (inout Status) -> Void) {
        // Told within the lock: of two that change it, the later one is to be the last heard of.
        status.withLock { status in
            change(&status)
            continuation.yield(status)
        }
    }

    func finish() {
        continuation.finish()
    }

    /// For the one reader.
    public func makeAsyncIterator() -> Iterator { Iterator(base: stream.makeAsyncIterator()) }

    /// Goes through the statuses.
    public struct Iterator: AsyncIteratorProtocol {
        var base: AsyncStream<Status>.Iterator

        /// The next status; nil when the transfer has ended.
        public mutating func next() async -> Status? { await base.next(isolation: #isolation) }
    }
}
