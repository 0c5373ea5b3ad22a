// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusFileBackend

@Suite struct AuditCostTests {
    @Test func `a page of a walk opens what is on it, and not all accounts behind`() async throws {
        let directory = try TemporaryDirectory()
        var backend = try await FileBackend.open(directory.path)
        let time = Timestamp(ticks: 1)
        let accounts = try (0..<20).map { try AccountName("AUTH_\(10 + $0)") }
        for account in accounts {
            _ = try await backend.account(account).create(at: time, metadata: [:])
            let address = ContainerAddress(account, try ContainerName("c"))
            let container = backend.container(address)
            _ = try await container.create(ContainerRecord(createdAt: time))
            let body = try await container.stage(sizeBytes: 0).seal()
            let row = ObjectRow(createdAt: time, sizeBytes: 0, etag: "e", contentType: "t")
            _ = try await container.commit([
                ObjectChange(ObjectKey(try ObjectName("o")), .put(row, body))
            ])
        }
        try await backend.account(accounts[1]).delete(at: Timestamp(ticks: 2))
        await backend.shutdown()
        backend = try await FileBackend.open(directory.path)
        var page = try await backend.objects(.all, after: nil, limit: 2)
        #expect(page.elements.map(\.container.account) == [accounts[0], accounts[2]])
        page = try await backend.objects(.all, after: page.next, limit: 2)
        #expect(page.elements.map(\.container.account) == [accounts[3], accounts[4]])
        let indexes = try await backend.indexes(after: nil, limit: 4).elements
        #expect(indexes.count == 4)
        #expect(backend.accounts.openCount <= 6)
        await backend.shutdown()
    }
}
