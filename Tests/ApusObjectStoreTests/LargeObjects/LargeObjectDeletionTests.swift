// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusStorage
import Synchronization
import Testing

@Suite struct LargeObjectDeletionTests {
    /// A deletion that is cancelled as soon as something was deleted.
    private final class Deletion: Sendable {
        let task = Mutex<Task<Int, any Error>?>(nil)

        func cancel() { task.withLock { $0 }?.cancel() }
    }

    @Test func `stops where it is when it is cancelled`() async throws {
        let deletion = Deletion()
        let store = ObjectStore(
            policies: StoragePolicies(MemoryBackend()), clock: StoreClock { Timestamp(ticks: 5) },
            compute: Lane(name: "compute", threads: 1)
        ) { operation, _ in
            if operation == .commit { deletion.cancel() }
        }
        let account = try AccountName("a")
        let owner = Caller(Principal(user: "u", ownedAccounts: [account]))
        let box = ContainerAddress(account, try ContainerName("box"))
        _ = try await store.create(box, policy: nil, metadata: [:], for: owner)
        var segments: [SegmentRequest] = []
        for name in ["a", "b", "c"] {
            let object = try ObjectName(name)
            _ = try await store.put(
                PutRequest(ObjectAddress(box, object), contentType: ""),
                body: BodyReader(Bytes(name)), for: owner)
            segments.append(
                .object(
                    ObjectSegmentRequest(
                        path: "/box/\(name)", container: box.container, object: object, etag: nil,
                        sizeBytes: nil, range: nil)))
        }
        let large = ObjectAddress(box, try ObjectName("large"))
        let admitted = try await store.admitLargeObject(
            PutRequest(large, contentType: ""), for: owner
        ) { [segments] in segments }
        _ = try await store.put(admitted)

        let task = deletion.task.withLock { task in
            let started = Task { try await store.deleteLargeObject(large, for: owner).deletedCount }
            task = started
            return started
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        let page = try await store.objects(of: box, ListingQuery(), for: owner).page
        #expect(page.entries.map(\.name) == ["b", "c", "large"])
    }
}
