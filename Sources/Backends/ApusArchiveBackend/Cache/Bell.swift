// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Synchronization

/// Wakes everybody who waits for it, each time that it is rung.
///
/// Who waits takes `next` first, then looks whether there is something to do, and waits only when
/// there is not: what is rung in between is not missed.
final class Bell: Sendable {
    private let latch = Mutex(Latch())

    /// Opens when it is rung the next time.
    var next: Latch { latch.withLock { $0 } }

    func ring() {
        let rung = latch.withLock { latch in
            defer { latch = Latch() }
            return latch
        }
        rung.open()
    }
}

/// One at a time, in the order they come.
final class Turn: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.isTaken else {
                    state.isTaken = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func give() {
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
