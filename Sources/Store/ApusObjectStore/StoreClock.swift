// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import Synchronization

/// Gives every change of a store a moment of its own.
///
/// Moments never repeat and never go back, even when the machine's clock does; not from one
/// process to the next either, when it is told where the one before has stopped.
public final class StoreClock: Sendable {
    private let source: @Sendable () -> Timestamp
    private let latest: Mutex<Timestamp>

    /// A clock over a source of time; tests give their own.
    ///
    /// - Parameter earliest: every moment will be later than this.
    public init(
        notBefore earliest: Timestamp = .zero, source: @escaping @Sendable () -> Timestamp
    ) {
        self.source = source
        latest = Mutex(earliest)
    }

    /// The last moment that was given, or before which none will be.
    public var last: Timestamp { latest.withLock { $0 } }

    /// The source's moment, which may repeat: for deciding whether something has expired.
    public func now() -> Timestamp {
        source()
    }

    /// A moment that no change had before.
    public func tick() -> Timestamp {
        let now = source()
        return latest.withLock { last in
            last = max(now, Timestamp(ticks: last.ticks + 1))
            return last
        }
    }
}
