// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// S3 replication targets

extension DS3 {
    /// `GET /_rest_/s3_target`; answers 200 [S3Target].
    public static func getS3TargetsSpectraS3(
        accessKey: String? = nil, dataPathEndPoint: String? = nil,
        defaultReadPreference: TargetReadPreferenceType? = nil, https: Bool? = nil,
        name: String? = nil, namingMode: CloudNamingMode? = nil, permitGoingOutOfSync: Bool? = nil,
        quiesced: Quiesced? = nil, region: S3Region? = nil, state: TargetState? = nil,
        page: Page? = nil
    ) -> Request<List<S3Target>> {
        var request = Request<List<S3Target>>("GetS3TargetsSpectraS3", .get, "/_rest_/s3_target")
        request.text("access_key", accessKey)
        request.text("data_path_end_point", dataPathEndPoint)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.boolean("https", https)
        request.text("name", name)
        request.text("naming_mode", namingMode?.rawValue)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("quiesced", quiesced?.rawValue)
        request.text("region", region?.rawValue)
        request.text("state", state?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/s3_target`; answers 201 S3Target.
    public static func registerS3TargetSpectraS3(
        accessKey: String, name: String, secretKey: String, autoVerifyFrequencyInDays: Int? = nil,
        cloudBucketPrefix: String? = nil, cloudBucketSuffix: String? = nil,
        dataPathEndPoint: String? = nil, defaultReadPreference: TargetReadPreferenceType? = nil,
        https: Bool? = nil, namingMode: CloudNamingMode? = nil,
        offlineDataStagingWindowInTb: Int? = nil, permitGoingOutOfSync: Bool? = nil,
        proxyDomain: String? = nil, proxyHost: String? = nil, proxyPassword: String? = nil,
        proxyPort: Int? = nil, proxyUsername: String? = nil, region: S3Region? = nil,
        restrictedAccess: Bool? = nil, stagedDataExpirationInDays: Int? = nil
    ) -> Request<S3Target> {
        var request = Request<S3Target>("RegisterS3TargetSpectraS3", .post, "/_rest_/s3_target")
        request.text("access_key", accessKey)
        request.text("name", name)
        request.text("secret_key", secretKey)
        request.number("auto_verify_frequency_in_days", autoVerifyFrequencyInDays)
        request.text("cloud_bucket_prefix", cloudBucketPrefix)
        request.text("cloud_bucket_suffix", cloudBucketSuffix)
        request.text("data_path_end_point", dataPathEndPoint)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.boolean("https", https)
        request.text("naming_mode", namingMode?.rawValue)
        request.number("offline_data_staging_window_in_tb", offlineDataStagingWindowInTb)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("proxy_domain", proxyDomain)
        request.text("proxy_host", proxyHost)
        request.text("proxy_password", proxyPassword)
        request.number("proxy_port", proxyPort)
        request.text("proxy_username", proxyUsername)
        request.text("region", region?.rawValue)
        request.boolean("restricted_access", restrictedAccess)
        request.number("staged_data_expiration_in_days", stagedDataExpirationInDays)
        return request
    }

    /// `PUT /_rest_/s3_target`; answers 204.
    public static func modifyAllS3TargetsSpectraS3(
        quiesced: Quiesced
    ) -> Request<Nothing> {
        var request = Request<Nothing>("ModifyAllS3TargetsSpectraS3", .put, "/_rest_/s3_target")
        request.text("quiesced", quiesced.rawValue)
        return request
    }

    /// `DELETE /_rest_/s3_target/{id}`; answers 204.
    public static func deleteS3TargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteS3TargetSpectraS3", .delete, "/_rest_/s3_target/", member: id)
    }

    /// `GET /_rest_/s3_target/{id}`; answers 200 BulkObjectList.
    public static func getBlobsOnS3TargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<BulkObjectList> {
        var request = try Request<BulkObjectList>(
            "GetBlobsOnS3TargetSpectraS3", .get, "/_rest_/s3_target/", member: id)
        request.text("operation", "get_physical_placement")
        return request
    }

    /// `GET /_rest_/s3_target/{id}`; answers 200 S3Target.
    public static func getS3TargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<S3Target> {
        try Request("GetS3TargetSpectraS3", .get, "/_rest_/s3_target/", member: id)
    }

    /// `PUT /_rest_/s3_target/{id}`; answers 204.
    public static func importS3TargetSpectraS3(
        id: String, cloudBucketName: String, dataPolicyID: String? = nil,
        priority: BlobStoreTaskPriority? = nil, userID: String? = nil
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "ImportS3TargetSpectraS3", .put, "/_rest_/s3_target/", member: id)
        request.text("cloud_bucket_name", cloudBucketName)
        request.text("operation", "import")
        request.text("data_policy_id", dataPolicyID)
        request.text("priority", priority?.rawValue)
        request.text("user_id", userID)
        return request
    }

    /// `PUT /_rest_/s3_target/{id}`; answers 200 S3Target.
    public static func modifyS3TargetSpectraS3(
        id: String, accessKey: String? = nil, autoVerifyFrequencyInDays: Int? = nil,
        cloudBucketPrefix: String? = nil, cloudBucketSuffix: String? = nil,
        dataPathEndPoint: String? = nil, defaultReadPreference: TargetReadPreferenceType? = nil,
        https: Bool? = nil, name: String? = nil, namingMode: CloudNamingMode? = nil,
        offlineDataStagingWindowInTb: Int? = nil, permitGoingOutOfSync: Bool? = nil,
        proxyDomain: String? = nil, proxyHost: String? = nil, proxyPassword: String? = nil,
        proxyPort: Int? = nil, proxyUsername: String? = nil, quiesced: Quiesced? = nil,
        region: S3Region? = nil, restrictedAccess: Bool? = nil, secretKey: String? = nil,
        stagedDataExpirationInDays: Int? = nil
    ) throws(DS3Error) -> Request<S3Target> {
        var request = try Request<S3Target>(
            "ModifyS3TargetSpectraS3", .put, "/_rest_/s3_target/", member: id)
        request.text("access_key", accessKey)
        request.number("auto_verify_frequency_in_days", autoVerifyFrequencyInDays)
        request.text("cloud_bucket_prefix", cloudBucketPrefix)
        request.text("cloud_bucket_suffix", cloudBucketSuffix)
        request.text("data_path_end_point", dataPathEndPoint)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.boolean("https", https)
        request.text("name", name)
        request.text("naming_mode", namingMode?.rawValue)
        request.number("offline_data_staging_window_in_tb", offlineDataStagingWindowInTb)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("proxy_domain", proxyDomain)
        request.text("proxy_host", proxyHost)
        request.text("proxy_password", proxyPassword)
        request.number("proxy_port", proxyPort)
        request.text("proxy_username", proxyUsername)
        request.text("quiesced", quiesced?.rawValue)
        request.text("region", region?.rawValue)
        request.boolean("restricted_access", restrictedAccess)
        request.text("secret_key", secretKey)
        request.number("staged_data_expiration_in_days", stagedDataExpirationInDays)
        return request
    }

    /// `PUT /_rest_/s3_target/{id}`; answers 200 S3Target.
    public static func verifyS3TargetSpectraS3(
        id: String, fullDetails: Bool = false
    ) throws(DS3Error) -> Request<S3Target> {
        var request = try Request<S3Target>(
            "VerifyS3TargetSpectraS3", .put, "/_rest_/s3_target/", member: id)
        request.text("operation", "verify")
        request.flag("full_details", fullDetails)
        return request
    }

    /// `GET /_rest_/s3_target_bucket_name`; answers 200 [S3TargetBucketName].
    public static func getS3TargetBucketNamesSpectraS3(
        bucketID: String? = nil, name: String? = nil, targetID: String? = nil, page: Page? = nil
    ) -> Request<List<S3TargetBucketName>> {
        var request = Request<List<S3TargetBucketName>>(
            "GetS3TargetBucketNamesSpectraS3", .get, "/_rest_/s3_target_bucket_name")
        request.text("bucket_id", bucketID)
        request.text("name", name)
        request.text("target_id", targetID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/s3_target_bucket_name`; answers 201 S3TargetBucketName.
    public static func putS3TargetBucketNameSpectraS3(
        bucketID: String, name: String, targetID: String
    ) -> Request<S3TargetBucketName> {
        var request = Request<S3TargetBucketName>(
            "PutS3TargetBucketNameSpectraS3", .post, "/_rest_/s3_target_bucket_name")
        request.text("bucket_id", bucketID)
        request.text("name", name)
        request.text("target_id", targetID)
        return request
    }

    /// `DELETE /_rest_/s3_target_bucket_name/{id}`; answers 204.
    public static func deleteS3TargetBucketNameSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteS3TargetBucketNameSpectraS3", .delete, "/_rest_/s3_target_bucket_name/",
            member: id)
    }

