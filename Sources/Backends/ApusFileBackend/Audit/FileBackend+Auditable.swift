// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
public import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension FileBackend: Auditable {
    /// How many containers without anything to tell a page of objects passes over.
    private static let emptyContainerLimit = 64

    public func indexes(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<IndexAddress> {
        let place = position?.place
        var found: [IndexAddress] = []
        for account in try await accounts(from: place?.account) where await isHere(account) {
            let isSame = account == place?.account
            if !isSame { found.append(.account(account)) }
            var last = isSame ? place?.container : nil
            while found.count < limit {
                let names = try await containers(
                    of: account, after: last, limit: limit - found.count)
                guard let name = names.last else { break }
                last = name
                found += names.map { .container(ContainerAddress(account, $0)) }
            }
            if found.count >= limit {
                return AuditPage(found, next: found.last.map { AuditPosition(after: $0) })
            }
        }
        return AuditPage(found, next: nil)
    }

    public func objects(
        _ selection: ObjectSelection, after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<ObjectLocation> {
        let place = position?.place
        var found: [ObjectLocation] = []
        var visited = 0
        for account in try await accounts(from: place?.account) where await isHere(account) {
            var last = account == place?.account ? place?.container : nil
            var key = last == nil ? nil : place?.key
            while true {
                let name: ContainerName
                if let last, key != nil {
                    name = last
                } else {
                    let next = try await containers(of: account, after: last, limit: 1)
                    guard let first = next.first else { break }
                    name = first
                }
                let address = ContainerAddress(account, name)
                let page = await locations(
                    selection, in: address, after: key, limit: limit - found.count)
                found += page
                guard found.count < limit else {
                    return AuditPage(
                        found,
                        next: found.last.map { AuditPosition(after: $0.key, in: $0.container) })
                }
                (last, key) = (name, nil)
                visited += 1
                if visited >= Self.emptyContainerLimit {
                    return AuditPage(found, next: AuditPosition(after: .container(address)))
                }
            }
        }
        return AuditPage(found, next: nil)
    }

    /// Accounts that have a directory, from this one on, in the order of their directories.
    private func accounts(
        from first: AccountName?
    ) async throws(StorageError) -> [AccountName] {
        let start = first.map { String(layout.account($0).split(separator: "/").last ?? "") } ?? ""
        return try await lanes.reading.working { [layout] () throws(StorageError) in
            try StoreLayout.entries(of: layout.accounts)
                .filter { !$0.utf8.lexicographicallyPrecedes(start.utf8) }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .compactMap { layout.account(in: $0) }
        }
    }

    /// Whether an account exists or cannot be read; `verify` says how one that cannot is damaged.
    ///
    /// Asked when a walk has come to it: asking opens it.
    private func isHere(_ account: AccountName) async -> Bool {
        do throws(StorageError) {
            guard let open = try await lease(account) else { return false }
            return !open.value.writer.state.isDeleted
        } catch {
            return true
        }
    }

    /// None of an account that cannot be read.
    private func containers(
        of account: AccountName, after last: ContainerName?, limit: Int
    ) async throws(StorageError) -> [ContainerName] {
        guard let lease = (try? await lease(account)) ?? nil else { return [] }
        let names = try? await lanes.reading.working { () throws(StorageError) in
            try lease.value.read { database throws(StorageError) in
                let statement = try database.statement(
                    "SELECT name FROM containers WHERE name > ?1 ORDER BY name LIMIT ?2")
                defer { statement.reset() }
                statement.bind([.text(last?.text ?? ""), .integer(Int64(limit))])
                var names: [ContainerName] = []
                while try statement.step() {
                    if let name = try? ContainerName(statement.text(0)) { names.append(name) }
                }
                return names
            }
        }
        return names ?? []
    }

    /// None of a container that cannot be read.
    private func locations(
        _ selection: ObjectSelection, in address: ContainerAddress, after key: ObjectKey?,
        limit: Int
    ) async -> [ObjectLocation] {
        guard let lease = (try? await lease(address)) ?? nil else { return [] }
        let found = try? await lanes.reading.working { () throws(StorageError) in
            try lease.value.read { database throws(StorageError) in
                try Self.locations(selection, in: address, after: key, limit: limit, database)
            }
        }
        return found ?? []
    }

    private static func locations(
        _ selection: ObjectSelection, in address: ContainerAddress, after key: ObjectKey?,
        limit: Int, _ database: Database
    ) throws(StorageError) -> [ObjectLocation] {
        var condition = ""
        var values: [SQLiteValue] = [.integer(-1), .text(""), .integer(0), .integer(0)]
        if let key { values = RowFields.values(key) }
        values.append(.integer(Int64(limit)))
        if case .expired(let seconds) = selection {
            condition = "AND space = 0 AND expires_at IS NOT NULL AND expires_at <= ?6"
            values.append(.integer(Int64(clamping: seconds)))
        }
        let statement = try database.statement(
            """
            SELECT space, name, major, minor, coalesce(modified_at, created_at), size, expires_at
            FROM objects WHERE (space, name, major, minor) > (?1, ?2, ?3, ?4) \(condition)
            ORDER BY space, name, major, minor LIMIT ?5
            """)
        defer { statement.reset() }
        statement.bind(values)
        var found: [ObjectLocation] = []
        while try statement.step() {
            let space = RowCopy.space(
                statement.integer(0), statement.integer(2), statement.integer(3))
            guard let space, let name = try? ObjectName(statement.text(1)) else { continue }
            found.append(
                ObjectLocation(
                    container: address, key: ObjectKey(name, in: space),
                    modifiedAt: try RowFields.moment(statement.text(4)),
                    sizeBytes: UInt64(bitPattern: statement.integer(5)),
                    expiresAt: statement.isNull(6)
                        ? nil : UInt64(bitPattern: statement.integer(6))))
        }
        return found
    }

    public func verify(
        _ location: ObjectLocation, read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) -> AuditVerdict {
        guard let container = (try? await lease(location.container)) ?? nil else { return .gone }
        let index = container.value
        do throws(StorageError) {
            let opened = try await lanes.reading.working { () throws(StorageError) in
                try index.openForAudit(location)
            }
            guard let (stored, file) = opened else { return .gone }
            let sizeBytes = stored.bodies.parts.reduce(0) { $0 + $1.sizeBytes }
            guard sizeBytes == stored.row.sizeBytes else {
                return .damaged("\(sizeBytes) bytes instead of \(stored.row.sizeBytes)")
            }
            var position: UInt64 = 0
            while position < sizeBytes {
                let bytes = try await file.readIntoMemory(position..<sizeBytes)
                position += UInt64(bytes.count)
                await read(bytes)
                if Task.isCancelled { throw StorageError(.cancelled, "audit of \(location)") }
            }
            try await lanes.reading.working { () throws(StorageError) in
                try index.renewCopy(of: stored, at: location.key)
            }
            return .intact
        } catch {
            switch error.reason {
            case .corrupt: return .damaged(error.detail)
            case .notFound: return .gone
            default:
                guard let cause = error.cause as? SystemError, cause.code == EIO else {
                    throw error
                }
                return .damaged(error.detail)
            }
        }
    }

    public func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        guard let container = try await lease(location.container) else { return false }
        return try await container.value.quarantine(location, reason: reason)
    }

    public func verify(_ index: IndexAddress) async throws(StorageError) -> AuditVerdict {
        do throws(StorageError) {
            switch index {
            case .account(let name):
                guard let account = try await lease(name) else { return .gone }
                guard !account.value.writer.state.isDeleted else { return .gone }
                return try await lanes.reading.workingUntilCancelled {
                    stop throws(StorageError) in
                    try IndexAudit.verify(account.value, stop)
                }
            case .container(let address):
                guard let container = try await lease(address) else { return .gone }
                return try await lanes.reading.workingUntilCancelled {
                    [layout] stop throws(StorageError) in
                    try IndexAudit.verify(container.value, layout, stop)
                }
            }
        } catch {
            switch error.reason {
            case .corrupt, .unavailable: return .damaged(error.detail)
            case .notFound, .deleted: return .gone
            default: throw error
            }
        }
    }

    public func quarantine(_ index: IndexAddress, reason: String) async throws(StorageError) {
        switch index {
        case .account(let name): try await quarantine(account: name, reason)
        case .container(let address): try await quarantine(container: address, reason)
        }
    }

    private func quarantine(
        container address: ContainerAddress, _ reason: String
    ) async throws(StorageError) {
        guard let account = try await lease(address.account) else {
            throw StorageError(.notFound, "container \(address)")
        }
        let open = (try? await lease(address)) ?? nil
        try await lanes.committing.working { [self] () throws(StorageError) in
            guard let found = try account.value.find(address.container) else {
                throw StorageError(.notFound, "container \(address)")
            }
            open?.value.quarantine()
            containers.forget { known, _ in known == address }
            let path =
                StoreLayout.containers(ofAccountIn: account.value.directory) + "/" + found.file
            guard StoreLayout.exists(path) else { return }
            _ = try layout.quarantine(
                database: path, note: "the index of container \(address)\n\(reason)\n")
        }
    }

    private func quarantine(
        account name: AccountName, _ reason: String
    ) async throws(StorageError) {
        let directory = layout.account(name)
        let open = (try? await lease(name)) ?? nil
        try await lanes.committing.working { [self] () throws(StorageError) in
            let path = StoreLayout.index(ofAccountIn: directory)
            guard StoreLayout.exists(path) else {
                throw StorageError(.notFound, "account /\(name)")
            }
            for container in try containers.withOpen(where: { $0.account == name }, { $0 }) {
                container.quarantine()
            }
            containers.forget { address, _ in address.account == name }
            open?.value.quarantine()
            accounts.forget { known, _ in known == name }
            // The mark goes first: without it the account would seem never to have been.
            try StoreLayout.replaceFile(
                StoreLayout.quarantineMark(ofAccountIn: directory), with: reason + "\n")
            _ = try layout.quarantine(
                database: path, note: "the index of account /\(name)\n\(reason)\n")
        }
    }

    public func rebuild(_ index: IndexAddress) async throws(StorageError) -> RebuildReport {
        // Copies of rows, and removals, that were begun before it was set aside.
        try await lanes.background.working {}
        switch index {
        case .account(let name):
            return try await lanes.committing.workingUntilCancelled {
                [layout] stop throws(StorageError) in
                try AccountRebuild(name: name, layout: layout, stop: stop).run()
            }
        case .container(let address):
            guard let account = try await lease(address.account) else {
                throw StorageError(.notFound, "container \(address)")
            }
            let rebuild = ContainerRebuild(address: address, account: account.value, backend: self)
            return try await rebuild.run()
        }
    }
}

extension StoreLayout {
    /// The account of a directory, out of its index where the name is too long for a file's.
    fileprivate func account(in directory: String) -> AccountName? {
        if let name = Self.account(ofDirectory: directory) { return name }
        let path = Self.index(ofAccountIn: "\(accounts)/\(directory)")
        guard Self.exists(path), let database = try? Schema.open(path),
            let head = try? database.statement("SELECT name FROM account"),
            (try? head.step()) == true
        else { return nil }
        return try? AccountName(head.text(0))
    }
}
