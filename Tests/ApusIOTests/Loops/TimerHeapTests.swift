// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ApusIO

@Suite struct TimerHeapTests {
    @Test func `gives entries back in order of time, those due only`() {
        var heap = TimerHeap()
        var state: UInt64 = 1
        for token in 0..<1000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            heap.insert(UInt64(token), at: Deadline(nanoseconds: state >> 54))
        }
        heap.removeAll { $0.token.isMultiple(of: 3) }
        var last: UInt64 = 0
        var count = 0
        while let entry = heap.popDue(Deadline(nanoseconds: 511)) {
            #expect(entry.at.nanoseconds >= last)
            #expect(!entry.token.isMultiple(of: 3))
            last = entry.at.nanoseconds
            count += 1
        }
        #expect(count > 0 && last <= 511)
        #expect(heap.earliest.map { $0.nanoseconds > 511 } == true)
        #expect(heap.count + count == 666)
    }
}
