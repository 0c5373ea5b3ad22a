// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Hands results from the tasks that make them to the one that reads them.
///
/// At most `capacity` results wait; whoever makes more is suspended until the reader comes, which
/// is what keeps memory flat. Once the reader is gone, `send` throws and the work unwinds.
final class ResultChannel<Element: Sendable>: Sendable {
    private struct Sender {
        let element: Element
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var buffer: [Element] = []
        var head = 0
        var senders: [UInt64: Sender] = [:]
        var order: [UInt64] = []
        var nextSender: UInt64 = 0
        var receiver: CheckedContinuation<Void, Never>?
        var failure: (any Error)?
        var isFinished = false
        var isAbandoned = false

        mutating func take() -> Element? {
            guard head < buffer.count else { return nil }
            defer {
                head += 1
                if head == buffer.count {
                    buffer.removeAll(keepingCapacity: true)
                    head = 0
                } else if head > 64 {
                    buffer.removeFirst(head)
                    head = 0
                }
            }
            return buffer[head]
        }
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Hands over a result, waiting for room.
    ///
    /// - Throws: `CancellationError` when the task is cancelled or nobody will read any more.
    func send(_ element: Element) async throws {
        try Task.checkCancellation()
        let (isTaken, receiver) = state.withLock { state in
            guard !state.isAbandoned, state.order.isEmpty,
                state.buffer.count - state.head < capacity
            else { return (false, CheckedContinuation<Void, Never>?.none) }
            state.buffer.append(element)
            return (true, state.receiver.take())
        }
        receiver?.resume()
        if !isTaken { try await waitForRoom(with: element) }
    }

    private func waitForRoom(with element: Element) async throws {
        let number = state.withLock { state in
            state.nextSender += 1
            return state.nextSender
        }
        let accepted = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
                var receiver: CheckedContinuation<Void, Never>?
                let answer: Bool? = state.withLock { state in
                    if state.isAbandoned || Task.isCancelled { return false }
                    if state.buffer.count - state.head < capacity {
                        state.buffer.append(element)
                        receiver = state.receiver
                        state.receiver = nil
                        return true
                    }
                    state.senders[number] = Sender(element: element, continuation: continuation)
                    state.order.append(number)
                    return nil
                }
                receiver?.resume()
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let sender = state.withLock { state in
                state.order.removeAll { $0 == number }
                return state.senders.removeValue(forKey: number)
            }
            sender?.continuation.resume(returning: false)
        }
        guard accepted else { throw CancellationError() }
    }

    /// Nothing more will come; what waits is still read, then `failure` is thrown.
    func finish(_ failure: (any Error)? = nil) {
        let receiver = state.withLock { state in
            state.isFinished = true
            state.failure = failure
            defer { state.receiver = nil }
            return state.receiver
        }
        receiver?.resume()
    }

    /// Nobody will read any more.
    func abandon() {
        let (senders, receiver) = state.withLock { state in
            state.isAbandoned = true
            state.buffer = []
            state.head = 0
            state.order = []
            defer {
                state.senders = [:]
                state.receiver = nil
            }
            return (state.senders.values, state.receiver)
        }
        for sender in senders { sender.continuation.resume(returning: false) }
        receiver?.resume()
    }

    /// The next result, nil after the last; for one reader.
    ///
    /// - Throws: what `finish` was given, and `CancellationError`.
    func receive() async throws -> Element? {
        while true {
            try Task.checkCancellation()
            var freed: CheckedContinuation<Bool, Never>?
            let element: Element? = state.withLock { state in
                guard let element = state.take() else { return nil }
                if let number = state.order.first {
                    state.order.removeFirst()
                    if let sender = state.senders.removeValue(forKey: number) {
                        state.buffer.append(sender.element)
                        freed = sender.continuation
                    }
                }
                return element
            }
            freed?.resume(returning: true)
            if let element { return element }
            let ended: Bool = try state.withLock { state in
                guard state.head == state.buffer.count else { return false }
                if state.isAbandoned { throw CancellationError() }
                guard state.isFinished else { return false }
                if let failure = state.failure {
                    state.failure = nil
                    throw failure
                }
                return true
            }
            if ended { return nil }
            await waitForChange()
        }
    }

    private func waitForChange() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    if state.head < state.buffer.count || state.isFinished || state.isAbandoned
                        || Task.isCancelled
                    {
                        return false
                    }
                    state.receiver = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            let receiver = state.withLock { state in
                defer { state.receiver = nil }
                return state.receiver
            }
            receiver?.resume()
        }
    }
}
