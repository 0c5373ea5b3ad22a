// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMaintenance
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

@Suite struct MigrationTests {
    /// Objects of all kinds: with metadata, an expiry, a version, and a large one.
    private func fill(_ fixture: StoreFixture) async throws {
        for number in 0..<600 { try await fixture.put("\(number)", "body \(number)") }
        try await fixture.put("expiring", expiring: .after(1000))
        try await fixture.put("large", String(repeating: "0123456789", count: 100_000))
        try await fixture.store.post(
            PostRequest(
                try fixture.address("7"), contentType: "text/x",
                metadata: ["x-object-meta-colour": "blue"]), for: fixture.owner)
        _ = try await fixture.backend.container(fixture.container).commit([
            ObjectChange(
                ObjectKey(try ObjectName("8"), in: .versions(fixture.store.clock.tick())),
                .move(from: ObjectKey(try ObjectName("8"))))
        ])
        try await fixture.store.update(
            fixture.container, metadata: ["x-container-meta-web-index": "index.html"],
            for: fixture.owner)
        _ = try await fixture.store.create(
            ContainerAddress(fixture.account, try ContainerName("empty")), policy: nil,
            metadata: [:], for: fixture.owner)
    }

    @Test(arguments: StoreFixture.Engine.allCases)
    func `moves everything, and finds it equal`(engine: StoreFixture.Engine) async throws {
        try await withStore(engine) { fixture in
            try await fill(fixture)
            let target = MemoryBackend()
            let migration = Migration(from: try #require(fixture.auditable), to: target)
            let copied = try await migration.copy(from: nil) { _, _ in }
            #expect(copied.problems == [])
            // The queue of what expires and its account are moved too.
            #expect(copied.objects == 603)
            let verified = try await migration.verify()
            #expect(verified.problems == [])
            #expect(verified.objects == 603)
            let old = try await fixture.backend.container(fixture.container).stat(.current)
            let new = try await target.container(fixture.container).stat(.current)
            #expect(old.totals == new.totals)
            #expect(old.metadata == new.metadata)
            #expect(old.modifiedAt == new.modifiedAt)
            #expect(old.createdAt == new.createdAt)
        }
    }

    @Test(arguments: StoreFixture.Engine.allCases)
    func `versions move with their hidden container`(engine: StoreFixture.Engine) async throws {
        try await withStore(engine) { fixture in
            let ids = try await fixture.putVersions(of: "o")
            let target = MemoryBackend()
            let migration = Migration(from: try #require(fixture.auditable), to: target)
            #expect(try await migration.copy(from: nil) { _, _ in }.problems == [])
            #expect(try await migration.verify().problems == [])
            let moved = fixture.store(over: target)
            #expect(try await fixture.text("o", ids[0], in: moved) == "first")
            #expect(try await fixture.text("o", ids[1], in: moved) == "second")
            let query = VersionQuery(ListingQuery())
            let listed = try await moved.versions(of: fixture.container, query, for: fixture.owner)
            // Both, and the marker of the deletion.
            #expect(listed.entries.count == 3)
        }
    }

    @Test func `goes on from a position that it has noted`() async throws {
        struct Stopped: Error {}
        try await withStore(.memory) { fixture in
            try await fill(fixture)
            let target = MemoryBackend()
            let migration = Migration(from: try #require(fixture.auditable), to: target)
            var position: AuditPosition?
            await #expect(throws: Stopped.self) {
                _ = try await migration.copy(from: nil) { noted, _ in
                    position = noted
                    throw Stopped()
                }
            }
            let noted = try #require(position)
            let rest = try await migration.copy(from: noted) { _, _ in }
            #expect(rest.objects > 0 && rest.objects < 603)
            #expect(try await migration.verify().problems == [])
        }
    }

    @Test func `tells of objects that differ, are missing or are too many`() async throws {
        try await withStore(.memory) { fixture in
            for name in ["changed", "missing", "same"] { try await fixture.put(name) }
            let target = MemoryBackend()
            let migration = Migration(from: try #require(fixture.auditable), to: target)
            _ = try await migration.copy(from: nil) { _, _ in }
            let broker = target.container(fixture.container)
            let changed = ObjectKey(try ObjectName("changed"))
            var row = try await broker.row(changed)
            row.metadata["x-object-meta-a"] = "b"
            _ = try await broker.commit([
                ObjectChange(changed, .amend(row)),
                ObjectChange(
                    ObjectKey(try ObjectName("missing")),
                    .remove(at: fixture.store.clock.tick())),
            ])
            let problems = try await migration.verify().problems
            #expect(
                problems == [
                    "/AUTH_test: totals or metadata differ",
                    "/AUTH_test/c: totals or metadata differ",
                    "/AUTH_test/c/changed: the rows differ",
                    "/AUTH_test/c/missing: it is not there",
                ])
        }
    }

    @Test func `does not move what is not what was stored`() async throws {
        try await withStore(.memory) { fixture in
            let broker = fixture.backend.container(fixture.container)
            let writer = try await broker.stage(sizeBytes: 4)
            try await writer.write(Bytes("true"))
            let row = ObjectRow(
                createdAt: fixture.store.clock.tick(), sizeBytes: 4,
                etag: "0123456789abcdef0123456789abcdef", contentType: "x")
            _ = try await broker.commit([
                ObjectChange(
                    ObjectKey(try ObjectName("o")), .put(row, try await writer.seal()))
            ])
            let migration = Migration(
                from: try #require(fixture.auditable), to: MemoryBackend())
            let copied = try await migration.copy(from: nil) { _, _ in }
            #expect(copied.objects == 0)
            #expect(copied.problems.count == 1)
        }
    }
}
