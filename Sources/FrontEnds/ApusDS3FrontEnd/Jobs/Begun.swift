// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Synchronization

/// The pieces of a body that were made before it was sent, the last first.
final class Begun: Sendable {
    private let pieces: Mutex<[Bytes]>

    init(_ pieces: [Bytes]) {
        self.pieces = Mutex(pieces)
    }

    func next() -> Bytes? { pieces.withLock { $0.popLast() } }
}
