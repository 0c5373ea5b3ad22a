// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The results of one call, in the order in which they are ready.
///
/// Nothing starts before the first result is asked for, and nothing runs far ahead of the reader.
/// A loop that is left early, by `break`, by an error or by cancellation, cancels what is still
/// running. Iterating a second time does the work a second time.
public struct ServiceResults<Element: Sendable>: AsyncSequence, Sendable {
    let capacity: Int
    let tasks: TaskRegistry
    let work: @Sendable (ResultChannel<Element>) async throws -> Void

    /// - Parameters:
    ///   - capacity: how many results may wait for the reader.
    ///   - work: makes the results; what it throws ends the sequence.
    init(
        capacity: Int = 32, tasks: TaskRegistry,
        work: @escaping @Sendable (ResultChannel<Element>) async throws -> Void
    ) {
        self.capacity = capacity
        self.tasks = tasks
        self.work = work
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(Run(self))
    }

    /// Reads results one by one.
    public struct Iterator: AsyncIteratorProtocol {
        private let run: Run

        fileprivate init(_ run: Run) {
            self.run = run
        }

        /// The next result, nil after the last.
        ///
        /// - Throws: what makes the whole call fail, and `CancellationError`.
        public mutating func next() async throws -> Element? {
            try await run.next()
        }
    }

    /// One iteration: ends its work when the last reference goes.
    fileprivate final class Run: Sendable {
        private let results: ServiceResults
        private let channel: ResultChannel<Element>
        private let task = Mutex<Task<Void, Never>?>(nil)

        init(_ results: ServiceResults) {
            self.results = results
            channel = ResultChannel(capacity: results.capacity)
        }

        deinit {
            channel.abandon()
            task.withLock { $0 }?.cancel()
        }

        func next() async throws -> Element? {
            start()
            do {
                return try await channel.receive()
            } catch {
                channel.abandon()
                task.withLock { $0 }?.cancel()
                throw error
            }
        }

        private func start() {
            task.withLock { task in
                guard task == nil else { return }
                let channel = channel
                let work = results.work
                task = results.tasks.start {
                    do {
                        try await work(channel)
                        channel.finish()
                    } catch {
                        channel.finish(error)
                    }
                }
            }
        }
    }
}

/// The tasks of a service that are still running, so that it can end with all of them ended.
final class TaskRegistry: Sendable {
    private struct State {
        var tasks: [UInt64: Task<Void, Never>] = [:]
        var next: UInt64 = 0
        var isClosed = false
    }

    private let executor: (any TaskExecutor)?
    private let state = Mutex(State())

    init(executor: (any TaskExecutor)? = nil) {
        self.executor = executor
    }

    /// Starts a task; one of a closed registry is cancelled from its start.
    func start(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        state.withLock { state in
            let number = state.next
            state.next += 1
            let task = Task(executorPreference: executor) {
                await work()
                self.forget(number)
            }
            state.tasks[number] = task
            if state.isClosed { task.cancel() }
            return task
        }
    }

    private func forget(_ number: UInt64) {
        state.withLock { $0.tasks[number] = nil }
    }

    /// Cancels everything and waits until it has ended.
    func close() async {
        let tasks = state.withLock { state in
            state.isClosed = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
