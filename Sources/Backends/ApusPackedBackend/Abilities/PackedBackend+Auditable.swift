// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusIO
import ApusLocalFiles
import ApusModel
public import ApusStorage

extension PackedBackend: Auditable {
    public func indexes(
        after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<IndexAddress> {
        try await store.lanes.reading.working { [store] () throws(StorageError) in
            try AuditWalk(index: try store.readable()).indexes(after: position, limit: limit)
        }
    }

    public func objects(
        _ selection: ObjectSelection, after position: AuditPosition?, limit: Int
    ) async throws(StorageError) -> AuditPage<ObjectLocation> {
        try await store.lanes.reading.working { [store] () throws(StorageError) in
            let walk = AuditWalk(index: try store.readable())
            return switch selection {
            case .all: try walk.objects(after: position, limit: limit)
            case .expired(let second):
                try walk.expired(by: second, after: position, limit: limit)
            }
        }
    }

    public func verify(
        _ location: ObjectLocation, read: @Sendable (Bytes) async -> Void
    ) async throws(StorageError) -> AuditVerdict {
        do throws(StorageError) {
            guard let object = try await openForAudit(location) else { return .gone }
            guard object.sizeBytes == object.row.sizeBytes else {
                return .damaged("\(object.sizeBytes) bytes instead of \(object.row.sizeBytes)")
            }
            var position: UInt64 = 0
            while position < object.sizeBytes {
                let bytes = try await object.readIntoMemory(position..<object.sizeBytes)
                guard !bytes.isEmpty else { return .damaged("it ends at byte \(position)") }
                position += UInt64(bytes.count)
                await read(bytes)
                if Task.isCancelled { throw StorageError(.cancelled, "audit of \(location)") }
            }
            return .intact
        } catch {
            // The device's failure to read is this object's, as long as others can be read.
            guard error.reason == .corrupt else { throw error }
            return .damaged(error.detail)
        }
    }

    /// The object that a walk met, to be read from the device; nil when another one stands there.
    private func openForAudit(
        _ location: ObjectLocation
    ) async throws(StorageError) -> PackedObject? {
        guard let container = try await store.foundContainer(location.container) else {
            return nil
        }
        let request = PackedObject.Request(
            place: FileObject.Place(container: location.container, key: location.key),
            rowKey: RowKey.encode(location.key, in: container.id), isReadOnce: true,
            verifies: true)
        for _ in 0..<10 {
            let found = try await store.lanes.reading.working {
                [store] () throws(StorageError) in
                try PackedObject.open(request, try store.readable(), .once, store.bodies)
            }
            guard case .value(let opening) = found else { return nil }
            guard case .opened(let object) = opening else { continue }
            return object.row.modifiedAt == location.modifiedAt ? object : nil
        }
        throw StorageError(.corrupt, "the body of \(location) is missing")
    }

    public func quarantine(
        _ location: ObjectLocation, reason: String
    ) async throws(StorageError) -> Bool {
        guard try await store.foundContainer(location.container) != nil else { return false }
        return try await store.perform { [store] transaction throws(StorageError) in
            guard var head = try transaction.container(location.container) else { return false }
            let key = RowKey.encode(location.key, in: head.id)
            guard let stored = try transaction.row(key),
                stored.row.modifiedAt == location.modifiedAt
            else { return false }
            try store.setAside(stored, location, reason, transaction)
            transaction.setRow(key, nil, over: stored)
            transaction.leave { $0.touch(RowPlace(container: head.id, key: location.key)) }
            head.count(stored.row, nil, at: location.key)
            try transaction.set(location.container, head)
            return true
        }
    }

    public func verify(_ index: IndexAddress) async throws(StorageError) -> AuditVerdict {
        do throws(StorageError) {
            switch index {
            case .account(let name):
                guard let head = try await store.account(name), head.deletedAt == nil else {
                    return .gone
                }
                if head.isQuarantined { return .damaged("it waits to be rebuilt") }
                return try await store.totalsAgree(of: name)
                    ? .intact : .damaged("the totals are not those of the containers")
            case .container(let address):
                guard let head = try await store.foundContainer(address) else { return .gone }
                if head.isQuarantined { return .damaged("it waits to be rebuilt") }
                return try await store.verify(head, at: address)
            }
        } catch {
            guard error.reason == .corrupt else { throw error }
            return .damaged(error.detail)
        }
    }

    public func quarantine(
        _ index: IndexAddress, reason: String
    ) async throws(StorageError) {
        try await store.perform { [store] transaction throws(StorageError) in
            switch index {
            case .account(let name):
                guard var head = try transaction.account(name), head.deletedAt == nil else {
                    return
                }
                head.isQuarantined = true
                transaction.hide(name)
                transaction.set(name, head)
            case .container(let address):
                guard var head = try transaction.container(address) else { return }
                head.isQuarantined = true
                try transaction.set(address, head)
            }
            try store.note(index, reason)
        }
    }

    public func rebuild(_ index: IndexAddress) async throws(StorageError) -> RebuildReport {
        switch index {
        case .account(let name): try await store.rebuild(name)
        case .container(let address): try await store.rebuild(address)
        }
    }
}
