// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusPackedBackend

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct WatermarkTests {
    @Test func `an index that has lost acknowledged changes is refused, and is told which`()
        async throws
    {
        let fixture = try PackedFixture()
        var backend = try await fixture.open()
        try await fixture.put("first", in: backend)
        await backend.shutdown()
        // What was there before this start is in tables; what comes now only in the log.
        backend = try await fixture.open()
        for name in ["second", "third", "fourth"] { try await fixture.put(name, in: backend) }
        await backend.shutdown()
        let log = try #require(try fixture.files("index", ".log").last)
        let middle = try FileCalls.status(log).sizeBytes / 2
        try PackedFixture.flip(log, at: middle)

        let error = await #expect(throws: StorageError.self) {
            try await PackedBackend.open(fixture.directory.path)
        }
        #expect(error?.reason == .unavailable)
        let detail = error?.detail ?? ""
        #expect(detail.contains("\(fixture.directory.path)/index has recovered to change"))
        #expect(detail.contains("was acknowledged"))
        #expect(detail.contains("changes are lost"))
        #expect(detail.contains("remove \(fixture.directory.path)/watermark"))
        // It says so every time, until somebody has decided.
        await #expect(throws: StorageError.self) {
            try await PackedBackend.open(fixture.directory.path)
        }
        try FileCalls.remove("\(fixture.directory.path)/watermark")
        backend = try await fixture.open()
        #expect(try await fixture.isWhole("first", in: backend))
        let names = try await fixture.names(in: backend)
        #expect(!names.contains("fourth"))
        for name in names { #expect(try await fixture.isWhole(name, in: backend)) }
        await backend.shutdown()
    }

    @Test func `what was being written when the power went is no loss`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        for name in ["a", "b"] { try await fixture.put(name, in: backend) }
        let killed = try fixture.killed()
        await backend.shutdown()
        let log = try #require(try killed.files("index", ".log").last)
        let end = try FileCalls.status(log).sizeBytes
        let file = try FileCalls.open(log, flags: O_WRONLY)
        try FileCalls.writeAll(file, Bytes([UInt8](repeating: 0xA7, count: 777)), at: end)
        FileCalls.close(file)
        let again = try await killed.open()
        #expect(try await killed.names(in: again) == ["a", "b"])
        #expect(try await killed.isWhole("b", in: again))
        await again.shutdown()
    }

    @Test func `of two records the one that is whole counts`() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/watermark"
        let lane = Lane(name: "test", threads: 1)
        let watermark = try Watermark(path, lane: lane)
        #expect(try watermark.read() == nil)
        watermark.write(700)
        watermark.write(1 << 40)
        #expect(try Watermark(path, lane: lane).read() == 1 << 40)
        // The second record has been cut short: the first is behind the truth, and none the worse.
        try PackedFixture.flip(path, at: 30)
        #expect(try watermark.read() == 700)
        try PackedFixture.flip(path, at: 5)
        #expect(try watermark.read() == nil)
    }
}
