// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import Synchronization

/// Gives every change of a store a moment of its own.
///
/// Moments never repeat and never go back while the process lives, even when the machine's
/// clock does.
public final class StoreClock: Sendable {
    private let source: @Sendable () -> Timestamp
    private let last = Mutex(Timestamp.zero)

    /// A clock over a source of time; tests give their own.
    public init(source: @escaping @Sendable () -> Timestamp) {
        self.source = source
    }

    /// The source's moment, which may repeat: for deciding whether something has expired.
    public func now() -> Timestamp {
        source()
    }

    /// A moment that no change had before.
    public func tick() -> Timestamp {
        let now = source()
        return last.withLock { last in
            last = max(now, Timestamp(ticks: last.ticks + 1))
            return last
        }
    }
}
