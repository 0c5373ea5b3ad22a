// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts the tries that continued a broken body.
final class ResumeCount: Sendable {
    private let value = Atomic(0)

    var count: Int { value.load(ordering: .relaxed) }

    func add() {
        value.add(1, ordering: .relaxed)
    }
}
