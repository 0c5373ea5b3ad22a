// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusDigest
package import ApusIO
package import ApusModel
import ApusStorage

/// The server's own documents, by name in containers of a reserved account that no client reaches.
///
/// They lie in the first back-end and are durable once a function returns; where that has slow
/// media, their documents are pinned in its cache. A container comes
/// with its first record; reading from one that is not there finds nothing. Its functions throw
/// `StoreError` where said, and `StorageError` from the engine.
package struct RecordStore: Sendable {
    /// What must hold for a change.
    package enum Condition: Hashable, Sendable {
        /// Nothing.
        case always
        /// There is no record of that name.
        case mustBeNew
        /// It was last changed at this moment (`RecordInfo.modifiedAt`).
        case unchanged(since: Timestamp)
    }

    private let backend: any Backend
    private let policy: PolicyIndex
    private let account: AccountName
    private let clock: StoreClock
    private let compute: Lane

    /// - Precondition: the account is a reserved one.
    package init(_ store: ObjectStore, in account: AccountName) {
        precondition(account.isReserved, "clients could reach \(account)")
        let policies = store.policies
        backend = policies.backends[0]
        policy = (policies.all.first { $0.backendNumber == 0 } ?? policies.standard).index
        self.account = account
        clock = store.clock
        compute = store.compute
    }

    // MARK: Changing

    /// Puts a document, replacing the one of that name.
    ///
    /// - Parameters:
    ///   - fields: small texts that are read and changed without the document (`update`).
    ///   - listing: those that listings show; few and short.
    /// - Throws: `StoreError.alreadyExists` when it must be new, `.outdated` when it must not
    ///   have changed.
    @discardableResult
    package func put(
        _ name: ObjectName, in container: ContainerName, _ document: Bytes,
        fields: [String: String] = [:], listing: [String: String] = [:],
        if condition: Condition = .always
    ) async throws -> RecordInfo {
        try await put(
            name, in: container, body: BodyReader(document), fields: fields, listing: listing,
            if: condition)
    }

    /// Puts a document of any size as it comes.
    ///
    /// - Throws: as `put` of bytes, and what the body throws; nothing has changed then.
    @discardableResult
    package func put(
        _ name: ObjectName, in container: ContainerName, body: BodyReader,
        fields: [String: String] = [:], listing: [String: String] = [:],
        if condition: Condition = .always
    ) async throws -> RecordInfo {
        let broker = self.broker(container)
        // Some engines stage only in containers that are there.
        if try await !broker.exists() { try await create(container) }
        let writer = try await broker.stage(sizeBytes: body.lengthBytes)
        do {
            let intake = BodyIntake(writer: writer, compute: compute, limitBytes: .max)
            let taken = try await intake.take(body)
            let staged = try await writer.seal()
            let row = ObjectRow(
                createdAt: clock.tick(), sizeBytes: taken.sizeBytes, etag: taken.etag,
                contentType: "application/octet-stream", system: Metadata(fields),
                listing: listing)
            try await commit(name, broker, condition, .put(row, staged))
            if row.sizeBytes > 0 { try await pin(name, in: container) }
            return RecordInfo(name: name, row)
        } catch {
            await writer.abandon()
            throw error
        }
    }

    /// Changes what is known of a record, not the document itself: a value replaces, nil removes.
    ///
    /// Two updates of one record at a time both take effect; `change` is called again when
    /// somebody else was faster.
    ///
    /// - Returns: nil when there is no such record, or when `change` gave up with nil.
    @discardableResult
    package func update(
        _ name: ObjectName, in container: ContainerName,
        _ change: (RecordInfo) throws -> RecordInfo?
    ) async throws -> RecordInfo? {
        let broker = self.broker(container)
        while true {
            guard var row = try await Self.row(name, broker),
                let changed = try change(RecordInfo(name: name, row))
            else { return nil }
            let condition = Condition.unchanged(since: row.modifiedAt)
            row.system = Metadata(changed.fields)
            row.listing = changed.listing
            row.modifiedAt = clock.tick()
            do {
                try await commit(name, broker, condition, .amend(row))
                return RecordInfo(name: name, row)
            } catch StoreError.outdated {
                try Task.checkCancellation()
            }
        }
    }

    /// Removes a record.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `StoreError.outdated` when it must not have changed.
    @discardableResult
    package func remove(
        _ name: ObjectName, in container: ContainerName, if condition: Condition = .always
    ) async throws -> Bool {
        let broker = self.broker(container)
        do {
            return try await commit(name, broker, condition, .remove(at: clock.tick())) != nil
        } catch let error as StorageError {
            guard error.isAbsence else { throw error }
            return false
        }
    }

    /// Removes a container, if it has no records.
    package func removeIfEmpty(_ container: ContainerName) async throws {
        do {
            try await broker(container).delete(at: clock.tick())
        } catch {
            guard error.isAbsence || error.reason == .notEmpty else { throw error }
        }
    }

    // MARK: Reading

    /// A record with its document; nil when there is none.
    ///
    /// - Throws: `BodyError.tooLong` when the document is larger than the limit.
    package func get(
        _ name: ObjectName, in container: ContainerName, limitBytes: Int = 16 * 1024 * 1024
    ) async throws -> (info: RecordInfo, document: Bytes)? {
        guard let (info, body) = try await open(name, in: container) else { return nil }
        return (info, try await body.collect(limitBytes: limitBytes))
    }

    /// A record with its document as a stream, from `offset` on; nil when there is none. What was
    /// opened stays readable whatever happens to the record.
    package func open(
        _ name: ObjectName, in container: ContainerName, from offset: UInt64 = 0
    ) async throws -> (info: RecordInfo, body: BodyReader)? {
        do {
            let file = try await file(name, in: container)
            let sizeBytes = file.row.sizeBytes
            let range = min(offset, sizeBytes)..<sizeBytes
            let cursor = FileCursor(file, range) { _ in }
            let body = BodyReader(lengthBytes: UInt64(range.count)) { try await cursor.next() }
            return (RecordInfo(name: name, file.row), body)
        } catch let error as StorageError {
            guard error.isAbsence else { throw error }
            return nil
        }
    }

    /// What is known of a record without its document; nil when there is none.
    package func info(
        _ name: ObjectName, in container: ContainerName
    ) async throws -> RecordInfo? {
        try await Self.row(name, broker(container)).map { RecordInfo(name: name, $0) }
    }

    /// One page of the records of a container, in the order of their names (`query`: markers,
    /// prefix, limit, reversed); empty when there are no more.
    package func list(
        _ container: ContainerName, _ query: ListingQuery = ListingQuery()
    ) async throws -> [RecordListing] {
        let page: ListingPage
        do {
            page = try await broker(container).list(query)
        } catch {
            guard error.isAbsence else { throw error }
            return []
        }
        return page.entries.compactMap { entry in
            guard case .object(let object) = entry, let name = try? ObjectName(object.name) else {
                return nil
            }
            return RecordListing(
                name: name, sizeBytes: object.sizeBytes, modifiedAt: object.modifiedAt,
                listing: object.extras)
        }
    }

    // MARK: The engine

    /// How long a document that is on slow media only is waited for.
    private static let recallLimit = Duration.seconds(60)

    /// Keeps a document in the cache of an engine that has slow media.
    private func pin(
        _ name: ObjectName, in container: ContainerName
    ) async throws(StorageError) {
        guard let staging = backend as? any Staging else { return }
        do {
            try await staging.stageIn(
                [ObjectKey(name)], in: ContainerAddress(account, container), pin: true)
        } catch {
            // Somebody has removed it already.
            guard error.isAbsence else { throw error }
        }
    }

    /// The document, which comes from slow media where the process was killed before the pin.
    private func file(
        _ name: ObjectName, in container: ContainerName
    ) async throws -> any ObjectFile {
        let broker = self.broker(container)
        let start = ContinuousClock.now
        var isAsked = false
        while true {
            do {
                return try await broker.open(ObjectKey(name))
            } catch {
                guard error.reason == .busy, backend is any Staging,
                    start.duration(to: .now) < Self.recallLimit
                else { throw error }
            }
            if !isAsked { try await pin(name, in: container) }
            isAsked = true
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func broker(_ container: ContainerName) -> any ContainerBroker {
        backend.container(ContainerAddress(account, container))
    }

    private func create(_ container: ContainerName) async throws {
        _ = try await backend.account(account).create(at: clock.tick(), metadata: [:])
        _ = try await broker(container).create(
            ContainerRecord(createdAt: clock.tick(), defaultPolicy: policy))
    }

    private static func row(
        _ name: ObjectName, _ broker: any ContainerBroker
    ) async throws -> ObjectRow? {
        do {
            return try await broker.row(ObjectKey(name))
        } catch {
            guard error.isAbsence else { throw error }
            return nil
        }
    }

    @discardableResult
    private func commit(
        _ name: ObjectName, _ broker: any ContainerBroker, _ condition: Condition,
        _ effect: ObjectChange.Effect
    ) async throws -> ObjectRow? {
        let requires: ObjectChange.Guard =
            switch condition {
            case .always: .always
            case .mustBeNew: .absent
            case .unchanged(let moment): .row(modifiedAt: moment)
            }
        do {
            return try await broker.commit([
                ObjectChange(ObjectKey(name), requires: requires, effect)
            ]).first ?? nil
        } catch {
            guard case .guardFailed = error.reason else { throw error }
            throw condition == .mustBeNew ? StoreError.alreadyExists : .outdated
        }
    }
}

/// What is known of a record, but for its document.
package struct RecordInfo: Sendable {
    /// By what it is found in its container.
    package let name: ObjectName
    /// The size of the document.
    package let sizeBytes: UInt64
    /// When the document was put.
    package let createdAt: Timestamp
    /// When it, or what is known of it, last changed.
    package let modifiedAt: Timestamp
    /// What may change without the document.
    package var fields: [String: String]
    /// The part of it that listings show.
    package var listing: [String: String]

    init(name: ObjectName, _ row: ObjectRow) {
        self.name = name
        sizeBytes = row.sizeBytes
        createdAt = row.createdAt
        modifiedAt = row.modifiedAt
        fields = row.system.values
        listing = row.listing
    }
}

/// What a listing tells of a record.
package struct RecordListing: Sendable {
    /// By what it is found in its container.
    package let name: ObjectName
    /// The size of the document.
    package let sizeBytes: UInt64
    /// When it, or what is known of it, last changed.
    package let modifiedAt: Timestamp
    /// What was put beside the document for listings.
    package let listing: [String: String]
}

extension Metadata {
    fileprivate init(_ values: [String: String]) {
        self.init()
        for (name, value) in values { self[name] = value }
    }
}
