// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Data planner / data path

extension DS3 {
    /// `GET /_rest_/blob_store_task`; answers 200 BlobStoreTasksInformation.
    public static func getDataPlannerBlobStoreTasksSpectraS3(
        fullDetails: Bool = false
    ) -> Request<BlobStoreTasksInformation> {
        var request = Request<BlobStoreTasksInformation>(
            "GetDataPlannerBlobStoreTasksSpectraS3", .get, "/_rest_/blob_store_task")
        request.flag("full_details", fullDetails)
        return request
    }

    /// `GET /_rest_/data_path_backend`; answers 200 DataPathBackend.
    public static func getDataPathBackendSpectraS3(

        ) -> Request<DataPathBackend>
    {
        Request("GetDataPathBackendSpectraS3", .get, "/_rest_/data_path_backend")
    }

    /// `PUT /_rest_/data_path_backend`; answers 200 DataPathBackend.
    public static func modifyDataPathBackendSpectraS3(
        activated: Bool? = nil, allowNewJobRequests: Bool? = nil,
        autoActivateTimeoutInMins: Int? = nil, autoInspect: AutoInspectMode? = nil,
        cacheAvailableRetryAfterInSeconds: Int? = nil,
        defaultVerifyDataAfterImport: BlobStoreTaskPriority? = nil,
        defaultVerifyDataPriorToImport: Bool? = nil, iomCacheLimitationPercent: Double? = nil,
        iomEnabled: Bool? = nil, maxAggregatedBlobsPerChunk: Int? = nil,
        maxNumberOfConcurrentJobs: Int? = nil, partiallyVerifyLastPercentOfTapes: Int? = nil,
        poolSafetyEnabled: Bool? = nil, unavailableMediaPolicy: UnavailableMediaUsagePolicy? = nil,
        unavailablePoolMaxJobRetryInMins: Int? = nil,
        unavailableTapePartitionMaxJobRetryInMins: Int? = nil,
        verifyCheckpointBeforeRead: Bool? = nil
    ) -> Request<DataPathBackend> {
        var request = Request<DataPathBackend>(
            "ModifyDataPathBackendSpectraS3", .put, "/_rest_/data_path_backend")
        request.boolean("activated", activated)
        request.boolean("allow_new_job_requests", allowNewJobRequests)
        request.number("auto_activate_timeout_in_mins", autoActivateTimeoutInMins)
        request.text("auto_inspect", autoInspect?.rawValue)
        request.number("cache_available_retry_after_in_seconds", cacheAvailableRetryAfterInSeconds)
        request.text("default_verify_data_after_import", defaultVerifyDataAfterImport?.rawValue)
        request.boolean("default_verify_data_prior_to_import", defaultVerifyDataPriorToImport)
        request.fraction("iom_cache_limitation_percent", iomCacheLimitationPercent)
        request.boolean("iom_enabled", iomEnabled)
        request.number("max_aggregated_blobs_per_chunk", maxAggregatedBlobsPerChunk)
        request.number("max_number_of_concurrent_jobs", maxNumberOfConcurrentJobs)
        request.number("partially_verify_last_percent_of_tapes", partiallyVerifyLastPercentOfTapes)
        request.boolean("pool_safety_enabled", poolSafetyEnabled)
        request.text("unavailable_media_policy", unavailableMediaPolicy?.rawValue)
        request.number("unavailable_pool_max_job_retry_in_mins", unavailablePoolMaxJobRetryInMins)
        request.number(
            "unavailable_tape_partition_max_job_retry_in_mins",
            unavailableTapePartitionMaxJobRetryInMins)
        request.boolean("verify_checkpoint_before_read", verifyCheckpointBeforeRead)
        return request
    }
}
