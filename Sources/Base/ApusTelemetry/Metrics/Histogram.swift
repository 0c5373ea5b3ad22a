// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How observed values spread: how many were at most each of some bounds, and their sum.
public final class Histogram: Sendable {
    /// Bounds for durations in seconds, from 100 µs to 60 s.
    public static let durationBounds: [Double] = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
        5, 10, 30, 60,
    ]

    /// Bounds for sizes in bytes, from 1 KiB to 4 GiB in steps of four.
    public static let sizeBounds: [Double] = (0...11).map { Double(1024 << (2 * $0)) }

    /// The bounds, ascending.
    let bounds: [Double]
    /// How many values fell between one bound and the next; the last has no bound.
    private let counts: [Counter]
    /// The bits of a Double.
    private let sum = Atomic<UInt64>(0)

    init(bounds: [Double]) {
        precondition(
            zip(bounds, bounds.dropFirst()).allSatisfy(<), "the bounds do not ascend")
        self.bounds = bounds
        counts = (0...bounds.count).map { _ in Counter() }
    }

    /// Takes a value into account.
    public func observe(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count].add()
        var old = sum.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + value).bitPattern
            let (exchanged, original) = sum.weakCompareExchange(
                expected: old, desired: new, ordering: .relaxed)
            if exchanged { return }
            old = original
        }
    }

    /// Takes a duration into account, in seconds.
    public func observe(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        observe(Double(seconds) + Double(attoseconds) * 1e-18)
    }

    /// How many values were at most each bound, then how many there were, and their sum.
    var snapshot: (cumulative: [UInt64], sum: Double) {
        var total: UInt64 = 0
        let cumulative = counts.map { count in
            total += count.value
            return total
        }
        return (cumulative, Double(bitPattern: sum.load(ordering: .relaxed)))
    }
}
