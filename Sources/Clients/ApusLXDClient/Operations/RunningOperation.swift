// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusLXDAPI

/// Told what an operation says of itself (`Operation.progressTexts`, `.percent`), whenever that
/// has changed. The operation goes on meanwhile.
public typealias OperationProgress = @Sendable (_ operation: Operation) async -> Void

/// An operation that a server has begun, and the way to it.
public struct RunningOperation: Sendable {
    /// As it was when it was begun.
    public let operation: Operation
    let lxd: LXD

    init(_ operation: Operation, of lxd: LXD) {
        self.operation = operation
        self.lxd = lxd
    }

    private var url: ResourceURL { operation.url }

    /// How long to wait after a question that was answered at once, though nothing has ended.
    private static let pause = Duration.milliseconds(200)

    /// How long the server holds a question for the end of an operation before it answers.
    private var turnSeconds: Int {
        // Less than what a request may last without a sign of life.
        let limit = lxd.transport.idleTimeout.map { Int($0.components.seconds / 2) } ?? 30
        return min(30, max(1, limit))
    }

    /// Waits until it has ended.
    ///
    /// - Parameter limit: how long to wait at most; nil for ever. The operation goes on when
    ///   the time is over, or the task is cancelled.
    /// - Returns: the operation as it ended, with what it says of itself (`metadata`).
    /// - Throws: `LXDError` with `.operationFailed`, `.operationCancelled` or `.timedOut`;
    ///   `CancellationError`.
    @discardableResult
    public func wait(_ limit: Duration? = nil) async throws -> Operation {
        let clock = ContinuousClock()
        let deadline = limit.map { clock.now + $0 }
        var isFirst = true
        while true {
            var seconds = turnSeconds
            if let deadline {
                let left = clock.now.duration(to: deadline)
                guard isFirst || left > .zero else {
                    throw LXDError(
                        .timedOut, "The operation has not ended: \(operation.description ?? "")",
                        url: url)
                }
                seconds = min(seconds, max(0, Int(left.components.seconds)))
                if seconds == 0, left > .zero {
                    // The server counts in seconds only.
                    try await clock.sleep(for: min(left, .milliseconds(100)))
                }
            }
            isFirst = false
            let asked = clock.now
            if let ended = try await turn(seconds: seconds) { return try Self.judged(ended) }
            // A server that does not hold the question is not asked without end.
            if seconds > 0, asked.duration(to: clock.now) < Self.pause {
                try await clock.sleep(for: Self.pause)
            }
        }
    }

    /// Waits until it has ended, and tells how it goes meanwhile.
    ///
    /// - Parameters:
    ///   - progress: not told of the end; nil when nobody wants to know.
    ///   - interval: how often the server is asked; short operations are over before the first.
    /// - Throws: as `wait(_:)`.
    @discardableResult
    public func wait(
        telling progress: OperationProgress?, every interval: Duration = .milliseconds(500)
    ) async throws -> Operation {
        guard let progress else { return try await wait() }
        return try await withThrowingTaskGroup(of: Operation?.self) { group in
            group.addTask { try await wait() }
            group.addTask {
                // How it ends is told by the other task.
                do {
                    try await Task.sleep(for: interval)
                    for try await operation in self.progress(every: interval)
                    where operation.statusCode?.isFinal != true {
                        await progress(operation)
                    }
                } catch {}
                return nil
            }
            while let result = try await group.next() {
                guard let result else { continue }
                group.cancelAll()
                return result
            }
            throw CancellationError()
        }
    }

    /// Asks for the end once.
    ///
    /// - Returns: nil when it goes on.
    private func turn(seconds: Int) async throws -> Operation? {
        do {
            let answer = try await lxd.ask(
                .get, url.appending("wait").with("timeout", String(seconds)))
            let operation = Operation(
                record: EntityRecord(url: url, members: answer.metadata.members ?? [:]))
            return operation.statusCode?.isFinal == true ? operation : nil
        } catch let error as LXDError where error.code != .notFound && error.status != nil {
            // Servers answer with an error for an operation that failed, and for one that has
            // not ended yet.
            do {
                let operation = try await current()
                return operation.statusCode?.isFinal == true ? operation : nil
            } catch let gone as LXDError where gone.code == .notFound {
                throw LXDError(
                    .operationFailed, error.detail, status: error.status, url: url, cause: error)
            }
        }
    }

    /// How it is now.
    ///
    /// - Throws: `LXDError` with `.notFound` some seconds after its end, when the server has
    ///   forgotten it.
    public func current() async throws -> Operation {
        Operation(record: EntityRecord(url: url, members: try await lxd.read(url).members ?? [:]))
    }

    /// The operation if it succeeded.
    static func judged(_ operation: Operation) throws(LXDError) -> Operation {
        switch operation.statusCode {
        case .success?: return operation
        case .cancelled?:
            throw LXDError(
                .operationCancelled, operation.failure ?? "The operation was cancelled",
                status: 401, url: operation.url)
        case let code:
            throw LXDError(
                .operationFailed, operation.failure ?? "The operation failed",
                status: operation.failureCode ?? code?.rawValue, url: operation.url)
        }
    }

    /// Asks the server to cancel it.
    ///
    /// - Throws: `LXDError` with `.badRequest` for one that cannot be cancelled.
    public func cancel() async throws {
        _ = try await lxd.ask(.delete, url)
    }

    /// Asks the server to cancel what is of no use any more, in a cancelled task too.
    func abandon() async {
        await LXD.tidying { try await cancel() }
    }

    /// The operation again and again, whenever what it says of itself has changed, its end the
    /// last.
    ///
    /// - Parameter interval: how often the server is asked.
    public func progress(every interval: Duration = .milliseconds(500)) -> Progress {
        Progress(running: self, interval: interval)
    }

    /// How an operation goes.
    public struct Progress: AsyncSequence, Sendable {
        let running: RunningOperation
        let interval: Duration

        public func makeAsyncIterator() -> Iterator { Iterator(self) }

        /// Asks the server for changes.
        public struct Iterator: AsyncIteratorProtocol {
            private let progress: Progress
            private var last: Operation?
            private var hasEnded = false

            init(_ progress: Progress) {
                self.progress = progress
            }

            /// The next change; nil after the end.
            ///
            /// - Throws: as `RunningOperation.wait(_:)`.
            public mutating func next() async throws -> Operation? {
                guard !hasEnded else { return nil }
                while true {
                    let operation: Operation
                    if last == nil {
                        operation = progress.running.operation
                    } else {
                        try await ContinuousClock().sleep(for: progress.interval)
                        do {
                            operation = try await progress.running.current()
                        } catch let error as LXDError where error.code == .notFound {
                            // Forgotten between two questions: it has ended, how is not known.
                            operation = try await progress.running.wait()
                        }
                    }
                    if operation.statusCode?.isFinal == true {
                        hasEnded = true
                        return try RunningOperation.judged(operation)
                    }
                    if operation != last {
                        last = operation
                        return operation
                    }
                }
            }
        }
    }
}
