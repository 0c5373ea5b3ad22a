// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Synchronization

/// Holds work down to a rate, so that it leaves the disk to requests.
package final class Pace: Sendable {
    /// Waits shorter than this are saved up: a clock of milliseconds would stretch each of them.
    private static let shortestWait = Duration.milliseconds(5)

    private let clock: any WorkClock
    /// Seconds that one item takes; nil for no limit.
    private let secondsPerItem: Double?
    /// When the next item may begin.
    private let next: Mutex<Deadline>

    /// - Parameter perSecond: items (or bytes) a second; 0 is no limit.
    package init(perSecond: Double, clock: any WorkClock) {
        self.clock = clock
        secondsPerItem = perSecond > 0 ? 1 / perSecond : nil
        next = Mutex(clock.now())
    }

    /// Waits until the next item may begin.
    ///
    /// - Parameter amount: how many items this one counts for.
    /// - Throws: what the clock throws: `CancellationError`.
    package func take(_ amount: Double = 1) async throws {
        try Task.checkCancellation()
        guard let secondsPerItem else { return }
        let now = clock.now()
        let start = next.withLock { next in
            let start = max(next, now)
            next = start + .seconds(amount * secondsPerItem)
            return start
        }
        if start.since(now) >= Self.shortestWait { try await clock.sleep(until: start) }
    }
}
