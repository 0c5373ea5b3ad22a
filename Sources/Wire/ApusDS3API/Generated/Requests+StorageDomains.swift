// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Storage domains

extension DS3 {
    /// `GET /_rest_/storage_domain`; answers 200 [StorageDomain].
    public static func getStorageDomainsSpectraS3(
        autoEjectUponCron: String? = nil, autoEjectUponJobCancellation: Bool? = nil,
        autoEjectUponJobCompletion: Bool? = nil, autoEjectUponMediaFull: Bool? = nil,
        mediaEjectionAllowed: Bool? = nil, name: String? = nil, secureMediaAllocation: Bool? = nil,
        writeOptimization: WriteOptimization? = nil, page: Page? = nil
    ) -> Request<List<StorageDomain>> {
        var request = Request<List<StorageDomain>>(
            "GetStorageDomainsSpectraS3", .get, "/_rest_/storage_domain")
        request.text("auto_eject_upon_cron", autoEjectUponCron)
        request.boolean("auto_eject_upon_job_cancellation", autoEjectUponJobCancellation)
        request.boolean("auto_eject_upon_job_completion", autoEjectUponJobCompletion)
        request.boolean("auto_eject_upon_media_full", autoEjectUponMediaFull)
        request.boolean("media_ejection_allowed", mediaEjectionAllowed)
        request.text("name", name)
        request.boolean("secure_media_allocation", secureMediaAllocation)
        request.text("write_optimization", writeOptimization?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/storage_domain`; answers 201 StorageDomain.
    public static func putStorageDomainSpectraS3(
        name: String, autoEjectMediaFullThreshold: Int? = nil, autoEjectUponCron: String? = nil,
        autoEjectUponJobCancellation: Bool? = nil, autoEjectUponJobCompletion: Bool? = nil,
        autoEjectUponMediaFull: Bool? = nil, ltfsFileNaming: LtfsFileNamingMode? = nil,
        maxTapeFragmentationPercent: Int? = nil, maximumAutoVerificationFrequencyInDays: Int? = nil,
        mediaEjectionAllowed: Bool? = nil, secureMediaAllocation: Bool? = nil,
        verifyPriorToAutoEject: BlobStoreTaskPriority? = nil,
        writeOptimization: WriteOptimization? = nil
    ) -> Request<StorageDomain> {
        var request = Request<StorageDomain>(
            "PutStorageDomainSpectraS3", .post, "/_rest_/storage_domain")
        request.text("name", name)
        request.number("auto_eject_media_full_threshold", autoEjectMediaFullThreshold)
        request.text("auto_eject_upon_cron", autoEjectUponCron)
        request.boolean("auto_eject_upon_job_cancellation", autoEjectUponJobCancellation)
        request.boolean("auto_eject_upon_job_completion", autoEjectUponJobCompletion)
        request.boolean("auto_eject_upon_media_full", autoEjectUponMediaFull)
        request.text("ltfs_file_naming", ltfsFileNaming?.rawValue)
        request.number("max_tape_fragmentation_percent", maxTapeFragmentationPercent)
        request.number(
            "maximum_auto_verification_frequency_in_days", maximumAutoVerificationFrequencyInDays)
        request.boolean("media_ejection_allowed", mediaEjectionAllowed)
        request.boolean("secure_media_allocation", secureMediaAllocation)
        request.text("verify_prior_to_auto_eject", verifyPriorToAutoEject?.rawValue)
        request.text("write_optimization", writeOptimization?.rawValue)
        return request
    }

    /// `DELETE /_rest_/storage_domain/{id}`; answers 204.
    public static func deleteStorageDomainSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteStorageDomainSpectraS3", .delete, "/_rest_/storage_domain/", member: id)
    }

    /// `GET /_rest_/storage_domain/{id}`; answers 200 StorageDomain.
    public static func getStorageDomainSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<StorageDomain> {
        try Request("GetStorageDomainSpectraS3", .get, "/_rest_/storage_domain/", member: id)
    }

    /// `PUT /_rest_/storage_domain/{id}`; answers 204.
    public static func convertStorageDomainToDs3TargetSpectraS3(
        id: String, convertToDs3Target: String
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "ConvertStorageDomainToDs3TargetSpectraS3", .put, "/_rest_/storage_domain/", member: id)
        request.text("convert_to_ds3_target", convertToDs3Target)
        return request
    }

    /// `PUT /_rest_/storage_domain/{id}`; answers 200 StorageDomain.
    public static func modifyStorageDomainSpectraS3(
        id: String, autoEjectMediaFullThreshold: Int? = nil, autoEjectUponCron: String? = nil,
        autoEjectUponJobCancellation: Bool? = nil, autoEjectUponJobCompletion: Bool? = nil,
        autoEjectUponMediaFull: Bool? = nil, ltfsFileNaming: LtfsFileNamingMode? = nil,
        maxTapeFragmentationPercent: Int? = nil, maximumAutoVerificationFrequencyInDays: Int? = nil,
        mediaEjectionAllowed: Bool? = nil, name: String? = nil, secureMediaAllocation: Bool? = nil,
        verifyPriorToAutoEject: BlobStoreTaskPriority? = nil,
        writeOptimization: WriteOptimization? = nil
    ) throws(DS3Error) -> Request<StorageDomain> {
        var request = try Request<StorageDomain>(
            "ModifyStorageDomainSpectraS3", .put, "/_rest_/storage_domain/", member: id)
        request.number("auto_eject_media_full_threshold", autoEjectMediaFullThreshold)
        request.text("auto_eject_upon_cron", autoEjectUponCron)
        request.boolean("auto_eject_upon_job_cancellation", autoEjectUponJobCancellation)
        request.boolean("auto_eject_upon_job_completion", autoEjectUponJobCompletion)
        request.boolean("auto_eject_upon_media_full", autoEjectUponMediaFull)
        request.text("ltfs_file_naming", ltfsFileNaming?.rawValue)
        request.number("max_tape_fragmentation_percent", maxTapeFragmentationPercent)
        request.number(
            "maximum_auto_verification_frequency_in_days", maximumAutoVerificationFrequencyInDays)
        request.boolean("media_ejection_allowed", mediaEjectionAllowed)
        request.text("name", name)
        request.boolean("secure_media_allocation", secureMediaAllocation)
        request.text("verify_prior_to_auto_eject", verifyPriorToAutoEject?.rawValue)
        request.text("write_optimization", writeOptimization?.rawValue)
        return request
    }

    /// `GET /_rest_/storage_domain_failure`; answers 200 [StorageDomainFailure].
    public static func getStorageDomainFailuresSpectraS3(
        errorMessage: String? = nil, storageDomainID: String? = nil,
        type: StorageDomainFailureType? = nil, page: Page? = nil
    ) -> Request<List<StorageDomainFailure>> {
        var request = Request<List<StorageDomainFailure>>(
            "GetStorageDomainFailuresSpectraS3", .get, "/_rest_/storage_domain_failure")
        request.text("error_message", errorMessage)
        request.text("storage_domain_id", storageDomainID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/storage_domain_failure/{id}`; answers 204.
    public static func deleteStorageDomainFailureSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteStorageDomainFailureSpectraS3", .delete, "/_rest_/storage_domain_failure/",
            member: id)
    }

