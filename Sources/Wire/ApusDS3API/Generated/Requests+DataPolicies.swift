// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Data policies and rules

extension DS3 {
    /// `GET /_rest_/azure_data_replication_rule`; answers 200 [AzureDataReplicationRule].
    public static func getAzureDataReplicationRulesSpectraS3(
        dataPolicyID: String? = nil, replicateDeletes: Bool? = nil,
        state: DataPlacementRuleState? = nil, targetID: String? = nil,
        type: DataReplicationRuleType? = nil, page: Page? = nil
    ) -> Request<List<AzureDataReplicationRule>> {
        var request = Request<List<AzureDataReplicationRule>>(
            "GetAzureDataReplicationRulesSpectraS3", .get, "/_rest_/azure_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.boolean("replicate_deletes", replicateDeletes)
        request.text("state", state?.rawValue)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/azure_data_replication_rule`; answers 201 AzureDataReplicationRule.
    public static func putAzureDataReplicationRuleSpectraS3(
        dataPolicyID: String, targetID: String, type: DataReplicationRuleType,
        maxBlobPartSizeInBytes: Int? = nil, replicateDeletes: Bool? = nil
    ) -> Request<AzureDataReplicationRule> {
        var request = Request<AzureDataReplicationRule>(
            "PutAzureDataReplicationRuleSpectraS3", .post, "/_rest_/azure_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("target_id", targetID)
        request.text("type", type.rawValue)
        request.number("max_blob_part_size_in_bytes", maxBlobPartSizeInBytes)
        request.boolean("replicate_deletes", replicateDeletes)
        return request
    }

    /// `DELETE /_rest_/azure_data_replication_rule/{id}`; answers 204.
    public static func deleteAzureDataReplicationRuleSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteAzureDataReplicationRuleSpectraS3", .delete,
            "/_rest_/azure_data_replication_rule/", member: id)
    }

    /// `GET /_rest_/azure_data_replication_rule/{id}`; answers 200 AzureDataReplicationRule.
    public static func getAzureDataReplicationRuleSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<AzureDataReplicationRule> {
        try Request(
            "GetAzureDataReplicationRuleSpectraS3", .get, "/_rest_/azure_data_replication_rule/",
            member: id)
    }

    /// `PUT /_rest_/azure_data_replication_rule/{id}`; answers 200 AzureDataReplicationRule.
    public static func modifyAzureDataReplicationRuleSpectraS3(
        id: String, maxBlobPartSizeInBytes: Int? = nil, replicateDeletes: Bool? = nil,
        type: DataReplicationRuleType? = nil
    ) throws(DS3Error) -> Request<AzureDataReplicationRule> {
        var request = try Request<AzureDataReplicationRule>(
            "ModifyAzureDataReplicationRuleSpectraS3", .put, "/_rest_/azure_data_replication_rule/",
            member: id)
        request.number("max_blob_part_size_in_bytes", maxBlobPartSizeInBytes)
        request.boolean("replicate_deletes", replicateDeletes)
        request.text("type", type?.rawValue)
        return request
    }

    /// `GET /_rest_/data_persistence_rule`; answers 200 [DataPersistenceRule].
    public static func getDataPersistenceRulesSpectraS3(
        dataPolicyID: String? = nil, isolationLevel: DataIsolationLevel? = nil,
        state: DataPlacementRuleState? = nil, storageDomainID: String? = nil,
        type: DataPersistenceRuleType? = nil, page: Page? = nil
    ) -> Request<List<DataPersistenceRule>> {
        var request = Request<List<DataPersistenceRule>>(
            "GetDataPersistenceRulesSpectraS3", .get, "/_rest_/data_persistence_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("isolation_level", isolationLevel?.rawValue)
        request.text("state", state?.rawValue)
        request.text("storage_domain_id", storageDomainID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/data_persistence_rule`; answers 201 DataPersistenceRule.
    public static func putDataPersistenceRuleSpectraS3(
        dataPolicyID: String, isolationLevel: DataIsolationLevel, storageDomainID: String,
        type: DataPersistenceRuleType, minimumDaysToRetain: Int? = nil
    ) -> Request<DataPersistenceRule> {
        var request = Request<DataPersistenceRule>(
            "PutDataPersistenceRuleSpectraS3", .post, "/_rest_/data_persistence_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("isolation_level", isolationLevel.rawValue)
        request.text("storage_domain_id", storageDomainID)
        request.text("type", type.rawValue)
        request.number("minimum_days_to_retain", minimumDaysToRetain)
        return request
    }

    /// `DELETE /_rest_/data_persistence_rule/{id}`; answers 204.
    public static func deleteDataPersistenceRuleSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteDataPersistenceRuleSpectraS3", .delete, "/_rest_/data_persistence_rule/",
            member: id)
    }

    /// `GET /_rest_/data_persistence_rule/{id}`; answers 200 DataPersistenceRule.
    public static func getDataPersistenceRuleSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<DataPersistenceRule> {
        try Request(
            "GetDataPersistenceRuleSpectraS3", .get, "/_rest_/data_persistence_rule/", member: id)
    }

    /// `PUT /_rest_/data_persistence_rule/{id}`; answers 200 DataPersistenceRule.
    public static func modifyDataPersistenceRuleSpectraS3(
        id: String, isolationLevel: DataIsolationLevel? = nil, minimumDaysToRetain: Int? = nil,
        type: DataPersistenceRuleType? = nil
    ) throws(DS3Error) -> Request<DataPersistenceRule> {
        var request = try Request<DataPersistenceRule>(
            "ModifyDataPersistenceRuleSpectraS3", .put, "/_rest_/data_persistence_rule/", member: id
        )
        request.text("isolation_level", isolationLevel?.rawValue)
        request.number("minimum_days_to_retain", minimumDaysToRetain)
        request.text("type", type?.rawValue)
        return request
    }

    /// `GET /_rest_/data_policy`; answers 200 [DataPolicy].
    public static func getDataPoliciesSpectraS3(
        alwaysForcePutJobCreation: Bool? = nil, alwaysMinimizeSpanningAcrossMedia: Bool? = nil,
        checksumType: ChecksumType? = nil, endToEndCrcRequired: Bool? = nil, name: String? = nil,
        page: Page? = nil
    ) -> Request<List<DataPolicy>> {
        var request = Request<List<DataPolicy>>(
            "GetDataPoliciesSpectraS3", .get, "/_rest_/data_policy")
        request.boolean("always_force_put_job_creation", alwaysForcePutJobCreation)
        request.boolean("always_minimize_spanning_across_media", alwaysMinimizeSpanningAcrossMedia)
        request.text("checksum_type", checksumType?.rawValue)
        request.boolean("end_to_end_crc_required", endToEndCrcRequired)
        request.text("name", name)
        request.page(page)
        return request
    }

    /// `POST /_rest_/data_policy`; answers 201 DataPolicy.
    public static func putDataPolicySpectraS3(
        name: String, alwaysForcePutJobCreation: Bool? = nil,
        alwaysMinimizeSpanningAcrossMedia: Bool? = nil, blobbingEnabled: Bool? = nil,
        checksumType: ChecksumType? = nil, defaultBlobSize: Int? = nil,
        defaultGetJobPriority: BlobStoreTaskPriority? = nil,
        defaultPutJobPriority: BlobStoreTaskPriority? = nil, defaultVerifyAfterWrite: Bool? = nil,
        defaultVerifyJobPriority: BlobStoreTaskPriority? = nil, endToEndCrcRequired: Bool? = nil,
        maxVersionsToKeep: Int? = nil, rebuildPriority: BlobStoreTaskPriority? = nil,
        versioning: VersioningLevel? = nil
    ) -> Request<DataPolicy> {
        var request = Request<DataPolicy>("PutDataPolicySpectraS3", .post, "/_rest_/data_policy")
        request.text("name", name)
        request.boolean("always_force_put_job_creation", alwaysForcePutJobCreation)
        request.boolean("always_minimize_spanning_across_media", alwaysMinimizeSpanningAcrossMedia)
        request.boolean("blobbing_enabled", blobbingEnabled)
        request.text("checksum_type", checksumType?.rawValue)
        request.number("default_blob_size", defaultBlobSize)
        request.text("default_get_job_priority", defaultGetJobPriority?.rawValue)
        request.text("default_put_job_priority", defaultPutJobPriority?.rawValue)
        request.boolean("default_verify_after_write", defaultVerifyAfterWrite)
        request.text("default_verify_job_priority", defaultVerifyJobPriority?.rawValue)
        request.boolean("end_to_end_crc_required", endToEndCrcRequired)
        request.number("max_versions_to_keep", maxVersionsToKeep)
        request.text("rebuild_priority", rebuildPriority?.rawValue)
        request.text("versioning", versioning?.rawValue)
        return request
    }

    /// `DELETE /_rest_/data_policy/{id}`; answers 204.
    public static func deleteDataPolicySpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteDataPolicySpectraS3", .delete, "/_rest_/data_policy/", member: id)
    }

