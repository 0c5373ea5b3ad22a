// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
public import ApusStorage
import Synchronization

/// Objects in memory, gone with the process: for tests, and the reference of what a back-end does.
///
/// One lock over one value: a commit changes a copy and puts it in place when every guard held.
public final class MemoryBackend: Backend {
    private let store = Mutex(MemoryStore())

    public let name = "memory"

    /// What configurations call it.
    public static let group = BackendGroup(name: "memory", keepsData: false) { _ in
        MemoryBackend()
    }

    /// A store without accounts.
    public init() {}

    public func account(_ name: AccountName) -> any AccountBroker {
        MemoryAccountBroker(backend: self, name: name)
    }

    public func container(_ address: ContainerAddress) -> any ContainerBroker {
        MemoryContainerBroker(backend: self, address: address)
    }

    public func checkHealth() async throws(StorageError) {}

    public func shutdown() async {}

    /// Reads or changes the store in one step; a body that throws changes nothing it took out.
    func withStore<Answer: Sendable>(
        _ body: (inout sending MemoryStore) throws(StorageError) -> sending Answer
    ) throws(StorageError) -> Answer {
        try store.withLock(body)
    }
}
