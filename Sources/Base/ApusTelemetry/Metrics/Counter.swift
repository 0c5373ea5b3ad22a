// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A number that only grows: requests, bytes, failures.
public final class Counter: Sendable {
    private let number = Atomic<UInt64>(0)

    init() {}

    /// Adds to it.
    public func add(_ amount: UInt64 = 1) {
        number.wrappingAdd(amount, ordering: .relaxed)
    }

    /// What it has come to.
    public var value: UInt64 { number.load(ordering: .relaxed) }
}

/// A number that goes up and down: open connections, queued work.
public final class Gauge: Sendable {
    private let number = Atomic<Int64>(0)

    init() {}

    /// Makes it this.
    public func set(_ value: Int64) {
        number.store(value, ordering: .relaxed)
    }

    /// Adds to it; a negative amount takes away.
    public func add(_ amount: Int64) {
        number.wrappingAdd(amount, ordering: .relaxed)
    }

    /// What it is.
    public var value: Int64 { number.load(ordering: .relaxed) }
}
