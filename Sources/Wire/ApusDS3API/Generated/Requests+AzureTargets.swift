// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Azure replication targets

extension DS3 {
    /// `GET /_rest_/azure_target`; answers 200 [AzureTarget].
    public static func getAzureTargetsSpectraS3(
        accountName: String? = nil, defaultReadPreference: TargetReadPreferenceType? = nil,
        https: Bool? = nil, name: String? = nil, permitGoingOutOfSync: Bool? = nil,
        quiesced: Quiesced? = nil, state: TargetState? = nil, page: Page? = nil
    ) -> Request<List<AzureTarget>> {
        var request = Request<List<AzureTarget>>(
            "GetAzureTargetsSpectraS3", .get, "/_rest_/azure_target")
        request.text("account_name", accountName)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.boolean("https", https)
        request.text("name", name)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("quiesced", quiesced?.rawValue)
        request.text("state", state?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/azure_target`; answers 201 AzureTarget.
    public static func registerAzureTargetSpectraS3(
        accountKey: String, accountName: String, name: String,
        autoVerifyFrequencyInDays: Int? = nil, cloudBucketPrefix: String? = nil,
        cloudBucketSuffix: String? = nil, defaultReadPreference: TargetReadPreferenceType? = nil,
        https: Bool? = nil, permitGoingOutOfSync: Bool? = nil
    ) -> Request<AzureTarget> {
        var request = Request<AzureTarget>(
            "RegisterAzureTargetSpectraS3", .post, "/_rest_/azure_target")
        request.text("account_key", accountKey)
        request.text("account_name", accountName)
        request.text("name", name)
        request.number("auto_verify_frequency_in_days", autoVerifyFrequencyInDays)
        request.text("cloud_bucket_prefix", cloudBucketPrefix)
        request.text("cloud_bucket_suffix", cloudBucketSuffix)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.boolean("https", https)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        return request
    }

    /// `PUT /_rest_/azure_target`; answers 204.
    public static func modifyAllAzureTargetsSpectraS3(
        quiesced: Quiesced
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "ModifyAllAzureTargetsSpectraS3", .put, "/_rest_/azure_target")
        request.text("quiesced", quiesced.rawValue)
        return request
    }

    /// `DELETE /_rest_/azure_target/{id}`; answers 204.
    public static func deleteAzureTargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteAzureTargetSpectraS3", .delete, "/_rest_/azure_target/", member: id)
    }

    /// `GET /_rest_/azure_target/{id}`; answers 200 AzureTarget.
    public static func getAzureTargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<AzureTarget> {
        try Request("GetAzureTargetSpectraS3", .get, "/_rest_/azure_target/", member: id)
    }

    /// `GET /_rest_/azure_target/{id}`; answers 200 BulkObjectList.
    public static func getBlobsOnAzureTargetSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<BulkObjectList> {
        var request = try Request<BulkObjectList>(
            "GetBlobsOnAzureTargetSpectraS3", .get, "/_rest_/azure_target/", member: id)
        request.text("operation", "get_physical_placement")
        return request
    }

    /// `PUT /_rest_/azure_target/{id}`; answers 204.
    public static func importAzureTargetSpectraS3(
        id: String, cloudBucketName: String, dataPolicyID: String? = nil,
        priority: BlobStoreTaskPriority? = nil, userID: String? = nil
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "ImportAzureTargetSpectraS3", .put, "/_rest_/azure_target/", member: id)
        request.text("cloud_bucket_name", cloudBucketName)
        request.text("operation", "import")
        request.text("data_policy_id", dataPolicyID)
        request.text("priority", priority?.rawValue)
        request.text("user_id", userID)
        return request
    }

    /// `PUT /_rest_/azure_target/{id}`; answers 200 AzureTarget.
    public static func modifyAzureTargetSpectraS3(
        id: String, accountKey: String? = nil, accountName: String? = nil,
        autoVerifyFrequencyInDays: Int? = nil, cloudBucketPrefix: String? = nil,
        cloudBucketSuffix: String? = nil, defaultReadPreference: TargetReadPreferenceType? = nil,
        https: Bool? = nil, name: String? = nil, permitGoingOutOfSync: Bool? = nil,
        quiesced: Quiesced? = nil
    ) throws(DS3Error) -> Request<AzureTarget> {
        var request = try Request<AzureTarget>(
            "ModifyAzureTargetSpectraS3", .put, "/_rest_/azure_target/", member: id)
        request.text("account_key", accountKey)
        request.text("account_name", accountName)
        request.number("auto_verify_frequency_in_days", autoVerifyFrequencyInDays)
        request.text("cloud_bucket_prefix", cloudBucketPrefix)
        request.text("cloud_bucket_suffix", cloudBucketSuffix)
        request.text("default_read_preference", defaultReadPreference?.rawValue)
        request.boolean("https", https)
        request.text("name", name)
        request.boolean("permit_going_out_of_sync", permitGoingOutOfSync)
        request.text("quiesced", quiesced?.rawValue)
        return request
    }

    /// `PUT /_rest_/azure_target/{id}`; answers 200 AzureTarget.
    public static func verifyAzureTargetSpectraS3(
        id: String, fullDetails: Bool = false
    ) throws(DS3Error) -> Request<AzureTarget> {
        var request = try Request<AzureTarget>(
            "VerifyAzureTargetSpectraS3", .put, "/_rest_/azure_target/", member: id)
        request.text("operation", "verify")
        request.flag("full_details", fullDetails)
        return request
    }

    /// `GET /_rest_/azure_target_bucket_name`; answers 200 [AzureTargetBucketName].
    public static func getAzureTargetBucketNamesSpectraS3(
        bucketID: String? = nil, name: String? = nil, targetID: String? = nil, page: Page? = nil
    ) -> Request<List<AzureTargetBucketName>> {
        var request = Request<List<AzureTargetBucketName>>(
            "GetAzureTargetBucketNamesSpectraS3", .get, "/_rest_/azure_target_bucket_name")
        request.text("bucket_id", bucketID)
        request.text("name", name)
        request.text("target_id", targetID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/azure_target_bucket_name`; answers 201 AzureTargetBucketName.
    public static func putAzureTargetBucketNameSpectraS3(
        bucketID: String, name: String, targetID: String
    ) -> Request<AzureTargetBucketName> {
        var request = Request<AzureTargetBucketName>(
            "PutAzureTargetBucketNameSpectraS3", .post, "/_rest_/azure_target_bucket_name")
        request.text("bucket_id", bucketID)
        request.text("name", name)
        request.text("target_id", targetID)
        return request
    }

    /// `DELETE /_rest_/azure_target_bucket_name/{id}`; answers 204.
    public static func deleteAzureTargetBucketNameSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteAzureTargetBucketNameSpectraS3", .delete, "/_rest_/azure_target_bucket_name/",
            member: id)
    }

