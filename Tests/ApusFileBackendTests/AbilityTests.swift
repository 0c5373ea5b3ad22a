// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFileBackend
import ApusIO
import ApusModel
import ApusStorage
import ApusTestSupport
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the suite cannot do to an engine: damage its files, and open what it was copied to.
@Suite struct AbilityTests {
    private func address() throws -> ContainerAddress {
        ContainerAddress(try AccountName("AUTH_test"), try ContainerName("c"))
    }

    /// A store with objects `o0` to `o4` of 100,000 bytes.
    private func fill(_ backend: FileBackend) async throws -> any ContainerBroker {
        let address = try address()
        let time = Timestamp(ticks: 1)
        _ = try await backend.account(address.account).create(at: time, metadata: ["a": "1"])
        let container = backend.container(address)
        _ = try await container.create(ContainerRecord(createdAt: time, metadata: ["b": "2"]))
        for number in 0..<5 { try await put("o\(number)", UInt8(number), in: container) }
        return container
    }

    private func put(
        _ name: String, _ byte: UInt8, in container: any ContainerBroker, at ticks: UInt64 = 2
    ) async throws {
        let bytes = Bytes([UInt8](repeating: byte, count: 100_000))
        let writer = try await container.stage(sizeBytes: UInt64(bytes.count))
        try await writer.write(bytes)
        let row = ObjectRow(
            createdAt: Timestamp(ticks: ticks), sizeBytes: UInt64(bytes.count), etag: "e",
            contentType: "t", metadata: ["m": name])
        let body = try await writer.seal()
        _ = try await container.commit([
            ObjectChange(ObjectKey(try ObjectName(name)), .put(row, body))
        ])
    }

    private func files(_ folder: String, _ suffix: String) -> [String] {
        var found: [String] = []
        func look(_ path: String) {
            guard let reader = try? DirectoryReader(path) else { return }
            while let name = (try? reader.next()) ?? nil {
                let inner = "\(path)/\(name.text)"
                if inner.hasSuffix(suffix) { found.append(inner) }
                look(inner)
            }
        }
        look(folder)
        return found
    }

    private func flip(_ path: String, at offset: UInt64) throws {
        let descriptor = try FileCalls.open(path, flags: O_RDWR)
        defer { FileCalls.close(descriptor) }
        let byte = try FileCalls.read(descriptor, at: offset, count: 1)
        try FileCalls.writeAll(descriptor, Bytes([byte[0] ^ 1]), at: offset)
    }

    @Test func `finds a flipped bit, and keeps the body aside with the reason`() async throws {
        let directory = try TemporaryDirectory()
        let backend = try await FileBackend.open(directory.path)
        let container = try await fill(backend)
        let locations = try await backend.objects(.all, after: nil, limit: 10).elements
        let victim = try #require(locations.first { $0.key.name.text == "o3" })
        let bodies = files(directory.path + "/bodies", "")
        for path in bodies {
            let descriptor = try? FileCalls.open(path, flags: O_RDONLY)
            guard let descriptor else { continue }
            let first = try? FileCalls.read(descriptor, at: 0, count: 1)
            FileCalls.close(descriptor)
            if first.map({ $0[0] }) == 3 { try flip(path, at: 70_000) }
        }
        for location in locations {
            let verdict = try await backend.verify(location) { _ in }
            if location == victim {
                guard case .damaged(let what) = verdict else {
                    Issue.record("\(verdict)")
                    continue
                }
                #expect(what.contains("checksum"))
            } else {
                #expect(verdict == .intact)
            }
        }
        #expect(try await backend.quarantine(victim, reason: "a flipped bit"))
        await #expect(throws: StorageError.self) { _ = try await container.row(victim.key) }
        #expect(try await container.stat(.current).totals.objectCount == 4)
        let note = try #require(files(directory.path + "/quarantined", ".txt").first)
        let descriptor = try FileCalls.open(note, flags: O_RDONLY)
        let text = try FileCalls.read(descriptor, at: 0, count: 10_000).text
        FileCalls.close(descriptor)
        #expect(text.hasPrefix("/AUTH_test/c/o3\na flipped bit\n"))
        await backend.shutdown()
    }

