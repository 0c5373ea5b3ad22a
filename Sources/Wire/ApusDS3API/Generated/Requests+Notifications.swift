// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Notification registrations

extension DS3 {
    /// `GET /_rest_/azure_target_failure_notification_registration`; answers 200 [AzureTargetFailureNotificationRegistration].
    public static func getAzureTargetFailureNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<AzureTargetFailureNotificationRegistration>> {
        var request = Request<List<AzureTargetFailureNotificationRegistration>>(
            "GetAzureTargetFailureNotificationRegistrationsSpectraS3", .get,
            "/_rest_/azure_target_failure_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/azure_target_failure_notification_registration`; answers 201 AzureTargetFailureNotificationRegistration.
    public static func putAzureTargetFailureNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<AzureTargetFailureNotificationRegistration> {
        var request = Request<AzureTargetFailureNotificationRegistration>(
            "PutAzureTargetFailureNotificationRegistrationSpectraS3", .post,
            "/_rest_/azure_target_failure_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/azure_target_failure_notification_registration/{id}`; answers 204.
    public static func deleteAzureTargetFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteAzureTargetFailureNotificationRegistrationSpectraS3", .delete,
            "/_rest_/azure_target_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/azure_target_failure_notification_registration/{id}`; answers 200 AzureTargetFailureNotificationRegistration.
    public static func getAzureTargetFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<AzureTargetFailureNotificationRegistration> {
        try Request(
            "GetAzureTargetFailureNotificationRegistrationSpectraS3", .get,
            "/_rest_/azure_target_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/bucket_changes_notification_registration`; answers 200 [BucketChangesNotificationRegistration].
    public static func getBucketChangesNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<BucketChangesNotificationRegistration>> {
        var request = Request<List<BucketChangesNotificationRegistration>>(
            "GetBucketChangesNotificationRegistrationsSpectraS3", .get,
            "/_rest_/bucket_changes_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/bucket_changes_notification_registration`; answers 201 BucketChangesNotificationRegistration.
    public static func putBucketChangesNotificationRegistrationSpectraS3(
        notificationEndPoint: String, bucketID: String? = nil,
        format: HttpResponseFormatType? = nil, namingConvention: NamingConventionType? = nil,
        notificationHttpMethod: RequestType? = nil
    ) -> Request<BucketChangesNotificationRegistration> {
        var request = Request<BucketChangesNotificationRegistration>(
            "PutBucketChangesNotificationRegistrationSpectraS3", .post,
            "/_rest_/bucket_changes_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("bucket_id", bucketID)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/bucket_changes_notification_registration/{id}`; answers 204.
    public static func deleteBucketChangesNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteBucketChangesNotificationRegistrationSpectraS3", .delete,
            "/_rest_/bucket_changes_notification_registration/", member: id)
    }

    /// `GET /_rest_/bucket_changes_notification_registration/{id}`; answers 200 BucketChangesNotificationRegistration.
    public static func getBucketChangesNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<BucketChangesNotificationRegistration> {
        try Request(
            "GetBucketChangesNotificationRegistrationSpectraS3", .get,
            "/_rest_/bucket_changes_notification_registration/", member: id)
    }

    /// `GET /_rest_/bucket_history`; answers 200 [BucketHistoryEvent].
    public static func getBucketHistorySpectraS3(
        bucketID: String? = nil, minSequenceNumber: Int? = nil, page: Page? = nil
    ) -> Request<List<BucketHistoryEvent>> {
        var request = Request<List<BucketHistoryEvent>>(
            "GetBucketHistorySpectraS3", .get, "/_rest_/bucket_history")
        request.text("bucket_id", bucketID)
        request.number("min_sequence_number", minSequenceNumber)
        request.page(page)
        return request
    }

    /// `GET /_rest_/ds3_target_failure_notification_registration`; answers 200 [Ds3TargetFailureNotificationRegistration].
    public static func getDs3TargetFailureNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<Ds3TargetFailureNotificationRegistration>> {
        var request = Request<List<Ds3TargetFailureNotificationRegistration>>(
            "GetDs3TargetFailureNotificationRegistrationsSpectraS3", .get,
            "/_rest_/ds3_target_failure_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/ds3_target_failure_notification_registration`; answers 201 Ds3TargetFailureNotificationRegistration.
    public static func putDs3TargetFailureNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<Ds3TargetFailureNotificationRegistration> {
        var request = Request<Ds3TargetFailureNotificationRegistration>(
            "PutDs3TargetFailureNotificationRegistrationSpectraS3", .post,
            "/_rest_/ds3_target_failure_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/ds3_target_failure_notification_registration/{id}`; answers 204.
    public static func deleteDs3TargetFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteDs3TargetFailureNotificationRegistrationSpectraS3", .delete,
            "/_rest_/ds3_target_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/ds3_target_failure_notification_registration/{id}`; answers 200 Ds3TargetFailureNotificationRegistration.
    public static func getDs3TargetFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Ds3TargetFailureNotificationRegistration> {
        try Request(
            "GetDs3TargetFailureNotificationRegistrationSpectraS3", .get,
            "/_rest_/ds3_target_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/job_completed_notification_registration`; answers 200 [JobCompletedNotificationRegistration].
    public static func getJobCompletedNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<JobCompletedNotificationRegistration>> {
        var request = Request<List<JobCompletedNotificationRegistration>>(
            "GetJobCompletedNotificationRegistrationsSpectraS3", .get,
            "/_rest_/job_completed_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/job_completed_notification_registration`; answers 201 JobCompletedNotificationRegistration.
    public static func putJobCompletedNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil, jobID: String? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<JobCompletedNotificationRegistration> {
        var request = Request<JobCompletedNotificationRegistration>(
            "PutJobCompletedNotificationRegistrationSpectraS3", .post,
            "/_rest_/job_completed_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("job_id", jobID)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/job_completed_notification_registration/{id}`; answers 204.
    public static func deleteJobCompletedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteJobCompletedNotificationRegistrationSpectraS3", .delete,
            "/_rest_/job_completed_notification_registration/", member: id)
    }

    /// `GET /_rest_/job_completed_notification_registration/{id}`; answers 200 JobCompletedNotificationRegistration.
    public static func getJobCompletedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<JobCompletedNotificationRegistration> {
        try Request(
            "GetJobCompletedNotificationRegistrationSpectraS3", .get,
            "/_rest_/job_completed_notification_registration/", member: id)
    }

    /// `GET /_rest_/job_created_notification_registration`; answers 200 [JobCreatedNotificationRegistration].
    public static func getJobCreatedNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<JobCreatedNotificationRegistration>> {
        var request = Request<List<JobCreatedNotificationRegistration>>(
            "GetJobCreatedNotificationRegistrationsSpectraS3", .get,
            "/_rest_/job_created_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/job_created_notification_registration`; answers 201 JobCreatedNotificationRegistration.
    public static func putJobCreatedNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<JobCreatedNotificationRegistration> {
        var request = Request<JobCreatedNotificationRegistration>(
            "PutJobCreatedNotificationRegistrationSpectraS3", .post,
            "/_rest_/job_created_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/job_created_notification_registration/{id}`; answers 204.
    public static func deleteJobCreatedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteJobCreatedNotificationRegistrationSpectraS3", .delete,
            "/_rest_/job_created_notification_registration/", member: id)
    }

    /// `GET /_rest_/job_created_notification_registration/{id}`; answers 200 JobCreatedNotificationRegistration.
    public static func getJobCreatedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<JobCreatedNotificationRegistration> {
        try Request(
            "GetJobCreatedNotificationRegistrationSpectraS3", .get,
            "/_rest_/job_created_notification_registration/", member: id)
    }

    /// `GET /_rest_/job_creation_failed_notification_registration`; answers 200 [JobCreationFailedNotificationRegistration].
    public static func getJobCreationFailedNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<JobCreationFailedNotificationRegistration>> {
        var request = Request<List<JobCreationFailedNotificationRegistration>>(
            "GetJobCreationFailedNotificationRegistrationsSpectraS3", .get,
            "/_rest_/job_creation_failed_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/job_creation_failed_notification_registration`; answers 201 JobCreationFailedNotificationRegistration.
    public static func putJobCreationFailedNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<JobCreationFailedNotificationRegistration> {
        var request = Request<JobCreationFailedNotificationRegistration>(
            "PutJobCreationFailedNotificationRegistrationSpectraS3", .post,
            "/_rest_/job_creation_failed_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/job_creation_failed_notification_registration/{id}`; answers 204.
    public static func deleteJobCreationFailedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteJobCreationFailedNotificationRegistrationSpectraS3", .delete,
            "/_rest_/job_creation_failed_notification_registration/", member: id)
    }

    /// `GET /_rest_/job_creation_failed_notification_registration/{id}`; answers 200 JobCreationFailedNotificationRegistration.
    public static func getJobCreationFailedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<JobCreationFailedNotificationRegistration> {
        try Request(
            "GetJobCreationFailedNotificationRegistrationSpectraS3", .get,
            "/_rest_/job_creation_failed_notification_registration/", member: id)
    }

    /// `GET /_rest_/object_cached_notification_registration`; answers 200 [S3ObjectCachedNotificationRegistration].
    public static func getObjectCachedNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<S3ObjectCachedNotificationRegistration>> {
        var request = Request<List<S3ObjectCachedNotificationRegistration>>(
            "GetObjectCachedNotificationRegistrationsSpectraS3", .get,
            "/_rest_/object_cached_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/object_cached_notification_registration`; answers 201 S3ObjectCachedNotificationRegistration.
    public static func putObjectCachedNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil, jobID: String? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<S3ObjectCachedNotificationRegistration> {
        var request = Request<S3ObjectCachedNotificationRegistration>(
            "PutObjectCachedNotificationRegistrationSpectraS3", .post,
            "/_rest_/object_cached_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("job_id", jobID)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/object_cached_notification_registration/{id}`; answers 204.
    public static func deleteObjectCachedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteObjectCachedNotificationRegistrationSpectraS3", .delete,
            "/_rest_/object_cached_notification_registration/", member: id)
    }

    /// `GET /_rest_/object_cached_notification_registration/{id}`; answers 200 S3ObjectCachedNotificationRegistration.
    public static func getObjectCachedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<S3ObjectCachedNotificationRegistration> {
        try Request(
            "GetObjectCachedNotificationRegistrationSpectraS3", .get,
            "/_rest_/object_cached_notification_registration/", member: id)
    }

    /// `GET /_rest_/object_lost_notification_registration`; answers 200 [S3ObjectLostNotificationRegistration].
    public static func getObjectLostNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<S3ObjectLostNotificationRegistration>> {
        var request = Request<List<S3ObjectLostNotificationRegistration>>(
            "GetObjectLostNotificationRegistrationsSpectraS3", .get,
            "/_rest_/object_lost_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/object_lost_notification_registration`; answers 201 S3ObjectLostNotificationRegistration.
    public static func putObjectLostNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<S3ObjectLostNotificationRegistration> {
        var request = Request<S3ObjectLostNotificationRegistration>(
            "PutObjectLostNotificationRegistrationSpectraS3", .post,
            "/_rest_/object_lost_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/object_lost_notification_registration/{id}`; answers 204.
    public static func deleteObjectLostNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteObjectLostNotificationRegistrationSpectraS3", .delete,
            "/_rest_/object_lost_notification_registration/", member: id)
    }

    /// `GET /_rest_/object_lost_notification_registration/{id}`; answers 200 S3ObjectLostNotificationRegistration.
    public static func getObjectLostNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<S3ObjectLostNotificationRegistration> {
        try Request(
            "GetObjectLostNotificationRegistrationSpectraS3", .get,
            "/_rest_/object_lost_notification_registration/", member: id)
    }

    /// `GET /_rest_/object_persisted_notification_registration`; answers 200 [S3ObjectPersistedNotificationRegistration].
    public static func getObjectPersistedNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<S3ObjectPersistedNotificationRegistration>> {
        var request = Request<List<S3ObjectPersistedNotificationRegistration>>(
            "GetObjectPersistedNotificationRegistrationsSpectraS3", .get,
            "/_rest_/object_persisted_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/object_persisted_notification_registration`; answers 201 S3ObjectPersistedNotificationRegistration.
    public static func putObjectPersistedNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil, jobID: String? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<S3ObjectPersistedNotificationRegistration> {
        var request = Request<S3ObjectPersistedNotificationRegistration>(
            "PutObjectPersistedNotificationRegistrationSpectraS3", .post,
            "/_rest_/object_persisted_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("job_id", jobID)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/object_persisted_notification_registration/{id}`; answers 204.
    public static func deleteObjectPersistedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteObjectPersistedNotificationRegistrationSpectraS3", .delete,
            "/_rest_/object_persisted_notification_registration/", member: id)
    }

    /// `GET /_rest_/object_persisted_notification_registration/{id}`; answers 200 S3ObjectPersistedNotificationRegistration.
    public static func getObjectPersistedNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<S3ObjectPersistedNotificationRegistration> {
        try Request(
            "GetObjectPersistedNotificationRegistrationSpectraS3", .get,
            "/_rest_/object_persisted_notification_registration/", member: id)
    }

    /// `GET /_rest_/pool_failure_notification_registration`; answers 200 [PoolFailureNotificationRegistration].
    public static func getPoolFailureNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<PoolFailureNotificationRegistration>> {
        var request = Request<List<PoolFailureNotificationRegistration>>(
            "GetPoolFailureNotificationRegistrationsSpectraS3", .get,
            "/_rest_/pool_failure_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/pool_failure_notification_registration`; answers 201 PoolFailureNotificationRegistration.
    public static func putPoolFailureNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<PoolFailureNotificationRegistration> {
        var request = Request<PoolFailureNotificationRegistration>(
            "PutPoolFailureNotificationRegistrationSpectraS3", .post,
            "/_rest_/pool_failure_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/pool_failure_notification_registration/{id}`; answers 204.
    public static func deletePoolFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeletePoolFailureNotificationRegistrationSpectraS3", .delete,
            "/_rest_/pool_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/pool_failure_notification_registration/{id}`; answers 200 PoolFailureNotificationRegistration.
    public static func getPoolFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<PoolFailureNotificationRegistration> {
        try Request(
            "GetPoolFailureNotificationRegistrationSpectraS3", .get,
            "/_rest_/pool_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/s3_target_failure_notification_registration`; answers 200 [S3TargetFailureNotificationRegistration].
    public static func getS3TargetFailureNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<S3TargetFailureNotificationRegistration>> {
        var request = Request<List<S3TargetFailureNotificationRegistration>>(
            "GetS3TargetFailureNotificationRegistrationsSpectraS3", .get,
            "/_rest_/s3_target_failure_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/s3_target_failure_notification_registration`; answers 201 S3TargetFailureNotificationRegistration.
    public static func putS3TargetFailureNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<S3TargetFailureNotificationRegistration> {
        var request = Request<S3TargetFailureNotificationRegistration>(
            "PutS3TargetFailureNotificationRegistrationSpectraS3", .post,
            "/_rest_/s3_target_failure_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/s3_target_failure_notification_registration/{id}`; answers 204.
    public static func deleteS3TargetFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteS3TargetFailureNotificationRegistrationSpectraS3", .delete,
            "/_rest_/s3_target_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/s3_target_failure_notification_registration/{id}`; answers 200 S3TargetFailureNotificationRegistration.
    public static func getS3TargetFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<S3TargetFailureNotificationRegistration> {
        try Request(
            "GetS3TargetFailureNotificationRegistrationSpectraS3", .get,
            "/_rest_/s3_target_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/storage_domain_failure_notification_registration`; answers 200 [StorageDomainFailureNotificationRegistration].
    public static func getStorageDomainFailureNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<StorageDomainFailureNotificationRegistration>> {
        var request = Request<List<StorageDomainFailureNotificationRegistration>>(
            "GetStorageDomainFailureNotificationRegistrationsSpectraS3", .get,
            "/_rest_/storage_domain_failure_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/storage_domain_failure_notification_registration`; answers 201 StorageDomainFailureNotificationRegistration.
    public static func putStorageDomainFailureNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<StorageDomainFailureNotificationRegistration> {
        var request = Request<StorageDomainFailureNotificationRegistration>(
            "PutStorageDomainFailureNotificationRegistrationSpectraS3", .post,
            "/_rest_/storage_domain_failure_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/storage_domain_failure_notification_registration/{id}`; answers 204.
    public static func deleteStorageDomainFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteStorageDomainFailureNotificationRegistrationSpectraS3", .delete,
            "/_rest_/storage_domain_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/storage_domain_failure_notification_registration/{id}`; answers 200 StorageDomainFailureNotificationRegistration.
    public static func getStorageDomainFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<StorageDomainFailureNotificationRegistration> {
        try Request(
            "GetStorageDomainFailureNotificationRegistrationSpectraS3", .get,
            "/_rest_/storage_domain_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/system_failure_notification_registration`; answers 200 [SystemFailureNotificationRegistration].
    public static func getSystemFailureNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<SystemFailureNotificationRegistration>> {
        var request = Request<List<SystemFailureNotificationRegistration>>(
            "GetSystemFailureNotificationRegistrationsSpectraS3", .get,
            "/_rest_/system_failure_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/system_failure_notification_registration`; answers 201 SystemFailureNotificationRegistration.
    public static func putSystemFailureNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<SystemFailureNotificationRegistration> {
        var request = Request<SystemFailureNotificationRegistration>(
            "PutSystemFailureNotificationRegistrationSpectraS3", .post,
            "/_rest_/system_failure_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/system_failure_notification_registration/{id}`; answers 204.
    public static func deleteSystemFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteSystemFailureNotificationRegistrationSpectraS3", .delete,
            "/_rest_/system_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/system_failure_notification_registration/{id}`; answers 200 SystemFailureNotificationRegistration.
    public static func getSystemFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<SystemFailureNotificationRegistration> {
        try Request(
            "GetSystemFailureNotificationRegistrationSpectraS3", .get,
            "/_rest_/system_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/tape_failure_notification_registration`; answers 200 [TapeFailureNotificationRegistration].
    public static func getTapeFailureNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<TapeFailureNotificationRegistration>> {
        var request = Request<List<TapeFailureNotificationRegistration>>(
            "GetTapeFailureNotificationRegistrationsSpectraS3", .get,
            "/_rest_/tape_failure_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/tape_failure_notification_registration`; answers 201 TapeFailureNotificationRegistration.
    public static func putTapeFailureNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<TapeFailureNotificationRegistration> {
        var request = Request<TapeFailureNotificationRegistration>(
            "PutTapeFailureNotificationRegistrationSpectraS3", .post,
            "/_rest_/tape_failure_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/tape_failure_notification_registration/{id}`; answers 204.
    public static func deleteTapeFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteTapeFailureNotificationRegistrationSpectraS3", .delete,
            "/_rest_/tape_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/tape_failure_notification_registration/{id}`; answers 200 TapeFailureNotificationRegistration.
    public static func getTapeFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapeFailureNotificationRegistration> {
        try Request(
            "GetTapeFailureNotificationRegistrationSpectraS3", .get,
            "/_rest_/tape_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/tape_partition_failure_notification_registration`; answers 200 [TapePartitionFailureNotificationRegistration].
    public static func getTapePartitionFailureNotificationRegistrationsSpectraS3(
        userID: String? = nil, page: Page? = nil
    ) -> Request<List<TapePartitionFailureNotificationRegistration>> {
        var request = Request<List<TapePartitionFailureNotificationRegistration>>(
            "GetTapePartitionFailureNotificationRegistrationsSpectraS3", .get,
            "/_rest_/tape_partition_failure_notification_registration")
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/tape_partition_failure_notification_registration`; answers 201 TapePartitionFailureNotificationRegistration.
    public static func putTapePartitionFailureNotificationRegistrationSpectraS3(
        notificationEndPoint: String, format: HttpResponseFormatType? = nil,
        namingConvention: NamingConventionType? = nil, notificationHttpMethod: RequestType? = nil
    ) -> Request<TapePartitionFailureNotificationRegistration> {
        var request = Request<TapePartitionFailureNotificationRegistration>(
            "PutTapePartitionFailureNotificationRegistrationSpectraS3", .post,
            "/_rest_/tape_partition_failure_notification_registration")
        request.text("notification_end_point", notificationEndPoint)
        request.text("format", format?.rawValue)
        request.text("naming_convention", namingConvention?.rawValue)
        request.text("notification_http_method", notificationHttpMethod?.rawValue)
        return request
    }

    /// `DELETE /_rest_/tape_partition_failure_notification_registration/{id}`; answers 204.
    public static func deleteTapePartitionFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteTapePartitionFailureNotificationRegistrationSpectraS3", .delete,
            "/_rest_/tape_partition_failure_notification_registration/", member: id)
    }

    /// `GET /_rest_/tape_partition_failure_notification_registration/{id}`; answers 200 TapePartitionFailureNotificationRegistration.
    public static func getTapePartitionFailureNotificationRegistrationSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapePartitionFailureNotificationRegistration> {
        try Request(
            "GetTapePartitionFailureNotificationRegistrationSpectraS3", .get,
            "/_rest_/tape_partition_failure_notification_registration/", member: id)
    }
}