    /// `GET /_rest_/azure_target_failure`; answers 200 [AzureTargetFailure].
    public static func getAzureTargetFailuresSpectraS3(
        errorMessage: String? = nil, targetID: String? = nil, type: TargetFailureType? = nil,
        page: Page? = nil
    ) -> Request<List<AzureTargetFailure>> {
        var request = Request<List<AzureTargetFailure>>(
            "GetAzureTargetFailuresSpectraS3", .get, "/_rest_/azure_target_failure")
        request.text("error_message", errorMessage)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/azure_target_failure/{id}`; answers 204.
    public static func deleteAzureTargetFailureSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteAzureTargetFailureSpectraS3", .delete, "/_rest_/azure_target_failure/",
            member: id)
    }

    /// `GET /_rest_/azure_target_read_preference`; answers 200 [AzureTargetReadPreference].
    public static func getAzureTargetReadPreferencesSpectraS3(
        bucketID: String? = nil, readPreference: TargetReadPreferenceType? = nil,
        targetID: String? = nil, page: Page? = nil
    ) -> Request<List<AzureTargetReadPreference>> {
        var request = Request<List<AzureTargetReadPreference>>(
            "GetAzureTargetReadPreferencesSpectraS3", .get, "/_rest_/azure_target_read_preference")
        request.text("bucket_id", bucketID)
        request.text("read_preference", readPreference?.rawValue)
        request.text("target_id", targetID)
        request.page(page)
        return request
    }

    /// `POST /_rest_/azure_target_read_preference`; answers 201 AzureTargetReadPreference.
    public static func putAzureTargetReadPreferenceSpectraS3(
        bucketID: String, readPreference: TargetReadPreferenceType, targetID: String
    ) -> Request<AzureTargetReadPreference> {
        var request = Request<AzureTargetReadPreference>(
            "PutAzureTargetReadPreferenceSpectraS3", .post, "/_rest_/azure_target_read_preference")
        request.text("bucket_id", bucketID)
        request.text("read_preference", readPreference.rawValue)
        request.text("target_id", targetID)
        return request
    }

    /// `DELETE /_rest_/azure_target_read_preference/{id}`; answers 204.
    public static func deleteAzureTargetReadPreferenceSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteAzureTargetReadPreferenceSpectraS3", .delete,
            "/_rest_/azure_target_read_preference/", member: id)
    }

    /// `GET /_rest_/azure_target_read_preference/{id}`; answers 200 AzureTargetReadPreference.
    public static func getAzureTargetReadPreferenceSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<AzureTargetReadPreference> {
        try Request(
            "GetAzureTargetReadPreferenceSpectraS3", .get, "/_rest_/azure_target_read_preference/",
            member: id)
    }
}
