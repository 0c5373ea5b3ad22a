// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
package import ApusModel

extension Timestamp {
    /// The machine's clock.
    package static var wallClock: Timestamp {
        let now = FileTime.now
        return Timestamp(
            ticks: UInt64(max(0, now.seconds)) * Timestamp.ticksPerSecond
                + UInt64(max(0, now.nanoseconds)) / 10_000)
    }
}
