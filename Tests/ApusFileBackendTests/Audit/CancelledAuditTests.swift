// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusFileBackend

@Suite(.timeLimit(.minutes(10))) struct CancelledAuditTests {
    @Test func `a statement without end ends when it is told to stop`() throws {
        let directory = try TemporaryDirectory()
        let database = try Database(directory.path + "/a.db", creating: true)
        let count = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
            SELECT max(i) FROM n
            """
        let stop = StopFlag()
        stop.raise()
        let error = #expect(throws: StorageError.self) {
            try database.stopping(on: stop) { () throws(StorageError) in
                let endless = try database.statement(count)
                endless.bind([.integer(.max)])
                _ = try endless.step()
            }
        }
        #expect(error?.reason == .cancelled)
        // The connection is as good as before, and does not look at the flag any more.
        let statement = try database.statement(count)
        statement.bind([.integer(100_000)])
        #expect(try statement.step())
        #expect(statement.integer(0) == 100_000)
    }

    @Test func `a cancelled audit ends, and what it was about can be done later`() async throws {
        let directory = try TemporaryDirectory()
        let backend = try await FileBackend.open(directory.path)
        let address = ContainerAddress(try AccountName("AUTH_test"), try ContainerName("c"))
        let time = Timestamp(ticks: 1)
        _ = try await backend.account(address.account).create(at: time, metadata: [:])
        let broker = backend.container(address)
        _ = try await broker.create(ContainerRecord(createdAt: time))
        for name in ["a", "b"] {
            let writer = try await broker.stage(sizeBytes: 1)
            try await writer.write(Bytes("x"))
            let row = ObjectRow(createdAt: time, sizeBytes: 1, etag: "e", contentType: "t")
            let key = ObjectKey(try ObjectName(name))
            let body = try await writer.seal()
            _ = try await broker.commit([ObjectChange(key, .put(row, body))])
        }
        for index in [IndexAddress.container(address), .account(address.account)] {
            func expectCancelled(_ work: @Sendable @escaping () async throws -> Void) async {
                let error = await #expect(throws: StorageError.self) { try await cancelled(work) }
                #expect(error?.reason == .cancelled)
            }
            await expectCancelled { _ = try await backend.verify(index) }
            try await backend.quarantine(index, reason: "a test")
            await expectCancelled { _ = try await backend.rebuild(index) }
            #expect(try directory.files().allSatisfy { !$0.hasSuffix(".new") })
            _ = try await backend.rebuild(index)
            #expect(try await backend.verify(index) == .intact)
        }
        #expect(try await broker.list(ListingQuery()).entries.map(\.name) == ["a", "b"])
        await backend.shutdown()
    }
}
