// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBackendConformance
import ApusBytes
import ApusFileBackend
import ApusMemoryBackend
import ApusModel
import ApusStorage
import ApusTestSupport
import Synchronization
import Testing

/// Groups that supply some parts, over a baseline that supplies the others.
@Suite struct BackendPartsTests {
    /// Opens a group as a server does.
    private static func open(
        _ directory: String,
        _ parts: @escaping @Sendable (any Backend) -> BackendParts
    ) async throws -> any Backend {
        let group = BackendGroup(name: "partial") { _, baseline in parts(baseline) }
        return try await group.open(
            BackendContext(name: "x", directory: directory, options: BackendOptions()) {
                try await FileBackend.open($0)
            })
    }

    /// An engine of its own: its bodies stay though it is shut down.
    private final class Life: Sendable {
        let files = MemoryFiles()
        let directory: TemporaryDirectory

        init() throws { directory = try TemporaryDirectory() }

        func open() async throws -> any Backend {
            try await BackendPartsTests.open(directory.path) { [files] _ in
                BackendParts(objectFiles: files)
            }
        }
    }

    @Test(arguments: BackendConformance.checks)
    func `object files alone conform, over the baseline's brokers`(
        _ check: ConformanceCheck
    ) async throws {
        let lives = Mutex<[ObjectIdentifier: Life]>([:])
        let latest = Mutex<Life?>(nil)
        // Every check has one engine at a time.
        try await check.run(
            on: ConformanceSubject(
                objectCount: 200,
                reopen: { _ in
                    let life = try #require(latest.withLock { $0 })
                    return try await life.open()
                },
                make: {
                    let life = try Life()
                    latest.withLock { $0 = life }
                    lives.withLock { $0[ObjectIdentifier(life)] = life }
                    return try await life.open()
                }))
        withExtendedLifetime(lives) {}
    }

    private struct Place {
        let account: AccountName
        let container: ContainerAddress

        init() throws {
            account = try AccountName("AUTH_a")
            container = ContainerAddress(account, try ContainerName("c"))
        }

        func make(in backend: any Backend) async throws {
            _ = try await backend.account(account).create(at: Timestamp(ticks: 1), metadata: [:])
            _ = try await backend.container(container)
                .create(ContainerRecord(createdAt: Timestamp(ticks: 1)))
        }

        func put(_ name: String, _ text: String, in backend: any Backend) async throws {
            let broker = backend.container(container)
            let writer = try await broker.stage(sizeBytes: nil)
            try await writer.write(Bytes(text))
            let row = ObjectRow(
                createdAt: Timestamp(ticks: 2), sizeBytes: UInt64(text.utf8.count), etag: "e",
                contentType: "t")
            let change = ObjectChange(
                ObjectKey(try ObjectName(name)), .put(row, try await writer.seal()))
            _ = try await broker.commit([change])
        }
    }

    @Test func `account brokers alone are used, and the rest is the baseline`() async throws {
        let asked = Mutex<[String]>([])
        try await withTemporaryDirectory { directory in
            let backend = try await Self.open(directory) { baseline in
                BackendParts(account: { name in
                    asked.withLock { $0.append(name.text) }
                    return baseline.account(name)
                })
            }
            let place = try Place()
            try await place.make(in: backend)
            try await place.put("o", "text", in: backend)
            #expect(asked.withLock { $0 } == ["AUTH_a"])
            let totals = try await backend.container(place.container).stat(.current).totals
            #expect(totals == Totals(objectCount: 1, bytesUsed: 4))
            await backend.shutdown()
        }
    }

