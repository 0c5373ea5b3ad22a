// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusStorage
import Synchronization

/// One change at a time, so that both halves make the same ones in the same order; and whether
/// they still hold the same.
final class Order: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var failure: StorageError?
    }

    private let state = Mutex(State())

    /// Throws when a change was made in the first half only.
    func check() throws(StorageError) {
        if let failure = state.withLock({ $0.failure }) {
            throw StorageError(
                .unavailable, "the second half was left behind: \(failure.detail)",
                cause: failure)
        }
    }

    /// Makes a change in the first half, and when it was made, in the second.
    func change<Answer>(
        _ first: () async throws(StorageError) -> Answer,
        then second: () async throws(StorageError) -> Void
    ) async throws(StorageError) -> Answer {
        await begin()
        defer { end() }
        try check()
        let answer = try await first()
        do {
            try await second()
        } catch {
            state.withLock { $0.failure = error }
            try check()
        }
        return answer
    }

    private func begin() async {
        await withCheckedContinuation { continuation in
            let isMine = state.withLock { state in
                guard state.isTaken else {
                    state.isTaken = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isMine { continuation.resume() }
        }
    }

    private func end() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
