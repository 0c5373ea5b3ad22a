// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

extension ObjectStore {
    /// Deletes an object; of a large one, the manifest alone.
    ///
    /// - Parameter expiry: deletes only an object that expires at this second since 1970; it
    ///   may have done so already.
    /// - Parameter leavesMarker: whether, in a container with versions, one says that the object
    ///   was deleted.
    /// - Throws: `StoreError.notFound` also for an object that has expired, which then leaves the
    ///   listing before the expirer comes; `.expiresOtherwise`.
    @discardableResult
    public func delete(
        _ address: ObjectAddress, ifExpiringAt expiry: UInt64? = nil, leavesMarker: Bool = true,
        for caller: Caller
    ) async throws -> DeleteOutcome {
        let broker = try await container(address.container)
        try await authorise(.write, objectsOf: address.container, broker, caller)
        if expiry == nil, leavesMarker, try await makesVersions(address.container, broker) {
            return try await leaveDeleteMarker(address, broker)
        }
        if expiry == nil, let archive = try await archive(of: address.container, broker),
            let outcome = try await deleteArchiving(address, broker, in: archive)
        {
            return outcome
        }
        let key = ObjectKey(address.object)
        let row = try await current(address, broker, opensExpired: true)
        if let expiry, row.expiresAt != expiry { throw StoreError.expiresOtherwise }
        let requires: ObjectChange.Guard =
            expiry == nil ? .always : .row(modifiedAt: row.modifiedAt)
        let replaced: [ObjectRow?]
        do {
            replaced = try await broker.commit([
                ObjectChange(key, requires: requires, .remove(at: clock.tick()))
            ])
        } catch {
            if case .guardFailed = error.reason { throw StoreError.expiresOtherwise }
            throw error
        }
        // Somebody else was faster, or time was.
        guard case .some(.some(let removed)) = replaced.first,
            expiry != nil || !removed.isExpired(at: clock.now())
        else { throw StoreError.notFound }
        return DeleteOutcome(wasThere: true)
    }
}
