// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// The brokers of an account in both halves.
struct MirrorAccountBroker: AccountBroker {
    let first: any AccountBroker
    let second: any AccountBroker
    let order: Order

    var description: String { first.description }

    func create(_ record: AccountRecord) async throws(StorageError) -> Bool {
        var again = record
        again.mustBeNew = false
        let copy = again
        return try await order.change { () async throws(StorageError) in
            try await first.create(record)
        } then: { () async throws(StorageError) in
            _ = try await second.create(copy)
        }
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> AccountInfo {
        try await reading { () async throws(StorageError) in
            try await first.info(freshness)
        } _: { () async throws(StorageError) in
            try await second.info(freshness)
        }
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> AccountStat {
        try await reading { () async throws(StorageError) in
            try await first.stat(freshness)
        } _: { () async throws(StorageError) in
            try await second.stat(freshness)
        }
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await order.change { () async throws(StorageError) in
            try await first.update(changes, at: time)
        } then: { () async throws(StorageError) in
            try await second.update(changes, at: time)
        }
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> AccountPage {
        try await reading { () async throws(StorageError) in
            try await first.list(query)
        } _: { () async throws(StorageError) in
            try await second.list(query)
        }
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        try await order.change { () async throws(StorageError) in
            try await first.delete(at: time)
        } then: { () async throws(StorageError) in
            try await second.delete(at: time)
        }
    }
}
