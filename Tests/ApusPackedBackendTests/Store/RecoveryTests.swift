// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusPackedBackend

@Suite struct RecoveryTests {
    private let large = PackedFixture.largeBytes

    @Test func `after a kill, bodies without a row go and all others stay`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        try await fixture.put("kept", large, in: backend)
        // One that was written and never committed.
        let writer = try await backend.container(fixture.address).stage(sizeBytes: nil)
        try await writer.write(PackedFixture.body("lost", large))
        _ = try await writer.seal()
        let killed = try fixture.killed()
        await writer.abandon()
        await backend.shutdown()
        #expect(try killed.files("bodies").count == 2)

        let again = try await killed.open()
        #expect(try killed.files("bodies").count == 1)
        #expect(try await killed.isWhole("kept", large, in: again))
        #expect(try killed.directory.files(below: "open-epochs") == ["open-epochs/2"])
        await again.shutdown()
        #expect(try killed.directory.files(below: "open-epochs") == [])
    }

    @Test func `only epochs that did not end in order are looked through`() async throws {
        let fixture = try PackedFixture()
        await (try fixture.open()).shutdown()
        // Nobody puts one there; who looks for it would find it.
        try fixture.directory.write("x", to: "bodies/1/0/7")
        await (try fixture.open()).shutdown()
        #expect(fixture.exists("bodies/1/0/7"))
        try fixture.directory.write("1", to: "open-epochs/1")
        await (try fixture.open()).shutdown()
        #expect(!fixture.exists("bodies/1/0/7"))
    }

    @Test func `a recovery that was stopped behind a torn log goes on at the next start`()
        async throws
    {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        for name in ["a", "b"] { try await fixture.put(name, in: backend) }
        let whole = try #require(try fixture.files("index", ".log").last)
        #expect(try WriteAheadLogs.hasRecord(whole))
        await backend.shutdown()
        await (try await PackedBackend.open(fixture.directory.path)).shutdown()
        // The first record of the newest log has not come to its end.
        let logs = try fixture.files("index", ".log")
        let log = try #require(logs.max())
        #expect(try FileCalls.status(log).sizeBytes == 0)
        let torn = Bytes(
            [0xA9, 0x81, 0x06, 0x2F, 0xD4, 0x0C, 1] + [UInt8](repeating: 7, count: 900))
        func tear() throws {
            let file = try FileCalls.open(log, flags: 0o101)
            defer { FileCalls.close(file) }
            try FileCalls.writeAll(file, torn, at: 0)
        }
        try tear()
        #expect(try !WriteAheadLogs.hasRecord(log))
        let path = "\(fixture.directory.path)/index"
        do {
            let options = try RocksOptions(creating: false, for: .recovery)
            _ = try RocksIndex(path, options)
        }
        // It was stopped before it removed the log.
        try tear()
        // By itself RocksDB does not open it any more to be worked with.
        let error = #expect(throws: StorageError.self) {
            _ = try RocksIndex(path, try RocksOptions(creating: false))
        }
        #expect(error?.detail.contains("ahead of WALs") == true)
        let again = try await fixture.open()
        #expect(try await fixture.names(in: again) == ["a", "b"])
        #expect(try await fixture.isWhole("b", in: again))
        #expect(try fixture.files("quarantined", ".log").count == 1)
        await again.shutdown()
    }

    @Test func `a manifest whose name was lost before that of CURRENT is done without`()
        async throws
    {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        for name in ["a", "b"] { try await fixture.put(name, in: backend) }
        let killed = try fixture.killed()
        await backend.shutdown()
        try killed.directory.write("MANIFEST-999999\n", to: "index/CURRENT")

        let again = try await killed.open()
        #expect(try await killed.names(in: again) == ["a", "b"])
        #expect(try await killed.isWhole("b", in: again))
        await again.shutdown()
    }

    @Test func `a manifest whose tables' names were lost before that of CURRENT is done without`()
        async throws
    {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        for name in ["a", "b"] { try await fixture.put(name, in: backend) }
        let killed = try fixture.killed()
        await backend.shutdown()
        let recovered = try killed.killed()
        await (try recovered.open()).shutdown()
        let manifest = try #require(
            try recovered.files("index").first { $0.contains("/MANIFEST-") })
        #expect(try recovered.files("index", ".sst").count > killed.files("index", ".sst").count)
        let name = try #require(manifest.split(separator: "/").last)
        let target = "\(killed.directory.path)/index/\(name)"
        #expect(!killed.exists("index/\(name)"))
        let file = try FileCalls.open(manifest, flags: 0)
        defer { FileCalls.close(file) }
        try StoreLayout.replaceFile(
            target, with: try FileCalls.read(file, at: 0, count: 1_000_000))
        let text = "\(name)\n"
        try killed.directory.write(text, to: "index/CURRENT")

        // With nothing to go back to, it is refused and left as it was.
        let hopeless = try killed.killed()
        for old in try hopeless.files("index")
        where old.contains("/MANIFEST-") && !old.hasSuffix(name) {
            try StoreLayout.removeFile(old)
        }
        await #expect(throws: StorageError.self) { _ = try await hopeless.open() }
        let left = try StoreLayout.readFile("\(hopeless.directory.path)/index/CURRENT")
        #expect(left == text)

        let again = try await killed.open()
        #expect(try await killed.names(in: again) == ["a", "b"])
        #expect(try await killed.isWhole("b", in: again))
        await again.shutdown()
    }

    @Test func `an index whose first manifest was lost is made again, unless it has a log`()
        async throws
    {
        let fixture = try PackedFixture()
        await (try fixture.open()).shutdown()
        let layout = StoreLayout(root: fixture.directory.path)
        try StoreLayout.removeFile(layout.watermark)
        try StoreLayout.removeTree(layout.index)
        try StoreLayout.makeDirectory(layout.index)
        try fixture.directory.write("MANIFEST-000001\n", to: "index/CURRENT")
        try fixture.directory.write("x", to: "index/000002.log")
        await #expect(throws: StorageError.self) { _ = try await fixture.open() }
        #expect(fixture.exists("index/CURRENT"))

        try StoreLayout.removeFile("\(layout.index)/000002.log")
        let backend = try await fixture.open()
        try await fixture.put("a", in: backend)
        #expect(try await fixture.names(in: backend) == ["a"])
        await backend.shutdown()
    }

    @Test func `what is in a table that is not open is not in memory, and is found`() throws {
        let fixture = try PackedFixture()
        let path = "\(fixture.directory.path)/index"
        let keys = (0..<3).map { Bytes("key \($0)") }
        _ = try RocksIndex.recovering(path, creating: true)
        for key in keys {
            // What was in the log goes into a table of its own at the next opening.
            let index = try RocksIndex.recovering(path, creating: false)
            let batch = RocksBatch(of: index)
            batch.put(key, Bytes("value"), in: .rows)
            batch.put(key, Bytes("value"), in: .heads)
            try index.write(batch)
        }
        _ = try RocksIndex.recovering(path, creating: false)
        let index = try RocksIndex(path, try RocksOptions(creating: false, openFiles: 20))
        var unknown = 0
        for key in keys {
            for family in [ColumnFamily.rows, .heads] {
                func value(_ tier: RocksIndex.Tier) throws -> RocksIndex.Found<Bytes> {
                    try index.find(key, in: family, tier) { span in span.bytes(0..<span.byteCount) }
                }
                switch try value(.memory) {
                case .value(let value): #expect(value == Bytes("value"))
                case .missing: Issue.record("missing")
                case .unknown: unknown += 1
                }
                guard case .value(let found) = try value(.any) else {
                    Issue.record("not found")
                    continue
                }
                #expect(found == Bytes("value"))
            }
        }
        #expect(unknown > 0, "every table was open: this has tried nothing")
    }

    @Test func `a body whose removal was cut short is removed`() async throws {
        let fixture = try PackedFixture()
        await (try fixture.open()).shutdown()
        let id = BodyID(epoch: 1, number: 9)
        try fixture.directory.write("x", to: "bodies/1/0/9")
        do {
            let index = try RocksIndex(
                "\(fixture.directory.path)/index", try RocksOptions(creating: false))
            let batch = RocksBatch(of: index)
            batch.put(Keys.body(.doomed, id), Bytes(), in: .heads)
            try index.write(batch)
        }
        let backend = try await fixture.open()
        #expect(!fixture.exists("bodies/1/0/9"))
        let index = try backend.store.readable()
        guard case .missing = try index.find(Keys.body(.doomed, id), in: .heads, read: { _ in })
        else {
            Issue.record("its entry is still there")
            return
        }
        await backend.shutdown()
    }
}
