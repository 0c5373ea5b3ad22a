// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Testing

@Suite(.timeLimit(.minutes(10))) struct ChannelTests {
    @Test func `a wait ends when its deadline passes`() async throws {
        try await withLoop { loop in
            let pair = try SocketPair(loop)
            defer { pair.close() }
            pair.near.setNotReadable()
            await #expect(throws: WaitError.timedOut) {
                // The first event of a new descriptor says that it is writable, not readable.
                try await pair.near.waitReadable(until: loop.now + .milliseconds(5))
            }
        }
    }

    @Test func `a later wait of the same channel has its own deadline`() async throws {
        try await withLoop { loop in
            let pair = try SocketPair(loop)
            defer { pair.close() }
            for milliseconds in [20, 5, 10] {
                pair.near.setNotReadable()
                let deadline = loop.now + .milliseconds(milliseconds)
                await #expect(throws: WaitError.timedOut) {
                    try await pair.near.waitReadable(until: deadline)
                }
                #expect(loop.now >= deadline)
            }
        }
    }

    @Test func `a wait is cancelled with its task`() async throws {
        try await withLoop { loop in
            let pair = try SocketPair(loop)
            defer { pair.close() }
            pair.near.setNotReadable()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await pair.near.waitReadable(until: .never)
                    }
                }
                await loop.yield()
                group.cancelAll()
            }
        }
    }

    @Test func `closing ends a wait`() async throws {
        try await withLoop { loop in
            let pair = try SocketPair(loop)
            defer { pair.close() }
            pair.near.setNotReadable()
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: WaitError.closed) {
                        try await pair.near.waitReadable(until: .never)
                    }
                }
                await loop.yield()
                pair.near.close()
            }
        }
    }

    @Test func `data ends a wait, and half-close is told apart from it`() async throws {
        try await withLoop { loop in
            let pair = try SocketPair(loop)
            defer { pair.close() }
            let near = SocketStream(pair.near, tls: nil, sendIdleLimit: patience)
            let far = SocketStream(pair.far, tls: nil, sendIdleLimit: patience)
            let buffer = RawBuffer(capacity: 16)
            #expect(try near.receiveNow(into: buffer) == nil)
            try await far.send(Bytes("ab"), Bytes("cd"))
            #expect(try await near.receive(into: buffer, until: loop.now + patience) == 4)
            #expect(buffer.take(4) == Array("abcd".utf8))
            far.endSending()
            #expect(try await near.receive(into: buffer, until: loop.now + patience) == 0)
            #expect(pair.near.peerHasEnded)
            // The other direction still works.
            try await near.send(Bytes("e"))
            #expect(try await far.receive(into: buffer, until: loop.now + patience) == 1)
        }
    }

    @Test func `a reused descriptor does not get its predecessor's events`() async throws {
        try await withLoop { loop in
            // The lowest free number is taken, unless another test is quicker.
            for _ in 0..<1000 {
                let old = try SocketPair(loop)
                let descriptor = old.near.descriptor
                let sender = SocketStream(old.far, tls: nil, sendIdleLimit: patience)
                // An event for the old channel is under way in the kernel when it is closed.
                try await sender.send(Bytes("for the old one"))
                old.near.close()
                let new = try SocketPair(loop)
                defer {
                    new.close()
                    old.far.close()
                }
                guard
                    let reused = [new.near, new.far].first(where: { $0.descriptor == descriptor })
                else { continue }
                reused.setNotReadable()
                await #expect(throws: WaitError.timedOut) {
                    try await reused.waitReadable(until: loop.now + .milliseconds(5))
                }
                return
            }
            Issue.record("no descriptor was ever reused")
        }
    }
}
