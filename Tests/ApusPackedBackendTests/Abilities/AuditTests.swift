// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTestSupport
import Synchronization
import Testing

@testable import ApusPackedBackend

@Suite(.timeLimit(.minutes(10))) struct AuditTests {
    private let large = PackedFixture.largeBytes

    private func isDamaged(_ verdict: AuditVerdict, _ words: String) -> Bool {
        guard case .damaged(let reason) = verdict else { return false }
        return reason.contains(words)
    }

    @Test func `a large body that readers have in memory is read to its end`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        try await fixture.put("large", 4 * large, in: backend)
        let location = try await fixture.location("large", in: backend)
        for _ in 0..<3 {
            #expect(try await fixture.isWhole("large", 4 * large, in: backend))
            let seen = Mutex(0)
            let verdict = try await backend.verify(location) { bytes in
                seen.withLock { $0 += bytes.count }
                // Its pages come back while they are looked at.
                _ = try? await fixture.isWhole("large", 4 * large, in: backend)
            }
            #expect(verdict == .intact)
            #expect(seen.withLock { $0 } == 4 * large)
        }
        await backend.shutdown()
    }

    @Test func `a damaged body of a file is set aside with a word on why`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        try await fixture.put("good", large, in: backend)
        let good = try #require(try fixture.files("bodies").first)
        try await fixture.put("bad", large, in: backend)
        let bad = try #require(try fixture.files("bodies").first { $0 != good })
        try PackedFixture.flip(bad, at: 70_000)
        let location = try await fixture.location("bad", in: backend)
        #expect(isDamaged(try await backend.verify(location) { _ in }, "checksum of block 1"))
        #expect(
            try await backend.verify(fixture.location("good", in: backend)) { _ in } == .intact)
        #expect(try await backend.quarantine(location, reason: "a flipped bit"))

        #expect(try await fixture.names(in: backend) == ["good"])
        await #expect(throws: StorageError.self) {
            try await fixture.isWhole("bad", large, in: backend)
        }
        let totals = try await backend.container(fixture.address).stat(.current).totals
        #expect(totals == Totals(objectCount: 1, bytesUsed: UInt64(large)))
        let note = try #require(try fixture.files("quarantined", ".txt").first)
        #expect(try fixture.text(note).hasPrefix("/AUTH_test/c/bad\na flipped bit\n"))
        #expect(try fixture.text(note).contains("x-object-meta-n"))
        // The bytes are kept beside it.
        let kept = try #require(try fixture.files("quarantined").last)
        #expect(try FileCalls.status(kept).sizeBytes >= UInt64(large))
        #expect(try fixture.files("bodies") == [good])
        await backend.shutdown()
    }

    @Test func `a small body is set aside as a file of its own`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        try await fixture.put("small", in: backend)
        let location = try await fixture.location("small", in: backend)
        #expect(try await backend.quarantine(location, reason: "a test"))
        let files = try fixture.files("quarantined")
        #expect(files.count == 2)
        let body = try #require(files.first { !$0.hasSuffix(".txt") })
        #expect(try fixture.text(body) == PackedFixture.body("small", 2_000).text)
        #expect(try !(await backend.quarantine(location, reason: "again")))
        await backend.shutdown()
    }

    @Test func `a damaged small body is found and never served`() async throws {
        let fixture = try PackedFixture()
        var backend = try await fixture.open()
        try await fixture.put("good", in: backend)
        try await fixture.put("bad", in: backend)
        await backend.shutdown()
        // The next start brings what is in the log into tables and blob files.
        await (try fixture.open()).shutdown()
        let blobs = try #require(try fixture.files("index", ".blob").last)
        let text = try FileCalls.open(blobs, flags: 0)
        let all = try FileCalls.read(
            text, at: 0, count: Int(try FileCalls.status(of: text).sizeBytes)
        ).array
        FileCalls.close(text)
        let pattern = PackedFixture.body("bad", 2_000).array
        let place = try #require(all.indices.first { all[$0...].starts(with: pattern) })
        try PackedFixture.flip(blobs, at: UInt64(place + 1_000))

        backend = try await fixture.open()
        let error = await #expect(throws: StorageError.self) {
            try await fixture.isWhole("bad", in: backend)
        }
        #expect(error?.reason == .corrupt)
        #expect(try await fixture.isWhole("good", in: backend))
        let location = try await fixture.location("bad", in: backend)
        #expect(isDamaged(try await backend.verify(location) { _ in }, "RocksDB: Corruption"))
        #expect(try await backend.quarantine(location, reason: "a flipped bit"))
        #expect(try await fixture.names(in: backend) == ["good"])
        await backend.shutdown()
    }

    @Test func `a container whose rows are lost is refused, and rebuilt from its bodies`()
        async throws
    {
        let fixture = try PackedFixture()
        var backend = try await fixture.open()
        for name in ["a", "b"] { try await fixture.put(name, in: backend) }
        try await fixture.put("large", large, in: backend)
        let container = try await backend.store.container(fixture.address).id
        await backend.shutdown()
        do {
            let index = try RocksIndex(
                "\(fixture.directory.path)/index", try RocksOptions(creating: false))
            let batch = RocksBatch(of: index)
            for name in ["b", "large"] {
                batch.delete(RowKey.encode(try fixture.key(name), in: container), in: .rows)
            }
            try index.write(batch)
        }

        backend = try await fixture.open()
        let index = IndexAddress.container(fixture.address)
        #expect(isDamaged(try await backend.verify(index), "totals"))
        try await backend.quarantine(index, reason: "lost rows")
        let error = await #expect(throws: StorageError.self) {
            try await fixture.names(in: backend)
        }
        #expect(error?.detail.contains("waits to be rebuilt") == true)
        // A kill in between changes nothing.
        let killed = try fixture.killed()
        await backend.shutdown()
        let again = try await PackedBackend.open(killed.directory.path)
        await #expect(throws: StorageError.self) { try await killed.names(in: again) }
        let report = try await again.rebuild(index)
        #expect(report == RebuildReport(restored: 3))
        #expect(try await killed.names(in: again) == ["a", "b", "large"])
        #expect(try await killed.isWhole("b", in: again))
        #expect(try await killed.isWhole("large", large, in: again))
        #expect(try await again.verify(index) == .intact)
        await again.shutdown()
    }

    @Test func `an account's totals do not depend on who else is in the batch`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        try await fixture.put("a", in: backend)
        let account = fixture.address.account
        let other = ContainerAddress(try AccountName("AUTH_other"), fixture.address.container)
        let time = Timestamp(ticks: 1)
        _ = try await backend.account(other.account).create(at: time, metadata: [:])
        _ = try await backend.container(other).create(ContainerRecord(createdAt: time))
        let (sums, totals) = try await backend.store.perform { transaction throws(StorageError) in
            try transaction.set(other, try transaction.existing(other))
            let head = try transaction.existing(account)
            return (try transaction.sums(of: head, called: account, StopFlag()), head.policies)
        }
        #expect(sums == totals)
        #expect(sums.values.map(\.totals.objectCount) == [1])
        await backend.shutdown()
    }

    @Test func `what an object was assembled of does not come back beside it`() async throws {
        let fixture = try PackedFixture()
        var backend = try await fixture.open()
        let names = ["large", "lost large", "lost small", "small"]
        for name in names {
            let container = backend.container(fixture.address)
            let size = name.hasSuffix("large") ? large : 2_000
            let parts = try (1...2).map { number in
                ObjectKey(try ObjectName(name), in: .parts(upload: 1, number: UInt32(number)))
            }
            for key in parts {
                let writer = try await container.stage(sizeBytes: UInt64(size))
                try await writer.write(PackedFixture.body(name, size))
                let row = ObjectRow(
                    createdAt: Timestamp(ticks: 2), sizeBytes: UInt64(size), etag: "e",
                    contentType: "t")
                _ = try await container.commit([
                    ObjectChange(key, .put(row, try await writer.seal()))
                ])
            }
            let row = ObjectRow(
                createdAt: Timestamp(ticks: 3), sizeBytes: UInt64(2 * size), etag: "e",
                contentType: "t")
            _ = try await container.commit([
                ObjectChange(try fixture.key(name), .assemble(row, from: parts))
            ])
        }
        let id = try await backend.store.container(fixture.address).id
        await backend.shutdown()
        do {
            let index = try RocksIndex(
                "\(fixture.directory.path)/index", try RocksOptions(creating: false))
            let batch = RocksBatch(of: index)
            for name in names where name.hasPrefix("lost") {
                batch.delete(RowKey.encode(try fixture.key(name), in: id), in: .rows)
            }
            try index.write(batch)
        }
        backend = try await fixture.open()
        let index = IndexAddress.container(fixture.address)
        try await backend.quarantine(index, reason: "lost rows")
        #expect(try await backend.rebuild(index) == RebuildReport(restored: 4))
        let found = try await backend.objects(.all, after: nil, limit: 100).elements
        #expect(found.map(\.key) == (try names.map { try fixture.key($0) }))
        for location in found {
            #expect(try await backend.verify(location) { _ in } == .intact)
        }
        #expect(try await backend.verify(index) == .intact)
        await backend.shutdown()
    }

    @Test func `a look at rows ends at the row where it is told to stop`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        for number in 0..<10 { try await fixture.put("o\(number)", in: backend) }
        let head = try await backend.store.container(fixture.address)
        let stop = StopFlag()
        let walk = AuditWalk(index: try backend.store.readable(), stop: stop)
        var seen: [String] = []
        let error = #expect(throws: StorageError.self) {
            try walk.eachRow(of: head.id) { key, _, _ in
                seen.append(key.name.text)
                if seen.count == 3 { stop.raise() }
                return true
            }
        }
        #expect(error?.reason == .cancelled)
        #expect(seen == ["o0", "o1", "o2"])
        await backend.shutdown()
    }

    @Test func `a cancelled audit ends, and what it was about can be done later`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        for name in ["a", "b"] { try await fixture.put(name, in: backend) }
        try await fixture.put("large", large, in: backend)
        let container = IndexAddress.container(fixture.address)
        let account = IndexAddress.account(fixture.address.account)
        let location = try await fixture.location("large", in: backend)
        func expectCancelled(_ work: @Sendable @escaping () async throws -> Void) async {
            let error = await #expect(throws: StorageError.self) { try await cancelled(work) }
            #expect(error?.reason == .cancelled)
        }
        await expectCancelled { _ = try await backend.verify(container) }
        await expectCancelled { _ = try await backend.verify(account) }
        await expectCancelled { _ = try await backend.verify(location) { _ in } }
        for index in [container, account] {
            try await backend.quarantine(index, reason: "a test")
            await expectCancelled { _ = try await backend.rebuild(index) }
            _ = try await backend.rebuild(index)
            #expect(try await backend.verify(index) == .intact)
        }
        #expect(try await fixture.names(in: backend) == ["a", "b", "large"])
        await backend.shutdown()
    }

    @Test func `a damaged table is told, and none of it is served`() async throws {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        for name in ["a", "b", "c"] { try await fixture.put(name, in: backend) }
        await backend.shutdown()
        await (try fixture.open()).shutdown()
        for table in try fixture.files("index", ".sst") { try PackedFixture.flip(table, at: 20) }
        let error = await #expect(throws: StorageError.self) {
            let damaged = try await PackedBackend.open(fixture.directory.path)
            let names: [String]
            do {
                names = try await fixture.names(in: damaged)
            } catch {
                await damaged.shutdown()
                throw error
            }
            Issue.record("it lists \(names)")
            await damaged.shutdown()
        }
        #expect(error?.reason == .corrupt)
    }
}
