// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

extension ObjectStore {
    /// Deletes an object; of a large one, the manifest alone.
    ///
    /// - Throws: `StoreError.notFound` also for an object that has expired.
    public func delete(_ address: ObjectAddress, for caller: Caller) async throws {
        let broker = try await container(address.container)
        try await authorise(.write, objectsOf: address.container, broker, caller)
        let key = ObjectKey(address.object)
        _ = try await current(key, broker)
        let replaced = try await broker.commit([ObjectChange(key, .remove(at: clock.tick()))])
        // Somebody else was faster.
        guard case .some(.some) = replaced.first else { throw StoreError.notFound }
    }
}
