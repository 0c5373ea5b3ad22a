// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Cache

extension DS3 {
    /// `GET /_rest_/cache_filesystem`; answers 200 [CacheFilesystem].
    public static func getCacheFilesystemsSpectraS3(
        nodeID: String? = nil, page: Page? = nil
    ) -> Request<List<CacheFilesystem>> {
        var request = Request<List<CacheFilesystem>>(
            "GetCacheFilesystemsSpectraS3", .get, "/_rest_/cache_filesystem")
        request.text("node_id", nodeID)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/cache_filesystem`; answers 204.
    public static func forceFullCacheReclaimSpectraS3(

        ) -> Request<Nothing>
    {
        var request = Request<Nothing>(
            "ForceFullCacheReclaimSpectraS3", .put, "/_rest_/cache_filesystem")
        request.flag("reclaim")
        return request
    }

    /// `GET /_rest_/cache_filesystem/{id}`; answers 200 CacheFilesystem.
    public static func getCacheFilesystemSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<CacheFilesystem> {
        try Request("GetCacheFilesystemSpectraS3", .get, "/_rest_/cache_filesystem/", member: id)
    }

    /// `PUT /_rest_/cache_filesystem/{id}`; answers 200 CacheFilesystem.
    public static func modifyCacheFilesystemSpectraS3(
        id: String, autoReclaimInitiateThreshold: Double? = nil,
        autoReclaimTerminateThreshold: Double? = nil, burstThreshold: Double? = nil,
        cacheSafetyEnabled: Bool? = nil, maxCapacityInBytes: Int? = nil, needsReconcile: Bool? = nil
    ) throws(DS3Error) -> Request<CacheFilesystem> {
        var request = try Request<CacheFilesystem>(
            "ModifyCacheFilesystemSpectraS3", .put, "/_rest_/cache_filesystem/", member: id)
        request.fraction("auto_reclaim_initiate_threshold", autoReclaimInitiateThreshold)
        request.fraction("auto_reclaim_terminate_threshold", autoReclaimTerminateThreshold)
        request.fraction("burst_threshold", burstThreshold)
        request.boolean("cache_safety_enabled", cacheSafetyEnabled)
        request.number("max_capacity_in_bytes", maxCapacityInBytes)
        request.boolean("needs_reconcile", needsReconcile)
        return request
    }

    /// `GET /_rest_/cache_state`; answers 200 CacheInformation.
    public static func getCacheStateSpectraS3(

        ) -> Request<CacheInformation>
    {
        Request("GetCacheStateSpectraS3", .get, "/_rest_/cache_state")
    }
}
