// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusFileBackend
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusLocalFiles

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(10))) struct FileBackendTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open(
        _ options: FileBackend.Options = FileBackend.Options()
    ) async throws -> FileBackend {
        try await FileBackend.open(directory.path, options: options)
    }

    /// A container to put objects in.
    private func container(of backend: FileBackend) async throws -> any ContainerBroker {
        let account = try AccountName("AUTH_test")
        _ = try await backend.account(account).create(at: Timestamp(ticks: 1), metadata: [:])
        let address = ContainerAddress(account, try ContainerName("my photos"))
        let container = backend.container(address)
        _ = try await container.create(ContainerRecord(createdAt: Timestamp(ticks: 1)))
        return container
    }

    private func put(
        _ name: String, sizeBytes: Int, in container: any ContainerBroker
    ) async throws -> ObjectKey {
        let key = ObjectKey(try ObjectName(name))
        let writer = try await container.stage(sizeBytes: UInt64(sizeBytes))
        try await writer.write(Bytes([UInt8](repeating: 0x61, count: sizeBytes)))
        let row = ObjectRow(
            createdAt: Timestamp(ticks: 2), sizeBytes: UInt64(sizeBytes), etag: "e",
            contentType: "text/plain", metadata: ["x-object-meta-ä": "\"ö\"\n"])
        let body = try await writer.seal()
        _ = try await container.commit([ObjectChange(key, .put(row, body))])
        return key
    }

    private func reason(
        _ body: () async throws -> Void
    ) async -> (reason: StorageError.Reason, detail: String)? {
        do {
            try await body()
            return nil
        } catch {
            let error = error as? StorageError
            return error.map { ($0.reason, $0.detail) }
        }
    }

    @Test func `refuses a body that would not leave the reserve`() async throws {
        let folder = try FileCalls.open(directory.path, flags: O_RDONLY | O_DIRECTORY)
        defer { FileCalls.close(folder) }
        let free = try FileCalls.freeBytes(folder)
        // A reserve is a twentieth of the device at the most.
        let reserve = try FileCalls.capacityBytes(folder) / 20
        try #require(free > reserve, "a device with room")
        let sizeBytes = free - reserve / 2
        for (reserveBytes, isRefused) in [(UInt64(0), false), (.max, true)] {
            var options = FileBackend.Options()
            options.reserveBytes = reserveBytes
            let backend = try await open(options)
            let container = try await container(of: backend)
            let refusal = await reason {
                await (try container.stage(sizeBytes: sizeBytes)).abandon()
            }
            #expect((refusal != nil) == isRefused)
            if isRefused {
                #expect(refusal?.reason == .insufficientStorage(neededBytes: sizeBytes))
            }
            await backend.shutdown()
        }
    }

    @Test func `refuses a directory that another has open`() async throws {
        let first = try await open()
        let refusal = await reason { _ = try await open() }
        #expect(refusal?.reason == .unavailable)
        #expect(refusal?.detail.contains("in use by another process (\(getpid()))") == true)
        await first.shutdown()
        await (try open()).shutdown()
    }

    @Test(arguments: [
        ("engine packed\nformat 1\n", "\"packed\""), ("engine file\nformat 3\n", "format 3"),
        ("engine file\nformat 1\n", "earlier version"),
        ("nonsense", "not readable"),
    ])
    func `refuses another engine and a newer format`(text: String, says: String) async throws {
        await (try open()).shutdown()
        try StoreLayout.replaceFile("\(directory.path)/apus-store", with: text)
        let refusal = await reason { _ = try await open() }
        #expect(refusal?.reason == .unavailable)
        #expect(refusal?.detail.contains(says) == true, "\(refusal?.detail ?? "")")
    }

    @Test func `lays things out so that people can find them`() async throws {
        let backend = try await open()
        let container = try await container(of: backend)
        _ = try await put("a", sizeBytes: 5, in: container)
        await backend.shutdown()
        #expect(
            try directory.files() == [
                "accounts/AUTH_test/account.db",
                "accounts/AUTH_test/containers/my%20photos~1-1.db", "apus-store", "bodies/1/0/2",
                "epoch", "lock",
            ])
        let body = try #require(try StoreLayout.readFile("\(directory.path)/bodies/1/0/2"))
        #expect(body.hasPrefix("aaaaa"))
    }

    @Test(arguments: [5, 65_536, 200_000])
    func `never hands out bytes that fail their checksum`(sizeBytes: Int) async throws {
        let backend = try await open()
        let container = try await container(of: backend)
        let key = try await put("a", sizeBytes: sizeBytes, in: container)
        let path = try directory.files(below: "bodies").map { "\(directory.path)/\($0)" }
        let descriptor = try FileCalls.open(try #require(path.first), flags: O_RDWR)
        try FileCalls.writeAll(descriptor, Bytes("b"), at: UInt64(sizeBytes - 1))
        FileCalls.close(descriptor)
        let refusal = await reason {
            let file = try await container.open(key)
            _ = try await file.read(UInt64(sizeBytes - 1)..<UInt64(sizeBytes))
        }
        #expect(refusal?.reason == .corrupt)
        await backend.shutdown()
    }

    @Test func `never hands out what a finished commit has replaced`() async throws {
        let backend = try await open()
        let container = try await container(of: backend)
        let key = try await put("a", sizeBytes: 1, in: container)
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Readers keep the object among those opened a short while ago, all the time.
            for _ in 0..<4 {
                group.addTask { [container] in
                    for _ in 0..<2_000 {
                        let file = try await container.open(key)
                        let bytes = try await file.read(0..<file.row.sizeBytes)
                        #expect(bytes.reduce(0) { $0 + $1.count } == file.row.sizeBytes)
                    }
                }
            }
            for size in 2...150 {
                _ = try await put("a", sizeBytes: size, in: container)
                let row = try await container.row(key)
                let file = try await container.open(key)
                #expect(row.sizeBytes == UInt64(size))
                #expect(file.row.sizeBytes == UInt64(size))
            }
            try await group.waitForAll()
        }
        _ = try await container.commit([ObjectChange(key, .remove(at: Timestamp(ticks: 9)))])
        await #expect(throws: StorageError.self) { try await container.open(key) }
        await backend.shutdown()
    }

    @Test func `hands out regions when reads are not verified`() async throws {
        let backend = try await open(FileBackend.Options(verifiesReads: false))
        let container = try await container(of: backend)
        let file = try await container.open(try await put("a", sizeBytes: 300_000, in: container))
        let pieces = try await file.read(10..<300_000)
        #expect(pieces.count == 1)
        guard case .region(let region) = pieces.first else {
            Issue.record("no region")
            return
        }
        #expect(region.range == 10..<300_000)
        await backend.shutdown()
    }

    @Test func `holds at most a mebibyte of a body in memory`() async throws {
        let backend = try await open()
        let container = try await container(of: backend)
        let key = try await put("a", sizeBytes: 5_000_000, in: container)
        let pieces = try await container.open(key).read(1..<5_000_000)
        #expect(pieces.reduce(0) { $0 + $1.count } <= 1_048_576)
        await backend.shutdown()
    }

    @Test func `leaves no files of bodies without a row`() async throws {
        let backend = try await open()
        let container = try await container(of: backend)
        for size in [10, 600_000] {
            let abandoned = try await container.stage(sizeBytes: nil)
            try await abandoned.write(Bytes([UInt8](repeating: 1, count: size)))
            await abandoned.abandon()
            let dropped = try await container.stage(sizeBytes: nil)
            try await dropped.write(Bytes([UInt8](repeating: 1, count: size)))
            _ = try await dropped.seal()
            _ = try await put("a", sizeBytes: size, in: container)
        }
        let key = try await put("b", sizeBytes: 10, in: container)
        _ = try await container.commit([ObjectChange(key, .remove(at: Timestamp(ticks: 9)))])
        await backend.shutdown()
        #expect(try directory.files(below: "bodies").count == 1)
    }

    @Test func `gives the space of deleted accounts back`() async throws {
        let backend = try await open()
        let container = try await container(of: backend)
        _ = try await put("a", sizeBytes: 100_000, in: container)
        let account = backend.account(try AccountName("AUTH_test"))
        try await account.delete(at: Timestamp(ticks: 3))
        await backend.shutdown()
        #expect(try directory.files(below: "bodies") == [])
        #expect(try directory.files(below: "doomed") == [])
    }

    @Test func `refuses a body that cannot fit before it is sent`() async throws {
        let backend = try await open()
        let container = try await container(of: backend)
        let refusal = await reason { _ = try await container.stage(sizeBytes: 1 << 60) }
        #expect(refusal?.reason == .insufficientStorage(neededBytes: 1 << 60))
        await backend.shutdown()
    }

    @Test func `keeps a copy of address and row with the body`() async throws {
        let backend = try await open()
        let container = try await container(of: backend)
        let key = try await put("a", sizeBytes: 70_000, in: container)
        var row = try await container.row(key)
        row.modifiedAt = Timestamp(ticks: 5)
        _ = try await container.commit([ObjectChange(key, .amend(row))])
        await backend.shutdown()
        let name = try #require(try directory.files(below: "bodies").first)
        let descriptor = try FileCalls.open("\(directory.path)/\(name)", flags: O_RDONLY)
        defer { FileCalls.close(descriptor) }
        let size = try FileCalls.status(of: descriptor).sizeBytes
        let whole = try FileCalls.read(descriptor, at: 0, count: Int(size))
        let end = whole.count - BodyFormat.footerBytes
        let footer = try #require(BodyFormat.footer(whole[end..<whole.count]))
        #expect(footer.sizeBytes == 70_000)
        let copy = whole[end - Int(footer.copyBytes)..<end]
        let text = copy.text.split(separator: "\n").joined()
        let fields = try #require(JSONText.decode(text))
        #expect(fields["account"] == "AUTH_test")
        #expect(fields["container"] == "my photos")
        #expect(fields["name"] == "a")
        #expect(fields["modified_at"] == row.modifiedAt.description)
        let metadata = JSONText.decode(try #require(fields["metadata"]))
        #expect(metadata == ["x-object-meta-ä": "\"ö\"\n"])
    }
}
