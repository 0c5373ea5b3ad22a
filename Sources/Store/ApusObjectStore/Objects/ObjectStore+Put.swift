// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO
import ApusModel
import ApusStorage

extension ObjectStore {
    /// Streams a body into a new object.
    ///
    /// Holds two slices at most and asks for the next once the back-end has taken the last, so
    /// a slow disk slows the client. If it throws or is cancelled, nothing becomes visible.
    public func put(
        _ request: PutRequest, body: BodyReader, for caller: Caller
    ) async throws -> PutOutcome {
        let broker = try await writable(request, for: caller)
        try Self.check(dynamicManifest: request.metadata)
        if let moment = request.madeAt {
            return try await putCopy(request, madeAt: moment, body, in: broker)
        }
        guard let symlink = request.symlink else {
            return try await store(request, body, in: broker) { _ in }
        }
        let target = try await check(symlink: symlink, at: request.address, for: caller)
        var request = request
        if request.contentType.isEmpty {
            request.contentType = target?.contentType ?? "application/symlink"
        }
        let large = target?.staticLargeObject
        var marked = symlink
        marked.sizeBytes = large?.sizeBytes ?? target?.sizeBytes
        return try await store(request, body, in: broker) { row in
            row.markSymlink(to: marked, largeObjectETag: large?.etag)
        }
    }

    /// Decides on a PUT before any of its body is read.
    ///
    /// - Returns: the broker of its container, which is there.
    func writable(
        _ request: PutRequest, for caller: Caller
    ) async throws -> any ContainerBroker {
        let address = request.address
        try constraints.check(address.object)
        let broker = try await container(address.container)
        try await authorise(.write, objectsOf: address.container, broker, caller)
        guard let stat = try await stat(broker, of: address.container, .mayBeStale) else {
            throw StoreError.notFound
        }
        try await checkQuotas(request, stat, for: caller)
        if let sizeBytes = request.sizeBytes, sizeBytes > constraints.fileSizeLimitBytes {
            throw StoreError.tooLarge
        }
        _ = try request.expiry?.resolve(now: clock.now())
        try MetadataRules(prefix: "x-object-meta-", constraints: constraints)
            .check(request.metadata.values)
        if request.mustBeNew { _ = try await newcomer(ObjectKey(address.object), broker) }
        return broker
    }

    /// Stages, digests and commits; `finish` may change the row before it is committed.
    func store(
        _ request: PutRequest, _ body: BodyReader, in broker: any ContainerBroker,
        finish: (inout ObjectRow) -> Void
    ) async throws -> PutOutcome {
        let address = request.address
        guard try await makesVersions(address.container, broker) else {
            if let archive = try await archive(of: address.container, broker) {
                try await archiveCurrent(address, broker, in: archive)
            }
            let row = try await take(request, body, in: broker, finish) { row, staged in
                try await commit(row, staged, request, in: broker)
            }
            return PutOutcome(etag: row.etag, createdAt: row.createdAt)
        }
        let versions = try await versionsBroker(of: address.container)
        let requires =
            request.mustBeNew
            ? try await newcomer(ObjectKey(address.object), broker) : .newerThanStored
        try await preserveCurrent(address, broker)
        // The version outlives the object's expiry.
        var version = request
        version.expiry = nil
        let row = try await take(version, body, in: versions, finish) { row, staged in
            let stored = ObjectVersion(object: address, id: row.createdAt)
            _ = try await versions.commit([
                ObjectChange(ObjectKey(try stored.address().object), .put(row, staged))
            ])
            try await link(
                stored, row, at: row.createdAt,
                expiringAt: try request.expiry?.resolve(now: row.createdAt), requires: requires,
                in: broker)
        }
        var outcome = PutOutcome(etag: row.etag, createdAt: row.createdAt)
        outcome.version = .stored(outcome.createdAt)
        return outcome
    }

    /// Stages a body, digests and checks it, and hands it over to be committed.
    ///
    /// - Returns: the row of it.
    func take(
        _ request: PutRequest, _ body: BodyReader, in broker: any ContainerBroker,
        _ finish: (inout ObjectRow) -> Void,
        commit: (ObjectRow, any StagedBody) async throws -> Void
    ) async throws -> ObjectRow {
        let writer = try await broker.stage(sizeBytes: request.sizeBytes)
        do {
            let intake = BodyIntake(
                writer: writer, compute: compute, limitBytes: constraints.fileSizeLimitBytes,
                checksums: request.claims.computed)
            let taken = try await intake.take(body)
            if let sent = request.etag, sent != taken.etag { throw StoreError.digestMismatch }
            let checksum = try request.claims.check(taken)
            let staged = try await writer.seal()
            let time = request.madeAt ?? clock.tick()
            var row = ObjectRow(
                createdAt: time, sizeBytes: taken.sizeBytes, etag: taken.etag,
                contentType: request.contentType, metadata: request.metadata,
                expiresAt: try request.expiry?.resolve(now: time))
            if var blobs = request.blobs {
                blobs.checksumType = request.claims.recorded
                blobs.checksums = checksum.map { [$0] } ?? []
                blobs.mark(&row)
            }
            finish(&row)
            try await commit(row, staged)
            return row
        } catch {
            await writer.abandon()  // never throws, ignores cancellation
            throw error
        }
    }

    private func commit(
        _ row: ObjectRow, _ staged: any StagedBody, _ request: PutRequest,
        in broker: any ContainerBroker
    ) async throws {
        let key = ObjectKey(request.address.object)
        let condition: ObjectChange.Guard =
            if request.madeAt != nil {
                .newerThanStored
            } else if request.mustBeNew {
                try await newcomer(key, broker)
            } else {
                .always
            }
        try await expiries.committing(request.address, expiringAt: row.expiresAt) {
            do throws(StorageError) {
                _ = try await broker.commit([
                    ObjectChange(key, requires: condition, .put(row, staged))
                ])
            } catch {
                guard case .guardFailed = error.reason else { throw error }
                throw request.madeAt == nil ? StoreError.alreadyExists : .outdated
            }
        }
    }

    /// The condition under which an object that must be new may be stored: nothing is there,
    /// or what is there has expired and is replaced.
    func newcomer(
        _ key: ObjectKey, _ broker: any ContainerBroker
    ) async throws -> ObjectChange.Guard {
        let row: ObjectRow
        do {
            row = try await broker.row(key)
        } catch {
            guard error.isAbsence else { throw error }
            return .absent
        }
        guard row.isExpired(at: clock.now()) else { throw StoreError.alreadyExists }
        return .row(modifiedAt: row.modifiedAt)
    }
}
