// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// What became of a row of the expiry queue.
package enum ExpiryOutcome: String, Hashable, Sendable {
    /// The object has gone.
    case deleted
    /// There was no object that expires at that moment.
    case stale
    /// The object is being stored: its turn comes later.
    case underway
}

extension ObjectStore {
    /// How often a deletion is tried again when somebody else was faster.
    private static let expiryAttemptLimit = 20

    /// Deletes an object whose expiry has come, as a row of the queue says, and then the row.
    ///
    /// Only an object that expires at that very moment is deleted, and only as it was seen: one
    /// that is put meanwhile stays. Of a large object only the manifest goes. May be stopped at
    /// any point: what is left is a row whose object has gone.
    package func expire(_ entry: ExpiryQueue.Entry) async throws -> ExpiryOutcome {
        // Before the object is looked at: one that was stored since then is seen.
        guard !expiries.isUnderway(entry) else { return .underway }
        let broker = try await container(entry.object.container)
        let key = ObjectKey(entry.object.object)
        for _ in 0..<Self.expiryAttemptLimit {
            switch try await delete(key, in: broker, expiringAt: entry.second) {
            case true?:
                try await expiries.remove(entry)
                return .deleted
            case false?:
                try await expiries.remove(entry)
                return .stale
            case nil: continue
            }
        }
        throw StoreError.contended
    }

    /// Whether the object was there and has been deleted; nil when it was changed meanwhile.
    private func delete(
        _ key: ObjectKey, in broker: any ContainerBroker, expiringAt second: UInt64
    ) async throws -> Bool? {
        do {
            let row = try await broker.row(key)
            guard row.expiresAt == second, row.isExpired(at: clock.now()) else { return false }
            let replaced = try await broker.commit([
                ObjectChange(
                    key, requires: .row(modifiedAt: row.modifiedAt), .remove(at: clock.tick()))
            ])
            return replaced.first != .some(nil)
        } catch {
            if error.isAbsence { return false }
            guard case .guardFailed = error.reason else { throw error }
            return nil
        }
    }

    /// Takes a row off the queue whose object cannot be deleted.
    package func abandon(_ entry: ExpiryQueue.Entry) async throws {
        try await expiries.remove(entry)
    }
}
