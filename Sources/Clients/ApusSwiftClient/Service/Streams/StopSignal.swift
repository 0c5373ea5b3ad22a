// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Set by the first failure of a call that is to end with it.
final class StopSignal: Sendable {
    private let isArmed: Bool
    private let flag = Atomic(false)

    init(isArmed: Bool) {
        self.isArmed = isArmed
    }

    var isSet: Bool { flag.load(ordering: .relaxed) }

    func set() {
        if isArmed { flag.store(true, ordering: .relaxed) }
    }
}
