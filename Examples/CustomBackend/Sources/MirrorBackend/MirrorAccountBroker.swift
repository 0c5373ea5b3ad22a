// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// The brokers of an account in both halves.
struct MirrorAccountBroker: AccountBroker {
    let halves: Halves<any AccountBroker>

    var description: String { halves.first.description }

    func create(_ record: AccountRecord) async throws(StorageError) -> Bool {
        var again = record
        again.mustBeNew = false
        let copy = again
        return try await halves.change { half throws(StorageError) in
            try await half.create(record)
        } then: { half throws(StorageError) in
            _ = try await half.create(copy)
        }
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> AccountInfo {
        try await halves.read { half throws(StorageError) in try await half.info(freshness) }
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> AccountStat {
        try await halves.read { half throws(StorageError) in try await half.stat(freshness) }
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await halves.change { half throws(StorageError) in
            try await half.update(changes, at: time)
        }
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> AccountPage {
        try await halves.read { half throws(StorageError) in try await half.list(query) }
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try await halves.change { half throws(StorageError) in try await half.delete(at: time) }
    }
}
