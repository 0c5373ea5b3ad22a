// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Testing

@Suite(.timeLimit(.minutes(10))) struct BodyReaderTests {
    @Test func `a cancelled reader throws, and never looks like the end`() async throws {
        try await withLoop { loop in
            let pair = try SocketPair(loop)
            defer { pair.close() }
            let body = BodyReader(lengthBytes: nil) {
                try await pair.near.waitReadable(until: .never)
                return nil
            }
            pair.near.setNotReadable()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) { _ = try await body.next() }
                    // Nor does it when asked again.
                    await #expect(throws: CancellationError.self) { _ = try await body.next() }
                }
                await loop.yield()
                group.cancelAll()
            }
        }
    }
}
