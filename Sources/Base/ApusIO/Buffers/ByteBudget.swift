// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A number of bytes that many share: whoever wants memory takes a part and gives it back.
///
/// First come, first served: a large wish is not overtaken by small ones for ever.
public final class ByteBudget: Sendable {
    private struct Waiter {
        let id: Int
        let bytes: Int
        let continuation: CheckedContinuation<WaitOutcome, Never>
    }

    private struct State {
        var freeBytes: Int
        var lastWaiter = 0
        var waiters: [Waiter] = []
    }

    /// All there is to share.
    public let totalBytes: Int
    private let state: Mutex<State>

    /// Makes a budget.
    public init(totalBytes: Int) {
        self.totalBytes = totalBytes
        state = Mutex(State(freeBytes: totalBytes))
    }

    /// What is free now.
    public var freeBytes: Int { state.withLock { $0.freeBytes } }

    /// Takes a part if it is free and nobody waits.
    public func takeNow(_ bytes: Int) -> Bool {
        precondition(bytes <= totalBytes, "more than the whole budget")
        return state.withLock { state in
            guard state.waiters.isEmpty, state.freeBytes >= bytes else { return false }
            state.freeBytes -= bytes
            return true
        }
    }

    /// Takes a part, waiting until it is free.
    ///
    /// - Throws: `CancellationError`; nothing is taken then.
    public func take(_ bytes: Int) async throws {
        if takeNow(bytes) { return }
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let already: WaitOutcome? = state.withLock { state in
                    // As in `Latch`: the handler takes the lock too.
                    if Task.isCancelled { return .cancelled }
                    if state.waiters.isEmpty && state.freeBytes >= bytes {
                        state.freeBytes -= bytes
                        return .ready
                    }
                    state.waiters.append(
                        Waiter(id: id, bytes: bytes, continuation: continuation))
                    return nil
                }
                if let already { continuation.resume(returning: already) }
            }
        } onCancel: {
            let (waiter, served) = state.withLock { state in
                let index = state.waiters.firstIndex { $0.id == id }
                let waiter = index.map { state.waiters.remove(at: $0) }
                // It may have been the one that kept smaller wishes waiting.
                return (waiter, Self.serve(&state))
            }
            waiter?.continuation.resume(returning: .cancelled)
            for waiter in served { waiter.continuation.resume(returning: .ready) }
        }
        try outcome.get()
    }

    /// Gives a part back.
    public func give(_ bytes: Int) {
        let served = state.withLock { state in
            state.freeBytes += bytes
            precondition(state.freeBytes <= totalBytes, "more given back than taken")
            return Self.serve(&state)
        }
        for waiter in served { waiter.continuation.resume(returning: .ready) }
    }

    private static func serve(_ state: inout State) -> [Waiter] {
        var served: [Waiter] = []
        while let first = state.waiters.first, first.bytes <= state.freeBytes {
            state.freeBytes -= first.bytes
            served.append(state.waiters.removeFirst())
        }
        return served
    }
}
