// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Synchronization

/// How many bytes of a stream are still to be read over.
final class SkippedBytes: Sendable {
    private let count: Mutex<UInt64>

    init(_ count: UInt64) {
        self.count = Mutex(count)
    }

    /// What of these bytes is not read over; nil when that is none.
    func skip(_ bytes: Bytes) -> Bytes? {
        count.withLock { count in
            guard UInt64(bytes.count) > count else {
                count -= UInt64(bytes.count)
                return nil
            }
            let rest = bytes[Int(count)..<bytes.count]
            count = 0
            return rest
        }
    }
}
