// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// An account of the cache's. Its deletion takes the rows of all containers with it.
struct ArchiveAccountBroker: AccountBroker {
    let archive: Archive
    let cache: any AccountBroker
    let name: AccountName

    var description: String { cache.description }

    func create(_ record: AccountRecord) async throws(StorageError) -> Bool {
        try await cache.create(record)
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> AccountInfo {
        try await cache.info(freshness)
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> AccountStat {
        try await cache.stat(freshness)
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await cache.update(changes, at: time)
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> AccountPage {
        try await cache.list(query)
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        // Nobody can see its rows afterwards. What comes in between is counted until the next
        // start: too much, which is harmless.
        var gone: [(RowPlace, BodyState)] = []
        try await archive.eachRow(of: name) { place, state in gone.append((place, state)) }
        try await cache.delete(at: time)
        for (place, state) in gone { archive.forget(state, at: place) }
    }
}