    /// `GET /_rest_/storage_domain_member`; answers 200 [StorageDomainMember].
    public static func getStorageDomainMembersSpectraS3(
        poolPartitionID: String? = nil, state: StorageDomainMemberState? = nil,
        storageDomainID: String? = nil, tapePartitionID: String? = nil, tapeType: TapeType? = nil,
        writePreference: WritePreferenceLevel? = nil, page: Page? = nil
    ) -> Request<List<StorageDomainMember>> {
        var request = Request<List<StorageDomainMember>>(
            "GetStorageDomainMembersSpectraS3", .get, "/_rest_/storage_domain_member")
        request.text("pool_partition_id", poolPartitionID)
        request.text("state", state?.rawValue)
        request.text("storage_domain_id", storageDomainID)
        request.text("tape_partition_id", tapePartitionID)
        request.text("tape_type", tapeType?.rawValue)
        request.text("write_preference", writePreference?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/storage_domain_member`; answers 201 StorageDomainMember.
    public static func putPoolStorageDomainMemberSpectraS3(
        poolPartitionID: String, storageDomainID: String,
        writePreference: WritePreferenceLevel? = nil
    ) -> Request<StorageDomainMember> {
        var request = Request<StorageDomainMember>(
            "PutPoolStorageDomainMemberSpectraS3", .post, "/_rest_/storage_domain_member")
        request.text("pool_partition_id", poolPartitionID)
        request.text("storage_domain_id", storageDomainID)
        request.text("write_preference", writePreference?.rawValue)
        return request
    }

    /// `POST /_rest_/storage_domain_member`; answers 201 StorageDomainMember.
    public static func putTapeStorageDomainMemberSpectraS3(
        storageDomainID: String, tapePartitionID: String, tapeType: TapeType,
        autoCompactionThreshold: Int? = nil, writePreference: WritePreferenceLevel? = nil
    ) -> Request<StorageDomainMember> {
        var request = Request<StorageDomainMember>(
            "PutTapeStorageDomainMemberSpectraS3", .post, "/_rest_/storage_domain_member")
        request.text("storage_domain_id", storageDomainID)
        request.text("tape_partition_id", tapePartitionID)
        request.text("tape_type", tapeType.rawValue)
        request.number("auto_compaction_threshold", autoCompactionThreshold)
        request.text("write_preference", writePreference?.rawValue)
        return request
    }

    /// `DELETE /_rest_/storage_domain_member/{id}`; answers 204.
    public static func deleteStorageDomainMemberSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteStorageDomainMemberSpectraS3", .delete, "/_rest_/storage_domain_member/",
            member: id)
    }

    /// `GET /_rest_/storage_domain_member/{id}`; answers 200 StorageDomainMember.
    public static func getStorageDomainMemberSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<StorageDomainMember> {
        try Request(
            "GetStorageDomainMemberSpectraS3", .get, "/_rest_/storage_domain_member/", member: id)
    }

    /// `PUT /_rest_/storage_domain_member/{id}`; answers 200 StorageDomainMember.
    public static func modifyStorageDomainMemberSpectraS3(
        id: String, autoCompactionThreshold: Int? = nil, state: StorageDomainMemberState? = nil,
        writePreference: WritePreferenceLevel? = nil
    ) throws(DS3Error) -> Request<StorageDomainMember> {
        var request = try Request<StorageDomainMember>(
            "ModifyStorageDomainMemberSpectraS3", .put, "/_rest_/storage_domain_member/", member: id
        )
        request.number("auto_compaction_threshold", autoCompactionThreshold)
        request.text("state", state?.rawValue)
        request.text("write_preference", writePreference?.rawValue)
        return request
    }
}
