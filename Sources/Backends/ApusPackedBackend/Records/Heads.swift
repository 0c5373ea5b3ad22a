// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusStorage

/// What the index has of an account. Its totals are absolute and in every batch that changes them.
struct AccountHead: Sendable {
    /// Never used again: an account that comes back has another one.
    let id: UInt64
    var createdAt: Timestamp
    /// When it was deleted; nil while it lives.
    var deletedAt: Timestamp?
    /// Policies without containers are left out.
    var policies: [PolicyIndex: AccountStat.PolicyStat] = [:]
    /// It waits to be rebuilt; nothing of it is served.
    var isQuarantined = false
    /// Kept under a key of its own.
    var metadata = TimedMetadata()

    init(id: UInt64, createdAt: Timestamp) {
        self.id = id
        self.createdAt = createdAt
    }

    /// Replaces what the account counts for a container.
    mutating func count(_ old: ContainerHead?, _ new: ContainerHead?) {
        if let old { count(old, step: -1) }
        if let new { count(new, step: 1) }
    }

    private mutating func count(_ container: ContainerHead, step: Int64) {
        var stat = policies[container.policy] ?? AccountStat.PolicyStat()
        let step = UInt64(bitPattern: step)
        stat.containerCount &+= step
        stat.totals.objectCount &+= container.totals.objectCount &* step
        stat.totals.bytesUsed &+= container.totals.bytesUsed &* step
        policies[container.policy] = stat.containerCount == 0 ? nil : stat
    }

    func encode() -> Bytes {
        var writer = FieldWriter()
        writer.append(HeadRecord.version)
        writer.append(number: id)
        writer.append(createdAt)
        writer.append((deletedAt == nil ? 0 : 1) | (isQuarantined ? 2 : 0))
        if let deletedAt { writer.append(deletedAt) }
        writer.append(number: UInt64(policies.count))
        for (policy, stat) in policies.sorted(by: { $0.key < $1.key }) {
            writer.append(number: UInt64(policy.number))
            writer.append(number: stat.containerCount)
            writer.append(number: stat.totals.objectCount)
            writer.append(number: stat.totals.bytesUsed)
        }
        return writer.finish()
    }

    init(_ span: RawSpan) throws(StorageError) {
        var reader = try HeadRecord.reader(span)
        id = reader.number(span)
        createdAt = reader.moment(span)
        let flags = reader.byte(span)
        isQuarantined = flags & 2 != 0
        deletedAt = flags & 1 == 0 ? nil : reader.moment(span)
        for _ in 0..<reader.number(span) where !reader.isDamaged {
            let policy = PolicyIndex(UInt32(truncatingIfNeeded: reader.number(span)))
            let containers = reader.number(span)
            let objects = reader.number(span)
            policies[policy] = AccountStat.PolicyStat(
                containerCount: containers,
                totals: Totals(objectCount: objects, bytesUsed: reader.number(span)))
        }
        try reader.check("an account")
    }

    var containerCount: UInt64 { policies.values.reduce(0) { $0 + $1.containerCount } }

    var stat: AccountStat {
        AccountStat(
            createdAt: createdAt, metadata: metadata.metadata, containerCount: containerCount,
            policies: policies)
    }

    var info: AccountInfo {
        AccountInfo(
            createdAt: createdAt, deletedAt: deletedAt, containerCount: containerCount,
            totals: policies.values.reduce(Totals()) { $0 + $1.totals })
    }
}

/// What the index has of a container.
struct ContainerHead: Sendable {
    /// Never used again: a container that comes back has another one, and with it other rows.
    let id: UInt64
    /// The number of its account.
    let account: UInt64
    var createdAt: Timestamp
    var modifiedAt: Timestamp
    let policy: PolicyIndex
    /// Of current objects.
    var totals = Totals()
    /// Versions keep the container from being deleted, parts do not.
    var versionCount: UInt64 = 0
    var partCount: UInt64 = 0
    /// It waits to be rebuilt; nothing of it is served.
    var isQuarantined = false
    /// Kept under a key of its own.
    var metadata = TimedMetadata()

    init(id: UInt64, account: UInt64, createdAt: Timestamp, policy: PolicyIndex) {
        self.id = id
        self.account = account
        self.createdAt = createdAt
        modifiedAt = createdAt
        self.policy = policy
    }

    func encode() -> Bytes {
        var writer = FieldWriter()
        writer.append(HeadRecord.version)
        writer.append(number: id)
        writer.append(createdAt)
        writer.append(modifiedAt)
        writer.append(number: UInt64(policy.number))
        writer.append(number: totals.objectCount)
        writer.append(number: totals.bytesUsed)
        writer.append(number: versionCount)
        writer.append(number: partCount)
        writer.append(isQuarantined ? 1 : 0)
        return writer.finish()
    }

    init(_ span: RawSpan, account: UInt64) throws(StorageError) {
        var reader = try HeadRecord.reader(span)
        self.account = account
        id = reader.number(span)
        createdAt = reader.moment(span)
        modifiedAt = reader.moment(span)
        policy = PolicyIndex(UInt32(truncatingIfNeeded: reader.number(span)))
        totals.objectCount = reader.number(span)
        totals.bytesUsed = reader.number(span)
        versionCount = reader.number(span)
        partCount = reader.number(span)
        isQuarantined = reader.byte(span) != 0
        try reader.check("a container")
    }

