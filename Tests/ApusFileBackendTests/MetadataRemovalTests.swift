// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusFileBackend

@Suite struct MetadataRemovalTests {
    @Test func `removals of metadata that are forgotten are not in the database`() async throws {
        let directory = try TemporaryDirectory()
        let backend = try await FileBackend.open(directory.path)
        let account = try AccountName("AUTH_test")
        let broker = backend.account(account)
        _ = try await broker.create(at: Timestamp(ticks: 1), metadata: ["stays": "1"])
        for round in 0..<3 {
            let names = (0..<1_000).map { ("x-account-meta-\(round)-\($0)", String?.none) }
            try await broker.update(
                Dictionary(uniqueKeysWithValues: names), at: Timestamp(ticks: UInt64(2 + round)))
        }
        await backend.shutdown()
        let path = StoreLayout.index(ofAccountIn: backend.layout.account(account))
        let database = try Schema.open(path)
        let rows = try database.statement("SELECT count(*) FROM metadata")
        #expect(try rows.step())
        #expect((2...1_000).contains(rows.integer(0)))
        rows.reset()
        withExtendedLifetime(database) {}
        let again = try await FileBackend.open(directory.path)
        #expect(try await again.account(account).stat(.current).metadata == ["stays": "1"])
        await again.shutdown()
    }
}
