// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Synchronization

/// Wakes everybody who waits for it, each time that it is rung.
///
/// Who waits takes `next` first, then looks whether there is something to do, and waits only when
/// there is not: what is rung in between is not missed.
final class Bell: Sendable {
    private let latch = Mutex(Latch())

    /// Opens when it is rung the next time.
    var next: Latch { latch.withLock { $0 } }

    func ring() {
        let rung = latch.withLock { latch in
            defer { latch = Latch() }
            return latch
        }
        rung.open()
    }
}
