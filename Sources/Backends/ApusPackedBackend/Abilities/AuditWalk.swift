// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLocalFiles
import ApusModel
import ApusStorage

/// Walks the index for auditors, without keeping in memory what it reads. All of it blocks.
struct AuditWalk {
    /// How many containers without anything to tell a page of objects passes over.
    private static let emptyContainerLimit = 64

    let index: RocksIndex
    /// The state that rows are read of; the newest without one.
    let snapshot: RocksSnapshot?
    /// What ends a visit of many rows; nil for those that are few.
    let stop: StopFlag?

    init(index: RocksIndex, snapshot: RocksSnapshot? = nil, stop: StopFlag? = nil) {
        self.index = index
        self.snapshot = snapshot
        self.stop = stop
    }

    private struct Container {
        let name: ContainerName
        let head: ContainerHead
    }

    // MARK: Indexes

    func indexes(
        after position: AuditPosition?, limit: Int
    ) throws(StorageError) -> AuditPage<IndexAddress> {
        let place = position?.place
        var found: [IndexAddress] = []
        let accounts = accounts(from: place?.account)
        while let (name, head) = try next(accounts) {
            let isSame = name == place?.account
            if !isSame { found.append(.account(name)) }
            let containers = containers(of: head, after: isSame ? place?.container : nil)
            while found.count < limit, let container = try next(containers, of: head) {
                found.append(.container(ContainerAddress(name, container.name)))
            }
            if found.count >= limit {
                return AuditPage(found, next: found.last.map { AuditPosition(after: $0) })
            }
        }
        return AuditPage(found, next: nil)
    }

    /// A walk over accounts, this one first.
    private func accounts(from first: AccountName?) -> RocksIterator {
        let (from, to) = Keys.Kind.account.range
        let iterator = index.iterator(.heads, from: from, to: to, fillsCache: false)
        if let first { iterator.seek(Keys.account(first)) } else { iterator.seekToFirst() }
        return iterator
    }

    /// The next account that exists.
    private func next(
        _ accounts: RocksIterator
    ) throws(StorageError) -> (AccountName, AccountHead)? {
        while true {
            let found = try accounts.read { key, value throws(StorageError) in
                var reader = FieldReader(at: 1)
                let text = reader.rest(key)
                guard let name = try? AccountName(text) else {
                    throw StorageError(.corrupt, "the name of an account in the index")
                }
                return (name, try AccountHead(value))
            }
            guard let found else { return nil }
            accounts.next()
            if found.1.deletedAt == nil { return found }
        }
    }

    private func containers(
        of account: AccountHead, after last: ContainerName?
    ) -> RocksIterator {
        let from = Keys.container("", in: account.id)
        let to = Keys.container("", in: account.id + 1)
        let iterator = index.iterator(.heads, from: from, to: to, fillsCache: false)
        if let last {
            // NUL is the first byte there is: the next key that can be.
            iterator.seek(Keys.container(last.text + "\0", in: account.id))
        } else {
            iterator.seekToFirst()
        }
        return iterator
    }

    private func next(
        _ containers: RocksIterator, of account: AccountHead
    ) throws(StorageError) -> Container? {
        let found = try containers.read { key, value throws(StorageError) in
            var reader = FieldReader(at: 9)
            let text = reader.rest(key)
            guard let name = try? ContainerName(text) else {
                throw StorageError(.corrupt, "the name of a container in the index")
            }
            return Container(name: name, head: try ContainerHead(value, account: account.id))
        }
        if found != nil { containers.next() }
        return found
    }

    // MARK: Objects

    func objects(
        after position: AuditPosition?, limit: Int
    ) throws(StorageError) -> AuditPage<ObjectLocation> {
        let place = position?.place
        var found: [ObjectLocation] = []
        var visited = 0
        let accounts = accounts(from: place?.account)
        while let (name, head) = try next(accounts) {
            var last = name == place?.account ? place?.container : nil
            if let container = last, let key = place?.key {
                let address = ContainerAddress(name, container)
                if let container = try HeadRecord.find(container.text, in: head.id, index) {
                    found += locations(in: container, at: address, after: key, limit: limit)
                }
                if found.count >= limit { return page(found) }
            }
            let containers = containers(of: head, after: last)
            while let container = try next(containers, of: head) {
                last = container.name
                let address = ContainerAddress(name, container.name)
                found += locations(
                    in: container.head, at: address, after: nil, limit: limit - found.count)
                if found.count >= limit { return page(found) }
                visited += 1
                if visited >= Self.emptyContainerLimit {
                    return AuditPage(found, next: AuditPosition(after: .container(address)))
                }
            }
        }
        return AuditPage(found, next: nil)
    }

