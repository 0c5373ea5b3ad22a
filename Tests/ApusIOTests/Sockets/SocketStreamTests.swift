// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Testing

@Suite(.timeLimit(.minutes(10))) struct SocketStreamTests {
    @Test(arguments: [0, 100, 65_535, 65_536, 65_537, 200_000], [1, 4096, 32_768, 400_000])
    func `bytes and a part of a file arrive in order, whatever their lengths`(
        headBytes: Int, fileBytes: Int
    ) async throws {
        let head = Bytes((0..<headBytes).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        let lane = Lane(name: "files", threads: 1)
        let file = OpenFile(
            takingOver: try FileCalls.open(CommandLine.arguments[0], flags: 0), lane: lane)
        let range = UInt64(3)..<UInt64(3 + fileBytes)
        let part = try file.readNow(range)
        try await withLoop { loop in
            let pair = try SocketPair(loop)
            defer { pair.close() }
            let near = SocketStream(pair.near, tls: nil, sendIdleLimit: patience)
            let far = SocketStream(pair.far, tls: nil, sendIdleLimit: patience)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await near.send(head, FileRegion(file, range))
                    near.endSending()
                }
                var received = ByteWriter(capacity: headBytes + fileBytes)
                let buffer = RawBuffer(capacity: 10_000)
                while try await far.receive(into: buffer, until: loop.now + patience) > 0 {
                    received.append(Bytes(buffer.take(buffer.count)))
                }
                var expected = ByteWriter(capacity: headBytes + fileBytes)
                expected.append(head)
                expected.append(part)
                #expect(received.finish() == expected.finish())
                try await group.waitForAll()
            }
        }
    }

    @Test func `a file shorter than its part is an error`() async throws {
        let lane = Lane(name: "files", threads: 1)
        let file = OpenFile(takingOver: try FileCalls.open("/dev/null", flags: 0), lane: lane)
        try await withLoop { loop in
            let pair = try SocketPair(loop)
            defer { pair.close() }
            let near = SocketStream(pair.near, tls: nil, sendIdleLimit: patience)
            await #expect(throws: BodyError.truncated) {
                try await near.send(Bytes("head"), FileRegion(file, 0..<10))
            }
        }
    }

    /// Reads a little every now and then, as slow peers do, which is why this takes a while.
    private func read(_ stream: SocketStream, _ loop: EventLoop) async throws {
        let buffer = RawBuffer(capacity: 16 * 1024)
        while true {
            try await loop.sleep(until: loop.now + .milliseconds(120))
            buffer.clear()
            guard try await stream.receive(into: buffer, until: loop.now + patience) > 0 else {
                return
            }
        }
    }

    @Test func `a peer that is slow but never rests is waited for`() async throws {
        try await withLoop { loop in
            let pair = try LocalPair(loop)
            defer { pair.close() }
            // Shorter than the peer needs to make the socket writable again.
            let near = SocketStream(
                pair.near, tls: nil, sendIdleLimit: .seconds(1),
                minimumSendRate: MinimumRate(bytesPerSecond: 1000, grace: .seconds(1)))
            let far = SocketStream(pair.far, tls: nil, sendIdleLimit: patience)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await near.send(Bytes([UInt8](repeating: 1, count: 450_000)))
                    near.endSending()
                }
                group.addTask { try await read(far, loop) }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a peer that is too slow is given up, however busy`() async throws {
        try await withLoop { loop in
            let pair = try LocalPair(loop)
            defer { pair.close() }
            let near = SocketStream(
                pair.near, tls: nil, sendIdleLimit: patience,
                minimumSendRate: MinimumRate(bytesPerSecond: 1 << 30, grace: .milliseconds(200)))
            let far = SocketStream(pair.far, tls: nil, sendIdleLimit: patience)
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await read(far, loop) }
                await #expect(throws: WaitError.timedOut) {
                    try await near.send(Bytes([UInt8](repeating: 1, count: 64 << 20)))
                }
                group.cancelAll()
            }
        }
    }
}
