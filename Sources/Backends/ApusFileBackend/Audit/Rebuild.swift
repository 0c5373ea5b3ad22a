// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusLocalFiles
import ApusModel
import ApusStorage

/// Makes the index of a container anew from what bodies tell of themselves.
struct ContainerRebuild {
    let address: ContainerAddress
    let account: AccountIndex
    let backend: FileBackend

    /// What can still be read of the old index.
    private struct Salvage {
        var createdAt: Timestamp?
        var modifiedAt: Timestamp?
        var metadata = TimedMetadata()
        var doomed: Set<BodyID> = []
    }

    func run() async throws(StorageError) -> RebuildReport {
        let backend = backend
        let made = try await backend.lanes.committing.workingUntilCancelled {
            stop throws(StorageError) in try make(stop)
        }
        guard let made else { return RebuildReport() }
        try await account.writer.perform { [address] database, state throws(StorageError) in
            guard !state.isDeleted, !state.isGone else {
                throw StorageError(.deleted, "account /\(address.account)")
            }
            try database.run(
                "UPDATE containers SET file = ?2 WHERE name = ?1 AND file = ?3",
                .text(address.container.text), .text(made.file), .text(made.oldFile))
        }
        try await backend.lanes.committing.working { [account, address] () throws(StorageError) in
            try account.containerRebuilt(address.container, made.policy, to: made.summary)
        }
        return made.report
    }

    private struct Made: Sendable {
        var report: RebuildReport
        var file: String
        var oldFile: String
        var policy: PolicyIndex
        var summary: ContainerSummary
    }

    /// Writes the new index; nil when the old one is in its place. Blocks.
    private func make(_ stop: StopFlag) throws(StorageError) -> Made? {
        guard let found = try account.find(address.container) else {
            throw StorageError(.notFound, "container \(address)")
        }
        let directory = StoreLayout.containers(ofAccountIn: account.directory)
        guard !StoreLayout.exists("\(directory)/\(found.file)") else { return nil }
        var report = RebuildReport()
        let salvage = salvage(found.file)
        let rows = try collect(without: salvage.doomed, &report, stop)
        let totals = rows.values.reduce(into: Totals()) { sum, copy in
            guard copy.key.space == .current else { return }
            sum = sum + Totals(objectCount: 1, bytesUsed: copy.row.sizeBytes)
        }
        let oldest = rows.values.map(\.row.createdAt).min()
        let createdAt = salvage.createdAt ?? oldest ?? account.writer.state.createdAt
        let modifiedAt = max(salvage.modifiedAt ?? createdAt, createdAt)
        let id = backend.store.newID()
        let file = StoreLayout.fileName(address.container.text, limit: 150) + "~\(id).db"
        let path = "\(directory)/\(file)"
        try backend.record.touch(String(path.dropFirst(backend.layout.root.utf8.count + 1)))
        try Schema.create(path, Schema.container) { database throws(StorageError) in
            try database.run(
                "INSERT INTO container VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                .text(address.account.text), .text(address.container.text),
                .text(createdAt.description), .text(modifiedAt.description),
                .integer(Int64(found.policy.number)),
                .integer(Int64(bitPattern: totals.objectCount)),
                .integer(Int64(bitPattern: totals.bytesUsed)))
            try Schema.writeMetadata(salvage.metadata, over: TimedMetadata(), database)
            for copy in rows.values {
                try stop.check()
                try StoredRow.insert(copy.row, copy.bodies, at: copy.key, database)
            }
        }
        report.restored = UInt64(rows.count)
        return Made(
            report: report, file: file, oldFile: found.file, policy: found.policy,
            summary: ContainerSummary(totals: totals, modifiedAt: modifiedAt))
    }

    /// The newest copy of every key, but for bodies that had lost their row.
    private func collect(
        without doomed: Set<BodyID>, _ report: inout RebuildReport, _ stop: StopFlag
    ) throws(StorageError) -> [ObjectKey: BodyCopy] {
        var copies: [(id: BodyID, copy: BodyCopy)] = []
        var existing: Set<BodyID> = []
        var unreadable: UInt64 = 0
        try backend.store.eachBody { id, path throws(StorageError) in
            try stop.check()
            existing.insert(id)
            guard !doomed.contains(id), !backend.store.isStaged(id) else { return }
            do throws(StorageError) {
                guard let copy = try BodyCopy.read(path) else {
                    unreadable += 1
                    return
                }
                if copy.container == address { copies.append((id, copy)) }
            } catch {
                unreadable += 1
            }
        }
        report.unreadable = unreadable
        // What was assembled names its parts, which still tell of what they were before.
        var parts: Set<BodyID> = []
        for (_, copy) in copies { parts.formUnion(copy.bodies.parts.dropFirst().map(\.id)) }
        var rows: [ObjectKey: (id: BodyID, copy: BodyCopy)] = [:]
        for (id, copy) in copies where !parts.contains(id) {
            guard copy.bodies.parts.first?.id == id,
                copy.bodies.parts.allSatisfy({ existing.contains($0.id) })
            else { continue }
            if let known = rows[copy.key], known.copy.row.modifiedAt > copy.row.modifiedAt {
                continue
            }
            rows[copy.key] = (id, copy)
        }
        return rows.mapValues(\.copy)
    }

    private func salvage(_ file: String) -> Salvage {
        var salvage = Salvage()
        let name = account.directory.split(separator: "/").last ?? ""
        let path = "\(backend.layout.quarantined)/\(name)~\(file)"
        guard StoreLayout.exists(path), let database = try? Schema.open(path) else {
            return salvage
        }
        if let state = try? ContainerIndex.readState(database) {
            salvage.createdAt = state.createdAt
            salvage.modifiedAt = state.modifiedAt
        }
        if let metadata = try? Schema.readMetadata(database) { salvage.metadata = metadata }
        if let doomed = try? DoomedBodies.read(database) { salvage.doomed = Set(doomed) }
        return salvage
    }
}

