// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
public import ApusModel
import ApusStorage

/// Where what is replaced or deleted in a container goes: the two older ways to keep versions.
///
/// Source: OpenStack Swift, "Object Versioning" with `X-Versions-Location` and
/// `X-History-Location`.
public struct VersionArchive: Hashable, Sendable {
    /// What deleting an object does.
    public enum Mode: String, Hashable, Sendable {
        /// It brings the version before back.
        case stack
        /// It archives the object and a marker.
        case history
    }

    /// A container of the same account.
    public var container: ContainerName
    public var mode: Mode

    public init(_ container: ContainerName, _ mode: Mode) {
        self.container = container
        self.mode = mode
    }

    private static let location = "sysmeta.versions-location"
    private static let mode = "sysmeta.versions-mode"

    /// What a container's metadata says; nil when nothing is archived.
    init?(_ metadata: Metadata) {
        guard let name = metadata[Self.location].flatMap({ try? ContainerName($0) }) else {
            return nil
        }
        container = name
        mode = metadata[Self.mode].flatMap { Mode(rawValue: $0) } ?? .stack
    }

    /// What choosing this changes in a container's metadata; nil chooses nothing.
    static func changes(to archive: VersionArchive?) -> [String: String?] {
        [location: archive?.container.text, mode: archive?.mode.rawValue]
    }
}

/// The archived versions of one object, the latest first.
private struct ArchiveWalk {
    let broker: any ContainerBroker
    private var query: ListingQuery
    private var page: [ObjectListing] = []
    private var isLastPage = false

    init(_ broker: any ContainerBroker, prefix: String) {
        self.broker = broker
        query = ListingQuery(limit: 100, prefix: prefix, isReversed: true)
    }

    mutating func next() async throws -> ObjectListing? {
        if page.isEmpty, !isLastPage {
            let entries: [ListingPage.Entry]
            do {
                entries = try await broker.list(query).entries
            } catch {
                guard error.isAbsence else { throw error }
                entries = []
            }
            page = entries.reversed().compactMap { entry in
                if case .object(let listing) = entry { listing } else { nil }
            }
            isLastPage = entries.count < query.limit
            query.marker = entries.last?.name
        }
        return page.popLast()
    }
}

/// Copies between containers come before what they make room for, and go after it: whoever is cut
/// short leaves at worst a copy too many.
extension ObjectStore {
    /// Where a container archives; nil when that is not offered, or it does not.
    func archive(
        of address: ContainerAddress, _ broker: any ContainerBroker
    ) async throws -> VersionArchive? {
        guard versioning.allowsArchives, !address.container.isReserved else { return nil }
        return try await stat(broker, of: address, .mayBeStale)
            .flatMap { VersionArchive($0.metadata) }
    }

    /// What the names of an object's archived versions begin with.
    private static func prefix(_ object: ObjectName) -> String {
        let length = String(object.text.utf8.count, radix: 16)
        return String(repeating: "0", count: max(0, 3 - length.utf8.count)) + length
            + object.text + "/"
    }

    private func archived(
        _ address: ObjectAddress, _ time: Timestamp, _ archive: VersionArchive
    ) throws -> ObjectAddress {
        let container = ContainerAddress(address.container.account, archive.container)
        return ObjectAddress(
            container, try ObjectName(Self.prefix(address.object) + time.moment))
    }

    /// Copies what stands at an address to where it is archived.
    ///
    /// - Throws: `StoreError.versioning(.archiveMissing)`.
    func archiveCurrent(
        _ address: ObjectAddress, _ broker: any ContainerBroker, in archive: VersionArchive
    ) async throws {
        guard let file = try await stored(address, broker) else { return }
        let target = try archived(address, file.row.modifiedAt, archive)
        try await copy(file, at: address, to: target, file.row)
    }

    /// What stands at an address; nil for nothing, and for what has expired.
    private func stored(
        _ address: ObjectAddress, _ broker: any ContainerBroker
    ) async throws -> (any ObjectFile)? {
        do {
            let file = try await broker.open(ObjectKey(address.object))
            return file.row.isExpired(at: clock.now()) ? nil : file
        } catch {
            guard error.isAbsence else { throw error }
            return nil
        }
    }

