// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusIO

/// What background work waits by; tests give one whose time passes as they like.
package protocol WorkClock: Sendable {
    /// The monotonic clock.
    func now() -> Deadline

    /// Waits until a moment.
    ///
    /// - Throws: `CancellationError`, or what says that nothing will be waited for any more.
    func sleep(until moment: Deadline) async throws
}

/// The clock of an event loop, for tasks that run on it.
package struct LoopClock: WorkClock {
    private let loop: EventLoop

    package init(_ loop: EventLoop) {
        self.loop = loop
    }

    package func now() -> Deadline { .now }

    package func sleep(until moment: Deadline) async throws {
        try await loop.sleep(until: moment)
    }
}
