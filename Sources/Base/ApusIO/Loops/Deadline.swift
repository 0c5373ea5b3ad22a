// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

/// A moment of the monotonic clock after which a wait is given up.
public struct Deadline: Hashable, Comparable, Sendable {
    /// Nanoseconds of the monotonic clock.
    let nanoseconds: UInt64

    init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// Never.
    public static let never = Deadline(nanoseconds: .max)

    /// Now.
    public static var now: Deadline { Deadline(nanoseconds: apus_monotonic_ns()) }

    /// The moment `duration` from now; a negative duration has already passed.
    public static func after(_ duration: Duration) -> Deadline { now + duration }

    /// The moment `duration` later, `never` when that is out of range.
    public static func + (left: Deadline, duration: Duration) -> Deadline {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return left }
        let (whole, overflowed) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowedToo) = left.nanoseconds.addingReportingOverflow(whole)
        guard !overflowed, !overflowedToo else { return .never }
        let (all, last) = sum.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return last ? .never : Deadline(nanoseconds: all)
    }

    /// How long it is from `earlier` to here; zero when this is the earlier one.
    public func since(_ earlier: Deadline) -> Duration {
        guard self > earlier else { return .zero }
        let distance = nanoseconds - earlier.nanoseconds
        return .nanoseconds(Int64(clamping: distance))
    }

    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}
