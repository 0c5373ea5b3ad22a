// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
public import ApusModel
import ApusStorage

/// Whether a container keeps versions, as its metadata says; names that no client can send.
enum VersioningState {
    static let enabled = "sysmeta.versions-enabled"
    static let kept = "sysmeta.versions-container"

    /// What only the store sees of metadata.
    static func isHidden(_ name: String) -> Bool { name.startsBytewise(with: "sysmeta.") }

    static func isEnabled(_ metadata: Metadata) -> Bool { metadata[enabled] == "True" }
}

/// What became of a DELETE.
public struct DeleteOutcome: Hashable, Sendable {
    /// Whether there was something to delete.
    public var wasThere: Bool
    /// The version that says that the object was deleted, or that was deleted itself.
    public var version: VersionID?
    /// The version that is current after a version was deleted.
    public var current: VersionID?
}

/// Object versioning: the bytes of every version lie in a container of the reserved name space,
/// and the current one is a link to one of them.
///
/// The link is committed after the version, and goes before it: whoever is cut short leaves at
/// worst a version that was never current.
///
/// Source: OpenStack Swift, "Object Versioning".
extension ObjectStore {
    /// The metadata of a container that has versions, or had.
    ///
    /// - Returns: nil when versioning is not offered, or the container has never had any.
    func versionedMetadata(
        of address: ContainerAddress, _ broker: any ContainerBroker
    ) async throws -> Metadata? {
        guard versioning.allowsObjectVersioning, !address.container.isReserved,
            let metadata = try await stat(broker, of: address, .mayBeStale)?.metadata,
            metadata[VersioningState.kept] != nil
        else { return nil }
        return metadata
    }

    /// Whether what is stored in a container becomes a version.
    func makesVersions(
        _ address: ContainerAddress, _ broker: any ContainerBroker
    ) async throws -> Bool {
        try await versionedMetadata(of: address, broker).map(VersioningState.isEnabled) ?? false
    }

    /// Whether a container keeps versions, or did: the bytes of its objects lie beside it.
    package func keepsVersions(_ address: ContainerAddress) async throws -> Bool {
        try await versionedMetadata(of: address, try await container(address)) != nil
    }

    /// The version that a reader of an object got; nil where there are no versions.
    public func shownVersion(
        of info: ObjectInfo, at address: ObjectAddress
    ) async throws -> VersionID? {
        if let version = info.address.version, version.object.container == address.container {
            return .stored(version.id)
        }
        if let id = info.row.versionID { return .stored(id) }
        let broker = try await container(address.container)
        let isKept = try await versionedMetadata(of: address.container, broker) != nil
        return isKept ? .null : nil
    }

    /// Where a version of an object is, for somebody who may name it.
    func place(
        _ id: Timestamp, of object: ObjectAddress, _ intent: Intent, _ caller: Caller
    ) async throws -> ObjectAddress {
        let address = try await place(id, of: object)
        try await authorise(
            intent, objectsOf: address.container, try await container(address.container), caller,
            isNamed: true)
        return address
    }

    /// Where a version of an object is.
    ///
    /// - Throws: `StoreError.versioning(.notVersioned)`.
    func place(_ id: Timestamp, of object: ObjectAddress) async throws -> ObjectAddress {
        let broker = try await container(object.container)
        guard try await versionedMetadata(of: object.container, broker) != nil else {
            throw StoreError.versioning(.notVersioned)
        }
        do {
            return try ObjectVersion(object: object, id: id).address()
        } catch {
            throw StoreError.notFound
        }
    }

    /// The broker of the container that keeps a container's versions.
    func versionsBroker(of address: ContainerAddress) async throws -> any ContainerBroker {
        let versions = try address.versions()
        let broker = try await container(versions)
        guard try await stat(broker, of: versions, .mayBeStale) != nil else {
            throw StoreError.versioning(.versionsGone)
        }
        return broker
    }

    // MARK: Storing

