// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Testing

@testable import ApusSwiftClient

@Suite struct ShortFileWorkTests {
    private struct Wrong: Error, Equatable {
        let number: Int
    }

    @Test func `hashes what many bring and answers each with its own`() async throws {
        let work = ShortFileWork(lane: Lane(name: "test", threads: 3), visitLimit: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let bytes = Bytes([UInt8](repeating: UInt8(number), count: number * 17))
                    let digest = RunningMD5()
                    try await work.hash(bytes, into: digest)
                    let answer = try await work.run(hashing: (digest, bytes)) {
                        (number, digest.finish())
                    }
                    #expect(answer.0 == number)
                    #expect(answer.1 == RunningMD5.of(Bytes(bytes.array + bytes.array)))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `tells each of its own failure`() async {
        let work = ShortFileWork(lane: Lane(name: "test", threads: 1), visitLimit: 1)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    await #expect(throws: Wrong(number: number)) {
                        try await work.run { throw Wrong(number: number) }
                    }
                }
            }
        }
    }

    @Test func `refuses all who wait when the lane takes no more`() async {
        let work = ShortFileWork(
            lane: Lane(name: "test", threads: 1, queueLimit: 0), visitLimit: 1)
        for _ in 0..<3 {
            await #expect(throws: Lane.Refusal.full) { try await work.run {} }
        }
    }
}
