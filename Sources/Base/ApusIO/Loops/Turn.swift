// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One at a time, in the order they came.
package final class Turn: Sendable {
    private struct Queue {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let queue = Mutex(Queue())

    package init() {}

    /// Runs work when nobody else does. It is not left when the caller is cancelled: those before
    /// it end soon.
    package func take<Answer>(_ work: () async throws -> Answer) async rethrows -> Answer {
        await take()
        defer { give() }
        return try await work()
    }

    /// Waits until nobody else has the turn; `give()` has to follow.
    package func take() async {
        await withCheckedContinuation { continuation in
            let isMine = queue.withLock { queue in
                guard queue.isTaken else {
                    queue.isTaken = true
                    return true
                }
                queue.waiting.append(continuation)
                return false
            }
            if isMine { continuation.resume() }
        }
    }

    /// Gives the turn to who has waited for longest.
    package func give() {
        let next = queue.withLock { queue -> CheckedContinuation<Void, Never>? in
            guard !queue.waiting.isEmpty else {
                queue.isTaken = false
                return nil
            }
            return queue.waiting.removeFirst()
        }
        next?.resume()
    }
}
