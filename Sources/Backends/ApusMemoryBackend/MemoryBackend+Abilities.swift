// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
public import ApusModel
public import ApusStorage

/// Bytes in memory have no checksums: what can be damaged here are the counters.
extension MemoryBackend: Auditable {
    public func indexes(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<IndexAddress> {
        let place = position?.place
        let all = try withStore { store throws(StorageError) in store.indexes }
        var found: [IndexAddress] = []
        for index in all {
            if let place, !index.comes(after: place.account, place.container) { continue }
            guard found.count < limit else {
                return AuditPage(found, next: found.last.map { AuditPosition(after: $0) })
            }
            found.append(index)
        }
        return AuditPage(found, next: nil)
    }

    public func objects(
        _ selection: ObjectSelection, after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<ObjectLocation> {
        let place = position?.place
        let store = try withStore { store throws(StorageError) in store }
        var found: [ObjectLocation] = []
        for case .container(let address) in store.indexes {
            let isSame = address.account == place?.account && address.container == place?.container
            if let place, !isSame,
                !IndexAddress.container(address).comes(after: place.account, place.container)
            {
                continue
            }
            if isSame, place?.key == nil { continue }
            for location in (try? store.container(address))?.locations(in: address) ?? [] {
                if isSame, let key = place?.key, location.key <= key { continue }
                if case .expired(let seconds) = selection {
                    guard location.key.space == .current, let expiry = location.expiresAt,
                        expiry <= seconds
                    else { continue }
                }
                guard found.count < limit else {
                    return AuditPage(
                        found,
                        next: found.last.map { AuditPosition(after: $0.key, in: $0.container) })
                }
                found.append(location)
            }
        }
        return AuditPage(found, next: nil)
    }

    public func verify(
        _ location: ObjectLocation, read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) -> AuditVerdict {
        let object = try withStore { store throws(StorageError) in
            try? store.container(location.container)[location.key]
        }
        guard let object, object.row.modifiedAt == location.modifiedAt else { return .gone }
        guard object.body.sizeBytes == object.row.sizeBytes else {
            return .damaged("\(object.body.sizeBytes) bytes instead of \(object.row.sizeBytes)")
        }
        var position: UInt64 = 0
        while let piece = object.body.piece(position..<object.body.sizeBytes) {
            await read(piece)
            position += UInt64(piece.count)
        }
        return .intact
    }

    public func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        try withStore { store throws(StorageError) in
            guard var container = try? store.container(location.container),
                let object = container[location.key],
                object.row.modifiedAt == location.modifiedAt
            else { return false }
            _ = try container.apply([
                ObjectChange(location.key, .remove(at: location.modifiedAt))
            ])
            store.accounts[location.container.account]?.set(location.container.container, container)
            store.quarantined.append((location, object, reason))
            return true
        }
    }

    public func verify(_ index: IndexAddress) async throws(StorageError) -> AuditVerdict {
        try withStore { store throws(StorageError) in
            switch index {
            case .account(let name):
                guard let account = store.accounts[name], !account.isDeleted else { return .gone }
                return account.sums == account.policies
                    ? .intact : .damaged("the totals are not those of the containers")
            case .container(let address):
                guard
                    let container = store.accounts[address.account]?
                        .containers[address.container.text]
                else { return .gone }
                if container.isQuarantined { return .damaged("it waits to be rebuilt") }
                return container.listed == container.totals
                    ? .intact : .damaged("the totals are not those of the objects")
            }
        }
    }

    public func quarantine(
        _ index: IndexAddress, reason: String
    ) async throws(StorageError) {
        try setQuarantined(index, true)
    }

    public func rebuild(_ index: IndexAddress) async throws(StorageError) -> RebuildReport {
        try setQuarantined(index, false)
        return try withStore { store throws(StorageError) in
            switch index {
            case .account(let name):
                guard var account = store.accounts[name] else { return RebuildReport() }
                account.policies = account.sums
                store.accounts[name] = account
                return RebuildReport(restored: UInt64(account.containers.count))
            case .container(let address):
                let container = try store.container(address)
                return RebuildReport(restored: UInt64(container.locations(in: address).count))
            }
        }
    }

    private func setQuarantined(_ index: IndexAddress, _ isQuarantined: Bool) throws(StorageError) {
        try withStore { store throws(StorageError) in
            switch index {
            case .account(let name): store.accounts[name]?.isQuarantined = isQuarantined
            case .container(let address):
                let text = address.container.text
                guard var container = store.accounts[address.account]?.containers[text] else {
                    return
                }
                container.isQuarantined = isQuarantined
                store.accounts[address.account]?.set(address.container, container)
            }
        }
    }
}

extension MemoryBackend: Reclaiming {
    public func reclaim(
        olderThan moment: Timestamp, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        try withStore { store throws(StorageError) in
            var report = ReclaimReport()
            for (name, account) in store.accounts where report.tombstones < limit {
                if let deletedAt = account.deletedAt, deletedAt < moment {
                    store.accounts[name] = nil
                    report.tombstones += 1
                    continue
                }
                let old = account.tombstones.filter { entry in
                    entry.value.deletedAt.map { $0 < moment } ?? true
                }
                for container in old.keys {
                    store.accounts[name]?.tombstones[container] = nil
                    report.tombstones += 1
                }
            }
            report.isFinished = report.tombstones < limit
            return report
        }
    }

