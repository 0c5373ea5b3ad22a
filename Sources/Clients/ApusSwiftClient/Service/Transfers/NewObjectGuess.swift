// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Whether it is worth taking the names of an upload for new ones.
///
/// What an object replaces has to be looked at, since it may have segments, and that is a HEAD before
/// every PUT. A PUT that the server refuses if there is anything to replace (`If-None-Match: *`)
/// saves it for what is new and costs one more request for what is not, so it is given up once it
/// was wrong more often than right.
final class NewObjectGuess: Sendable {
    private let isOffered: Bool
    /// How much more often it was right than wrong.
    private let balance = Atomic(0)

    init(isOffered: Bool) {
        self.isOffered = isOffered
    }

    var isWorthTrying: Bool { isOffered && balance.load(ordering: .relaxed) >= 0 }

    func note(wasNew: Bool) {
        balance.add(wasNew ? 1 : -1, ordering: .relaxed)
    }
}
