// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusPackedBackend

@Suite struct SpaceGuardTests {
    @Test func `what would not leave the reserve is refused before a byte is written`()
        async throws
    {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        try await fixture.put("there", in: backend)
        let container = backend.container(fixture.address)
        // Others use the device too: as much as it can hold is more than is free.
        let root = try FileCalls.open(fixture.directory.path, flags: 0)
        defer { FileCalls.close(root) }
        for size in [try FileCalls.capacityBytes(root), UInt64.max] {
            let error = await #expect(throws: StorageError.self) {
                _ = try await container.stage(sizeBytes: size)
            }
            #expect(error?.reason == .insufficientStorage(neededBytes: size))
        }
        #expect(try fixture.files("bodies") == [])
        let change = ObjectChange(try fixture.key("there"), .remove(at: Timestamp(ticks: 9)))
        _ = try await container.commit([change])
        #expect(try await fixture.names(in: backend) == [])
        await backend.shutdown()
    }

    @Test func `what lies in its file already takes no more room when it is committed`()
        async throws
    {
        let fixture = try PackedFixture()
        let backend = try await fixture.open()
        let root = try FileCalls.open(fixture.directory.path, flags: 0)
        defer { FileCalls.close(root) }
        // More than is free: as if what others have written meanwhile were its own.
        let sizeBytes = try FileCalls.capacityBytes(root)
        let bodies = backend.store.bodies
        let id = bodies.newID()
        let body = StagedFileBody(
            id, file: try bodies.create(id), sizeBytes: sizeBytes, store: bodies)
        let row = ObjectRow(
            createdAt: Timestamp(ticks: 2), sizeBytes: sizeBytes, etag: "e", contentType: "t")
        let change = ObjectChange(try fixture.key("large"), .put(row, body))
        _ = try await backend.container(fixture.address).commit([change])
        #expect(try await fixture.names(in: backend) == ["large"])
        await backend.shutdown()
    }

    @Test func `ballast is taken in, given up and taken in again`() throws {
        let directory = try TemporaryDirectory()
        let layout = StoreLayout(root: directory.path)
        let lane = Lane(name: "test", threads: 1)
        let space = try SpaceGuard(
            layout, reserveBytes: 1 << 60, ballast: layout.ballast, lane: lane)
        // However much is asked for, most of the device stays usable.
        let root = try FileCalls.open(directory.path, flags: 0)
        defer { FileCalls.close(root) }
        #expect(try space.reserveBytes == FileCalls.capacityBytes(root) / 20)
        #expect(try FileCalls.status(layout.ballast).sizeBytes == 16 << 20)
        space.dropBallast()
        #expect(!StoreLayout.exists(layout.ballast))
        #expect(space.canWrite())
        space.restoreBallast()
        #expect(StoreLayout.exists(layout.ballast))
        #expect(try directory.files() == ["ballast"])
    }

    @Test func `what cannot be written to is noticed`() throws {
        let directory = try TemporaryDirectory()
        let layout = StoreLayout(root: "\(directory.path)/gone")
        try StoreLayout.makeDirectory(layout.root)
        let space = try SpaceGuard(
            layout, reserveBytes: 0, lane: Lane(name: "test", threads: 1))
        #expect(space.canWrite())
        try StoreLayout.removeTree(layout.root)
        #expect(!space.canWrite())
    }
}