    /// Makes a version current: a link to its bytes stands where the object was.
    ///
    /// - Parameter time: when it becomes current; an object that is newer stays.
    func link(
        _ version: ObjectVersion, _ row: ObjectRow, at time: Timestamp,
        expiringAt expiresAt: UInt64? = nil, requires: ObjectChange.Guard = .newerThanStored,
        in broker: any ContainerBroker
    ) async throws {
        let large = row.staticLargeObject
        var target = SymlinkTarget(try version.address(), etag: row.etag)
        target.sizeBytes = large?.sizeBytes ?? row.sizeBytes
        var link = ObjectRow(
            createdAt: time, sizeBytes: 0, etag: ObjectRow.emptyETag,
            contentType: row.contentType, expiresAt: expiresAt)
        link.markSymlink(to: target, largeObjectETag: large?.etag)
        link.listing[ListingExtra.symlinkTarget] = "\(version.object)"
        link.listing[ListingExtra.symlinkETag] = nil
        link.listing[ListingExtra.symlinkSize] = nil
        link.listing[ListingExtra.version] = version.id.moment
        link.listing[ListingExtra.uniqueID] = row.listing[ListingExtra.uniqueID]
        link.listing[ListingExtra.shownETag] = row.etag
        link.listing[ListingExtra.shownSize] = target.sizeBytes.map { String($0) }
        let key = ObjectKey(version.object.object)
        let writer = try await broker.stage(sizeBytes: 0)
        do {
            let staged = try await writer.seal()
            try await expiries.committing(version.object, expiringAt: expiresAt) {
                do throws(StorageError) {
                    _ = try await broker.commit([
                        ObjectChange(key, requires: requires, .put(link, staged))
                    ])
                } catch {
                    guard case .guardFailed = error.reason else { throw error }
                    // A newer object stands there; or there is one where none may be.
                    guard requires == .newerThanStored else { throw StoreError.alreadyExists }
                }
            }
        } catch {
            await writer.abandon()
            throw error
        }
    }

    /// Makes a version of an object that was stored when there were none.
    func preserveCurrent(_ address: ObjectAddress, _ broker: any ContainerBroker) async throws {
        let file: any ObjectFile
        do {
            file = try await broker.open(ObjectKey(address.object))
        } catch {
            guard error.isAbsence else { throw error }
            return
        }
        guard file.row.versionID == nil, !file.row.isExpired(at: clock.now()) else { return }
        let version = try ObjectVersion(object: address, id: file.row.createdAt).address()
        let target = try await versionsBroker(of: address.container)
        let writer = try await target.stage(sizeBytes: file.row.sizeBytes)
        do {
            let body = BodyReader(reading: file, at: address, 0..<file.row.sizeBytes, suspects)
            while let bytes = try await body.next() { try await writer.write(bytes) }
            let staged = try await writer.seal()
            var row = file.row
            row.expiresAt = nil
            do {
                _ = try await target.commit([
                    ObjectChange(
                        ObjectKey(version.object), requires: .absent, .put(row, staged))
                ])
            } catch {
                // Somebody else has kept it, or it was tried before.
                guard case .guardFailed = error.reason else { throw error }
                await writer.abandon()
            }
        } catch {
            await writer.abandon()
            throw error
        }
    }

    /// Makes an earlier version the current one; no byte is copied.
    ///
    /// - Throws: `StoreError.versioning(.noSuchVersion)`.
    public func restore(
        _ id: Timestamp, of address: ObjectAddress, for caller: Caller
    ) async throws -> PutOutcome {
        let broker = try await container(address.container)
        try await authorise(.write, objectsOf: address.container, broker, caller)
        let version = try await place(id, of: address)
        let row: ObjectRow
        do {
            row = try await current(version, try await versionsBroker(of: address.container))
        } catch StoreError.notFound {
            throw StoreError.versioning(.noSuchVersion)
        }
        guard !row.isDeleteMarker else { throw StoreError.versioning(.noSuchVersion) }
        try await preserveCurrent(address, broker)
        let time = clock.tick()
        try await link(ObjectVersion(object: address, id: id), row, at: time, in: broker)
        return PutOutcome(etag: row.etag, createdAt: time, version: .stored(id))
    }

    // MARK: Deleting