    /// `GET /_rest_/s3_target_failure`; answers 200 [S3TargetFailure].
    public static func getS3TargetFailuresSpectraS3(
        errorMessage: String? = nil, targetID: String? = nil, type: TargetFailureType? = nil,
        page: Page? = nil
    ) -> Request<List<S3TargetFailure>> {
        var request = Request<List<S3TargetFailure>>(
            "GetS3TargetFailuresSpectraS3", .get, "/_rest_/s3_target_failure")
        request.text("error_message", errorMessage)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/s3_target_failure/{id}`; answers 204.
    public static func deleteS3TargetFailureSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteS3TargetFailureSpectraS3", .delete, "/_rest_/s3_target_failure/", member: id)
    }

    /// `GET /_rest_/s3_target_read_preference`; answers 200 [S3TargetReadPreference].
    public static func getS3TargetReadPreferencesSpectraS3(
        bucketID: String? = nil, readPreference: TargetReadPreferenceType? = nil,
        targetID: String? = nil, page: Page? = nil
    ) -> Request<List<S3TargetReadPreference>> {
        var request = Request<List<S3TargetReadPreference>>(
            "GetS3TargetReadPreferencesSpectraS3", .get, "/_rest_/s3_target_read_preference")
        request.text("bucket_id", bucketID)
        request.text("read_preference", readPreference?.rawValue)
        request.text("target_id", targetID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/s3_target_read_preference`; answers 201 S3TargetReadPreference.
    public static func putS3TargetReadPreferenceSpectraS3(
        bucketID: String, readPreference: TargetReadPreferenceType, targetID: String
    ) -> Request<S3TargetReadPreference> {
        var request = Request<S3TargetReadPreference>(
            "PutS3TargetReadPreferenceSpectraS3", .post, "/_rest_/s3_target_read_preference")
        request.text("bucket_id", bucketID)
        request.text("read_preference", readPreference.rawValue)
        request.text("target_id", targetID)
        return request
    }

    /// `DELETE /_rest_/s3_target_read_preference/{id}`; answers 204.
    public static func deleteS3TargetReadPreferenceSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteS3TargetReadPreferenceSpectraS3", .delete, "/_rest_/s3_target_read_preference/",
            member: id)
    }

    /// `GET /_rest_/s3_target_read_preference/{id}`; answers 200 S3TargetReadPreference.
    public static func getS3TargetReadPreferenceSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<S3TargetReadPreference> {
        try Request(
            "GetS3TargetReadPreferenceSpectraS3", .get, "/_rest_/s3_target_read_preference/",
            member: id)
    }
}
