// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

extension PackedStore {
    /// How many rows are looked at, or put back, at a time.
    private static let auditStep = 1_000

    /// The container, also when it waits to be rebuilt; nil when there is none.
    func foundContainer(
        _ address: ContainerAddress
    ) async throws(StorageError) -> ContainerHead? {
        do {
            return try await container(address)
        } catch {
            guard error.reason == .notFound else { throw error }
            return nil
        }
    }

    // MARK: Verifying

    /// Whether an account's totals are those of its containers. Between commits: on the
    /// committer's thread.
    func totalsAgree(of name: AccountName) async throws(StorageError) -> Bool {
        try await StopFlag.raisedByCancellation { stop async throws(StorageError) in
            try await perform { transaction throws(StorageError) in
                guard let head = try transaction.account(name) else { return true }
                return try transaction.sums(of: head, called: name, stop) == head.policies
            }
        }
    }

    /// Whether a container's counters are those of its rows, and every row's body is there.
    func verify(
        _ head: ContainerHead, at address: ContainerAddress
    ) async throws(StorageError) -> AuditVerdict {
        let snapshot = try await lanes.reading.working { [self] () throws(StorageError) in
            let index = try readable()
            let snapshot = index.snapshot()
            let known = try index.find(
                Keys.container(address.container.text, in: head.account), in: .heads, at: snapshot
            ) { span throws(StorageError) in try ContainerHead(span, account: head.account) }
            return (snapshot, known)
        }
        guard var wanted = snapshot.1, wanted.id == head.id else { return .gone }
        let (totals, versions, parts) = (wanted.totals, wanted.versionCount, wanted.partCount)
        wanted.totals = Totals()
        wanted.versionCount = 0
        wanted.partCount = 0
        var counted = wanted
        var key: ObjectKey?
        var incomplete: [ObjectKey] = []
        repeat {
            let start = key
            let sum = counted
            let step = try await lanes.reading.workingUntilCancelled {
                [self] stop throws(StorageError) in
                try look(at: sum, after: start, snapshot.0, stop)
            }
            counted = step.head
            incomplete += step.incomplete
            key = step.last
        } while key != nil
        guard counted.totals == totals, counted.versionCount == versions,
            counted.partCount == parts
        else { return .damaged("the totals are not those of the objects") }
        for key in incomplete {
            if Task.isCancelled { throw StorageError(.cancelled, "audit of \(address)") }
            // Those that were replaced or removed meanwhile are not damaged.
            guard let stored = try await row(RowKey.encode(key, in: head.id)) else { continue }
            let isThere = try await lanes.reading.working { [self] () throws(StorageError) in
                try isComplete(stored, try readable())
            }
            if !isThere { return .damaged("the body of \(address)/\(key.name) is missing or cut") }
        }
        return .intact
    }

    private struct Step: Sendable {
        var head: ContainerHead
        var incomplete: [ObjectKey] = []
        /// Nil at the end.
        var last: ObjectKey?
    }

    /// Counts some rows. Blocks.
    private func look(
        at head: ContainerHead, after key: ObjectKey?, _ snapshot: RocksSnapshot, _ stop: StopFlag
    ) throws(StorageError) -> Step {
        var step = Step(head: head)
        var count = 0
        let walk = AuditWalk(index: snapshot.index, snapshot: snapshot, stop: stop)
        try walk.eachRow(of: head.id, after: key) { key, _, stored throws(StorageError) in
            step.head.count(nil, stored.row, at: key)
            if try !isComplete(stored, snapshot.index) { step.incomplete.append(key) }
            count += 1
            step.last = key
            return count < Self.auditStep
        }
        if count < Self.auditStep { step.last = nil }
        return step
    }

    private func isComplete(
        _ stored: StoredRow, _ index: RocksIndex
    ) throws(StorageError) -> Bool {
        for part in stored.parts {
            switch part.place {
            case .file:
                guard let status = try? FileCalls.status(layout.body(part.id)),
                    status.sizeBytes >= BodyFormat.copyOffset(part.sizeBytes)
                else { return false }
            case .index:
                let found = try index.find(Keys.body(part.id), in: .bodies, .once) { _ in }
                if case .missing = found { return false }
            }
        }
        return true
    }

