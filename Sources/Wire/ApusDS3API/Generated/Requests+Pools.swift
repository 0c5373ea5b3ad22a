// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Pools

extension DS3 {
    /// `GET /_rest_/pool`; answers 200 [Pool].
    public static func getPoolsSpectraS3(
        assignedToStorageDomain: Bool? = nil, bucketID: String? = nil, guid: String? = nil,
        health: PoolHealth? = nil, lastVerified: Time? = nil, name: String? = nil,
        partitionID: String? = nil, poweredOn: Bool? = nil, state: PoolState? = nil,
        storageDomainMemberID: String? = nil, type: PoolType? = nil, page: Page? = nil
    ) -> Request<List<Pool>> {
        var request = Request<List<Pool>>("GetPoolsSpectraS3", .get, "/_rest_/pool")
        request.boolean("assigned_to_storage_domain", assignedToStorageDomain)
        request.text("bucket_id", bucketID)
        request.text("guid", guid)
        request.text("health", health?.rawValue)
        request.time("last_verified", lastVerified)
        request.text("name", name)
        request.text("partition_id", partitionID)
        request.boolean("powered_on", poweredOn)
        request.text("state", state?.rawValue)
        request.text("storage_domain_member_id", storageDomainMemberID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/pool`; answers 204.
    public static func cancelImportOnAllPoolsSpectraS3(

        ) -> Request<Nothing>
    {
        var request = Request<Nothing>("CancelImportOnAllPoolsSpectraS3", .put, "/_rest_/pool")
        request.text("operation", "cancel_import")
        return request
    }

    /// `PUT /_rest_/pool`; answers 204.
    public static func cancelVerifyOnAllPoolsSpectraS3(

        ) -> Request<Nothing>
    {
        var request = Request<Nothing>("CancelVerifyOnAllPoolsSpectraS3", .put, "/_rest_/pool")
        request.text("operation", "cancel_verify")
        return request
    }

    /// `PUT /_rest_/pool`; answers 204.
    public static func compactAllPoolsSpectraS3(
        priority: BlobStoreTaskPriority? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>("CompactAllPoolsSpectraS3", .put, "/_rest_/pool")
        request.text("operation", "compact")
        request.text("priority", priority?.rawValue)
        return request
    }

    /// `PUT /_rest_/pool`; answers 204.
    public static func formatAllForeignPoolsSpectraS3(

        ) -> Request<Nothing>
    {
        var request = Request<Nothing>("FormatAllForeignPoolsSpectraS3", .put, "/_rest_/pool")
        request.text("operation", "format")
        return request
    }

    /// `PUT /_rest_/pool`; answers 204.
    public static func importAllPoolsSpectraS3(
        dataPolicyID: String? = nil, priority: BlobStoreTaskPriority? = nil,
        storageDomainID: String? = nil, userID: String? = nil,
        verifyDataAfterImport: BlobStoreTaskPriority? = nil, verifyDataPriorToImport: Bool? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>("ImportAllPoolsSpectraS3", .put, "/_rest_/pool")
        request.text("operation", "import")
        request.text("data_policy_id", dataPolicyID)
        request.text("priority", priority?.rawValue)
        request.text("storage_domain_id", storageDomainID)
        request.text("user_id", userID)
        request.text("verify_data_after_import", verifyDataAfterImport?.rawValue)
        request.boolean("verify_data_prior_to_import", verifyDataPriorToImport)
        return request
    }

    /// `PUT /_rest_/pool`; answers 204.
    public static func modifyAllPoolsSpectraS3(
        quiesced: Quiesced
    ) -> Request<Nothing> {
        var request = Request<Nothing>("ModifyAllPoolsSpectraS3", .put, "/_rest_/pool")
        request.text("quiesced", quiesced.rawValue)
        return request
    }

    /// `PUT /_rest_/pool`; answers 204.
    public static func verifyAllPoolsSpectraS3(
        priority: BlobStoreTaskPriority? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>("VerifyAllPoolsSpectraS3", .put, "/_rest_/pool")
        request.text("operation", "verify")
        request.text("priority", priority?.rawValue)
        return request
    }

    /// `DELETE /_rest_/pool/{id}`; answers 204.
    public static func deletePermanentlyLostPoolSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeletePermanentlyLostPoolSpectraS3", .delete, "/_rest_/pool/", member: id)
    }

    /// `GET /_rest_/pool/{id}`; answers 200 BulkObjectList.
    public static func getBlobsOnPoolSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<BulkObjectList> {
        var request = try Request<BulkObjectList>(
            "GetBlobsOnPoolSpectraS3", .get, "/_rest_/pool/", member: id)
        request.text("operation", "get_physical_placement")
        return request
    }

    /// `GET /_rest_/pool/{id}`; answers 200 Pool.
    public static func getPoolSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Pool> {
        try Request("GetPoolSpectraS3", .get, "/_rest_/pool/", member: id)
    }

    /// `PUT /_rest_/pool/{id}`; answers 200 Pool.
    public static func cancelImportPoolSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Pool> {
        var request = try Request<Pool>(
            "CancelImportPoolSpectraS3", .put, "/_rest_/pool/", member: id)
        request.text("operation", "cancel_import")
        return request
    }

    /// `PUT /_rest_/pool/{id}`; answers 200 Pool.
    public static func cancelVerifyPoolSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Pool> {
        var request = try Request<Pool>(
            "CancelVerifyPoolSpectraS3", .put, "/_rest_/pool/", member: id)
        request.text("operation", "cancel_verify")
        return request
    }

    /// `PUT /_rest_/pool/{id}`; answers 200 Pool.
    public static func compactPoolSpectraS3(
        id: String, priority: BlobStoreTaskPriority? = nil
    ) throws(DS3Error) -> Request<Pool> {
        var request = try Request<Pool>("CompactPoolSpectraS3", .put, "/_rest_/pool/", member: id)
        request.text("operation", "compact")
        request.text("priority", priority?.rawValue)
        return request
    }

    /// `PUT /_rest_/pool/{id}`; answers 204.
    public static func deallocatePoolSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        var request = try Request<Nothing>(
            "DeallocatePoolSpectraS3", .put, "/_rest_/pool/", member: id)
        request.text("operation", "deallocate")
        return request
    }

    /// `PUT /_rest_/pool/{id}`; answers 200 Pool.
    public static func formatForeignPoolSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Pool> {
        var request = try Request<Pool>(
            "FormatForeignPoolSpectraS3", .put, "/_rest_/pool/", member: id)
        request.text("operation", "format")
        return request
    }

    /// `PUT /_rest_/pool/{id}`; answers 200 Pool.
    public static func importPoolSpectraS3(
        id: String, dataPolicyID: String? = nil, priority: BlobStoreTaskPriority? = nil,
        storageDomainID: String? = nil, userID: String? = nil,
        verifyDataAfterImport: BlobStoreTaskPriority? = nil, verifyDataPriorToImport: Bool? = nil
    ) throws(DS3Error) -> Request<Pool> {
        var request = try Request<Pool>("ImportPoolSpectraS3", .put, "/_rest_/pool/", member: id)
        request.text("operation", "import")
        request.text("data_policy_id", dataPolicyID)
        request.text("priority", priority?.rawValue)
        request.text("storage_domain_id", storageDomainID)
        request.text("user_id", userID)
        request.text("verify_data_after_import", verifyDataAfterImport?.rawValue)
        request.boolean("verify_data_prior_to_import", verifyDataPriorToImport)
        return request
    }

    /// `PUT /_rest_/pool/{id}`; answers 200 Pool.
    public static func modifyPoolSpectraS3(
        id: String, partitionID: String? = nil, quiesced: Quiesced? = nil
    ) throws(DS3Error) -> Request<Pool> {
        var request = try Request<Pool>("ModifyPoolSpectraS3", .put, "/_rest_/pool/", member: id)
        request.text("partition_id", partitionID)
        request.text("quiesced", quiesced?.rawValue)
        return request
    }

    /// `PUT /_rest_/pool/{id}`; answers 200 Pool.
    public static func verifyPoolSpectraS3(
        id: String, priority: BlobStoreTaskPriority? = nil
    ) throws(DS3Error) -> Request<Pool> {
        var request = try Request<Pool>("VerifyPoolSpectraS3", .put, "/_rest_/pool/", member: id)
        request.text("operation", "verify")
        request.text("priority", priority?.rawValue)
        return request
    }

    /// `PUT /_rest_/pool_environment`; answers 204.
    public static func forcePoolEnvironmentRefreshSpectraS3(

        ) -> Request<Nothing>
    {
        Request("ForcePoolEnvironmentRefreshSpectraS3", .put, "/_rest_/pool_environment")
    }

    /// `GET /_rest_/pool_failure`; answers 200 [PoolFailure].
    public static func getPoolFailuresSpectraS3(
        errorMessage: String? = nil, poolID: String? = nil, type: PoolFailureType? = nil,
        page: Page? = nil
    ) -> Request<List<PoolFailure>> {
        var request = Request<List<PoolFailure>>(
            "GetPoolFailuresSpectraS3", .get, "/_rest_/pool_failure")
        request.text("error_message", errorMessage)
        request.text("pool_id", poolID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/pool_failure/{id}`; answers 204.
    public static func deletePoolFailureSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeletePoolFailureSpectraS3", .delete, "/_rest_/pool_failure/", member: id)
    }

    /// `GET /_rest_/pool_partition`; answers 200 [PoolPartition].
    public static func getPoolPartitionsSpectraS3(
        name: String? = nil, type: PoolType? = nil, page: Page? = nil
    ) -> Request<List<PoolPartition>> {
        var request = Request<List<PoolPartition>>(
            "GetPoolPartitionsSpectraS3", .get, "/_rest_/pool_partition")
        request.text("name", name)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/pool_partition`; answers 201 PoolPartition.
    public static func putPoolPartitionSpectraS3(
        name: String, type: PoolType
    ) -> Request<PoolPartition> {
        var request = Request<PoolPartition>(
            "PutPoolPartitionSpectraS3", .post, "/_rest_/pool_partition")
        request.text("name", name)
        request.text("type", type.rawValue)
        return request
    }

    /// `DELETE /_rest_/pool_partition/{id}`; answers 204.
    public static func deletePoolPartitionSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeletePoolPartitionSpectraS3", .delete, "/_rest_/pool_partition/", member: id)
    }

    /// `GET /_rest_/pool_partition/{id}`; answers 200 PoolPartition.
    public static func getPoolPartitionSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<PoolPartition> {
        try Request("GetPoolPartitionSpectraS3", .get, "/_rest_/pool_partition/", member: id)
    }

    /// `PUT /_rest_/pool_partition/{id}`; answers 200 PoolPartition.
    public static func modifyPoolPartitionSpectraS3(
        id: String, name: String? = nil
    ) throws(DS3Error) -> Request<PoolPartition> {
        var request = try Request<PoolPartition>(
            "ModifyPoolPartitionSpectraS3", .put, "/_rest_/pool_partition/", member: id)
        request.text("name", name)
        return request
    }
}
