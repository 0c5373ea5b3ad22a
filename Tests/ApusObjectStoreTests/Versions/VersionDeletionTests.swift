// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Testing

@Suite struct VersionDeletionTests {
    @Test func `a version stays when nobody can tell whether it is the current one`() async throws {
        let backend = BusyBackend(MemoryBackend())
        var versioning = VersioningOptions()
        versioning.allowsObjectVersioning = true
        let store = ObjectStore(
            policies: StoragePolicies(backend), versioning: versioning,
            clock: StoreClock { Timestamp(ticks: 1_700_000_000 * Timestamp.ticksPerSecond) },
            compute: Lane(name: "compute", threads: 1))
        var owner = Principal.anonymous
        owner.isResellerAdmin = true
        let caller = Caller(owner)
        let container = ContainerAddress(try AccountName("AUTH_test"), try ContainerName("c"))
        _ = try await store.create(
            container, policy: nil, metadata: [:], versions: true, for: caller)
        let address = ObjectAddress(container, try ObjectName("o"))
        let put = try await store.put(
            PutRequest(address, contentType: "text/plain"), body: BodyReader(Bytes("body")),
            for: caller)

        backend.isBusy = true
        await #expect(throws: StorageError.self) {
            try await store.delete(put.createdAt, of: address, for: caller)
        }
        backend.isBusy = false
        let body = try await store.open(address, for: caller).body()
        #expect(try await body.collect(limitBytes: 100) == Bytes("body"))
        #expect(try await store.delete(put.createdAt, of: address, for: caller).wasThere)
        await #expect(throws: StoreError.self) { try await store.open(address, for: caller) }
    }
}
