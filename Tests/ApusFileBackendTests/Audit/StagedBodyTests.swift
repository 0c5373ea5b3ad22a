// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusFileBackend

@Suite struct StagedBodyTests {
    @Test func `an index is not made anew from bodies that nobody has committed`() async throws {
        let directory = try TemporaryDirectory()
        let backend = try await FileBackend.open(directory.path)
        let address = ContainerAddress(try AccountName("AUTH_test"), try ContainerName("c"))
        let key = ObjectKey(try ObjectName("o"))
        let time = Timestamp(ticks: 1)
        _ = try await backend.account(address.account).create(at: time, metadata: [:])
        let container = backend.container(address)
        _ = try await container.create(ContainerRecord(createdAt: time))
        func put(at ticks: UInt64) async throws -> (ObjectRow, any StagedBody) {
            let writer = try await container.stage(sizeBytes: 4)
            try await writer.write(Bytes("text"))
            let row = ObjectRow(
                createdAt: Timestamp(ticks: ticks), sizeBytes: 4, etag: "e", contentType: "t")
            return (row, try await writer.seal())
        }
        let (old, body) = try await put(at: 2)
        _ = try await container.commit([ObjectChange(key, .put(old, body))])
        // One that has got as far as its file, with a copy of the row that it wants.
        let (new, waiting) = try await put(at: 3)
        let staged = try #require(waiting as? StagedFileBody)
        let list = BodyList([BodyList.Part(id: staged.id, sizeBytes: 4)])
        let copy = BodyFormat.copy(new, at: key, in: address, bodies: list, sizeBytes: 4)
        try await backend.store.persist([BodySync.Write(body: staged, copy: copy)])

        let index = IndexAddress.container(address)
        try await backend.quarantine(index, reason: "a test")
        #expect(try await backend.rebuild(index) == RebuildReport(restored: 1))
        #expect(try await container.row(key) == old)
        // It can still be committed.
        _ = try await container.commit([ObjectChange(key, .put(new, staged))])
        #expect(try await container.row(key) == new)
        try await backend.quarantine(index, reason: "a test")
        _ = try await backend.rebuild(index)
        #expect(try await container.row(key) == new)
        await backend.shutdown()
    }
}
