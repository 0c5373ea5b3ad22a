// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Questions under way: whoever has one that somebody is asking already waits for the answer.
final class Inquiries<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    private enum Outcome: Sendable {
        case answered(Answer)
        case failed(any Error)
        /// Whoever asked was cancelled: that is no answer for others.
        case askAgain
    }

    private struct State {
        var nextWaiter: UInt64 = 0
        /// Those who wait, by what they want to know; an entry means that somebody asks.
        var waiters: [Question: [UInt64: CheckedContinuation<Outcome, Never>]] = [:]
    }

    private let state = Mutex(State())

    /// The answer to a question, asked once for all who want to know it now.
    ///
    /// - Throws: what `ask` throws, for all of them.
    func answer(
        to question: Question, ask: () async throws -> Answer
    ) async throws -> Answer {
        while true {
            try Task.checkCancellation()
            let isMine = state.withLock { state in
                guard state.waiters[question] == nil else { return false }
                state.waiters[question] = [:]
                return true
            }
            guard !isMine else {
                do {
                    let answer = try await ask()
                    finish(question, .answered(answer))
                    return answer
                } catch {
                    let wasCancelled = error is CancellationError || Task.isCancelled
                    finish(question, wasCancelled ? .askAgain : .failed(error))
                    throw error
                }
            }
            switch await wait(for: question) {
            case .answered(let answer): return answer
            case .failed(let error): throw error
            case .askAgain: continue
            }
        }
    }

    private func finish(_ question: Question, _ outcome: Outcome) {
        let waiters = state.withLock { $0.waiters.removeValue(forKey: question) ?? [:] }
        for waiter in waiters.values { waiter.resume(returning: outcome) }
    }

    private func wait(for question: Question) async -> Outcome {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.waiters[question] != nil, !Task.isCancelled else { return false }
                    state.waiters[question]?[number] = continuation
                    return true
                }
                if !mustWait { continuation.resume(returning: .askAgain) }
            }
        } onCancel: {
            state.withLock { $0.waiters[question]?.removeValue(forKey: number) }?
                .resume(returning: .askAgain)
        }
    }
}
