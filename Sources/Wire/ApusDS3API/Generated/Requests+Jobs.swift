// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

import ApusBytes

// Jobs and chunks

extension DS3 {
    /// `DELETE /_rest_/active_job`; answers 204.
    public static func cancelAllActiveJobsSpectraS3(
        bucketID: String? = nil, requestType: JobRequestType? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "CancelAllActiveJobsSpectraS3", .delete, "/_rest_/active_job")
        request.flag("force")
        request.text("bucket_id", bucketID)
        request.text("request_type", requestType?.rawValue)
        return request
    }

    /// `DELETE /_rest_/active_job`; answers 204.
    public static func truncateAllActiveJobsSpectraS3(
        bucketID: String? = nil, requestType: JobRequestType? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "TruncateAllActiveJobsSpectraS3", .delete, "/_rest_/active_job")
        request.text("bucket_id", bucketID)
        request.text("request_type", requestType?.rawValue)
        return request
    }

    /// `GET /_rest_/active_job`; answers 200 [ActiveJob].
    public static func getActiveJobsSpectraS3(
        aggregating: Bool? = nil, bucketID: String? = nil,
        chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee? = nil,
        name: String? = nil, priority: BlobStoreTaskPriority? = nil, rechunked: Time? = nil,
        requestType: JobRequestType? = nil, truncated: Bool? = nil, userID: String? = nil,
        page: Page? = nil
    ) -> Request<List<ActiveJob>> {
        var request = Request<List<ActiveJob>>("GetActiveJobsSpectraS3", .get, "/_rest_/active_job")
        request.boolean("aggregating", aggregating)
        request.text("bucket_id", bucketID)
        request.text(
            "chunk_client_processing_order_guarantee", chunkClientProcessingOrderGuarantee?.rawValue
        )
        request.text("name", name)
        request.text("priority", priority?.rawValue)
        request.time("rechunked", rechunked)
        request.text("request_type", requestType?.rawValue)
        request.boolean("truncated", truncated)
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/active_job/{id}`; answers 204.
    public static func cancelActiveJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "CancelActiveJobSpectraS3", .delete, "/_rest_/active_job/", member: id)
        request.flag("force")
        return request
    }

    /// `DELETE /_rest_/active_job/{id}`; answers 204.
    public static func truncateActiveJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("TruncateActiveJobSpectraS3", .delete, "/_rest_/active_job/", member: id)
    }

    /// `GET /_rest_/active_job/{id}`; answers 200 ActiveJob.
    public static func getActiveJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<ActiveJob> {
        try Request("GetActiveJobSpectraS3", .get, "/_rest_/active_job/", member: id)
    }

    /// `PUT /_rest_/active_job/{id}`; answers 200 MasterObjectList.
    public static func modifyActiveJobSpectraS3(
        id: String, createdAt: Time? = nil, deadJobCleanupAllowed: Bool? = nil, name: String? = nil,
        priority: BlobStoreTaskPriority? = nil, protected: Bool? = nil
    ) throws(DS3Error) -> Request<JobPlan> {
        var request = try Request<JobPlan>(
            "ModifyActiveJobSpectraS3", .put, "/_rest_/active_job/", member: id)
        request.time("created_at", createdAt)
        request.boolean("dead_job_cleanup_allowed", deadJobCleanupAllowed)
        request.text("name", name)
        request.text("priority", priority?.rawValue)
        request.boolean("protected", protected)
        return request
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200 MasterObjectList.
    public static func getBulkJobSpectraS3(
        id: String, objects: [ListedObject], aggregating: Bool? = nil,
        chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee? = nil,
        deadJobCleanupAllowed: Bool? = nil, implicitJobIDResolution: Bool? = nil,
        name: String? = nil, priority: BlobStoreTaskPriority? = nil, protected: Bool? = nil
    ) throws(DS3Error) -> Request<JobPlan> {
        var request = try Request<JobPlan>(
            "GetBulkJobSpectraS3", .put, "/_rest_/bucket/", member: id)
        request.text("operation", "start_bulk_get")
        request.boolean("aggregating", aggregating)
        request.text(
            "chunk_client_processing_order_guarantee", chunkClientProcessingOrderGuarantee?.rawValue
        )
        request.boolean("dead_job_cleanup_allowed", deadJobCleanupAllowed)
        request.boolean("implicit_job_id_resolution", implicitJobIDResolution)
        request.text("name", name)
        request.text("priority", priority?.rawValue)
        request.boolean("protected", protected)
        request.body = .objects(objects)
        return request
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200 MasterObjectList.
    public static func putBulkJobSpectraS3(
        id: String, objects: [ListedObject], aggregating: Bool? = nil,
        deadJobCleanupAllowed: Bool? = nil, force: Bool = false,
        ignoreNamingConflicts: Bool = false, implicitJobIDResolution: Bool? = nil,
        maxUploadSize: Int? = nil, minimizeSpanningAcrossMedia: Bool? = nil, name: String? = nil,
        preAllocateJobSpace: Bool = false, priority: BlobStoreTaskPriority? = nil,
        protected: Bool? = nil, verifyAfterWrite: Bool? = nil
    ) throws(DS3Error) -> Request<JobPlan> {
        var request = try Request<JobPlan>(
            "PutBulkJobSpectraS3", .put, "/_rest_/bucket/", member: id)
        request.text("operation", "start_bulk_put")
        request.boolean("aggregating", aggregating)
        request.boolean("dead_job_cleanup_allowed", deadJobCleanupAllowed)
        request.flag("force", force)
        request.flag("ignore_naming_conflicts", ignoreNamingConflicts)
        request.boolean("implicit_job_id_resolution", implicitJobIDResolution)
        request.number("max_upload_size", maxUploadSize)
        request.boolean("minimize_spanning_across_media", minimizeSpanningAcrossMedia)
        request.text("name", name)
        request.flag("pre_allocate_job_space", preAllocateJobSpace)
        request.text("priority", priority?.rawValue)
        request.boolean("protected", protected)
        request.boolean("verify_after_write", verifyAfterWrite)
        request.body = .objects(objects)
        return request
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200 MasterObjectList | 204.
    public static func replicatePutJobSpectraS3(
        id: String, text objects: String, priority: BlobStoreTaskPriority? = nil
    ) throws(DS3Error) -> Request<JobPlan?> {
        var request = try Request<JobPlan?>(
            "ReplicatePutJobSpectraS3", .put, "/_rest_/bucket/", member: id)
        request.text("operation", "start_bulk_put")
        request.flag("replicate")
        request.text("priority", priority?.rawValue)
        request.body = .bytes(Bytes(objects))
        return request
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200 MasterObjectList.
    public static func stageObjectsJobSpectraS3(
        id: String, objects: [ListedObject], name: String? = nil,
        priority: BlobStoreTaskPriority? = nil
    ) throws(DS3Error) -> Request<JobPlan> {
        var request = try Request<JobPlan>(
            "StageObjectsJobSpectraS3", .put, "/_rest_/bucket/", member: id)
        request.text("operation", "start_bulk_stage")
        request.text("name", name)
        request.text("priority", priority?.rawValue)
        request.body = .objects(objects)
        return request
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200 MasterObjectList.
    public static func verifyBulkJobSpectraS3(
        id: String, objects: [ListedObject], aggregating: Bool? = nil, name: String? = nil,
        priority: BlobStoreTaskPriority? = nil
    ) throws(DS3Error) -> Request<JobPlan> {
        var request = try Request<JobPlan>(
            "VerifyBulkJobSpectraS3", .put, "/_rest_/bucket/", member: id)
        request.text("operation", "start_bulk_verify")
        request.boolean("aggregating", aggregating)
        request.text("name", name)
        request.text("priority", priority?.rawValue)
        request.body = .objects(objects)
        return request
    }

    /// `PUT /_rest_/bucket/{id}`; answers 200.
    public static func verifySafeToCreatePutJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "VerifySafeToCreatePutJobSpectraS3", .put, "/_rest_/bucket/", member: id)
        request.text("operation", "verify_safe_to_start_bulk_put")
        return request
    }

    /// `DELETE /_rest_/canceled_job`; answers 204.
    public static func clearAllCanceledJobsSpectraS3(

        ) -> Request<Nothing>
    {
        Request("ClearAllCanceledJobsSpectraS3", .delete, "/_rest_/canceled_job")
    }

    /// `GET /_rest_/canceled_job`; answers 200 [CanceledJob].
    public static func getCanceledJobsSpectraS3(
        bucketID: String? = nil, canceledDueToTimeout: Bool? = nil,
        chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee? = nil,
        name: String? = nil, priority: BlobStoreTaskPriority? = nil, rechunked: Time? = nil,
        requestType: JobRequestType? = nil, truncated: Bool? = nil, userID: String? = nil,
        page: Page? = nil
    ) -> Request<List<CanceledJob>> {
        var request = Request<List<CanceledJob>>(
            "GetCanceledJobsSpectraS3", .get, "/_rest_/canceled_job")
        request.text("bucket_id", bucketID)
        request.boolean("canceled_due_to_timeout", canceledDueToTimeout)
        request.text(
            "chunk_client_processing_order_guarantee", chunkClientProcessingOrderGuarantee?.rawValue
        )
        request.text("name", name)
        request.text("priority", priority?.rawValue)
        request.time("rechunked", rechunked)
        request.text("request_type", requestType?.rawValue)
        request.boolean("truncated", truncated)
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `GET /_rest_/canceled_job/{id}`; answers 200 CanceledJob.
    public static func getCanceledJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<CanceledJob> {
        try Request("GetCanceledJobSpectraS3", .get, "/_rest_/canceled_job/", member: id)
    }

    /// `DELETE /_rest_/completed_job`; answers 204.
    public static func clearAllCompletedJobsSpectraS3(

        ) -> Request<Nothing>
    {
        Request("ClearAllCompletedJobsSpectraS3", .delete, "/_rest_/completed_job")
    }

    /// `GET /_rest_/completed_job`; answers 200 [CompletedJob].
    public static func getCompletedJobsSpectraS3(
        bucketID: String? = nil,
        chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee? = nil,
        name: String? = nil, priority: BlobStoreTaskPriority? = nil, rechunked: Time? = nil,
        requestType: JobRequestType? = nil, truncated: Bool? = nil, userID: String? = nil,
        page: Page? = nil
    ) -> Request<List<CompletedJob>> {
        var request = Request<List<CompletedJob>>(
            "GetCompletedJobsSpectraS3", .get, "/_rest_/completed_job")
        request.text("bucket_id", bucketID)
        request.text(
            "chunk_client_processing_order_guarantee", chunkClientProcessingOrderGuarantee?.rawValue
        )
        request.text("name", name)
        request.text("priority", priority?.rawValue)
        request.time("rechunked", rechunked)
        request.text("request_type", requestType?.rawValue)
        request.boolean("truncated", truncated)
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `GET /_rest_/completed_job/{id}`; answers 200 CompletedJob.
    public static func getCompletedJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<CompletedJob> {
        try Request("GetCompletedJobSpectraS3", .get, "/_rest_/completed_job/", member: id)
    }

    /// `DELETE /_rest_/job`; answers 204.
    public static func cancelAllJobsSpectraS3(
        bucketID: String? = nil, requestType: JobRequestType? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>("CancelAllJobsSpectraS3", .delete, "/_rest_/job")
        request.flag("force")
        request.text("bucket_id", bucketID)
        request.text("request_type", requestType?.rawValue)
        return request
    }

    /// `DELETE /_rest_/job`; answers 204.
    public static func truncateAllJobsSpectraS3(
        bucketID: String? = nil, requestType: JobRequestType? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>("TruncateAllJobsSpectraS3", .delete, "/_rest_/job")
        request.text("bucket_id", bucketID)
        request.text("request_type", requestType?.rawValue)
        return request
    }

    /// `GET /_rest_/job`; answers 200 JobList.
    public static func getJobsSpectraS3(
        bucketID: String? = nil, fullDetails: Bool = false
    ) -> Request<JobList> {
        var request = Request<JobList>("GetJobsSpectraS3", .get, "/_rest_/job")
        request.text("bucket_id", bucketID)
        request.flag("full_details", fullDetails)
        return request
    }

    /// `DELETE /_rest_/job/{id}`; answers 204.
    public static func cancelJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "CancelJobSpectraS3", .delete, "/_rest_/job/", member: id)
        request.flag("force")
        return request
    }

    /// `DELETE /_rest_/job/{id}`; answers 204.
    public static func truncateJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("TruncateJobSpectraS3", .delete, "/_rest_/job/", member: id)
    }

    /// `GET /_rest_/job/{id}`; answers 200 MasterObjectList.
    public static func getJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<JobPlan> {
        try Request("GetJobSpectraS3", .get, "/_rest_/job/", member: id)
    }

    /// `GET /_rest_/job/{id}`; answers 200 String.
    public static func getJobToReplicateSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<String> {
        var request = try Request<String>(
            "GetJobToReplicateSpectraS3", .get, "/_rest_/job/", member: id)
        request.flag("replicate")
        return request
    }

    /// `PUT /_rest_/job/{id}`; answers 200 MasterObjectList.
    public static func closeAggregatingJobSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<JobPlan> {
        var request = try Request<JobPlan>(
            "CloseAggregatingJobSpectraS3", .put, "/_rest_/job/", member: id)
        request.flag("close_aggregating_job")
        return request
    }

    /// `PUT /_rest_/job/{id}`; answers 200 MasterObjectList.
    public static func modifyJobSpectraS3(
        id: String, createdAt: Time? = nil, deadJobCleanupAllowed: Bool? = nil, name: String? = nil,
        priority: BlobStoreTaskPriority? = nil, protected: Bool? = nil
    ) throws(DS3Error) -> Request<JobPlan> {
        var request = try Request<JobPlan>("ModifyJobSpectraS3", .put, "/_rest_/job/", member: id)
        request.time("created_at", createdAt)
        request.boolean("dead_job_cleanup_allowed", deadJobCleanupAllowed)
        request.text("name", name)
        request.text("priority", priority?.rawValue)
        request.boolean("protected", protected)
        return request
    }

    /// `GET /_rest_/job_chunk`; answers 200 MasterObjectList.
    public static func getJobChunksReadyForClientProcessingSpectraS3(
        job: String, jobChunk: String? = nil, preferredNumberOfChunks: Int? = nil
    ) -> Request<JobPlan> {
        var request = Request<JobPlan>(
            "GetJobChunksReadyForClientProcessingSpectraS3", .get, "/_rest_/job_chunk")
        request.text("job", job)
        request.text("job_chunk", jobChunk)
        request.number("preferred_number_of_chunks", preferredNumberOfChunks)
        return request
    }

    /// `GET /_rest_/job_chunk/{id}`; answers 200 Objects.
    public static func getJobChunkSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Objects> {
        try Request("GetJobChunkSpectraS3", .get, "/_rest_/job_chunk/", member: id)
    }

    /// `PUT /_rest_/job_chunk/{id}`; answers 200 Objects.
    public static func allocateJobChunkSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Objects> {
        var request = try Request<Objects>(
            "AllocateJobChunkSpectraS3", .put, "/_rest_/job_chunk/", member: id)
        request.text("operation", "allocate")
        return request
    }

    /// `GET /_rest_/job_chunk_dao/{id}`; answers 200 JobChunk.
    public static func getJobChunkDaoSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<JobChunk> {
        try Request("GetJobChunkDaoSpectraS3", .get, "/_rest_/job_chunk_dao/", member: id)
    }

    /// `GET /_rest_/job_creation_failed`; answers 200 [JobCreationFailed].
    public static func getJobCreationFailuresSpectraS3(
        date: Time? = nil, errorMessage: String? = nil, userName: String? = nil, page: Page? = nil
    ) -> Request<List<JobCreationFailed>> {
        var request = Request<List<JobCreationFailed>>(
            "GetJobCreationFailuresSpectraS3", .get, "/_rest_/job_creation_failed")
        request.time("date", date)
        request.text("error_message", errorMessage)
        request.text("user_name", userName)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/job_creation_failed/{id}`; answers 204.
    public static func deleteJobCreationFailureSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteJobCreationFailureSpectraS3", .delete, "/_rest_/job_creation_failed/", member: id
        )
    }
}