    // MARK: Setting aside

    /// Keeps an object's bodies where nobody serves them, with a note. Blocks.
    func setAside(
        _ stored: StoredRow, _ location: ObjectLocation, _ reason: String,
        _ transaction: Transaction
    ) throws(StorageError) {
        let fields = RowCopy.encode(stored.row, at: location.key)
        let lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }
        let note =
            "\(location)\n\(reason)\n\ncontainer: \(location.container)\n" + lines.joined()
        let files = stored.parts.filter { $0.place == .file }
        try bodies.quarantine(
            BodyList(files.map { BodyList.Part(id: $0.id, sizeBytes: $0.sizeBytes) }), note: note)
        for part in stored.parts {
            switch part.place {
            case .file: transaction.delete(Keys.body(.file, part.id), in: .heads)
            case .index:
                let content = try? transaction.index.find(Keys.body(part.id), in: .bodies) {
                    span throws(StorageError) in try SmallBody.content(span, of: part)
                }
                try StoreLayout.replaceFile("\(layout.quarantined)/\(part.id).txt", with: note)
                if case .value(let content)? = content {
                    try StoreLayout.replaceFile(
                        "\(layout.quarantined)/\(part.id)", with: content)
                }
                transaction.delete(Keys.body(part.id), in: .bodies)
            }
        }
    }

    /// Writes down why an index was set aside. Blocks.
    func note(_ index: IndexAddress, _ reason: String) throws(StorageError) {
        try StoreLayout.makeDirectory(layout.quarantined)
        let name = StoreLayout.fileName(index.description, limit: 200)
        try StoreLayout.replaceFile(
            "\(layout.quarantined)/index\(name).txt", with: "\(index)\n\(reason)\n")
    }

    // MARK: Rebuilding

    /// Counts an account's containers anew.
    func rebuild(_ name: AccountName) async throws(StorageError) -> RebuildReport {
        try await StopFlag.raisedByCancellation { stop async throws(StorageError) in
            try await perform { transaction throws(StorageError) in
                guard var head = try transaction.account(name), head.deletedAt == nil else {
                    return RebuildReport()
                }
                head.policies = try transaction.sums(of: head, called: name, stop)
                head.isQuarantined = false
                transaction.set(name, head)
                return RebuildReport(restored: head.containerCount)
            }
        }
    }

    /// Puts back the rows that bodies tell of, and counts all rows anew.
    func rebuild(_ address: ContainerAddress) async throws(StorageError) -> RebuildReport {
        guard let head = try await foundContainer(address) else {
            throw StorageError(.notFound, "container \(address)")
        }
        guard head.isQuarantined else { return RebuildReport() }
        var report = RebuildReport()
        let (lost, unreadable) = try await lanes.sealing.workingUntilCancelled {
            [self] stop throws(StorageError) in
            try findLost(of: head.id, at: address, try readable(), stop)
        }
        report.unreadable = unreadable
        for start in stride(from: 0, to: lost.count, by: Self.auditStep) {
            if Task.isCancelled { throw StorageError(.cancelled, "rebuilding \(address)") }
            let some = lost[start..<min(start + Self.auditStep, lost.count)]
            try await perform { transaction throws(StorageError) in
                for (key, stored) in some where try transaction.row(key) == nil {
                    transaction.setRow(key, stored, over: nil)
                }
            }
        }
        // Nobody changes it while it is set aside, so the rows are what they were.
        let counted = try await lanes.sealing.workingUntilCancelled {
            [self] stop throws(StorageError) in
            var counted = head
            counted.totals = Totals()
            counted.versionCount = 0
            counted.partCount = 0
            var count: UInt64 = 0
            let walk = AuditWalk(index: try readable(), stop: stop)
            try walk.eachRow(of: head.id) { key, _, stored in
                counted.count(nil, stored.row, at: key)
                count += 1
                return true
            }
            return (counted, count)
        }
        report.restored = counted.1
        try await perform { transaction throws(StorageError) in
            guard let now = try transaction.container(address), now.id == head.id else { return }
            var new = counted.0
            new.isQuarantined = false
            new.modifiedAt = now.modifiedAt
            new.metadata = now.metadata
            try transaction.set(address, new)
        }
        return report
    }

    /// Rows of a container that bodies carry and the index has not. Blocks, for as long as it
    /// takes to read every body's copy of its row.
    private func findLost(
        of container: UInt64, at address: ContainerAddress, _ index: RocksIndex, _ stop: StopFlag
    ) throws(StorageError) -> (rows: [(key: Bytes, stored: StoredRow)], unreadable: UInt64) {
        // A body that a row has is not lost, whatever its own copy tells: a part tells of what it
        // was before its object was assembled, a large body perhaps of where it was before it was
        // moved.
        var taken: Set<BodyID> = []
        try AuditWalk(index: index, stop: stop).eachRow(of: container) { _, _, stored in
            for part in stored.parts where part.place == .file || stored.parts.count > 1 {
                taken.insert(part.id)
            }
            return true
        }
        var lost: [(key: Bytes, stored: StoredRow)] = []
        var unreadable: UInt64 = 0
        func consider(_ key: Bytes, _ stored: StoredRow) throws(StorageError) {
            let found = try index.find(key, in: .rows, .once) { _ in }
            guard case .missing = found else { return }
            lost.append((key, stored))
        }
        let (from, _) = RowKey.range(of: container)
        let small = index.iterator(.bodies, from: Bytes(), to: nil, fillsCache: false)
        small.seekToFirst()
        while let copy = try small.read({ _, value in try? SmallBody.row(value) }) {
            small.next()
            try stop.check()
            guard let (key, stored) = copy else {
                unreadable += 1
                continue
            }
            if key.count > 8, key[0..<8] == from { try consider(key, stored) }
        }
        try bodies.eachBody { id, path throws(StorageError) in
            try stop.check()
            // One without an entry was never committed, or has lost its row.
            let entry = try index.find(Keys.body(.file, id), in: .heads) { _ in }
            guard case .value = entry else { return }
            guard let copy = try? BodyCopy.read(path) else {
                unreadable += 1
                return
            }
            guard copy.container == address, copy.bodies.parts.first?.id == id else { return }
            var parts: [StoredRow.Part] = []
            for part in copy.bodies.parts {
                let file = try index.find(Keys.body(.file, part.id), in: .heads) { _ in }
                let place: StoredRow.Place
                if case .value = file { place = .file } else { place = .index }
                parts.append(
                    StoredRow.Part(place: place, id: part.id, sizeBytes: part.sizeBytes))
            }
            try consider(
                RowKey.encode(copy.key, in: container), StoredRow(row: copy.row, parts: parts))
        }
        for (_, stored) in lost { taken.formUnion(stored.parts.dropFirst().map(\.id)) }
        var newest: [Bytes: StoredRow] = [:]
        for (key, stored) in lost {
            if let first = stored.parts.first, taken.contains(first.id) { continue }
            if let known = newest[key], known.row.modifiedAt > stored.row.modifiedAt { continue }
            newest[key] = stored
        }
        return (newest.map { ($0.key, $0.value) }, unreadable)
    }
}

extension Transaction {
    /// What the containers of an account add up to, with what this batch has done. Blocks for as
    /// long as it takes to read their heads.
    func sums(
        of account: AccountHead, called name: AccountName, _ stop: StopFlag
    ) throws(StorageError) -> [PolicyIndex: AccountStat.PolicyStat] {
        var sums = AccountHead(id: account.id, createdAt: account.createdAt)
        var changed: [String: ContainerHead?] = [:]
        // The batch may be about other accounts' containers of the same names, too.
        for (address, head) in containers where address.account == name {
            changed[address.container.text] = head
        }
        let from = Keys.container("", in: account.id)
        let heads = index.iterator(.heads, from: from, to: Keys.container("", in: account.id + 1))
        heads.seekToFirst()
        while let (name, head) = try heads.read({ key, value throws(StorageError) in
            var reader = FieldReader(at: 9)
            return (reader.rest(key), try ContainerHead(value, account: account.id))
        }) {
            heads.next()
            try stop.check()
            if changed[name] == nil { sums.count(nil, head) }
        }
        for head in changed.values {
            if let head, head.account == account.id { sums.count(nil, head) }
        }
        return sums.policies
    }
}
