// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusModel
import ApusObjectStore
import ApusStorage

extension Call {
    /// The address of an object of a bucket.
    ///
    /// - Throws: 400 when no object can be called so.
    func address(ofObject name: String, in bucket: Bucket) throws(DS3Error) -> ObjectAddress {
        guard let object = try? ObjectName(name), !object.isReserved else {
            throw .badRequest("No object can have that name.")
        }
        return ObjectAddress(bucket.address, object)
    }

    /// The latest version of an object.
    ///
    /// - Throws: 404.
    func object(_ address: ObjectAddress) async throws -> StoredObject {
        do {
            let info = try await store.info(address, for: owner)
            return StoredObject(info, at: address, version: version(of: info))
        } catch  where error.isAbsence {
            throw noObject(address)
        }
    }

    /// The latest version of an object, or the one of an id.
    ///
    /// - Throws: 404.
    func object(_ address: ObjectAddress, versionID: String?) async throws -> StoredObject {
        guard let versionID = versionID?.lowercased() else { return try await object(address) }
        var found: StoredObject?
        try await forEachVersion(of: address) { object in
            if object.id == versionID { found = object }
            return found == nil
        }
        guard let found else { throw noObject(address) }
        return found
    }

    /// Goes through the versions of an object, the latest first, until `visit` says false.
    func forEachVersion(
        of address: ObjectAddress, _ visit: (StoredObject) async throws -> Bool
    ) async throws {
        let name = address.object.text
        var query = VersionQuery(ListingQuery(limit: 100, prefix: name))
        while true {
            let entries: [VersionEntry]
            do {
                entries = try await store.versions(
                    of: address.container, query, for: owner
                ).entries
            } catch  where error.isAbsence {
                return
            }
            for entry in entries {
                guard case .version(let listing, let id, let isLatest) = entry,
                    listing.name.equalsBytewise(name)
                else { return }
                query.names.marker = name
                query.marker = id
                guard
                    let object = try await version(id, of: address, isLatest: isLatest, listing)
                else { continue }
                guard try await visit(object) else { return }
            }
            guard entries.count == query.names.limit else { return }
        }
    }

    /// Deletes the oldest versions of an object, for good, but for so many.
    func forgetVersions(of address: ObjectAddress, keeping limit: Int) async throws {
        let name = address.object.text
        var query = VersionQuery(ListingQuery(limit: 1000, prefix: name))
        var kept = 0
        while true {
            let entries = try await store.versions(
                of: address.container, query, for: owner
            ).entries
            for entry in entries {
                guard case .version(let listing, let id, let isLatest) = entry,
                    listing.name.equalsBytewise(name)
                else { return }
                query.names.marker = name
                query.marker = id
                if !listing.isDeleteMarker { kept += 1 }
                guard kept > max(1, limit), !isLatest, case .stored(let moment) = id else {
                    continue
                }
                _ = try await store.delete(moment, of: address, for: owner)
            }
            guard entries.count == query.names.limit else { return }
        }
    }

    /// What a line of a listing of versions stands for; nil for a delete marker, and for what has
    /// gone since.
    func version(
        _ id: VersionID, of address: ObjectAddress, isLatest: Bool, _ listing: ObjectListing
    ) async throws -> StoredObject? {
        do {
            var options = ReadOptions()
            if case .stored = id { options.version = id }
            let info = try await store.info(address, options, for: owner)
            let known: VersionID? = id == .null ? version(of: info) : id
            return StoredObject(info, at: address, version: known, isLatest: isLatest)
        } catch  where error.isAbsence {
            return nil
        }
    }

    /// Which version of the store's an object is that was read without naming one.
    private func version(of info: ObjectInfo) -> VersionID? {
        info.address.version.map { .stored($0.id) }
    }

    /// 404.
    func noObject(_ address: ObjectAddress) -> DS3Error {
        DS3Error(
            isAdministration ? .notFound : .noSuchKey, "No object is named \(address.object).",
            status: 404)
    }
}

extension Error {
    /// Whether it says that there is no such container, object or version.
    var isAbsence: Bool {
        if let error = self as? StorageError {
            return error.reason == .notFound || error.reason == .deleted
        }
        switch self as? StoreError {
        case .notFound, .accountDeleted: return true
        case .versioning(.deleteMarker), .versioning(.notVersioned), .versioning(.noSuchVersion):
            return true
        default: return false
        }
    }
}