    @Test func `container brokers alone are used, with what they hold`() async throws {
        let isShut = Mutex(false)
        try await withTemporaryDirectory { directory in
            let memory = MemoryBackend()
            let backend = try await Self.open(directory) { _ in
                var parts = BackendParts(container: { memory.container($0) })
                parts.checkHealth = { () throws(StorageError) in
                    throw StorageError(.unavailable, "the part is not well")
                }
                parts.shutdown = { isShut.withLock { $0 = true } }
                return parts
            }
            let place = try Place()
            _ = try await memory.account(place.account)
                .create(at: Timestamp(ticks: 1), metadata: [:])
            try await place.make(in: backend)
            try await place.put("o", "text", in: backend)
            let there = try await memory.container(place.container).stat(.current).totals
            #expect(there.objectCount == 1)
            let error = await #expect(throws: StorageError.self) {
                try await backend.checkHealth()
            }
            #expect(error?.detail == "the part is not well")
            await backend.shutdown()
            #expect(isShut.withLock { $0 })
        }
    }

    @Test func `nothing but the baseline is used when nothing is supplied`() async throws {
        try await withTemporaryDirectory { directory in
            let backend = try await Self.open(directory) { _ in BackendParts() }
            #expect(backend is FileBackend)
            await backend.shutdown()
        }
    }

    @Test func `refuses object files beside container brokers`() async throws {
        try await withTemporaryDirectory { directory in
            let error = await #expect(throws: StorageError.self) {
                _ = try await Self.open(directory) { baseline in
                    BackendParts(
                        container: { baseline.container($0) }, objectFiles: MemoryFiles())
                }
            }
            #expect(error?.detail.contains("container brokers of their own") == true)
        }
    }

    // MARK: What a crash leaves

    private func reclaim(_ backend: any Backend) async throws -> UInt64 {
        let backend = try #require(backend as? any Reclaiming)
        var orphans: UInt64 = 0
        while true {
            let report = try await backend.reclaim(olderThan: .zero, limit: 2)
            orphans += report.orphans
            if report.isFinished { return orphans }
        }
    }

    @Test func `sweeps bodies without a row, and no others`() async throws {
        let life = try Life()
        let place = try Place()
        var backend = try await life.open()
        try await place.make(in: backend)
        for number in 0..<7 { try await place.put("\(number)", "body", in: backend) }
        // A version, which no listing has, and one that is written just now.
        let broker = backend.container(place.container)
        let version = ObjectKey(try ObjectName("0"), in: .versions(Timestamp(ticks: 1)))
        _ = try await broker.commit([
            ObjectChange(version, .move(from: ObjectKey(try ObjectName("0"))))
        ])
        await backend.shutdown()
        life.files.change { bodies in
            for text in ["0-000000000000", "zzzzzzzzzzzzz-000000000001"] {
                if let name = BodyName(text) { bodies[name] = Bytes("orphan") }
            }
        }
        backend = try await life.open()
        let held = try await backend.container(place.container).stage(sizeBytes: nil)
        let sealed = try await held.seal()
        #expect(life.files.count == 10)
        #expect(try await reclaim(backend) == 2)
        #expect(life.files.count == 8)
        #expect(try await backend.container(place.container).open(version).row.sizeBytes == 4)
        #expect(sealed.sizeBytes == 0)
        await held.abandon()
        #expect(life.files.count == 7)
        await backend.shutdown()
    }

    @Test func `sweeps nothing while an index cannot be read`() async throws {
        let life = try Life()
        let place = try Place()
        let backend = try await life.open()
        try await place.make(in: backend)
        try await place.put("o", "text", in: backend)
        let auditable = try #require(backend as? any Auditable)
        let index = IndexAddress.container(place.container)
        try await auditable.quarantine(index, reason: "a test")
        let error = await #expect(throws: StorageError.self) { try await reclaim(backend) }
        #expect(error?.reason == .unavailable)
        _ = try await auditable.rebuild(index)
        #expect(try await reclaim(backend) == 0)
        let file = try await backend.container(place.container)
            .open(ObjectKey(try ObjectName("o")))
        #expect(try await !file.read(0..<4).isEmpty)
        await backend.shutdown()
    }

    @Test func `removes later what could not be removed`() async throws {
        let life = try Life()
        let place = try Place()
        let backend = try await life.open()
        try await place.make(in: backend)
        try await place.put("o", "one", in: backend)
        life.files.refuseRemoval(true)
        try await place.put("o", "two", in: backend)
        #expect(life.files.count == 2)
        life.files.refuseRemoval(false)
        _ = try await reclaim(backend)
        #expect(life.files.count == 1)
        await backend.shutdown()
    }

    @Test func `finds damage, and sets the body aside`() async throws {
        let life = try Life()
        let place = try Place()
        let backend = try await life.open()
        try await place.make(in: backend)
        try await place.put("o", "longer than nothing", in: backend)
        life.files.change { bodies in bodies = bodies.mapValues { $0[0..<3] } }
        let auditable = try #require(backend as? any Auditable)
        let page = try await auditable.objects(.all, after: nil, limit: 10)
        let location = try #require(page.elements.first)
        let verdict = try await auditable.verify(location) { _ in }
        #expect(verdict == .damaged("a body that was cut"))
        #expect(try await auditable.quarantine(location, reason: "a test"))
        #expect(life.files.count == 0)
        #expect(life.files.notes == ["/AUTH_a/c/o\na test\n"])
        let error = await #expect(throws: StorageError.self) {
            _ = try await backend.container(place.container).row(location.key)
        }
        #expect(error?.reason == .notFound)
        await backend.shutdown()
    }
}
