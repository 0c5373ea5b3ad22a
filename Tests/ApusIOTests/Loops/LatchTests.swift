// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Testing

@Suite(.timeLimit(.minutes(10))) struct LatchTests {
    @Test func `everybody goes on once it is open, early and late`() async throws {
        try await withLoop { loop in
            let latch = Latch()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { try await latch.wait() } }
                await loop.yield()
                latch.open()
                try await group.waitForAll()
            }
            try await latch.wait()
        }
    }

    @Test func `a cancelled wait throws`() async throws {
        try await withLoop { loop in
            let latch = Latch()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) { try await latch.wait() }
                }
                await loop.yield()
                group.cancelAll()
            }
        }
    }

    @Test func `a deadline cancels what it is given for`() async throws {
        try await withLoop { loop in
            await #expect(throws: WaitError.timedOut) {
                try await loop.withDeadline(loop.now + .milliseconds(5)) {
                    try await Latch().wait()
                }
            }
            let value = try await loop.withDeadline(.never) { 7 }
            #expect(value == 7)
        }
    }
}