    /// Copies an object as it is, symlinks and manifests included.
    private func copy(
        _ file: any ObjectFile, at source: ObjectAddress, to target: ObjectAddress,
        _ row: ObjectRow
    ) async throws {
        let broker = try await container(target.container)
        guard try await stat(broker, of: target.container, .mayBeStale) != nil else {
            throw StoreError.versioning(.archiveMissing)
        }
        let writer = try await broker.stage(sizeBytes: file.row.sizeBytes)
        do {
            let body = BodyReader(reading: file, at: source, 0..<file.row.sizeBytes, suspects)
            while let bytes = try await body.next() { try await writer.write(bytes) }
            let staged = try await writer.seal()
            try await expiries.committing(target, expiringAt: row.expiresAt) {
                _ = try await broker.commit([
                    ObjectChange(ObjectKey(target.object), .put(row, staged))
                ])
            }
        } catch {
            await writer.abandon()
            throw error
        }
    }

    /// Deletes an object, as the archive has it.
    ///
    /// - Returns: nil when the object itself is still to be deleted.
    func deleteArchiving(
        _ address: ObjectAddress, _ broker: any ContainerBroker, in archive: VersionArchive
    ) async throws -> DeleteOutcome? {
        switch archive.mode {
        case .history:
            try await archiveCurrent(address, broker, in: archive)
            try await leaveMarker(address, in: archive)
            return nil
        case .stack: return try await restorePrevious(address, broker, in: archive)
        }
    }

    private func leaveMarker(
        _ address: ObjectAddress, in archive: VersionArchive
    ) async throws {
        let time = clock.tick()
        let marker = try archived(address, time, archive)
        let broker = try await container(marker.container)
        guard try await stat(broker, of: marker.container, .mayBeStale) != nil else {
            throw StoreError.versioning(.archiveMissing)
        }
        let row = ObjectRow(
            createdAt: time, sizeBytes: 0, etag: ObjectRow.emptyETag,
            contentType: ObjectRow.deleteMarkerType)
        let writer = try await broker.stage(sizeBytes: 0)
        do {
            let staged = try await writer.seal()
            _ = try await broker.commit([
                ObjectChange(ObjectKey(marker.object), .put(row, staged))
            ])
        } catch {
            await writer.abandon()
            throw error
        }
    }

    /// Brings back what was archived last. A marker there is taken away, and what it hid comes
    /// back; but when an object has been stored since, that alone is deleted.
    private func restorePrevious(
        _ address: ObjectAddress, _ broker: any ContainerBroker, in archive: VersionArchive
    ) async throws -> DeleteOutcome? {
        let container = ContainerAddress(address.container.account, archive.container)
        let versions = try await self.container(container)
        var walk = ArchiveWalk(versions, prefix: Self.prefix(address.object))
        while let previous = try await walk.next() {
            guard let name = try? ObjectName(previous.name) else { continue }
            guard previous.contentType == ObjectRow.deleteMarkerType else {
                guard try await restore(name, of: container, versions, to: address) else {
                    continue
                }
                return DeleteOutcome(wasThere: true)
            }
            guard try await stored(address, broker) == nil else { return nil }
            while let hidden = try await walk.next(),
                hidden.contentType != ObjectRow.deleteMarkerType
            {
                guard let name = try? ObjectName(hidden.name) else { continue }
                if try await restore(name, of: container, versions, to: address) { break }
            }
            try await remove(name, versions)
            return DeleteOutcome(wasThere: true)
        }
        return nil
    }

    /// Copies an archived version to where it was, and then takes it out of the archive.
    ///
    /// - Returns: false when somebody else was faster.
    private func restore(
        _ name: ObjectName, of container: ContainerAddress, _ versions: any ContainerBroker,
        to address: ObjectAddress
    ) async throws -> Bool {
        let source = ObjectAddress(container, name)
        guard let file = try await stored(source, versions) else { return false }
        var row = file.row
        row.createdAt = clock.tick()
        row.modifiedAt = row.createdAt
        try await copy(file, at: source, to: address, row)
        try await remove(name, versions)
        return true
    }

    private func remove(_ name: ObjectName, _ broker: any ContainerBroker) async throws {
        _ = try await broker.commit([
            ObjectChange(ObjectKey(name), .remove(at: clock.tick()))
        ])
    }
}