    /// Replaces what the container counts for the row at a key.
    mutating func count(_ old: ObjectRow?, _ new: ObjectRow?, at key: ObjectKey) {
        let step = UInt64(bitPattern: (new == nil ? 0 : 1) - (old == nil ? 0 : 1))
        switch key.space {
        case .current:
            totals.objectCount &+= step
            totals.bytesUsed &+= (new?.sizeBytes ?? 0) &- (old?.sizeBytes ?? 0)
        case .versions: versionCount &+= step
        case .parts: partCount &+= step
        }
    }

    /// Whether it has neither objects nor versions.
    var isEmpty: Bool { totals.objectCount == 0 && versionCount == 0 }

    var info: ContainerInfo {
        ContainerInfo(
            createdAt: createdAt, modifiedAt: modifiedAt, policy: policy, totals: totals,
            isEmpty: isEmpty)
    }

    var stat: ContainerStat {
        ContainerStat(
            createdAt: createdAt, modifiedAt: modifiedAt, policy: policy,
            metadata: metadata.metadata, totals: totals)
    }
}

extension AccountHead {
    func checkQuarantine(_ name: AccountName) throws(StorageError) {
        if isQuarantined {
            throw StorageError(.unavailable, "account /\(name) waits to be rebuilt")
        }
    }
}

extension ContainerHead {
    func checkQuarantine(_ address: ContainerAddress) throws(StorageError) {
        if isQuarantined {
            throw StorageError(.unavailable, "container \(address) waits to be rebuilt")
        }
    }
}

/// What the records of accounts and containers have in common.
enum HeadRecord {
    static let version: UInt8 = 1

    static func reader(_ span: RawSpan) throws(StorageError) -> FieldReader {
        var reader = FieldReader()
        guard reader.byte(span) == version else {
            throw StorageError(.corrupt, "an account or container of an unknown kind in the index")
        }
        return reader
    }

    static func encode(_ metadata: TimedMetadata) -> Bytes {
        var writer = FieldWriter()
        writer.append(version)
        writer.append(number: UInt64(metadata.entries.count))
        for (name, entry) in metadata.entries.sorted(by: { $0.key < $1.key }) {
            writer.append(name)
            writer.append(entry.value == nil ? 0 : 1)
            if let value = entry.value { writer.append(value) }
            writer.append(entry.changedAt)
        }
        return writer.finish()
    }

    static func metadata(_ span: RawSpan) throws(StorageError) -> TimedMetadata {
        var reader = try reader(span)
        var entries: [String: TimedMetadata.Entry] = [:]
        for _ in 0..<reader.number(span) where !reader.isDamaged {
            let name = reader.text(span)
            let value = reader.byte(span) == 0 ? nil : reader.text(span)
            entries[name] = TimedMetadata.Entry(value, at: reader.moment(span))
        }
        try reader.check("metadata")
        return TimedMetadata(entries)
    }

    /// Whose account it is or was, and the moment of its creation or deletion.
    static func encode(_ name: AccountName, at time: Timestamp) -> Bytes {
        var writer = FieldWriter()
        writer.append(version)
        writer.append(name.text)
        writer.append(time)
        return writer.finish()
    }

    static func account(
        _ span: RawSpan
    ) throws(StorageError) -> (name: AccountName, time: Timestamp) {
        var reader = try reader(span)
        let text = reader.text(span)
        let time = reader.moment(span)
        try reader.check("the name of an account")
        do {
            return (try AccountName(text), time)
        } catch {
            throw StorageError(.corrupt, "the name of an account in the index", cause: error)
        }
    }

    /// What is remembered of a deleted container.
    static func encode(tombstone: ContainerInfo) -> Bytes {
        var writer = FieldWriter()
        writer.append(version)
        writer.append(tombstone.createdAt)
        writer.append(tombstone.modifiedAt)
        writer.append(tombstone.deletedAt ?? tombstone.modifiedAt)
        writer.append(number: UInt64(tombstone.policy.number))
        return writer.finish()
    }

    static func tombstone(_ span: RawSpan) throws(StorageError) -> ContainerInfo {
        var reader = try reader(span)
        let createdAt = reader.moment(span)
        let modifiedAt = reader.moment(span)
        let deletedAt = reader.moment(span)
        let policy = PolicyIndex(UInt32(truncatingIfNeeded: reader.number(span)))
        try reader.check("what is left of a container")
        return ContainerInfo(
            createdAt: createdAt, modifiedAt: modifiedAt, deletedAt: deletedAt, policy: policy)
    }

    /// Where a container belongs, by its number.
    static func encode(_ address: ContainerAddress, account: UInt64) -> Bytes {
        var writer = FieldWriter()
        writer.append(version)
        writer.append(number: account)
        writer.append(address.account.text)
        writer.append(address.container.text)
        return writer.finish()
    }

    static func address(
        _ span: RawSpan
    ) throws(StorageError) -> (address: ContainerAddress, account: UInt64) {
        var reader = try reader(span)
        let account = reader.number(span)
        let name = reader.text(span)
        let container = reader.text(span)
        try reader.check("the address of a container")
        do {
            let address = ContainerAddress(try AccountName(name), try ContainerName(container))
            return (address, account)
        } catch {
            throw StorageError(.corrupt, "the address of a container in the index", cause: error)
        }
    }
}