    /// None: the space of an account goes with it.
    public func deletedAccounts(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<DeletedAccount> {
        AuditPage([], next: nil)
    }

    public func reap(
        _ account: AccountName, limit: Int
    ) async throws(StorageError) -> ReclaimReport {
        ReclaimReport()
    }
}

extension MemoryStore {
    /// Accounts by name, each before its containers.
    fileprivate var indexes: [IndexAddress] {
        var found: [IndexAddress] = []
        let names = accounts.keys.filter { accounts[$0]?.isDeleted == false }.sorted {
            $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)
        }
        for name in names {
            found.append(.account(name))
            for text in accounts[name]?.containers.names ?? [] {
                guard let container = try? ContainerName(text) else { continue }
                found.append(.container(ContainerAddress(name, container)))
            }
        }
        return found
    }
}

extension MemoryAccount {
    /// What the containers add up to, counted anew.
    fileprivate var sums: [PolicyIndex: AccountStat.PolicyStat] {
        var sums: [PolicyIndex: AccountStat.PolicyStat] = [:]
        for container in containers.values {
            var stat = sums[container.policy] ?? AccountStat.PolicyStat()
            stat.containerCount += 1
            stat.totals = stat.totals + container.totals
            sums[container.policy] = stat
        }
        return sums
    }
}

extension MemoryContainer {
    /// What the objects add up to, counted anew.
    fileprivate var listed: Totals {
        current.values.reduce(Totals()) { sum, object in
            sum + Totals(objectCount: 1, bytesUsed: object.row.sizeBytes)
        }
    }

    /// Every object, version and part, in the order of keys.
    fileprivate func locations(in address: ContainerAddress) -> [ObjectLocation] {
        var found: [ObjectLocation] = []
        for text in current.names {
            guard let name = try? ObjectName(text), let object = current[text] else { continue }
            found.append(ObjectLocation(object.row, at: ObjectKey(name), in: address))
        }
        for (key, object) in others.sorted(by: { $0.key < $1.key }) {
            found.append(ObjectLocation(object.row, at: key, in: address))
        }
        return found
    }
}

extension IndexAddress {
    /// Whether a walk that has come to a place still meets it.
    fileprivate func comes(after account: AccountName, _ container: ContainerName?) -> Bool {
        let (ownAccount, ownContainer): (AccountName, ContainerName?) =
            switch self {
            case .account(let name): (name, nil)
            case .container(let address): (address.account, address.container)
            }
        if ownAccount != account {
            return account.text.utf8.lexicographicallyPrecedes(ownAccount.text.utf8)
        }
        guard let ownContainer else { return false }
        guard let container else { return true }
        return container.text.utf8.lexicographicallyPrecedes(ownContainer.text.utf8)
    }
}