    /// Deletes an object of a container that keeps versions: a version says so.
    func leaveDeleteMarker(
        _ address: ObjectAddress, _ broker: any ContainerBroker
    ) async throws -> DeleteOutcome {
        let versions = try await versionsBroker(of: address.container)
        try await preserveCurrent(address, broker)
        let time = clock.tick()
        let marker = try ObjectVersion(object: address, id: time).address()
        var row = ObjectRow(
            createdAt: time, sizeBytes: 0, etag: ObjectRow.emptyETag,
            contentType: ObjectRow.deleteMarkerType)
        row.markDeleted()
        let writer = try await versions.stage(sizeBytes: 0)
        do {
            let staged = try await writer.seal()
            _ = try await versions.commit([
                ObjectChange(ObjectKey(marker.object), .put(row, staged))
            ])
        } catch {
            await writer.abandon()
            throw error
        }
        let wasThere: Bool
        do {
            let replaced = try await broker.commit([
                ObjectChange(
                    ObjectKey(address.object), requires: .newerThanStored, .remove(at: time))
            ])
            wasThere = replaced.first.flatMap { $0 }.map { !$0.isExpired(at: time) } ?? false
        } catch {
            guard case .guardFailed = error.reason else { throw error }
            // Something newer is there: the object was deleted before that.
            wasThere = true
        }
        return DeleteOutcome(wasThere: wasThere, version: .stored(time))
    }

    /// Deletes one version for good; when it is the current one, there is none then.
    public func delete(
        _ id: Timestamp, of address: ObjectAddress, for caller: Caller
    ) async throws -> DeleteOutcome {
        let broker = try await container(address.container)
        try await authorise(.write, objectsOf: address.container, broker, caller)
        let version = try await place(id, of: address, .write, caller)
        var outcome = DeleteOutcome(wasThere: true, version: .stored(id), current: .null)
        let key = ObjectKey(address.object)
        let link: ObjectRow?
        do {
            link = try await current(address, broker)
        } catch StoreError.notFound {
            link = nil
        }
        if let link, let linked = link.versionID {
            if linked == id {
                do {
                    _ = try await broker.commit([
                        ObjectChange(
                            key, requires: .row(modifiedAt: link.modifiedAt),
                            .remove(at: clock.tick()))
                    ])
                } catch {
                    guard case .guardFailed = error.reason else { throw error }
                    throw StoreError.contended
                }
            } else {
                outcome.current = .stored(linked)
            }
        }
        let replaced: [ObjectRow?]
        do {
            replaced = try await container(version.container).commit([
                ObjectChange(ObjectKey(version.object), .remove(at: clock.tick()))
            ])
        } catch let error as StorageError {
            guard error.isAbsence else { throw error }
            outcome.wasThere = false
            return outcome
        }
        if case .some(.none) = replaced.first { outcome.wasThere = false }
        return outcome
    }

    // MARK: Containers

    /// What switching versions on or off changes in a container's metadata. The container that
    /// keeps them is made first.
    func switchingVersions(
        _ isOn: Bool, of address: ContainerAddress, _ existing: ContainerStat?,
        policy: PolicyIndex
    ) async throws -> [String: String?] {
        guard existing.flatMap({ VersionArchive($0.metadata) }) == nil else {
            throw StoreError.versioning(.usesArchive)
        }
        guard isOn else { return [VersioningState.enabled: "False"] }
        guard policies[policy]?.isDeprecated != true else {
            throw StoreError.versioning(.deprecatedPolicy)
        }
        let versions: ContainerAddress
        do {
            versions = try address.versions()
        } catch {
            throw StoreError.versioning(.versionsGone)
        }
        try await bringUp(address.account)
        var broker = try await container(versions)
        if try await stat(broker, of: versions, .current) == nil,
            let number = policies[policy]?.backendNumber
        {
            broker = policies.backends[number].container(versions)
            if number != 0 {
                _ = try await policies.backends[number].account(address.account)
                    .create(at: clock.tick(), metadata: [:])
            }
        }
        _ = try await broker.create(
            ContainerRecord(createdAt: clock.tick(), defaultPolicy: policy))
        return [VersioningState.enabled: "True", VersioningState.kept: "yes"]
    }

    /// The bytes that a container's versions take.
    func versionsTotals(of address: ContainerAddress) async throws -> Totals {
        guard let versions = try? address.versions() else { return Totals() }
        let broker = try await container(versions)
        return try await stat(broker, of: versions, .current)?.totals ?? Totals()
    }
}
