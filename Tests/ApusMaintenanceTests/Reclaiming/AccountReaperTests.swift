// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusMaintenance
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusFileBackend

@Suite struct AccountReaperTests {
    @Test func `an account that has come back keeps what it has in other back-ends`() async throws {
        let directory = try TemporaryDirectory()
        let first = try await FileBackend.open(directory.path + "/data")
        let policies = StoragePolicies(
            [
                StoragePolicy(index: PolicyIndex(0), name: "one"),
                StoragePolicy(index: PolicyIndex(1), name: "two", backendNumber: 1),
            ], standard: PolicyIndex(0), backends: [first, MemoryBackend()])
        let store = ObjectStore(
            policies: policies, clock: StoreClock { Timestamp(ticks: 1_000_000) },
            compute: Lane(name: "compute", threads: 1))
        let admin = Caller(Principal(user: "admin", isResellerAdmin: true))
        let account = try AccountName("AUTH_test")
        let old = ContainerAddress(account, try ContainerName("old"))
        let new = ContainerAddress(account, try ContainerName("new"))
        _ = try await store.create(account, metadata: [:], for: admin)
        _ = try await store.create(old, policy: "one", metadata: [:], for: admin)
        // What the deleted account holds stays for now.
        first.store.holdRemovals()
        try await store.delete(account, for: admin)
        _ = try await store.create(account, metadata: [:], for: admin)
        _ = try await store.create(new, policy: "two", metadata: [:], for: admin)
        #expect(try await first.deletedAccounts(after: nil, limit: 10).elements.count == 1)
        first.store.releaseRemovals()
        try await withStore(.memory) { fixture in
            try await fixture.runOnce { AccountReaper(store, clock: $0) }
        }
        let page = try await store.containers(of: account, ListingQuery(), for: admin).page
        #expect(page.entries.map(\.name) == ["new"])
        await first.shutdown()
    }
}
