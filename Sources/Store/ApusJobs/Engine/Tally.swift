// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How many bytes have passed.
final class Tally: Sendable {
    private let bytes = Mutex<UInt64>(0)

    /// Adds some, and says how many there are then.
    func add(_ more: UInt64) -> UInt64 {
        bytes.withLock { bytes in
            bytes += more
            return bytes
        }
    }
}
