// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP
import ApusModel
import ApusStorage

/// The cache before slow media.
enum Caches {
    static let handlers: [String: Handler] = [
        "GetCacheStateSpectraS3": state,
        "ForceFullCacheReclaimSpectraS3": reclaim,
        "ModifyCacheFilesystemSpectraS3": modify,
    ]

    private static let caches = Resource.record("CacheFilesystem")

    private static func state(_ call: Call) async throws -> Response {
        var state = DS3.CacheInformation()
        if let staging = call.staging {
            let records = try await call.records()
            let space = try await staging.cacheSpace()
            let held = space.usedBytes + space.reservedBytes
            var cache = DS3.CacheFilesystemInformation()
            cache.cacheFilesystem = DS3.CacheFilesystem(
                unchecked: caches.document(
                    records["CacheFilesystem", BuiltIn.cache]
                        ?? Record("CacheFilesystem", id: BuiltIn.cache)))
            cache.totalCapacityInBytes = Int(clamping: space.capacityBytes)
            cache.usedCapacityInBytes = Int(clamping: space.usedBytes)
            cache.availableCapacityInBytes = Int(
                clamping: space.capacityBytes.clampedDifference(held))
            cache.unavailableCapacityInBytes = Int(
                clamping: held.clampedDifference(space.evictableBytes))
            cache.jobLockedCacheInBytes = Int(clamping: space.reservedBytes)
            cache.summary =
                "\(space.usedBytes) of \(space.capacityBytes) bytes are used, "
                + "\(space.evictableBytes) of them are safe elsewhere"
            state.filesystems = [cache]
        }
        return .document(state)
    }

    /// Gives up what is on slow media and nobody waits for.
    private static func reclaim(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        guard let staging = call.staging else { return .done }
        try await call.forEachArchivedPage(in: staging) { bucket, page in
            let keys = page.filter { _, residency in
                residency.isArchived && !residency.isPinned && residency.cache == .resident
            }
            guard !keys.isEmpty else { return }
            _ = try await staging.evict(
                try keys.map { ObjectKey(try ObjectName($0.object.name)) }, in: bucket.address)
        }
        return .done
    }

    /// Thresholds are the archive's own, and its size is the configuration's: what is given has to
    /// be what is so.
    private static func modify(_ call: Call) async throws -> Response {
        try call.requireAdministrator()
        let records = try await call.records()
        let cache = try call.member(caches, in: records)
        for (field, text) in try await call.given(caches, in: records) where cache[field] != text {
            throw DS3Error.badRequest("\(field) is the configuration's to say.")
        }
        return .document(caches.document(cache))
    }
}