    /// `GET /_rest_/data_policy/{id}`; answers 200 DataPolicy.
    public static func getDataPolicySpectraS3(
        id: String
    ) throws(DS3Error) -> Request<DataPolicy> {
        try Request("GetDataPolicySpectraS3", .get, "/_rest_/data_policy/", member: id)
    }

    /// `PUT /_rest_/data_policy/{id}`; answers 200 DataPolicy.
    public static func modifyDataPolicySpectraS3(
        id: String, alwaysForcePutJobCreation: Bool? = nil,
        alwaysMinimizeSpanningAcrossMedia: Bool? = nil, blobbingEnabled: Bool? = nil,
        checksumType: ChecksumType? = nil, defaultBlobSize: Int? = nil,
        defaultGetJobPriority: BlobStoreTaskPriority? = nil,
        defaultPutJobPriority: BlobStoreTaskPriority? = nil, defaultVerifyAfterWrite: Bool? = nil,
        defaultVerifyJobPriority: BlobStoreTaskPriority? = nil, endToEndCrcRequired: Bool? = nil,
        maxVersionsToKeep: Int? = nil, name: String? = nil,
        rebuildPriority: BlobStoreTaskPriority? = nil, versioning: VersioningLevel? = nil
    ) throws(DS3Error) -> Request<DataPolicy> {
        var request = try Request<DataPolicy>(
            "ModifyDataPolicySpectraS3", .put, "/_rest_/data_policy/", member: id)
        request.boolean("always_force_put_job_creation", alwaysForcePutJobCreation)
        request.boolean("always_minimize_spanning_across_media", alwaysMinimizeSpanningAcrossMedia)
        request.boolean("blobbing_enabled", blobbingEnabled)
        request.text("checksum_type", checksumType?.rawValue)
        request.number("default_blob_size", defaultBlobSize)
        request.text("default_get_job_priority", defaultGetJobPriority?.rawValue)
        request.text("default_put_job_priority", defaultPutJobPriority?.rawValue)
        request.boolean("default_verify_after_write", defaultVerifyAfterWrite)
        request.text("default_verify_job_priority", defaultVerifyJobPriority?.rawValue)
        request.boolean("end_to_end_crc_required", endToEndCrcRequired)
        request.number("max_versions_to_keep", maxVersionsToKeep)
        request.text("name", name)
        request.text("rebuild_priority", rebuildPriority?.rawValue)
        request.text("versioning", versioning?.rawValue)
        return request
    }

