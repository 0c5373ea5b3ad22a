// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusObjectStore
import Synchronization
import Testing

@Suite struct StoreClockTests {
    @Test func `never gives a moment twice, even when time stands still or goes back`() {
        let time = Mutex<[UInt64]>([100, 100, 50, 101, 300].reversed())
        let clock = StoreClock { Timestamp(ticks: time.withLock { $0.removeLast() }) }
        let ticks = (0..<5).map { _ in clock.tick().ticks }
        #expect(ticks == [100, 101, 102, 103, 300])
    }

    @Test func `goes on where it is told that another has stopped`() {
        let clock = StoreClock(notBefore: Timestamp(ticks: 500)) { Timestamp(ticks: 100) }
        #expect(clock.last == Timestamp(ticks: 500))
        #expect(clock.tick() == Timestamp(ticks: 501))
        #expect(clock.last == Timestamp(ticks: 501))
    }
}
