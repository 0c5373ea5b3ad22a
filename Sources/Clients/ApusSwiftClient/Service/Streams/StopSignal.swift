// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Set by the first failure of a call that is to end with it.
final class StopSignal: Sendable {
    private let isArmed: Bool
    private let flag = Flag(false)

    init(isArmed: Bool) {
        self.isArmed = isArmed
    }

    var isSet: Bool { flag.isSet }

    func set() {
        if isArmed { flag.set(true) }
    }
}

/// Yes or no, seen by all tasks.
final class Flag: Sendable {
    private let value: Atomic<Bool>

    init(_ value: Bool) {
        self.value = Atomic(value)
    }

    var isSet: Bool { value.load(ordering: .relaxed) }

    func set(_ value: Bool) { self.value.store(value, ordering: .relaxed) }
}