    /// `GET /_rest_/ds3_data_replication_rule`; answers 200 [Ds3DataReplicationRule].
    public static func getDs3DataReplicationRulesSpectraS3(
        dataPolicyID: String? = nil, replicateDeletes: Bool? = nil,
        state: DataPlacementRuleState? = nil, targetID: String? = nil,
        type: DataReplicationRuleType? = nil, page: Page? = nil
    ) -> Request<List<Ds3DataReplicationRule>> {
        var request = Request<List<Ds3DataReplicationRule>>(
            "GetDs3DataReplicationRulesSpectraS3", .get, "/_rest_/ds3_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.boolean("replicate_deletes", replicateDeletes)
        request.text("state", state?.rawValue)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/ds3_data_replication_rule`; answers 201 Ds3DataReplicationRule.
    public static func putDs3DataReplicationRuleSpectraS3(
        dataPolicyID: String, targetID: String, type: DataReplicationRuleType,
        replicateDeletes: Bool? = nil, targetDataPolicy: String? = nil
    ) -> Request<Ds3DataReplicationRule> {
        var request = Request<Ds3DataReplicationRule>(
            "PutDs3DataReplicationRuleSpectraS3", .post, "/_rest_/ds3_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("target_id", targetID)
        request.text("type", type.rawValue)
        request.boolean("replicate_deletes", replicateDeletes)
        request.text("target_data_policy", targetDataPolicy)
        return request
    }

    /// `DELETE /_rest_/ds3_data_replication_rule/{id}`; answers 204.
    public static func deleteDs3DataReplicationRuleSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteDs3DataReplicationRuleSpectraS3", .delete, "/_rest_/ds3_data_replication_rule/",
            member: id)
    }

    /// `GET /_rest_/ds3_data_replication_rule/{id}`; answers 200 Ds3DataReplicationRule.
    public static func getDs3DataReplicationRuleSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Ds3DataReplicationRule> {
        try Request(
            "GetDs3DataReplicationRuleSpectraS3", .get, "/_rest_/ds3_data_replication_rule/",
            member: id)
    }

    /// `PUT /_rest_/ds3_data_replication_rule/{id}`; answers 200 Ds3DataReplicationRule.
    public static func modifyDs3DataReplicationRuleSpectraS3(
        id: String, replicateDeletes: Bool? = nil, targetDataPolicy: String? = nil,
        type: DataReplicationRuleType? = nil
    ) throws(DS3Error) -> Request<Ds3DataReplicationRule> {
        var request = try Request<Ds3DataReplicationRule>(
            "ModifyDs3DataReplicationRuleSpectraS3", .put, "/_rest_/ds3_data_replication_rule/",
            member: id)
        request.boolean("replicate_deletes", replicateDeletes)
        request.text("target_data_policy", targetDataPolicy)
        request.text("type", type?.rawValue)
        return request
    }

    /// `GET /_rest_/s3_data_replication_rule`; answers 200 [S3DataReplicationRule].
    public static func getS3DataReplicationRulesSpectraS3(
        dataPolicyID: String? = nil, initialDataPlacement: S3InitialDataPlacementPolicy? = nil,
        replicateDeletes: Bool? = nil, state: DataPlacementRuleState? = nil,
        targetID: String? = nil, type: DataReplicationRuleType? = nil, page: Page? = nil
    ) -> Request<List<S3DataReplicationRule>> {
        var request = Request<List<S3DataReplicationRule>>(
            "GetS3DataReplicationRulesSpectraS3", .get, "/_rest_/s3_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("initial_data_placement", initialDataPlacement?.rawValue)
        request.boolean("replicate_deletes", replicateDeletes)
        request.text("state", state?.rawValue)
        request.text("target_id", targetID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/s3_data_replication_rule`; answers 201 S3DataReplicationRule.
    public static func putS3DataReplicationRuleSpectraS3(
        dataPolicyID: String, targetID: String, type: DataReplicationRuleType,
        initialDataPlacement: S3InitialDataPlacementPolicy? = nil,
        maxBlobPartSizeInBytes: Int? = nil, replicateDeletes: Bool? = nil
    ) -> Request<S3DataReplicationRule> {
        var request = Request<S3DataReplicationRule>(
            "PutS3DataReplicationRuleSpectraS3", .post, "/_rest_/s3_data_replication_rule")
        request.text("data_policy_id", dataPolicyID)
        request.text("target_id", targetID)
        request.text("type", type.rawValue)
        request.text("initial_data_placement", initialDataPlacement?.rawValue)
        request.number("max_blob_part_size_in_bytes", maxBlobPartSizeInBytes)
        request.boolean("replicate_deletes", replicateDeletes)
        return request
    }

    /// `DELETE /_rest_/s3_data_replication_rule/{id}`; answers 204.
    public static func deleteS3DataReplicationRuleSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteS3DataReplicationRuleSpectraS3", .delete, "/_rest_/s3_data_replication_rule/",
            member: id)
    }

