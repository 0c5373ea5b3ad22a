// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Synchronization
import Testing

@Suite struct TurnTests {
    private final class Count: Sendable {
        let value = Mutex(0)
    }

    @Test func `lets one in at a time`() async {
        let turn = Turn()
        let count = Count()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    await turn.take {
                        let seen = count.value.withLock { $0 }
                        await Task.yield()
                        count.value.withLock { $0 = seen + 1 }
                    }
                }
            }
        }
        #expect(count.value.withLock { $0 } == 100)
    }

    @Test func `goes on when work has failed`() async {
        let turn = Turn()
        await #expect(throws: CancellationError.self) {
            try await turn.take { throw CancellationError() }
        }
        #expect(await turn.take { 7 } == 7)
    }
}
