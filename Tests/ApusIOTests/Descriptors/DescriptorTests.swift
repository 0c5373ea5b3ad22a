// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(10))) struct DescriptorTests {
    @Test func `reads what is typed, and loses nothing by a read that was cancelled`() async throws
    {
        let pseudo = try PseudoTerminal()
        let reader = try DescriptorReader(pseudo.terminal)
        try pseudo.type("one\n")
        #expect(try await reader.next()?.text == "one\n")
        for _ in 0..<20 {
            let waiting = Task { try await reader.next() }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
        let waiting = Task { try await reader.next() }
        try pseudo.type("two\n")
        #expect(try await waiting.value?.text == "two\n")
        // What the terminal's own rules make of it.
        try pseudo.type("\u{4}")
        #expect(try await reader.next() == nil)
    }

    @Test func `ends with the pipe that it reads`() async throws {
        let (reading, writing) = try pipe()
        defer { FileCalls.close(reading) }
        let reader = try DescriptorReader(reading)
        try FileCalls.writeAll(writing, Bytes("rest"))
        FileCalls.close(writing)
        #expect(try await reader.body.collect(limitBytes: 100).text == "rest")
    }

    @Test func `writes everything, as fast as it is taken`() async throws {
        let (reading, writing) = try pipe()
        defer { FileCalls.close(reading) }
        let writer = try DescriptorWriter(writing)
        let reader = try DescriptorReader(reading, pieceBytes: 10_000)
        let bytes = Bytes((0..<300_000).map { UInt8(truncatingIfNeeded: $0) })
        async let all = reader.body.collect(limitBytes: 1_000_000)
        try await writer.write(bytes)
        FileCalls.close(writing)
        #expect(try await all == bytes)
    }

    @Test func `gives up a write that nobody takes when it is cancelled, and only that`()
        async throws
    {
        let (reading, writing) = try pipe()
        defer {
            FileCalls.close(reading)
            FileCalls.close(writing)
        }
        let writer = try DescriptorWriter(writing)
        let stuck = Task { try await writer.write(Bytes([UInt8](repeating: 1, count: 1_000_000))) }
        let next = Task { try await writer.write(Bytes("next")) }
        let reader = try DescriptorReader(reading)
        // It has begun.
        _ = try await reader.next()
        stuck.cancel()
        await #expect(throws: CancellationError.self) { try await stuck.value }
        var last: [UInt8] = []
        while !last.contains(UInt8(ascii: "n")) {
            last = try #require(try await reader.next()).array
        }
        try await next.value
    }

    @Test func `says that the reader is gone`() async throws {
        Signals.ignorePipe()
        let (reading, writing) = try pipe()
        FileCalls.close(reading)
        defer { FileCalls.close(writing) }
        let writer = try DescriptorWriter(writing)
        do {
            try await writer.write(Bytes("x"))
            Issue.record("nobody reads this")
        } catch {
            #expect((error as? SystemError)?.isBrokenPipe == true)
        }
    }
}
