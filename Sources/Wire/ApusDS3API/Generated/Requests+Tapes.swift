// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

// Tapes, drives, libraries, partitions

extension DS3 {
    /// `GET /_rest_/tape`; answers 200 [Tape].
    public static func getTapesSpectraS3(
        assignedToStorageDomain: Bool? = nil, availableRawCapacity: Int? = nil,
        barCode: String? = nil, bucket: String? = nil, bucketID: String? = nil,
        ejectLabel: String? = nil, ejectLocation: String? = nil, fullOfData: Bool? = nil,
        lastVerified: Time? = nil, partiallyVerifiedEndOfTape: Time? = nil,
        partition: String? = nil, partitionID: String? = nil, previousState: TapeState? = nil,
        serialNumber: String? = nil, sortBy: String? = nil, state: TapeState? = nil,
        storageDomain: String? = nil, storageDomainMemberID: String? = nil, type: TapeType? = nil,
        verifyPending: BlobStoreTaskPriority? = nil, writeProtected: Bool? = nil, page: Page? = nil
    ) -> Request<List<Tape>> {
        var request = Request<List<Tape>>("GetTapesSpectraS3", .get, "/_rest_/tape")
        request.boolean("assigned_to_storage_domain", assignedToStorageDomain)
        request.number("available_raw_capacity", availableRawCapacity)
        request.text("bar_code", barCode)
        request.text("bucket", bucket)
        request.text("bucket_id", bucketID)
        request.text("eject_label", ejectLabel)
        request.text("eject_location", ejectLocation)
        request.boolean("full_of_data", fullOfData)
        request.time("last_verified", lastVerified)
        request.time("partially_verified_end_of_tape", partiallyVerifiedEndOfTape)
        request.text("partition", partition)
        request.text("partition_id", partitionID)
        request.text("previous_state", previousState?.rawValue)
        request.text("serial_number", serialNumber)
        request.text("sort_by", sortBy)
        request.text("state", state?.rawValue)
        request.text("storage_domain", storageDomain)
        request.text("storage_domain_member_id", storageDomainMemberID)
        request.text("type", type?.rawValue)
        request.text("verify_pending", verifyPending?.rawValue)
        request.boolean("write_protected", writeProtected)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func cancelEjectOnAllTapesSpectraS3(

        ) -> Request<TapeFailuresApiBean?>
    {
        var request = Request<TapeFailuresApiBean?>(
            "CancelEjectOnAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "cancel_eject")
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func cancelFormatOnAllTapesSpectraS3(

        ) -> Request<TapeFailuresApiBean?>
    {
        var request = Request<TapeFailuresApiBean?>(
            "CancelFormatOnAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "cancel_format")
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func cancelImportOnAllTapesSpectraS3(

        ) -> Request<TapeFailuresApiBean?>
    {
        var request = Request<TapeFailuresApiBean?>(
            "CancelImportOnAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "cancel_import")
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func cancelOnlineOnAllTapesSpectraS3(

        ) -> Request<TapeFailuresApiBean?>
    {
        var request = Request<TapeFailuresApiBean?>(
            "CancelOnlineOnAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "cancel_online")
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func cancelVerifyOnAllTapesSpectraS3(

        ) -> Request<TapeFailuresApiBean?>
    {
        var request = Request<TapeFailuresApiBean?>(
            "CancelVerifyOnAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "cancel_verify")
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func ejectAllTapesSpectraS3(
        ejectLabel: String? = nil, ejectLocation: String? = nil
    ) -> Request<TapeFailuresApiBean?> {
        var request = Request<TapeFailuresApiBean?>("EjectAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "eject")
        request.text("eject_label", ejectLabel)
        request.text("eject_location", ejectLocation)
        return request
    }

    /// `PUT /_rest_/tape`; answers 204.
    public static func ejectStorageDomainBlobsSpectraS3(
        bucketID: String, storageDomain: String, objects: [ListedObject], ejectLabel: String? = nil,
        ejectLocation: String? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>("EjectStorageDomainBlobsSpectraS3", .put, "/_rest_/tape")
        request.flag("blobs")
        request.text("bucket_id", bucketID)
        request.text("operation", "eject")
        request.text("storage_domain", storageDomain)
        request.text("eject_label", ejectLabel)
        request.text("eject_location", ejectLocation)
        request.body = .objects(objects)
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func ejectStorageDomainSpectraS3(
        storageDomain: String, bucketID: String? = nil, ejectLabel: String? = nil,
        ejectLocation: String? = nil
    ) -> Request<TapeFailuresApiBean?> {
        var request = Request<TapeFailuresApiBean?>(
            "EjectStorageDomainSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "eject")
        request.text("storage_domain", storageDomain)
        request.text("bucket_id", bucketID)
        request.text("eject_label", ejectLabel)
        request.text("eject_location", ejectLocation)
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func formatAllTapesSpectraS3(
        force: Bool = false
    ) -> Request<TapeFailuresApiBean?> {
        var request = Request<TapeFailuresApiBean?>("FormatAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "format")
        request.flag("force", force)
        return request
    }

    /// `PUT /_rest_/tape`; answers 204.
    public static func importAllTapesSpectraS3(
        dataPolicyID: String? = nil, priority: BlobStoreTaskPriority? = nil,
        storageDomainID: String? = nil, userID: String? = nil,
        verifyDataAfterImport: BlobStoreTaskPriority? = nil, verifyDataPriorToImport: Bool? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>("ImportAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "import")
        request.text("data_policy_id", dataPolicyID)
        request.text("priority", priority?.rawValue)
        request.text("storage_domain_id", storageDomainID)
        request.text("user_id", userID)
        request.text("verify_data_after_import", verifyDataAfterImport?.rawValue)
        request.boolean("verify_data_prior_to_import", verifyDataPriorToImport)
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func inspectAllTapesSpectraS3(
        taskPriority: BlobStoreTaskPriority? = nil
    ) -> Request<TapeFailuresApiBean?> {
        var request = Request<TapeFailuresApiBean?>(
            "InspectAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "inspect")
        request.text("task_priority", taskPriority?.rawValue)
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func onlineAllTapesSpectraS3(

        ) -> Request<TapeFailuresApiBean?>
    {
        var request = Request<TapeFailuresApiBean?>("OnlineAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "online")
        return request
    }

    /// `PUT /_rest_/tape`; answers 204.
    public static func rawImportAllTapesSpectraS3(
        bucketID: String, storageDomainID: String? = nil, taskPriority: BlobStoreTaskPriority? = nil
    ) -> Request<Nothing> {
        var request = Request<Nothing>("RawImportAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("bucket_id", bucketID)
        request.text("operation", "import")
        request.text("storage_domain_id", storageDomainID)
        request.text("task_priority", taskPriority?.rawValue)
        return request
    }

    /// `PUT /_rest_/tape`; answers 204 | 207 TapeFailuresApiBean.
    public static func verifyAllTapesSpectraS3(
        taskPriority: BlobStoreTaskPriority? = nil
    ) -> Request<TapeFailuresApiBean?> {
        var request = Request<TapeFailuresApiBean?>("VerifyAllTapesSpectraS3", .put, "/_rest_/tape")
        request.text("operation", "verify")
        request.text("task_priority", taskPriority?.rawValue)
        return request
    }

    /// `DELETE /_rest_/tape/{id}`; answers 204.
    public static func deletePermanentlyLostTapeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeletePermanentlyLostTapeSpectraS3", .delete, "/_rest_/tape/", member: id)
    }

    /// `GET /_rest_/tape/{id}`; answers 200 BulkObjectList.
    public static func getBlobsOnTapeSpectraS3(
        id: String, page: Page? = nil
    ) throws(DS3Error) -> Request<BulkObjectList> {
        var request = try Request<BulkObjectList>(
            "GetBlobsOnTapeSpectraS3", .get, "/_rest_/tape/", member: id)
        request.text("operation", "get_physical_placement")
        request.page(page)
        return request
    }

    /// `GET /_rest_/tape/{id}`; answers 200 Tape.
    public static func getTapeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Tape> {
        try Request("GetTapeSpectraS3", .get, "/_rest_/tape/", member: id)
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func cancelEjectTapeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>(
            "CancelEjectTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "cancel_eject")
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func cancelFormatTapeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>(
            "CancelFormatTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "cancel_format")
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func cancelImportTapeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>(
            "CancelImportTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "cancel_import")
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func cancelOnlineTapeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>(
            "CancelOnlineTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "cancel_online")
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func cancelVerifyTapeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>(
            "CancelVerifyTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "cancel_verify")
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func ejectTapeSpectraS3(
        id: String, ejectLabel: String? = nil, ejectLocation: String? = nil
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>("EjectTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "eject")
        request.text("eject_label", ejectLabel)
        request.text("eject_location", ejectLocation)
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func formatTapeSpectraS3(
        id: String, force: Bool = false
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>("FormatTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "format")
        request.flag("force", force)
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func importTapeSpectraS3(
        id: String, dataPolicyID: String? = nil, priority: BlobStoreTaskPriority? = nil,
        storageDomainID: String? = nil, userID: String? = nil,
        verifyDataAfterImport: BlobStoreTaskPriority? = nil, verifyDataPriorToImport: Bool? = nil
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>("ImportTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "import")
        request.text("data_policy_id", dataPolicyID)
        request.text("priority", priority?.rawValue)
        request.text("storage_domain_id", storageDomainID)
        request.text("user_id", userID)
        request.text("verify_data_after_import", verifyDataAfterImport?.rawValue)
        request.boolean("verify_data_prior_to_import", verifyDataPriorToImport)
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func inspectTapeSpectraS3(
        id: String, taskPriority: BlobStoreTaskPriority? = nil
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>("InspectTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "inspect")
        request.text("task_priority", taskPriority?.rawValue)
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func markTapeForCompactionSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>(
            "MarkTapeForCompactionSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "mark_for_compaction")
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func modifyTapeSpectraS3(
        id: String, ejectLabel: String? = nil, ejectLocation: String? = nil, role: TapeRole? = nil,
        state: TapeState? = nil
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>("ModifyTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("eject_label", ejectLabel)
        request.text("eject_location", ejectLocation)
        request.text("role", role?.rawValue)
        request.text("state", state?.rawValue)
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func onlineTapeSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>("OnlineTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "online")
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func rawImportTapeSpectraS3(
        id: String, bucketID: String, storageDomainID: String? = nil,
        taskPriority: BlobStoreTaskPriority? = nil
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>("RawImportTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("bucket_id", bucketID)
        request.text("operation", "import")
        request.text("storage_domain_id", storageDomainID)
        request.text("task_priority", taskPriority?.rawValue)
        return request
    }

    /// `PUT /_rest_/tape/{id}`; answers 200 Tape.
    public static func verifyTapeSpectraS3(
        id: String, taskPriority: BlobStoreTaskPriority? = nil
    ) throws(DS3Error) -> Request<Tape> {
        var request = try Request<Tape>("VerifyTapeSpectraS3", .put, "/_rest_/tape/", member: id)
        request.text("operation", "verify")
        request.text("task_priority", taskPriority?.rawValue)
        return request
    }

    /// `GET /_rest_/tape_density_directive`; answers 200 [TapeDensityDirective].
    public static func getTapeDensityDirectivesSpectraS3(
        density: TapeDriveType? = nil, partitionID: String? = nil, tapeType: TapeType? = nil,
        page: Page? = nil
    ) -> Request<List<TapeDensityDirective>> {
        var request = Request<List<TapeDensityDirective>>(
            "GetTapeDensityDirectivesSpectraS3", .get, "/_rest_/tape_density_directive")
        request.text("density", density?.rawValue)
        request.text("partition_id", partitionID)
        request.text("tape_type", tapeType?.rawValue)
        request.page(page)
        return request
    }

    /// `POST /_rest_/tape_density_directive`; answers 201 TapeDensityDirective.
    public static func putTapeDensityDirectiveSpectraS3(
        density: TapeDriveType, partitionID: String, tapeType: TapeType
    ) -> Request<TapeDensityDirective> {
        var request = Request<TapeDensityDirective>(
            "PutTapeDensityDirectiveSpectraS3", .post, "/_rest_/tape_density_directive")
        request.text("density", density.rawValue)
        request.text("partition_id", partitionID)
        request.text("tape_type", tapeType.rawValue)
        return request
    }

    /// `DELETE /_rest_/tape_density_directive/{id}`; answers 204.
    public static func deleteTapeDensityDirectiveSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteTapeDensityDirectiveSpectraS3", .delete, "/_rest_/tape_density_directive/",
            member: id)
    }

    /// `GET /_rest_/tape_density_directive/{id}`; answers 200 TapeDensityDirective.
    public static func getTapeDensityDirectiveSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapeDensityDirective> {
        try Request(
            "GetTapeDensityDirectiveSpectraS3", .get, "/_rest_/tape_density_directive/", member: id)
    }

    /// `GET /_rest_/tape_drive`; answers 200 [TapeDrive].
    public static func getTapeDrivesSpectraS3(
        minimumTaskPriority: BlobStoreTaskPriority? = nil, partitionID: String? = nil,
        reservedTaskType: ReservedTaskType? = nil, serialNumber: String? = nil,
        state: TapeDriveState? = nil, type: TapeDriveType? = nil, page: Page? = nil
    ) -> Request<List<TapeDrive>> {
        var request = Request<List<TapeDrive>>("GetTapeDrivesSpectraS3", .get, "/_rest_/tape_drive")
        request.text("minimum_task_priority", minimumTaskPriority?.rawValue)
        request.text("partition_id", partitionID)
        request.text("reserved_task_type", reservedTaskType?.rawValue)
        request.text("serial_number", serialNumber)
        request.text("state", state?.rawValue)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/tape_drive/{id}`; answers 204.
    public static func deleteTapeDriveSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteTapeDriveSpectraS3", .delete, "/_rest_/tape_drive/", member: id)
    }

    /// `GET /_rest_/tape_drive/{id}`; answers 200 TapeDrive.
    public static func getTapeDriveSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapeDrive> {
        try Request("GetTapeDriveSpectraS3", .get, "/_rest_/tape_drive/", member: id)
    }

    /// `PUT /_rest_/tape_drive/{id}`; answers 200 TapeDrive.
    public static func cancelTestTapeDriveSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapeDrive> {
        var request = try Request<TapeDrive>(
            "CancelTestTapeDriveSpectraS3", .put, "/_rest_/tape_drive/", member: id)
        request.text("operation", "cancel_test")
        return request
    }

    /// `PUT /_rest_/tape_drive/{id}`; answers 200 TapeDrive.
    public static func cleanTapeDriveSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapeDrive> {
        var request = try Request<TapeDrive>(
            "CleanTapeDriveSpectraS3", .put, "/_rest_/tape_drive/", member: id)
        request.text("operation", "clean")
        return request
    }

    /// `PUT /_rest_/tape_drive/{id}`; answers 200 TapeDrive.
    public static func modifyTapeDriveSpectraS3(
        id: String, maxFailedTapes: Int? = nil, minimumTaskPriority: BlobStoreTaskPriority? = nil,
        quiesced: Quiesced? = nil, reservedTaskType: ReservedTaskType? = nil
    ) throws(DS3Error) -> Request<TapeDrive> {
        var request = try Request<TapeDrive>(
            "ModifyTapeDriveSpectraS3", .put, "/_rest_/tape_drive/", member: id)
        request.number("max_failed_tapes", maxFailedTapes)
        request.text("minimum_task_priority", minimumTaskPriority?.rawValue)
        request.text("quiesced", quiesced?.rawValue)
        request.text("reserved_task_type", reservedTaskType?.rawValue)
        return request
    }

    /// `PUT /_rest_/tape_drive/{id}`; answers 200 TapeDrive.
    public static func putDriveDumpSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapeDrive> {
        var request = try Request<TapeDrive>(
            "PutDriveDumpSpectraS3", .put, "/_rest_/tape_drive/", member: id)
        request.text("operation", "dump")
        return request
    }

    /// `PUT /_rest_/tape_drive/{id}`; answers 200 TapeDrive.
    public static func testTapeDriveSpectraS3(
        id: String, skipClean: Bool = false, tapeID: String? = nil
    ) throws(DS3Error) -> Request<TapeDrive> {
        var request = try Request<TapeDrive>(
            "TestTapeDriveSpectraS3", .put, "/_rest_/tape_drive/", member: id)
        request.text("operation", "test")
        request.flag("skip_clean", skipClean)
        request.text("tape_id", tapeID)
        return request
    }

    /// `PUT /_rest_/tape_environment`; answers 204.
    public static func forceTapeEnvironmentRefreshSpectraS3(

        ) -> Request<Nothing>
    {
        Request("ForceTapeEnvironmentRefreshSpectraS3", .put, "/_rest_/tape_environment")
    }

    /// `GET /_rest_/tape_failure`; answers 200 [TapeFailure].
    public static func getTapeFailuresSpectraS3(
        errorMessage: String? = nil, tapeDriveID: String? = nil, tapeID: String? = nil,
        type: TapeFailureType? = nil, page: Page? = nil
    ) -> Request<List<TapeFailure>> {
        var request = Request<List<TapeFailure>>(
            "GetTapeFailuresSpectraS3", .get, "/_rest_/tape_failure")
        request.text("error_message", errorMessage)
        request.text("tape_drive_id", tapeDriveID)
        request.text("tape_id", tapeID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/tape_failure/{id}`; answers 204.
    public static func deleteTapeFailureSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteTapeFailureSpectraS3", .delete, "/_rest_/tape_failure/", member: id)
    }

    /// `GET /_rest_/tape_library`; answers 200 [TapeLibrary].
    public static func getTapeLibrariesSpectraS3(
        managementUrl: String? = nil, name: String? = nil, serialNumber: String? = nil,
        page: Page? = nil
    ) -> Request<List<TapeLibrary>> {
        var request = Request<List<TapeLibrary>>(
            "GetTapeLibrariesSpectraS3", .get, "/_rest_/tape_library")
        request.text("management_url", managementUrl)
        request.text("name", name)
        request.text("serial_number", serialNumber)
        request.page(page)
        return request
    }

    /// `GET /_rest_/tape_library/{id}`; answers 200 TapeLibrary.
    public static func getTapeLibrarySpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapeLibrary> {
        try Request("GetTapeLibrarySpectraS3", .get, "/_rest_/tape_library/", member: id)
    }

    /// `GET /_rest_/tape_partition`; answers 200 [TapePartition].
    public static func getTapePartitionsSpectraS3(
        importExportConfiguration: ImportExportConfiguration? = nil, libraryID: String? = nil,
        name: String? = nil, quiesced: Quiesced? = nil, serialNumber: String? = nil,
        state: TapePartitionState? = nil, page: Page? = nil
    ) -> Request<List<TapePartition>> {
        var request = Request<List<TapePartition>>(
            "GetTapePartitionsSpectraS3", .get, "/_rest_/tape_partition")
        request.text("import_export_configuration", importExportConfiguration?.rawValue)
        request.text("library_id", libraryID)
        request.text("name", name)
        request.text("quiesced", quiesced?.rawValue)
        request.text("serial_number", serialNumber)
        request.text("state", state?.rawValue)
        request.page(page)
        return request
    }

    /// `GET /_rest_/tape_partition`; answers 200 [NamedDetailedTapePartition].
    public static func getTapePartitionsWithFullDetailsSpectraS3(
        importExportConfiguration: ImportExportConfiguration? = nil, libraryID: String? = nil,
        name: String? = nil, quiesced: Quiesced? = nil, serialNumber: String? = nil,
        state: TapePartitionState? = nil, page: Page? = nil
    ) -> Request<List<NamedDetailedTapePartition>> {
        var request = Request<List<NamedDetailedTapePartition>>(
            "GetTapePartitionsWithFullDetailsSpectraS3", .get, "/_rest_/tape_partition")
        request.flag("full_details")
        request.text("import_export_configuration", importExportConfiguration?.rawValue)
        request.text("library_id", libraryID)
        request.text("name", name)
        request.text("quiesced", quiesced?.rawValue)
        request.text("serial_number", serialNumber)
        request.text("state", state?.rawValue)
        request.page(page)
        return request
    }

    /// `PUT /_rest_/tape_partition`; answers 204.
    public static func modifyAllTapePartitionsSpectraS3(
        quiesced: Quiesced
    ) -> Request<Nothing> {
        var request = Request<Nothing>(
            "ModifyAllTapePartitionsSpectraS3", .put, "/_rest_/tape_partition")
        request.text("quiesced", quiesced.rawValue)
        return request
    }

    /// `DELETE /_rest_/tape_partition/{id}`; answers 204.
    public static func deleteTapePartitionSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request("DeleteTapePartitionSpectraS3", .delete, "/_rest_/tape_partition/", member: id)
    }

    /// `GET /_rest_/tape_partition/{id}`; answers 200 TapePartition.
    public static func getTapePartitionSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<TapePartition> {
        try Request("GetTapePartitionSpectraS3", .get, "/_rest_/tape_partition/", member: id)
    }

    /// `GET /_rest_/tape_partition/{id}`; answers 200 DetailedTapePartition.
    public static func getTapePartitionWithFullDetailsSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<DetailedTapePartition> {
        var request = try Request<DetailedTapePartition>(
            "GetTapePartitionWithFullDetailsSpectraS3", .get, "/_rest_/tape_partition/", member: id)
        request.flag("full_details")
        return request
    }

    /// `PUT /_rest_/tape_partition/{id}`; answers 200 TapePartition.
    public static func modifyTapePartitionSpectraS3(
        id: String, autoCompactionEnabled: Bool? = nil, autoQuiesceEnabled: Bool? = nil,
        driveIdleTimeoutInMinutes: Int? = nil, minimumReadReservedDrives: Int? = nil,
        minimumWriteReservedDrives: Int? = nil, quiesced: Quiesced? = nil,
        serialNumber: String? = nil
    ) throws(DS3Error) -> Request<TapePartition> {
        var request = try Request<TapePartition>(
            "ModifyTapePartitionSpectraS3", .put, "/_rest_/tape_partition/", member: id)
        request.boolean("auto_compaction_enabled", autoCompactionEnabled)
        request.boolean("auto_quiesce_enabled", autoQuiesceEnabled)
        request.number("drive_idle_timeout_in_minutes", driveIdleTimeoutInMinutes)
        request.number("minimum_read_reserved_drives", minimumReadReservedDrives)
        request.number("minimum_write_reserved_drives", minimumWriteReservedDrives)
        request.text("quiesced", quiesced?.rawValue)
        request.text("serial_number", serialNumber)
        return request
    }

    /// `GET /_rest_/tape_partition_failure`; answers 200 [TapePartitionFailure].
    public static func getTapePartitionFailuresSpectraS3(
        errorMessage: String? = nil, partitionID: String? = nil,
        type: TapePartitionFailureType? = nil, page: Page? = nil
    ) -> Request<List<TapePartitionFailure>> {
        var request = Request<List<TapePartitionFailure>>(
            "GetTapePartitionFailuresSpectraS3", .get, "/_rest_/tape_partition_failure")
        request.text("error_message", errorMessage)
        request.text("partition_id", partitionID)
        request.text("type", type?.rawValue)
        request.page(page)
        return request
    }

    /// `DELETE /_rest_/tape_partition_failure/{id}`; answers 204.
    public static func deleteTapePartitionFailureSpectraS3(
        id: String
    ) throws(DS3Error) -> Request<Nothing> {
        try Request(
            "DeleteTapePartitionFailureSpectraS3", .delete, "/_rest_/tape_partition_failure/",
            member: id)
    }
}
