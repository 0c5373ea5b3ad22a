// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Testing

@Suite(.timeLimit(.minutes(10))) struct ByteBudgetTests {
    @Test func `who finds nothing free waits for its turn`() async throws {
        try await withLoop { loop in
            let budget = ByteBudget(totalBytes: 10)
            try await budget.take(8)
            try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    try await budget.take(9)
                    return 9
                }
                await loop.yield()
                // A small wish does not overtake the large one that waits.
                #expect(!budget.takeNow(1))
                group.addTask {
                    try await budget.take(1)
                    return 1
                }
                await loop.yield()
                #expect(budget.freeBytes == 2)
                budget.give(8)
                var served: [Int] = []
                for try await bytes in group { served.append(bytes) }
                #expect(served.sorted() == [1, 9])
                #expect(budget.freeBytes == 0)
            }
        }
    }

    @Test func `a cancelled wait takes nothing and lets the next one go on`() async throws {
        try await withLoop { loop in
            let budget = ByteBudget(totalBytes: 10)
            try await budget.take(8)
            try await withThrowingTaskGroup(of: Void.self) { outer in
                let cancelled = Latch()
                outer.addTask {
                    try await withThrowingTaskGroup(of: Void.self) { inner in
                        inner.addTask { try await budget.take(9) }
                        try await cancelled.wait()
                        inner.cancelAll()
                        await #expect(throws: CancellationError.self) { try await inner.next() }
                    }
                }
                await loop.yield()
                await loop.yield()
                outer.addTask { try await budget.take(2) }
                await loop.yield()
                #expect(budget.freeBytes == 2)
                cancelled.open()
                try await outer.waitForAll()
                #expect(budget.freeBytes == 0)
            }
        }
    }
}
