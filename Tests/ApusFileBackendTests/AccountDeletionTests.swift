// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage
import ApusTestSupport
import Testing

@testable import ApusFileBackend

@Suite struct AccountDeletionTests {
    /// Its containers are moved away behind its deletion: one that was made meanwhile would go too.
    @Test func `an account does not come back while it is being emptied`() async throws {
        let directory = try TemporaryDirectory()
        let backend = try await FileBackend.open(directory.path)
        let account = try AccountName("AUTH_test")
        let broker = backend.account(account)
        let container = backend.container(ContainerAddress(account, try ContainerName("c")))
        _ = try await broker.create(at: Timestamp(ticks: 1), metadata: [:])
        _ = try await container.create(ContainerRecord(createdAt: Timestamp(ticks: 1)))
        let (isHeld, isReleased) = (StopFlag(), StopFlag())
        let lane = Lane(name: "test", threads: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await lane.run {
                    try backend.containers.withOpen(where: { _ in true }) { _ in
                        isHeld.raise()
                        while !isReleased.isUp { Lane.pause(.milliseconds(1)) }
                    }
                }
            }
            while !isHeld.isUp { await Task.yield() }
            group.addTask { try await broker.delete(at: Timestamp(ticks: 2)) }
            while try await broker.info(.current).deletedAt == nil { await Task.yield() }
            let error = await #expect(throws: StorageError.self) {
                _ = try await broker.create(at: Timestamp(ticks: 3), metadata: [:])
            }
            #expect(error?.reason == .lockTimeout)
            isReleased.raise()
            try await group.waitForAll()
        }
        #expect(try await broker.create(at: Timestamp(ticks: 4), metadata: [:]))
        #expect(try await container.create(ContainerRecord(createdAt: Timestamp(ticks: 4))))
        #expect(try await broker.info(.current).containerCount == 1)
        await backend.shutdown()
    }
}