/// Makes the index of an account anew from its containers' indexes.
struct AccountRebuild {
    let name: AccountName
    let layout: StoreLayout
    let stop: StopFlag

    fileprivate struct Container {
        var file: String
        /// What its file is named by; later ones are greater.
        var id: BodyID?
        var createdAt: Timestamp
        var policy: PolicyIndex
        var summary: ContainerSummary

        func isNewer(than other: Container) -> Bool {
            guard let own = id else { return false }
            guard let others = other.id else { return true }
            return (own.epoch, own.number) > (others.epoch, others.number)
        }
    }

    /// What can still be read of the old index.
    private struct Salvage {
        var createdAt: Timestamp?
        var metadata = TimedMetadata()
        var tombstones: [String: Timestamp] = [:]
        /// Containers whose own indexes are set aside.
        var quarantined: [String: Container] = [:]
    }

    /// Blocks.
    func run() throws(StorageError) -> RebuildReport {
        let directory = layout.account(name)
        let mark = StoreLayout.quarantineMark(ofAccountIn: directory)
        let path = StoreLayout.index(ofAccountIn: directory)
        guard StoreLayout.exists(mark) else { return RebuildReport() }
        // A rebuilding that was killed has made it, and only left the mark.
        if StoreLayout.exists(path) { try StoreLayout.removeDatabase(path) }
        var report = RebuildReport()
        let old = salvage()
        let containers = try containers(in: directory, &report).filter { name, container in
            // One that was deleted and whose file was not removed yet.
            old.tombstones[name].map { $0 < container.createdAt } ?? true
        }.merging(old.quarantined) { found, _ in found }
        let oldest = containers.values.map(\.createdAt).min()
        try Schema.create(path, Schema.account) { database throws(StorageError) in
            try database.run(
                "INSERT INTO account VALUES (?1, ?2, NULL)", .text(name.text),
                .text((old.createdAt ?? oldest ?? .zero).description))
            try Schema.writeMetadata(old.metadata, over: TimedMetadata(), database)
            for (container, found) in containers {
                try database.run(
                    "INSERT INTO containers VALUES (?1, ?2, ?3, ?4, ?5, ?6)", .text(container),
                    .text(found.file), .text(found.summary.modifiedAt.description),
                    .integer(Int64(found.policy.number)),
                    .integer(Int64(bitPattern: found.summary.totals.objectCount)),
                    .integer(Int64(bitPattern: found.summary.totals.bytesUsed)))
            }
        }
        try StoreLayout.removeFile(mark)
        try calling { () throws(SystemError) in try FileCalls.syncDirectory(directory) }
        report.restored = UInt64(containers.count)
        return report
    }

    private func containers(
        in directory: String, _ report: inout RebuildReport
    ) throws(StorageError) -> [String: Container] {
        let folder = StoreLayout.containers(ofAccountIn: directory)
        var found: [String: Container] = [:]
        for file in try StoreLayout.entries(of: folder) where file.hasSuffix(".db") {
            try stop.check()
            do throws(StorageError) {
                let database = try Schema.open("\(folder)/\(file)")
                let state = try ContainerIndex.readState(database)
                let head = try database.statement("SELECT account, name FROM container")
                guard try head.step(), head.text(0) == name.text else { continue }
                let id = file.dropLast(3).split(separator: "~").last.flatMap { BodyID($0) }
                let container = Container(
                    file: file, id: id, createdAt: state.createdAt, policy: state.policy,
                    summary: state.summary)
                let text = head.text(1)
                if let known = found[text], known.isNewer(than: container) { continue }
                found[text] = container
            } catch {
                report.unreadable += 1
            }
        }
        return found
    }

    private func salvage() -> Salvage {
        var salvage = Salvage()
        let directory = layout.account(name).split(separator: "/").last ?? ""
        guard let path = layout.latestQuarantined("accounts~\(directory)~account.db"),
            let database = try? Schema.open(path)
        else {
            return salvage
        }
        if let head = try? database.statement("SELECT created_at FROM account"),
            (try? head.step()) == true
        {
            salvage.createdAt = Timestamp(head.text(0))
        }
        salvage.metadata = (try? Schema.readMetadata(database)) ?? TimedMetadata()
        if let rows = try? database.statement("SELECT name, deleted_at FROM tombstones") {
            while (try? rows.step()) == true {
                salvage.tombstones[rows.text(0)] = Timestamp(rows.text(1))
            }
        }
        let rows = try? database.statement(
            "SELECT name, file, modified_at, policy, object_count, bytes_used FROM containers")
        while let rows, (try? rows.step()) == true {
            let file = rows.text(1)
            guard StoreLayout.exists("\(layout.quarantined)/\(directory)~\(file)"),
                let modifiedAt = Timestamp(rows.text(2))
            else { continue }
            let totals = Totals(
                objectCount: UInt64(bitPattern: rows.integer(4)),
                bytesUsed: UInt64(bitPattern: rows.integer(5)))
            salvage.quarantined[rows.text(0)] = Container(
                file: file, id: nil, createdAt: modifiedAt,
                policy: PolicyIndex(UInt32(truncatingIfNeeded: rows.integer(3))),
                summary: ContainerSummary(totals: totals, modifiedAt: modifiedAt))
        }
        return salvage
    }
}
