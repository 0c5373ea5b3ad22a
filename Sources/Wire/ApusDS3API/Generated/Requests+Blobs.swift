// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Degraded and suspect blobs

extension DS3 {
    /// `GET /_rest_/degraded_azure_data_replication_rule`; answers 200 [AzureDataReplicationRule].
    public static func getDegradedAzureDataReplicationRulesSpectraS3(
        dataPolicyID: String? = nil, state: DataPlacementRuleState? = nil, targetID: String? = nil,
        type: DataReplicationRuleType? = nil, page: Page? = nil
    ) -> Request<List<AzureDataReplicationRule>> {
        var request = Request<List<AzureDataReplicationRule>>(
            "GetDegradedAzureDataReplicationRulesSpectraS3", .get,
            "/_rest_/degraded_azure_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("state", state?.rawValue)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `GET /_rest_/degraded_blob`; answers 200 [DegradedBlob].
    public static func getDegradedBlobsSpectraS3(
        blobID: String? = nil, bucketID: String? = nil, ds3ReplicationRuleID: String? = nil,
        persistenceRuleID: String? = nil, page: Page? = nil
    ) -> Request<List<DegradedBlob>> {
        var request = Request<List<DegradedBlob>>(
            "GetDegradedBlobsSpectraS3", .get, "/_rest_/degraded_blob")
        request.text("blob_id", blobID)
        request.text("bucket_id", bucketID)
        request.text("ds3_replication_rule_id", ds3ReplicationRuleID)
        request.text("persistence_rule_id", persistenceRuleID)
        request.page(page)
        return request
    }

    /// `GET /_rest_/degraded_bucket`; answers 200 [Bucket].
    public static func getDegradedBucketsSpectraS3(
        dataPolicyID: String? = nil, name: String? = nil, userID: String? = nil, page: Page? = nil
    ) -> Request<List<Bucket>> {
        var request = Request<List<Bucket>>(
            "GetDegradedBucketsSpectraS3", .get, "/_rest_/degraded_bucket")
        request.text("data_policy_id", dataPolicyID)
        request.text("name", name)
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `GET /_rest_/degraded_data_persistence_rule`; answers 200 [DataPersistenceRule].
    public static func getDegradedDataPersistenceRulesSpectraS3(
        dataPolicyID: String? = nil, isolationLevel: DataIsolationLevel? = nil,
        state: DataPlacementRuleState? = nil, storageDomainID: String? = nil,
        type: DataPersistenceRuleType? = nil, page: Page? = nil
    ) -> Request<List<DataPersistenceRule>> {
        var request = Request<List<DataPersistenceRule>>(
            "GetDegradedDataPersistenceRulesSpectraS3", .get,
            "/_rest_/degraded_data_persistence_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("isolation_level", isolationLevel?.rawValue)
        request.text("state", state?.rawValue)
        request.text("storage_domain_id", storageDomainID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `GET /_rest_/degraded_ds3_data_replication_rule`; answers 200 [Ds3DataReplicationRule].
    public static func getDegradedDs3DataReplicationRulesSpectraS3(
        dataPolicyID: String? = nil, state: DataPlacementRuleState? = nil, targetID: String? = nil,
        type: DataReplicationRuleType? = nil, page: Page? = nil
    ) -> Request<List<Ds3DataReplicationRule>> {
        var request = Request<List<Ds3DataReplicationRule>>(
            "GetDegradedDs3DataReplicationRulesSpectraS3", .get,
            "/_rest_/degraded_ds3_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("state", state?.rawValue)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `GET /_rest_/degraded_s3_data_replication_rule`; answers 200 [S3DataReplicationRule].
    public static func getDegradedS3DataReplicationRulesSpectraS3(
        dataPolicyID: String? = nil, state: DataPlacementRuleState? = nil, targetID: String? = nil,
        type: DataReplicationRuleType? = nil, page: Page? = nil
    ) -> Request<List<S3DataReplicationRule>> {
        var request = Request<List<S3DataReplicationRule>>(
            "GetDegradedS3DataReplicationRulesSpectraS3", .get,
            "/_rest_/degraded_s3_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("state", state?.rawValue)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/suspect_blob_azure_target`; answers 204.
    public static func clearSuspectBlobAzureTargetsSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "ClearSuspectBlobAzureTargetsSpectraS3", .delete, "/_rest_/suspect_blob_azure_target")
        request.flag("force", force)
        return request
    }

    /// `GET /_rest_/suspect_blob_azure_target`; answers 200 [SuspectBlobAzureTarget].
    public static func getSuspectBlobAzureTargetsSpectraS3(
        blobID: String? = nil, targetID: String? = nil, page: Page? = nil
    ) -> Request<List<SuspectBlobAzureTarget>> {
        var request = Request<List<SuspectBlobAzureTarget>>(
            "GetSuspectBlobAzureTargetsSpectraS3", .get, "/_rest_/suspect_blob_azure_target")
        request.text("blob_id", blobID)
        request.text("target_id", targetID)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/suspect_blob_azure_target`; answers 204.
    public static func markSuspectBlobAzureTargetsAsDegradedSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "MarkSuspectBlobAzureTargetsAsDegradedSpectraS3", .put,
            "/_rest_/suspect_blob_azure_target")
        request.flag("force", force)
        return request
    }

    /// `DELETE /_rest_/suspect_blob_ds3_target`; answers 204.
    public static func clearSuspectBlobDs3TargetsSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "ClearSuspectBlobDs3TargetsSpectraS3", .delete, "/_rest_/suspect_blob_ds3_target")
        request.flag("force", force)
        return request
    }

    /// `GET /_rest_/suspect_blob_ds3_target`; answers 200 [SuspectBlobDs3Target].
    public static func getSuspectBlobDs3TargetsSpectraS3(
        blobID: String? = nil, targetID: String? = nil, page: Page? = nil
    ) -> Request<List<SuspectBlobDs3Target>> {
        var request = Request<List<SuspectBlobDs3Target>>(
            "GetSuspectBlobDs3TargetsSpectraS3", .get, "/_rest_/suspect_blob_ds3_target")
        request.text("blob_id", blobID)
        request.text("target_id", targetID)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/suspect_blob_ds3_target`; answers 204.
    public static func markSuspectBlobDs3TargetsAsDegradedSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "MarkSuspectBlobDs3TargetsAsDegradedSpectraS3", .put, "/_rest_/suspect_blob_ds3_target")
        request.flag("force", force)
        return request
    }

    /// `DELETE /_rest_/suspect_blob_pool`; answers 204.
    public static func clearSuspectBlobPoolsSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "ClearSuspectBlobPoolsSpectraS3", .delete, "/_rest_/suspect_blob_pool")
        request.flag("force", force)
        return request
    }

    /// `GET /_rest_/suspect_blob_pool`; answers 200 [SuspectBlobPool].
    public static func getSuspectBlobPoolsSpectraS3(
        blobID: String? = nil, poolID: String? = nil, page: Page? = nil
    ) -> Request<List<SuspectBlobPool>> {
        var request = Request<List<SuspectBlobPool>>(
            "GetSuspectBlobPoolsSpectraS3", .get, "/_rest_/suspect_blob_pool")
        request.text("blob_id", blobID)
        request.text("pool_id", poolID)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/suspect_blob_pool`; answers 204.
    public static func markSuspectBlobPoolsAsDegradedSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "MarkSuspectBlobPoolsAsDegradedSpectraS3", .put, "/_rest_/suspect_blob_pool")
        request.flag("force", force)
        return request
    }

    /// `DELETE /_rest_/suspect_blob_s3_target`; answers 204.
    public static func clearSuspectBlobS3TargetsSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "ClearSuspectBlobS3TargetsSpectraS3", .delete, "/_rest_/suspect_blob_s3_target")
        request.flag("force", force)
        return request
    }

    /// `GET /_rest_/suspect_blob_s3_target`; answers 200 [SuspectBlobS3Target].
    public static func getSuspectBlobS3TargetsSpectraS3(
        blobID: String? = nil, targetID: String? = nil, page: Page? = nil
    ) -> Request<List<SuspectBlobS3Target>> {
        var request = Request<List<SuspectBlobS3Target>>(
            "GetSuspectBlobS3TargetsSpectraS3", .get, "/_rest_/suspect_blob_s3_target")
        request.text("blob_id", blobID)
        request.text("target_id", targetID)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/suspect_blob_s3_target`; answers 204.
    public static func markSuspectBlobS3TargetsAsDegradedSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "MarkSuspectBlobS3TargetsAsDegradedSpectraS3", .put, "/_rest_/suspect_blob_s3_target")
        request.flag("force", force)
        return request
    }

    /// `DELETE /_rest_/suspect_blob_tape`; answers 204.
    public static func clearSuspectBlobTapesSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "ClearSuspectBlobTapesSpectraS3", .delete, "/_rest_/suspect_blob_tape")
        request.flag("force", force)
        return request
    }

    /// `GET /_rest_/suspect_blob_tape`; answers 200 [SuspectBlobTape].
    public static func getSuspectBlobTapesSpectraS3(
        blobID: String? = nil, tapeID: String? = nil, page: Page? = nil
    ) -> Request<List<SuspectBlobTape>> {
        var request = Request<List<SuspectBlobTape>>(
            "GetSuspectBlobTapesSpectraS3", .get, "/_rest_/suspect_blob_tape")
        request.text("blob_id", blobID)
        request.text("tape_id", tapeID)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/suspect_blob_tape`; answers 204.
    public static func markSuspectBlobTapesAsDegradedSpectraS3(
        force: Bool = false
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "MarkSuspectBlobTapesAsDegradedSpectraS3", .put, "/_rest_/suspect_blob_tape")
        request.flag("force", force)
        return request
    }

    /// `GET /_rest_/suspect_bucket`; answers 200 [Bucket].
    public static func getSuspectBucketsSpectraS3(
        dataPolicyID: String? = nil, name: String? = nil, userID: String? = nil, page: Page? = nil
    ) -> Request<List<Bucket>> {
        var request = Request<List<Bucket>>(
            "GetSuspectBucketsSpectraS3", .get, "/_rest_/suspect_bucket")
        request.text("data_policy_id", dataPolicyID)
        request.text("name", name)
        request.text("user_id", userID)
        request.page(page)
        return request
    }

    /// `GET /_rest_/suspect_object`; answers 200 [S3Object].
    public static func getSuspectObjectsSpectraS3(
        bucketID: String? = nil, page: Page? = nil
    ) -> Request<List<S3Object>> {
        var request = Request<List<S3Object>>(
            "GetSuspectObjectsSpectraS3", .get, "/_rest_/suspect_object")
        request.text("bucket_id", bucketID)
        request.page(page)
        return request
    }

    /// `GET /_rest_/suspect_object`; answers 200 BulkObjectList.
    public static func getSuspectObjectsWithFullDetailsSpectraS3(
        bucketID: String? = nil, storageDomain: String? = nil
    ) -> Request<BulkObjectList> {
        var request = Request<BulkObjectList>(
            "GetSuspectObjectsWithFullDetailsSpectraS3", .get, "/_rest_/suspect_object")
        request.flag("full_details")
        request.text("bucket_id", bucketID)
        request.text("storage_domain", storageDomain)
        return request
    }
}