    @Test func `rebuilds a container whose database is garbage`() async throws {
        let directory = try TemporaryDirectory()
        var backend = try await FileBackend.open(directory.path)
        _ = try await fill(backend)
        await backend.shutdown()
        let database = try #require(
            files(directory.path + "/accounts", ".db").first {
                $0.contains("/containers/")
            })
        let descriptor = try FileCalls.open(database, flags: O_WRONLY)
        let garbage = Bytes([UInt8](repeating: 0x5A, count: 60_000))
        try FileCalls.writeAll(descriptor, garbage, at: 0)
        FileCalls.close(descriptor)
        backend = try await FileBackend.open(directory.path)
        let index = IndexAddress.container(try address())
        guard case .damaged = try await backend.verify(index) else {
            Issue.record("the damage was not found")
            return
        }
        try await backend.quarantine(index, reason: "garbage")
        // Killed in between: what is set aside stays so.
        await backend.shutdown()
        backend = try await FileBackend.open(directory.path)
        let report = try await backend.rebuild(index)
        #expect(report == RebuildReport(restored: 5))
        let container = backend.container(try address())
        #expect(try await container.list(ListingQuery()).entries.count == 5)
        #expect(try await container.row(ObjectKey(try ObjectName("o2"))).metadata == ["m": "o2"])
        #expect(try await backend.verify(index) == .intact)
        let account = try await backend.account(try address().account).stat(.current)
        #expect(account.totals == Totals(objectCount: 5, bytesUsed: 500_000))
        await backend.shutdown()
    }

    @Test func `rebuilds from the copy before one that was cut short`() async throws {
        let directory = try TemporaryDirectory()
        var backend = try await FileBackend.open(directory.path)
        _ = try await fill(backend)
        await backend.shutdown()
        for path in files(directory.path + "/bodies", "").sorted() {
            guard try FileCalls.status(path).kind == .regular else { continue }
            let descriptor = try FileCalls.open(path, flags: O_RDWR)
            defer { FileCalls.close(descriptor) }
            // As power loss leaves what was being appended: a beginning of it, then nothing.
            let end = try FileCalls.status(of: descriptor).sizeBytes
            let part = try FileCalls.read(descriptor, at: end - 200, count: 150)
            let nothing = Bytes([UInt8](repeating: 0, count: 99))
            try FileCalls.writeAll(descriptor, part, at: end)
            try FileCalls.writeAll(descriptor, nothing, at: end + UInt64(part.count))
        }
        backend = try await FileBackend.open(directory.path)
        let index = IndexAddress.container(try address())
        try await backend.quarantine(index, reason: "a test")
        #expect(try await backend.rebuild(index) == RebuildReport(restored: 5))
        for location in try await backend.objects(.all, after: nil, limit: 10).elements {
            #expect(try await backend.verify(location) { _ in } == .intact)
        }
        await backend.shutdown()
    }

    @Test func `backs up one state while it is written to`() async throws {
        let directory = try TemporaryDirectory()
        let backend = try await FileBackend.open(directory.path)
        let container = try await fill(backend)
        let copy = try TemporaryDirectory()
        let sink = FolderSink(copy.path + "/copy")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await backend.backUp(into: sink) }
            group.addTask {
                for round in 0..<20 {
                    try await put(
                        "o\(round % 5)", UInt8(100 + round), in: container,
                        at: UInt64(10 + round))
                }
            }
            try await group.waitForAll()
        }
        let restored = try await FileBackend.open(copy.path + "/copy")
        let page = try await restored.objects(.all, after: nil, limit: 100)
        #expect(page.elements.count == 5)
        for location in page.elements {
            #expect(try await restored.verify(location) { _ in } == .intact)
        }
        for index in try await restored.indexes(after: nil, limit: 10).elements {
            #expect(try await restored.verify(index) == .intact)
        }
        let stat = try await restored.account(try address().account).stat(.current)
        #expect(stat.totals == Totals(objectCount: 5, bytesUsed: 500_000))
        #expect(stat.metadata == ["a": "1"])
        await restored.shutdown()
        // Nothing that the copy needed is left.
        #expect(backend.statistics.first { $0.name == "held_removals" }?.value == 0)
        await backend.shutdown()
        #expect(files(directory.path, "/snapshot") == [])
    }

    @Test func `holds no file open for readers that were dropped`() async throws {
        let directory = try TemporaryDirectory()
        let options = FileBackend.Options(verifiesReads: false)
        let backend = try await FileBackend.open(directory.path, options: options)
        let container = try await fill(backend)
        for number in 0..<300 {
            let file = try await container.open(
                ObjectKey(try ObjectName("o\(number % 5)")), caching: .drop)
            if number % 2 == 0 { _ = try await file.read(0..<10) }
        }
        #if os(Linux)
            var open = 0
            let reader = try DirectoryReader("/proc/self/fd")
            while let name = try reader.next() {
                let target = try? FileCalls.linkTarget("/proc/self/fd/\(name.text)")
                if target?.hasPrefix(directory.path + "/bodies") == true { open += 1 }
            }
            #expect(open == 0)
        #endif
        await backend.shutdown()
    }
}

/// Puts items back as files.
private final class FolderSink: BackupSink {
    private let root: String
    private let current = Mutex<(descriptor: Int32, offset: UInt64)?>(nil)

    init(_ root: String) {
        self.root = root
        try? FileCalls.makeDirectory(root)
    }

    func begin(_ name: String, sizeBytes: UInt64) async throws {
        var path = root
        for part in name.split(separator: "/").dropLast() {
            path += "/" + part
            try? FileCalls.makeDirectory(path)
        }
        let descriptor = try FileCalls.open(
            "\(root)/\(name)", flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        current.withLock { $0 = (descriptor, 0) }
    }

    func write(_ piece: BodyPiece) async throws {
        let bytes: Bytes
        switch piece {
        case .bytes(let some): bytes = some
        case .region(let region): bytes = try region.file.readNow(region.range)
        }
        guard let (descriptor, offset) = current.withLock({ $0 }) else { return }
        try FileCalls.writeAll(descriptor, bytes, at: offset)
        current.withLock { $0 = (descriptor, offset + UInt64(bytes.count)) }
    }

    func end() async throws {
        if let open = current.withLock({ $0.take() }) { FileCalls.close(open.descriptor) }
    }
}
