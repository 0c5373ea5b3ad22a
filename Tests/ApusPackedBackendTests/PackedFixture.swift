// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusModel
import ApusPackedBackend
import ApusStorage
import ApusTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory with one container, to be opened, damaged and opened again.
final class PackedFixture: Sendable {
    static let largeBytes = 300_000

    let directory: TemporaryDirectory
    let address: ContainerAddress

    init() throws {
        directory = try TemporaryDirectory()
        address = ContainerAddress(try AccountName("AUTH_test"), try ContainerName("c"))
    }

    private init(copying other: PackedFixture) throws {
        directory = try TemporaryDirectory()
        address = other.address
        for name in try other.directory.files() {
            let file = try FileCalls.open("\(other.directory.path)/\(name)", flags: O_RDONLY)
            defer { FileCalls.close(file) }
            let size = try FileCalls.status(of: file).sizeBytes
            let path = try directory.write("", to: name)
            let copy = try FileCalls.open(path, flags: O_WRONLY)
            defer { FileCalls.close(copy) }
            try FileCalls.writeAll(copy, FileCalls.read(file, at: 0, count: Int(size)), at: 0)
        }
    }

    /// What a kill would leave now: a copy of everything, nothing of it closed.
    func killed() throws -> PackedFixture {
        while true {
            do {
                return try PackedFixture(copying: self)
            } catch let error as SystemError where error.code == ENOENT {
                // RocksDB has removed a table that a newer one replaces: what was copied so far
                // is of two moments.
            }
        }
    }

    /// Opens the store, with the container made.
    func open() async throws -> PackedBackend {
        let backend = try await PackedBackend.open(directory.path)
        let time = Timestamp(ticks: 1)
        _ = try await backend.account(address.account).create(at: time, metadata: [:])
        _ = try await backend.container(address).create(ContainerRecord(createdAt: time))
        return backend
    }

    static func body(_ name: String, _ sizeBytes: Int) -> Bytes {
        let pattern = Array(name.utf8)
        return Bytes((0..<sizeBytes).map { pattern[$0 % pattern.count] &+ UInt8(($0 / 7) & 63) })
    }

    func key(_ name: String) throws -> ObjectKey { ObjectKey(try ObjectName(name)) }

    func put(_ name: String, _ sizeBytes: Int = 2_000, in backend: PackedBackend) async throws {
        let container = backend.container(address)
        let bytes = Self.body(name, sizeBytes)
        let writer = try await container.stage(sizeBytes: UInt64(sizeBytes))
        try await writer.write(bytes)
        let row = ObjectRow(
            createdAt: Timestamp(ticks: 2), sizeBytes: UInt64(sizeBytes), etag: "e",
            contentType: "t", metadata: ["x-object-meta-n": name])
        let body = try await writer.seal()
        _ = try await container.commit([ObjectChange(try key(name), .put(row, body))])
    }

    /// Whether an object is what was put.
    func isWhole(
        _ name: String, _ sizeBytes: Int = 2_000, in backend: PackedBackend
    ) async throws -> Bool {
        let file = try await backend.container(address).open(try key(name))
        var bytes = ByteWriter()
        while bytes.count < sizeBytes {
            for piece in try await file.read(UInt64(bytes.count)..<UInt64(sizeBytes)) {
                switch piece {
                case .bytes(let part): bytes.append(part)
                case .region(let region): bytes.append(try await region.file.read(region.range))
                }
            }
        }
        return bytes.finish() == Self.body(name, sizeBytes)
    }

    func names(in backend: PackedBackend) async throws -> [String] {
        try await backend.container(address).list(ListingQuery()).entries.map(\.name)
    }

    func location(_ name: String, in backend: PackedBackend) async throws -> ObjectLocation {
        let key = try key(name)
        let page = try await backend.objects(.all, after: nil, limit: 1_000)
        return try #require(page.elements.first { $0.key == key })
    }

    /// Files of a folder that end so, the largest last.
    func files(_ folder: String, _ suffix: String = "") throws -> [String] {
        try directory.files(below: folder).filter { $0.hasSuffix(suffix) }
            .map { "\(directory.path)/\($0)" }
            .sorted { try FileCalls.status($0).sizeBytes < FileCalls.status($1).sizeBytes }
    }

    func text(_ path: String) throws -> String {
        let file = try FileCalls.open(path, flags: O_RDONLY)
        defer { FileCalls.close(file) }
        return try FileCalls.read(file, at: 0, count: 100_000).text
    }

    func exists(_ name: String) -> Bool {
        (try? FileCalls.status("\(directory.path)/\(name)")) != nil
    }

    /// Flips a bit.
    static func flip(_ path: String, at offset: UInt64) throws {
        let file = try FileCalls.open(path, flags: O_RDWR)
        defer { FileCalls.close(file) }
        let byte = try FileCalls.read(file, at: offset, count: 1)[0]
        try FileCalls.writeAll(file, Bytes([byte ^ 4]), at: offset)
    }
}