    private func page(_ found: [ObjectLocation]) -> AuditPage<ObjectLocation> {
        AuditPage(
            found, next: found.last.map { AuditPosition(after: $0.key, in: $0.container) })
    }

    /// None of a container that waits to be rebuilt or cannot be read.
    private func locations(
        in container: ContainerHead, at address: ContainerAddress, after key: ObjectKey?,
        limit: Int
    ) -> [ObjectLocation] {
        guard !container.isQuarantined else { return [] }
        var found: [ObjectLocation] = []
        do throws(StorageError) {
            try eachRow(of: container.id, after: key) { key, _, stored in
                found.append(ObjectLocation(stored.row, at: key, in: address))
                return found.count < limit
            }
        } catch {
            return found
        }
        return found
    }

    /// Visits rows in their order until it is told to stop.
    func eachRow(
        of container: UInt64, after key: ObjectKey? = nil,
        _ visit: (ObjectKey, Bytes, StoredRow) throws(StorageError) -> Bool
    ) throws(StorageError) {
        let (from, to) = RowKey.range(of: container)
        let rows = index.iterator(
            .rows, from: from, to: to, fillsCache: false, snapshot: snapshot)
        if let key {
            rows.seek(Bytes(RowKey.encode(key, in: container).array + [0]))
        } else {
            rows.seekToFirst()
        }
        while let (key, bytes, stored) = try rows.read({ key, value throws(StorageError) in
            (
                try RowKey.decode(key).key, key.bytes(0..<key.byteCount),
                try RowRecord.decode(value)
            )
        }) {
            try stop?.check()
            guard try visit(key, bytes, stored) else { return }
            rows.next()
        }
    }

    // MARK: Expiry

    /// The objects that have expired, in the order of their moments, which the index keeps.
    func expired(
        by second: UInt64, after position: AuditPosition?, limit: Int
    ) throws(StorageError) -> AuditPage<ObjectLocation> {
        let from = Keys.Kind.expiry.range.from
        let end = second == .max ? Keys.Kind.expiry.range.to : Keys.numbered(.expiry, second + 1)
        let keys = index.iterator(.heads, from: from, to: end, fillsCache: false)
        if let position, position.text.hasPrefix("e/"),
            let last = Hexadecimal.decode(position.text.dropFirst(2))
        {
            keys.seek(Bytes(last + [0]))
        } else {
            keys.seekToFirst()
        }
        var found: [ObjectLocation] = []
        while let key = try keys.read({ key, _ in key.bytes(0..<key.byteCount) }) {
            if let location = try location(expiry: key) { found.append(location) }
            keys.next()
            if found.count >= limit {
                return AuditPage(
                    found, next: AuditPosition("e/" + Hexadecimal.encode(key.array)))
            }
        }
        return AuditPage(found, next: nil)
    }

    private func location(expiry key: Bytes) throws(StorageError) -> ObjectLocation? {
        let rowKey = key[9..<key.count]
        let (container, object) = try rowKey.withSpan { span throws(StorageError) in
            try RowKey.decode(span)
        }
        guard object.space == .current,
            case .value(let address) = try address(of: container),
            case .value(let stored) = try index.find(
                rowKey, in: .rows, .once,
                read: { span throws(StorageError) in
                    try RowRecord.decode(span)
                })
        else { return nil }
        return ObjectLocation(stored.row, at: object, in: address)
    }

    private func address(
        of container: UInt64
    ) throws(StorageError) -> RocksIndex.Found<ContainerAddress> {
        try index.find(Keys.numbered(.address, container), in: .heads) {
            span throws(StorageError) in try HeadRecord.address(span).address
        }
    }
}