    /// `GET /_rest_/s3_data_replication_rule/{id}`; answers 200 S3DataReplicationRule.
    public static func getS3DataReplicationRuleSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<S3DataReplicationRule> {
        try Request(
            "GetS3DataReplicationRuleSpectraS3", .get, "/_rest_/s3_data_replication_rule/",
            member: id)
    }

    /// `PUT /_rest_/s3_data_replication_rule/{id}`; answers 200 S3DataReplicationRule.
    public static func modifyS3DataReplicationRuleSpectraS3(
        id: String, initialDataPlacement: S3InitialDataPlacementPolicy? = nil,
        maxBlobPartSizeInBytes: Int? = nil, replicateDeletes: Bool? = nil,
        type: DataReplicationRuleType? = nil
    ) throws(DS3Error) -> Request<S3DataReplicationRule> {
        var request = try Request<S3DataReplicationRule>(
            "ModifyS3DataReplicationRuleSpectraS3", .put, "/_rest_/s3_data_replication_rule/",
            member: id)
        request.text("initial_data_placement", initialDataPlacement?.rawValue)
        request.number("max_blob_part_size_in_bytes", maxBlobPartSizeInBytes)
        request.boolean("replicate_deletes", replicateDeletes)
        request.text("type", type?.rawValue)
        return request
    }
}
