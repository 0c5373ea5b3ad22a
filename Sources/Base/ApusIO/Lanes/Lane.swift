// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A bounded pool of threads for work that blocks: the only way off an event loop.
///
/// Lanes are separate so that none starves another. A lane belongs to whoever made it; two
/// servers in one process have two sets. Dropping the last reference ends its threads once the
/// queued work is done.
public final class Lane: Sendable {
    /// Why a lane refused work.
    public enum Refusal: Error {
        /// The queue is full; the caller should answer "busy".
        case full
    }

    private let queue: LaneQueue

    /// Starts a lane.
    ///
    /// - Parameters:
    ///   - name: shown as the threads' name; at most 15 bytes are kept.
    ///   - threads: how many pieces of work run at once.
    ///   - queueLimit: how many may wait before `run` throws `Refusal.full`.
    public init(name: String, threads: Int, queueLimit: Int = 100_000) {
        queue = LaneQueue(limit: queueLimit)
        for _ in 0..<threads { queue.startThread(name: name) }
    }

    deinit {
        queue.close()
    }

    /// Runs blocking work on the lane and comes back to the caller's executor.
    ///
    /// Work that has started is never interrupted, so a commit in a lane is whole or not begun.
    ///
    /// - Throws: whatever `work` throws, or `Refusal.full`.
    public func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let accepted = queue.push {
                continuation.resume(with: Result(catching: work))
            }
            if !accepted { continuation.resume(throwing: Refusal.full) }
        }
    }

    /// Starts work that nobody waits for here.
    ///
    /// - Returns: false when the queue is full: the work will not run.
    @discardableResult
    package func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        queue.push(work)
    }

    /// Blocks the calling thread for a while: for work on a lane only.
    package static func pause(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        usleep(UInt32(clamping: seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
    }
}
