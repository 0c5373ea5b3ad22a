// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// Everything a memory back-end holds.
struct MemoryStore: Sendable {
    /// By name. A deleted account stays, marked.
    var accounts: [AccountName: MemoryAccount] = [:]
    /// What was taken out of its container, and why.
    var quarantined: [(location: ObjectLocation, object: MemoryObject, reason: String)] = []

    /// An account that exists.
    func account(_ name: AccountName) throws(StorageError) -> MemoryAccount {
        guard let account = accounts[name] else {
            throw StorageError(.notFound, "account /\(name)")
        }
        guard !account.isDeleted else { throw StorageError(.deleted, "account /\(name)") }
        guard !account.isQuarantined else {
            throw StorageError(.unavailable, "account /\(name) waits to be rebuilt")
        }
        return account
    }

    /// A container that exists, in an account that does.
    func container(_ address: ContainerAddress) throws(StorageError) -> MemoryContainer {
        guard let account = accounts[address.account], !account.isDeleted,
            let container = account.containers[address.container.text]
        else { throw StorageError(.notFound, "container \(address)") }
        guard !account.isQuarantined, !container.isQuarantined else {
            throw StorageError(.unavailable, "container \(address) waits to be rebuilt")
        }
        return container
    }
}

/// One account.
struct MemoryAccount: Sendable {
    var createdAt: Timestamp
    var deletedAt: Timestamp?
    var isQuarantined = false
    var metadata = TimedMetadata()
    var containers = OrderedTable<MemoryContainer>()
    /// What is remembered of deleted containers.
    var tombstones: [ContainerName: ContainerInfo] = [:]
    /// Per policy, kept up with every change; policies without containers are left out.
    var policies: [PolicyIndex: AccountStat.PolicyStat] = [:]

    var isDeleted: Bool { deletedAt != nil }

    /// Replaces a container (nil removes it) and what the account counts for it.
    mutating func set(_ name: ContainerName, _ container: MemoryContainer?) {
        if let old = containers[name.text] { count(old, adding: false) }
        if let container { count(container, adding: true) }
        containers[name.text] = container
    }

    private mutating func count(_ container: MemoryContainer, adding: Bool) {
        var stat = policies[container.policy] ?? AccountStat.PolicyStat()
        if adding {
            stat.containerCount += 1
            stat.totals.objectCount += container.totals.objectCount
            stat.totals.bytesUsed += container.totals.bytesUsed
        } else {
            stat.containerCount -= 1
            stat.totals.objectCount -= container.totals.objectCount
            stat.totals.bytesUsed -= container.totals.bytesUsed
        }
        policies[container.policy] = stat.containerCount == 0 ? nil : stat
    }
}

/// One container.
struct MemoryContainer: Sendable {
    var createdAt: Timestamp
    var modifiedAt: Timestamp
    var policy: PolicyIndex
    var isQuarantined = false
    var metadata = TimedMetadata()
    /// What counts and is listed.
    private(set) var totals = Totals()
    private(set) var current = OrderedTable<MemoryObject>()
    /// Versions and parts, neither listed nor counted.
    private(set) var others: [ObjectKey: MemoryObject] = [:]

    init(createdAt: Timestamp, policy: PolicyIndex) {
        self.createdAt = createdAt
        modifiedAt = createdAt
        self.policy = policy
    }

    /// Whether objects or their versions keep the container from being deleted.
    var isEmpty: Bool {
        current.isEmpty
            && others.keys.allSatisfy {
                if case .parts = $0.space { true } else { false }
            }
    }

    var info: ContainerInfo {
        ContainerInfo(
            createdAt: createdAt, modifiedAt: modifiedAt, policy: policy, totals: totals,
            isEmpty: isEmpty)
    }

    /// What stands at a key. Setting keeps the totals equal to the listing.
    private(set) subscript(key: ObjectKey) -> MemoryObject? {
        get { key.space == .current ? current[key.name.text] : others[key] }
        set {
            guard key.space == .current else {
                others[key] = newValue
                return
            }
            if let old = current[key.name.text] {
                totals.objectCount -= 1
                totals.bytesUsed -= old.row.sizeBytes
            }
            if let newValue {
                totals.objectCount += 1
                totals.bytesUsed += newValue.row.sizeBytes
            }
            current[key.name.text] = newValue
        }
    }

    /// Makes the changes in order; the caller drops this copy when one of them throws.
    mutating func apply(_ changes: [ObjectChange]) throws(StorageError) -> [ObjectRow?] {
        var replaced: [ObjectRow?] = []
        for (index, change) in changes.enumerated() {
            let failure = StorageError(.guardFailed(change: index), "commit of \(change.key.name)")
            let stored = self[change.key]
            var moved: MemoryObject?
            if case .move(let source) = change.effect { moved = self[source] }
            guard change.isAdmitted(over: stored?.row, moving: moved?.row) else { throw failure }
            switch change.effect {
            case .put(let row, let body):
                guard let body = body as? MemoryBody else {
                    throw StorageError(.unavailable, "a body staged by another engine")
                }
                self[change.key] = MemoryObject(row: row, body: body)
            case .assemble(let row, let keys):
                var bodies: [MemoryBody] = []
                for key in keys {
                    guard let part = self[key] else { throw failure }
                    bodies.append(part.body)
                    self[key] = nil
                }
                self[change.key] = MemoryObject(row: row, body: MemoryBody(joining: bodies))
            case .amend(let row):
                guard let stored else { throw failure }
                self[change.key] = MemoryObject(row: row, body: stored.body)
            case .move(let source):
                guard let moved else { throw failure }
                self[source] = nil
                self[change.key] = moved
            case .remove:
                self[change.key] = nil
            }
            replaced.append(stored?.row)
        }
        return replaced
    }
}
