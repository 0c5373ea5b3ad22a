// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

/// The broker of one account.
struct FileAccountBroker: AccountBroker {
    let backend: FileBackend
    let name: AccountName

    var description: String { "/\(name)" }

    func create(_ record: AccountRecord) async throws(StorageError) -> Bool {
        let time = record.createdAt
        let metadata = record.metadata
        while let account = try await backend.lease(name) {
            // One whose tombstone was just forgotten is looked for anew.
            guard !account.value.writer.state.isGone else {
                await Task.yield()
                continue
            }
            return try await account.value.writer.perform {
                [name] database, state throws(StorageError) in
                guard !state.isGone else {
                    throw StorageError(.lockTimeout, "account /\(name) is being forgotten")
                }
                guard !state.isBeingEmptied else {
                    throw StorageError(.lockTimeout, "account /\(name) is being emptied")
                }
                let isNew = state.isDeleted
                guard isNew || !record.mustBeNew else {
                    throw StorageError(.alreadyExists, "account /\(name)")
                }
                if isNew {
                    state.deletedAt = nil
                    state.createdAt = time
                    try database.run(
                        "UPDATE account SET created_at = ?1, deleted_at = NULL",
                        .text(time.description))
                }
                let old = state.metadata
                state.metadata.merge(metadata, at: time)
                try Schema.writeMetadata(state.metadata, over: old, database)
                return isNew
            }
        }
        let isNew = try await backend.lanes.committing.working {
            [backend, name] () throws(StorageError) in
            var isNew = false
            _ = try backend.accounts.lease(name) { () throws(StorageError) in
                let directory = backend.layout.account(name)
                if let found = try AccountIndex(
                    name, directory: directory, lanes: backend.lanes, gate: backend.gate)
                {
                    return found
                }
                isNew = true
                try StoreLayout.makeDirectory(directory)
                let path = StoreLayout.index(ofAccountIn: directory)
                try Schema.create(path, Schema.account) { database throws(StorageError) in
                    try database.run(
                        "INSERT INTO account VALUES (?1, ?2, NULL)", .text(name.text),
                        .text(time.description))
                    var timed = TimedMetadata()
                    timed.merge(metadata, at: time)
                    try Schema.writeMetadata(timed, over: TimedMetadata(), database)
                }
                return try AccountIndex(
                    name, directory: directory, lanes: backend.lanes, gate: backend.gate)
            }
            return isNew
        }
        // Somebody was faster: then it exists now.
        return isNew ? true : try await create(record)
    }

    func info(_ freshness: Freshness) async throws(StorageError) -> AccountInfo {
        guard let account = try await backend.lease(name) else {
            throw StorageError(.notFound, "account /\(name)")
        }
        return account.value.info
    }

    func stat(_ freshness: Freshness) async throws(StorageError) -> AccountStat {
        try await open().value.stat
    }

    func update(_ changes: [String: String?], at time: Timestamp) async throws(StorageError) {
        try await open().value.writer.perform { [name] database, state throws(StorageError) in
            guard !state.isDeleted else { throw StorageError(.deleted, "account /\(name)") }
            let old = state.metadata
            state.metadata.merge(changes, at: time)
            try Schema.writeMetadata(state.metadata, over: old, database)
        }
    }

    func list(_ query: ListingQuery) async throws(StorageError) -> AccountPage {
        let account = try await open()
        return try await backend.lanes.reading.working { () throws(StorageError) in
            try account.value.list(query)
        }
    }

    func delete(at time: Timestamp) async throws(StorageError) {
        let account = try await open()
        let record = backend.record
        let directory = account.value.directory
        let touched = String(directory.dropFirst(backend.layout.root.utf8.count + 1))
        let generation = try await account.value.writer.perform {
            [name] database, state throws(StorageError) in
            guard !state.isDeleted else { throw StorageError(.deleted, "account /\(name)") }
            // Recovery looks here should the directory below not be moved away in time.
            try record.touch(touched)
            try database.run("UPDATE account SET deleted_at = ?1", .text(time.description))
            try database.run("DELETE FROM metadata")
            try database.run("DELETE FROM containers")
            try database.run("DELETE FROM tombstones")
            state.deletedAt = time
            state.metadata = TimedMetadata()
            state.containerCounts = [:]
            state.generation += 1
            state.isBeingEmptied = true
            return state.generation
        }
        let result: Result<Void, StorageError>
        do throws(StorageError) {
            result = .success(try await empty(account.value, generation))
        } catch {
            result = .failure(error)
        }
        try await account.value.writer.perform { _, state in state.isBeingEmptied = false }
        try result.get()
    }

    /// Takes the containers away from an account that has been deleted.
    private func empty(
        _ account: AccountIndex, _ generation: Int
    ) async throws(StorageError) {
        try await forgetContainers()
        account.emptied()
        let directory = account.directory
        try await backend.lanes.committing.working { [backend] () throws(StorageError) in
            let containers = StoreLayout.containers(ofAccountIn: directory)
            guard StoreLayout.exists(containers) else { return }
            let mark = "\(backend.record.epoch)-\(generation)"
            let doomed = try Reaper.doom(containers, backend.layout, mark: mark)
            Reaper.reapLater(doomed, backend.store)
        }
    }

    /// Lets no container of the account be used any more.
    private func forgetContainers() async throws(StorageError) {
        let open = try await backend.lanes.committing.working {
            [backend, name] () throws(StorageError) in
            let open = try backend.containers.withOpen(where: { $0.account == name }) { $0 }
            backend.containers.forget { address, _ in address.account == name }
            return open
        }
        for container in open {
            try await container.writer.perform { _, state in state.isGone = true }
        }
    }

    private func open() async throws(StorageError) -> Lease<AccountIndex> {
        guard let account = try await backend.lease(name) else {
            throw StorageError(.notFound, "account /\(name)")
        }
        _ = try account.value.existing()
        return account
    }
}
