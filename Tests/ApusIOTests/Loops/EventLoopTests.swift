// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Testing

@Suite(.timeLimit(.minutes(10))) struct EventLoopTests {
    private actor Bystander {
        func isOn(_ loop: EventLoop) -> Bool { loop.isCurrent }
    }

    @concurrent
    private static func isOn(concurrently loop: EventLoop) async -> Bool { loop.isCurrent }

    @Test func `a task stays on its loop through children, actors and concurrent functions`()
        async throws
    {
        try await withLoop { loop in
            #expect(loop.isCurrent)
            async let first = loop.isCurrent
            let onChildren = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { loop.isCurrent } }
                return await group.reduce(true) { $0 && $1 }
            }
            #expect(await first)
            #expect(onChildren)
            #expect(await Bystander().isOn(loop))
            #expect(await Self.isOn(concurrently: loop))
            #expect(loop.isCurrent)
        }
    }

    @Test func `work in a lane leaves the loop and comes back`() async throws {
        try await withLoop { loop in
            let lane = Lane(name: "test", threads: 1)
            for _ in 0..<100 {
                let wasOnLoop = try await lane.run { loop.isCurrent }
                #expect(!wasOnLoop)
                #expect(loop.isCurrent)
            }
        }
    }

    @MainActor
    @Test func `run brings an actor's caller to the loop`() async throws {
        let group = try LoopGroup(count: 1)
        defer { group.shutDown() }
        let loop = group.loops[0]
        #expect(try await loop.run { loop.isCurrent })
        #expect(!loop.isCurrent)
    }

    @Test func `sleeps end in the order of their deadlines`() async throws {
        let order = try await withLoop { loop in
            let start = loop.now
            return try await withThrowingTaskGroup(of: Int.self) { group in
                for delay in [30, 10, 20, 0] {
                    group.addTask {
                        try await loop.sleep(until: start + .milliseconds(delay))
                        #expect(loop.now >= start + .milliseconds(delay))
                        return delay
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(order == [0, 10, 20, 30])
    }

    @Test func `a cancelled sleep throws at once`() async throws {
        try await withLoop { loop in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await loop.sleep(until: .never)
                    }
                }
                await loop.yield()
                group.cancelAll()
            }
        }
    }

    @Test func `a sleep of a cancelled task does not begin`() async throws {
        try await withLoop { loop in
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await loop.sleep(until: .never)
                    }
                }
            }
        }
    }

    @Test func `cancelling from another thread reaches a sleeper`() async throws {
        let group = try LoopGroup(count: 1)
        defer { group.shutDown() }
        let loop = group.loops[0]
        let (started, start) = AsyncStream<Void>.makeStream()
        let sleeper = Task(executorPreference: loop) {
            start.finish()
            try await loop.sleep(until: .never)
        }
        for await _ in started {}
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test func `a task that always has more to do does not keep others from their turn`()
        async throws
    {
        try await withLoop { loop in
            let done = Flag()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { while !done.isSet { await loop.yield() } }
                group.addTask {
                    try? await loop.sleep(until: loop.now + .milliseconds(5))
                    done.set()
                }
            }
        }
    }

    @Test func `shutting down ends waits, and no task is lost`() async throws {
        let group = try LoopGroup(count: 1)
        let loop = group.loops[0]
        let (started, start) = AsyncStream<Void>.makeStream()
        let sleeper = Task(executorPreference: loop) {
            start.finish()
            do {
                try await loop.sleep(until: .never)
                return false
            } catch WaitError.closed {
                // A job that comes after the loop has ended is run elsewhere.
                let lane = Lane(name: "test", threads: 1)
                return try await lane.run { true }
            }
        }
        for await _ in started {}
        group.shutDown()
        #expect(try await sleeper.value)
    }
}
