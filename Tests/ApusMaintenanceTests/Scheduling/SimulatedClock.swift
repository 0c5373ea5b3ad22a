// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusMaintenance
import Synchronization

/// A clock whose time passes by waiting for it: at once, up to a limit, where it stands still.
final class SimulatedClock: WorkClock {
    private struct State {
        var elapsed = Duration.zero
        var waits: [Duration] = []
    }

    private let start = Deadline.now
    private let limit: Duration
    private let state = Mutex(State())

    init(limit: Duration = .seconds(1_000_000)) {
        self.limit = limit
    }

    /// How much time has passed.
    var elapsed: Duration { state.withLock { $0.elapsed } }

    func now() -> Deadline { start + elapsed }

    func advance(by duration: Duration) {
        state.withLock { $0.elapsed += duration }
    }

    func sleep(until moment: Deadline) async throws {
        try Task.checkCancellation()
        let wait = moment.since(now())
        guard elapsed + wait <= limit else {
            // Until the task is cancelled.
            try await Latch().wait()
            return
        }
        state.withLock { $0.elapsed += wait }
        await Task.yield()
    }
}
