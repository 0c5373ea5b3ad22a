// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusIO
package import ApusStorage
package import Synchronization

/// Work done one piece after the other on a lane, what is waiting together.
///
/// The heart of group commit: while one batch is being synced, the next gathers. Whoever finds
/// the queue idle starts its worker.
package final class BatchQueue<Job: Sendable>: Sendable {
    private struct State {
        var waiting: [(job: Job, weight: Int)] = []
        var waitingWeight = 0
        var isWorking = false
    }

    private let state = Mutex(State())
    private let lane: Lane
    private let batchLimit: Int
    private let batchWeight: Int
    private let waitingLimit: Int
    private let waitingWeight: Int

    /// - Parameters:
    ///   - batchLimit: the most jobs of one batch.
    ///   - batchWeight: how heavy a batch of several jobs may be.
    ///   - waitingLimit: how many may wait before more are refused.
    ///   - waitingWeight: how heavy they may be together.
    package init(
        lane: Lane, batchLimit: Int = 256, batchWeight: Int = .max, waitingLimit: Int = 20_000,
        waitingWeight: Int = .max
    ) {
        self.lane = lane
        self.batchLimit = batchLimit
        self.batchWeight = batchWeight
        self.waitingLimit = waitingLimit
        self.waitingWeight = waitingWeight
    }

    /// Adds a job. `process` is run on the lane with the jobs of a batch; it is the same for all
    /// jobs of a queue.
    ///
    /// - Returns: false when too many are waiting.
    package func add(
        _ job: Job, weight: Int = 0, process: @escaping @Sendable ([Job]) -> Void
    ) -> Bool {
        let (isAccepted, mustStart) = state.withLock { state in
            guard state.waiting.count < waitingLimit,
                state.waiting.isEmpty || waitingWeight - state.waitingWeight >= weight
            else { return (false, false) }
            state.waiting.append((job, weight))
            state.waitingWeight += weight
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
            var weight = 0
            var batch: [Job] = []
            for (job, jobWeight) in state.waiting {
                guard batch.count < batchLimit else { break }
                guard batch.isEmpty || batchWeight - weight >= jobWeight else { break }
                batch.append(job)
                weight += jobWeight
            }
            state.waiting.removeFirst(batch.count)
            state.waitingWeight -= weight
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

/// Carries an answer from the thread that works to the one that waits.
package final class AnswerBox<Answer: Sendable>: Sendable {
    package let answer = Mutex<Result<Answer, StorageError>?>(nil)

    package init() {}
}
