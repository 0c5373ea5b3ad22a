// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

extension ObjectStore {
    /// Deletes objects of one container, in one step where nothing is kept of them.
    ///
    /// - Returns: for each, in order, nil once it is gone, or why it is not: what deleting it
    ///   alone would throw.
    public func delete(
        _ names: [ObjectName], of address: ContainerAddress, for caller: Caller
    ) async -> [(any Error)?] {
        do {
            let broker = try await container(address)
            try await authorise(.write, objectsOf: address, broker, caller)
            let isArchived = try await archive(of: address, broker) != nil
            let isVersioned = try await makesVersions(address, broker)
            guard !isArchived, !isVersioned else {
                return await deleteEach(names, of: address, for: caller)
            }
            let time = clock.tick()
            let replaced = try await broker.commit(
                names.map { ObjectChange(ObjectKey($0), .remove(at: time)) })
            return replaced.map { row in
                // What had expired was not there, for whoever asks.
                row.map { !$0.isExpired(at: time) } == true ? nil : StoreError.notFound
            }
        } catch let error as StorageError where error.isAbsence {
            return names.map { _ in StoreError.notFound }
        } catch {
            return names.map { _ in error }
        }
    }

    private func deleteEach(
        _ names: [ObjectName], of address: ContainerAddress, for caller: Caller
    ) async -> [(any Error)?] {
        var outcomes: [(any Error)?] = []
        for name in names {
            do {
                let outcome = try await delete(ObjectAddress(address, name), for: caller)
                outcomes.append(outcome.wasThere ? nil : StoreError.notFound)
            } catch {
                outcomes.append(error)
            }
        }
        return outcomes
    }
}
