// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A pool of connections: so many calls run at once, the others wait in line.
///
/// Connections are made lazily and reused by the HTTP client beneath; what is pooled here is the
/// right to use one. A pool never waits for itself: jobs that wait for other jobs (an upload for
/// its segments, a deletion for a listing) wait for those of another pool.
final class ConnectionPool: Sendable {
    private struct State {
        var free: Int
        var waiters: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        var order: [UInt64] = []
        var next: UInt64 = 0
    }

    /// How many calls may run at once.
    let limit: Int
    private let state: Mutex<State>

    init(limit: Int) {
        // Far from where sums of it have no room.
        let limit = min(max(1, limit), 1_000_000)
        self.limit = limit
        state = Mutex(State(free: limit))
    }

    /// Waits for a connection and lends it for the length of `body`.
    func use<R: Sendable>(_ body: () async throws -> R) async throws -> R {
        try await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async throws {
        try Task.checkCancellation()
        let isFree = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        if !isFree { try await waitInLine() }
    }

    private func waitInLine() async throws {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let entered = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.waiters[number] = continuation
                    state.order.append(number)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.order.removeAll { $0 == number }
                return state.waiters.removeValue(forKey: number)
            }
            waiter?.resume(returning: false)
        }
        guard entered else { throw CancellationError() }
    }

    private func leave() {
        let waiter: CheckedContinuation<Bool, Never>? = state.withLock { state in
            guard let number = state.order.first else {
                state.free += 1
                return nil
            }
            state.order.removeFirst()
            return state.waiters.removeValue(forKey: number)
        }
        waiter?.resume(returning: true)
    }
}

/// Runs a job for each item that `next` answers, at most `limit` of them at once.
///
/// Items are asked for only when a job can start, so they may come from an endless source. The
/// first error ends the whole and cancels the other jobs.
func forEachConcurrently<Item: Sendable>(
    limit: Int, next: () async throws -> Item?,
    _ job: @escaping @Sendable (Item) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        var running = 0
        while let item = try await next() {
            if running == limit {
                try await group.next()
                running -= 1
            }
            group.addTask { try await job(item) }
            running += 1
        }
        try await group.waitForAll()
    }
}
