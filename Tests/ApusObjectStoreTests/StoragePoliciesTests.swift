// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

@Suite struct StoragePoliciesTests {
    let store: ObjectStore
    let owner: Caller
    let account: AccountName

    init() throws {
        account = try AccountName("a")
        owner = Caller(Principal(user: "u", ownedAccounts: [account]))
        store = ObjectStore(
            policies: StoragePolicies(
                [
                    StoragePolicy(index: PolicyIndex(0), name: "gold"),
                    StoragePolicy(
                        index: PolicyIndex(1), name: "silver", aliases: ["grey"],
                        backendNumber: 1),
                ], standard: PolicyIndex(0), backends: [MemoryBackend(), MemoryBackend()]),
            clock: StoreClock { Timestamp(ticks: 5) },
            compute: Lane(name: "compute", threads: 1))
    }

    private func container(_ name: String) throws -> ContainerAddress {
        ContainerAddress(account, try ContainerName(name))
    }

    @Test func `finds policies by name and alias, in any case`() {
        #expect(store.policies.named("GOLD")?.index == PolicyIndex(0))
        #expect(store.policies.named("Grey")?.index == PolicyIndex(1))
        #expect(store.policies.named("tin") == nil)
    }

    @Test func `shows one account over several back-ends`() async throws {
        for (name, policy) in [("1", "gold"), ("2", "silver"), ("3", "gold"), ("4", "silver")] {
            let isNew = try await store.create(
                try container(name), policy: policy, metadata: [:], for: owner)
            #expect(isNew)
            let address = ObjectAddress(try container(name), try ObjectName("o"))
            let request = PutRequest(address, contentType: "x")
            _ = try await store.put(request, body: BodyReader(Bytes("12345")), for: owner)
        }
        let view = try await store.account(account, for: owner)
        let stat = try #require(view.stat)
        #expect(stat.containerCount == 4)
        #expect(stat.totals == Totals(objectCount: 4, bytesUsed: 20))
        for (isReversed, names) in [(false, ["1", "2", "3"]), (true, ["4", "3", "2"])] {
            let query = ListingQuery(limit: 3, isReversed: isReversed)
            let page = try await store.containers(of: account, query, for: owner).page
            #expect(page.entries.map(\.name) == names)
        }
    }

    @Test func `keeps a container where it was made`() async throws {
        _ = try await store.create(
            try container("c"), policy: "silver", metadata: [:], for: owner)
        let isNew = try await store.create(
            try container("c"), policy: nil, metadata: ["x-container-meta-a": "1"], for: owner)
        #expect(!isNew)
        let stat = try await store.container(try container("c"), for: owner).stat
        #expect(stat.policy == PolicyIndex(1))
        #expect(stat.metadata["x-container-meta-a"] == "1")
        await #expect(throws: StoreError.self) {
            try await store.create(
                try container("c"), policy: "gold", metadata: [:], for: owner)
        }
        try await store.delete(try container("c"), for: owner)
        let again = try await store.create(
            try container("c"), policy: nil, metadata: [:], for: owner)
        #expect(again)
    }
}
