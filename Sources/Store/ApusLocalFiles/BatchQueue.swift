// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusIO
import Synchronization

/// Work done one piece after the other on a lane, what is waiting together.
///
/// The heart of group commit: while one batch is being synced, the next gathers. Whoever finds
/// the queue idle starts its worker.
package final class BatchQueue<Job: Sendable>: Sendable {
    private struct State {
        var waiting: [Job] = []
        var isWorking = false
    }

    private let state = Mutex(State())
    private let lane: Lane
    private let batchLimit: Int
    private let waitingLimit: Int

    /// - Parameters:
    ///   - batchLimit: the most jobs of one batch.
    ///   - waitingLimit: how many may wait before more are refused.
    package init(lane: Lane, batchLimit: Int = 256, waitingLimit: Int = 20_000) {
        self.lane = lane
        self.batchLimit = batchLimit
        self.waitingLimit = waitingLimit
    }

    /// Adds a job. `process` is run on the lane with the jobs of a batch; it is the same for all
    /// jobs of a queue.
    ///
    /// - Returns: false when too many are waiting.
    package func add(_ job: Job, process: @escaping @Sendable ([Job]) -> Void) -> Bool {
        let (isAccepted, mustStart) = state.withLock { state in
            guard state.waiting.count < waitingLimit else { return (false, false) }
            state.waiting.append(job)
            defer { state.isWorking = true }
            return (true, !state.isWorking)
        }
        if mustStart { start(process) }
        return isAccepted
    }

    private func start(_ process: @escaping @Sendable ([Job]) -> Void) {
        // A lane has one place for each queue, and there are fewer queues than places.
        let hasStarted = lane.start { self.work(process) }
        precondition(hasStarted, "a lane is full of queues")
    }

    /// One batch; the next one goes behind those of other queues, so that busy queues leave
    /// threads to others.
    private func work(_ process: @escaping @Sendable ([Job]) -> Void) {
        let batch = state.withLock { state in
            let batch = Array(state.waiting.prefix(batchLimit))
            state.waiting.removeFirst(batch.count)
            return batch
        }
        process(batch)
        let hasMore = state.withLock { state in
            state.isWorking = !state.waiting.isEmpty
            return state.isWorking
        }
        if hasMore { start(process) }
    }
}
