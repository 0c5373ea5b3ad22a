// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

extension DS3 {
    /// Words of the contract's `AutoInspectMode`.
    public struct AutoInspectMode: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let never = AutoInspectMode(rawValue: "NEVER")
        public static let minimal = AutoInspectMode(rawValue: "MINIMAL")
        public static let full = AutoInspectMode(rawValue: "FULL")
    }

    /// Words of the contract's `BlobStoreTaskPriority`.
    public struct BlobStoreTaskPriority: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let critical = BlobStoreTaskPriority(rawValue: "CRITICAL")
        public static let urgent = BlobStoreTaskPriority(rawValue: "URGENT")
        public static let high = BlobStoreTaskPriority(rawValue: "HIGH")
        public static let normal = BlobStoreTaskPriority(rawValue: "NORMAL")
        public static let low = BlobStoreTaskPriority(rawValue: "LOW")
        public static let background = BlobStoreTaskPriority(rawValue: "BACKGROUND")
    }

    /// Words of the contract's `BucketAclPermission`.
    public struct BucketAclPermission: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let list = BucketAclPermission(rawValue: "LIST")
        public static let read = BucketAclPermission(rawValue: "READ")
        public static let write = BucketAclPermission(rawValue: "WRITE")
        public static let delete = BucketAclPermission(rawValue: "DELETE")
        public static let job = BucketAclPermission(rawValue: "JOB")
        public static let owner = BucketAclPermission(rawValue: "OWNER")
    }

    /// Words of the contract's `CloudNamingMode`.
    public struct CloudNamingMode: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let blackPearl = CloudNamingMode(rawValue: "BLACK_PEARL")
        public static let awsS3 = CloudNamingMode(rawValue: "AWS_S3")
    }

    /// Words of the contract's `DataIsolationLevel`.
    public struct DataIsolationLevel: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let standard = DataIsolationLevel(rawValue: "STANDARD")
        public static let bucketIsolated = DataIsolationLevel(rawValue: "BUCKET_ISOLATED")
    }

    /// Words of the contract's `DataPersistenceRuleType`.
    public struct DataPersistenceRuleType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let permanent = DataPersistenceRuleType(rawValue: "PERMANENT")
        public static let temporary = DataPersistenceRuleType(rawValue: "TEMPORARY")
        public static let retired = DataPersistenceRuleType(rawValue: "RETIRED")
    }

    /// Words of the contract's `DataPlacementRuleState`.
    public struct DataPlacementRuleState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let normal = DataPlacementRuleState(rawValue: "NORMAL")
        public static let inclusionInProgress = DataPlacementRuleState(
            rawValue: "INCLUSION_IN_PROGRESS")
    }

    /// Words of the contract's `DataReplicationRuleType`.
    public struct DataReplicationRuleType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let permanent = DataReplicationRuleType(rawValue: "PERMANENT")
        public static let retired = DataReplicationRuleType(rawValue: "RETIRED")
    }

    /// Words of the contract's `FeatureKeyType`.
    public struct FeatureKeyType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let awsS3CloudOut = FeatureKeyType(rawValue: "AWS_S3_CLOUD_OUT")
        public static let microsoftAzureCloudOut = FeatureKeyType(
            rawValue: "MICROSOFT_AZURE_CLOUD_OUT")
    }

    /// Words of the contract's `JobChunkBlobStoreState`.
    public struct JobChunkBlobStoreState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let pending = JobChunkBlobStoreState(rawValue: "PENDING")
        public static let inProgress = JobChunkBlobStoreState(rawValue: "IN_PROGRESS")
        public static let completed = JobChunkBlobStoreState(rawValue: "COMPLETED")
    }

    /// Words of the contract's `JobChunkClientProcessingOrderGuarantee`.
    public struct JobChunkClientProcessingOrderGuarantee: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let none = JobChunkClientProcessingOrderGuarantee(rawValue: "NONE")
        public static let inOrder = JobChunkClientProcessingOrderGuarantee(rawValue: "IN_ORDER")
    }

    /// Words of the contract's `JobCreationFailedType`.
    public struct JobCreationFailedType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let tapesMustBeOnlined = JobCreationFailedType(
            rawValue: "TAPES_MUST_BE_ONLINED")
    }

    /// Words of the contract's `JobRequestType`.
    public struct JobRequestType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let put = JobRequestType(rawValue: "PUT")
        public static let get = JobRequestType(rawValue: "GET")
        public static let verify = JobRequestType(rawValue: "VERIFY")
    }

    /// Words of the contract's `JobRestore`.
    public struct JobRestore: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let no = JobRestore(rawValue: "NO")
        public static let yes = JobRestore(rawValue: "YES")
        public static let permanentOnly = JobRestore(rawValue: "PERMANENT_ONLY")
    }

    /// Words of the contract's `LtfsFileNamingMode`.
    public struct LtfsFileNamingMode: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let objectName = LtfsFileNamingMode(rawValue: "OBJECT_NAME")
        public static let objectId = LtfsFileNamingMode(rawValue: "OBJECT_ID")
    }

    /// Words of the contract's `S3InitialDataPlacementPolicy`.
    public struct S3InitialDataPlacementPolicy: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let standard = S3InitialDataPlacementPolicy(rawValue: "STANDARD")
        public static let reducedRedundancy = S3InitialDataPlacementPolicy(
            rawValue: "REDUCED_REDUNDANCY")
        public static let standardIa = S3InitialDataPlacementPolicy(rawValue: "STANDARD_IA")
        public static let glacier = S3InitialDataPlacementPolicy(rawValue: "GLACIER")
        public static let deepArchive = S3InitialDataPlacementPolicy(rawValue: "DEEP_ARCHIVE")
    }

    /// Words of the contract's `S3ObjectType`.
    public struct S3ObjectType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let data = S3ObjectType(rawValue: "DATA")
        public static let folder = S3ObjectType(rawValue: "FOLDER")
    }

    /// Words of the contract's `S3Region`.
    public struct S3Region: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let govCloud = S3Region(rawValue: "GOV_CLOUD")
        public static let usEast1 = S3Region(rawValue: "US_EAST_1")
        public static let usEast2 = S3Region(rawValue: "US_EAST_2")
        public static let usWest1 = S3Region(rawValue: "US_WEST_1")
        public static let usWest2 = S3Region(rawValue: "US_WEST_2")
        public static let euWest1 = S3Region(rawValue: "EU_WEST_1")
        public static let euWest2 = S3Region(rawValue: "EU_WEST_2")
        public static let euCentral1 = S3Region(rawValue: "EU_CENTRAL_1")
        public static let apSouth1 = S3Region(rawValue: "AP_SOUTH_1")
        public static let apSoutheast1 = S3Region(rawValue: "AP_SOUTHEAST_1")
        public static let apSoutheast2 = S3Region(rawValue: "AP_SOUTHEAST_2")
        public static let apNortheast1 = S3Region(rawValue: "AP_NORTHEAST_1")
        public static let apNortheast2 = S3Region(rawValue: "AP_NORTHEAST_2")
        public static let saEast1 = S3Region(rawValue: "SA_EAST_1")
        public static let cnNorth1 = S3Region(rawValue: "CN_NORTH_1")
        public static let caCentral1 = S3Region(rawValue: "CA_CENTRAL_1")
    }

    /// Words of the contract's `StorageDomainFailureType`.
    public struct StorageDomainFailureType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let illegalEjectionOccurred = StorageDomainFailureType(
            rawValue: "ILLEGAL_EJECTION_OCCURRED")
        public static let memberBecameReadOnly = StorageDomainFailureType(
            rawValue: "MEMBER_BECAME_READ_ONLY")
        public static let writesStalledDueToNoFreeMediaRemaining = StorageDomainFailureType(
            rawValue: "WRITES_STALLED_DUE_TO_NO_FREE_MEDIA_REMAINING")
    }

    /// Words of the contract's `StorageDomainMemberState`.
    public struct StorageDomainMemberState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let normal = StorageDomainMemberState(rawValue: "NORMAL")
        public static let exclusionInProgress = StorageDomainMemberState(
            rawValue: "EXCLUSION_IN_PROGRESS")
    }

    /// Words of the contract's `SystemFailureType`.
    public struct SystemFailureType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let reconcileTapeEnvironmentFailed = SystemFailureType(
            rawValue: "RECONCILE_TAPE_ENVIRONMENT_FAILED")
        public static let reconcilePoolEnvironmentFailed = SystemFailureType(
            rawValue: "RECONCILE_POOL_ENVIRONMENT_FAILED")
        public static let criticalDataVerificationErrorRequiresUserConfirmation = SystemFailureType(
            rawValue: "CRITICAL_DATA_VERIFICATION_ERROR_REQUIRES_USER_CONFIRMATION")
        public static let microsoftAzureWritesRequireFeatureLicense = SystemFailureType(
            rawValue: "MICROSOFT_AZURE_WRITES_REQUIRE_FEATURE_LICENSE")
        public static let awsS3WritesRequireFeatureLicense = SystemFailureType(
            rawValue: "AWS_S3_WRITES_REQUIRE_FEATURE_LICENSE")
        public static let databaseRunningOutOfSpace = SystemFailureType(
            rawValue: "DATABASE_RUNNING_OUT_OF_SPACE")
    }

    /// Words of the contract's `UnavailableMediaUsagePolicy`.
    public struct UnavailableMediaUsagePolicy: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let allow = UnavailableMediaUsagePolicy(rawValue: "ALLOW")
        public static let discouraged = UnavailableMediaUsagePolicy(rawValue: "DISCOURAGED")
        public static let disallow = UnavailableMediaUsagePolicy(rawValue: "DISALLOW")
    }

    /// Words of the contract's `VersioningLevel`.
    public struct VersioningLevel: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let none = VersioningLevel(rawValue: "NONE")
        public static let keepLatest = VersioningLevel(rawValue: "KEEP_LATEST")
        public static let keepMultipleVersions = VersioningLevel(rawValue: "KEEP_MULTIPLE_VERSIONS")
    }

    /// Words of the contract's `WriteOptimization`.
    public struct WriteOptimization: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let capacity = WriteOptimization(rawValue: "CAPACITY")
        public static let performance = WriteOptimization(rawValue: "PERFORMANCE")
    }

    /// Words of the contract's `WritePreferenceLevel`.
    public struct WritePreferenceLevel: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let high = WritePreferenceLevel(rawValue: "HIGH")
        public static let normal = WritePreferenceLevel(rawValue: "NORMAL")
        public static let low = WritePreferenceLevel(rawValue: "LOW")
        public static let neverSelect = WritePreferenceLevel(rawValue: "NEVER_SELECT")
    }

    /// Words of the contract's `BucketHistoryEventType`.
    public struct BucketHistoryEventType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let delete = BucketHistoryEventType(rawValue: "DELETE")
        public static let markLatest = BucketHistoryEventType(rawValue: "MARK_LATEST")
        public static let unmarkLatest = BucketHistoryEventType(rawValue: "UNMARK_LATEST")
        public static let create = BucketHistoryEventType(rawValue: "CREATE")
    }

    /// Words of the contract's `CacheEntryState`.
    public struct CacheEntryState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let allocated = CacheEntryState(rawValue: "ALLOCATED")
        public static let inCache = CacheEntryState(rawValue: "IN_CACHE")
    }

    /// Words of the contract's `PoolFailureType`.
    public struct PoolFailureType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let blobReadFailed = PoolFailureType(rawValue: "BLOB_READ_FAILED")
        public static let dataCheckpointFailure = PoolFailureType(
            rawValue: "DATA_CHECKPOINT_FAILURE")
        public static let dataCheckpointMissing = PoolFailureType(
            rawValue: "DATA_CHECKPOINT_MISSING")
        public static let formatFailed = PoolFailureType(rawValue: "FORMAT_FAILED")
        public static let importFailed = PoolFailureType(rawValue: "IMPORT_FAILED")
        public static let importIncomplete = PoolFailureType(rawValue: "IMPORT_INCOMPLETE")
        public static let importFailedDueToTakeOwnershipFailure = PoolFailureType(
            rawValue: "IMPORT_FAILED_DUE_TO_TAKE_OWNERSHIP_FAILURE")
        public static let importFailedDueToDataIntegrity = PoolFailureType(
            rawValue: "IMPORT_FAILED_DUE_TO_DATA_INTEGRITY")
        public static let inspectFailed = PoolFailureType(rawValue: "INSPECT_FAILED")
        public static let quiesced = PoolFailureType(rawValue: "QUIESCED")
        public static let readFailed = PoolFailureType(rawValue: "READ_FAILED")
        public static let verifyFailed = PoolFailureType(rawValue: "VERIFY_FAILED")
        public static let writeFailed = PoolFailureType(rawValue: "WRITE_FAILED")
    }

    /// Words of the contract's `PoolHealth`.
    public struct PoolHealth: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let ok = PoolHealth(rawValue: "OK")
        public static let degraded = PoolHealth(rawValue: "DEGRADED")
    }

    /// Words of the contract's `PoolState`.
    public struct PoolState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let blank = PoolState(rawValue: "BLANK")
        public static let normal = PoolState(rawValue: "NORMAL")
        public static let lost = PoolState(rawValue: "LOST")
        public static let foreign = PoolState(rawValue: "FOREIGN")
        public static let importPending = PoolState(rawValue: "IMPORT_PENDING")
        public static let importInProgress = PoolState(rawValue: "IMPORT_IN_PROGRESS")
    }

    /// Words of the contract's `PoolType`.
    public struct PoolType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let nearline = PoolType(rawValue: "NEARLINE")
        public static let online = PoolType(rawValue: "ONLINE")
    }

    /// Words of the contract's `Quiesced`.
    public struct Quiesced: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let no = Quiesced(rawValue: "NO")
        public static let pending = Quiesced(rawValue: "PENDING")
        public static let yes = Quiesced(rawValue: "YES")
    }

    /// Words of the contract's `ReservedTaskType`.
    public struct ReservedTaskType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let any = ReservedTaskType(rawValue: "ANY")
        public static let maintenance = ReservedTaskType(rawValue: "MAINTENANCE")
        public static let read = ReservedTaskType(rawValue: "READ")
        public static let write = ReservedTaskType(rawValue: "WRITE")
    }

    /// Words of the contract's `Severity`.
    public struct Severity: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let critical = Severity(rawValue: "CRITICAL")
        public static let warning = Severity(rawValue: "WARNING")
        public static let alert = Severity(rawValue: "ALERT")
        public static let success = Severity(rawValue: "SUCCESS")
        public static let info = Severity(rawValue: "INFO")
    }

    /// Words of the contract's `ImportExportConfiguration`.
    public struct ImportExportConfiguration: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let supported = ImportExportConfiguration(rawValue: "SUPPORTED")
        public static let notSupported = ImportExportConfiguration(rawValue: "NOT_SUPPORTED")
    }

    /// Words of the contract's `TapeDriveState`.
    public struct TapeDriveState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let offline = TapeDriveState(rawValue: "OFFLINE")
        public static let normal = TapeDriveState(rawValue: "NORMAL")
        public static let error = TapeDriveState(rawValue: "ERROR")
        public static let notCompatibleInPartitionDueToNewerTapeDrives = TapeDriveState(
            rawValue: "NOT_COMPATIBLE_IN_PARTITION_DUE_TO_NEWER_TAPE_DRIVES")
    }

    /// Words of the contract's `TapeDriveType`.
    public struct TapeDriveType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let unknown = TapeDriveType(rawValue: "UNKNOWN")
        public static let lto5 = TapeDriveType(rawValue: "LTO5")
        public static let lto6 = TapeDriveType(rawValue: "LTO6")
        public static let lto7 = TapeDriveType(rawValue: "LTO7")
        public static let lto8 = TapeDriveType(rawValue: "LTO8")
        public static let lto9 = TapeDriveType(rawValue: "LTO9")
        public static let lto10 = TapeDriveType(rawValue: "LTO10")
        public static let ts1140 = TapeDriveType(rawValue: "TS1140")
        public static let ts1150 = TapeDriveType(rawValue: "TS1150")
        public static let ts1155 = TapeDriveType(rawValue: "TS1155")
        public static let ts1160 = TapeDriveType(rawValue: "TS1160")
        public static let ts1170 = TapeDriveType(rawValue: "TS1170")
    }

    /// Words of the contract's `TapeFailureType`.
    public struct TapeFailureType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let barCodeChanged = TapeFailureType(rawValue: "BAR_CODE_CHANGED")
        public static let barCodeDuplicate = TapeFailureType(rawValue: "BAR_CODE_DUPLICATE")
        public static let blobReadFailed = TapeFailureType(rawValue: "BLOB_READ_FAILED")
        public static let cleaningTapeExpired = TapeFailureType(rawValue: "CLEANING_TAPE_EXPIRED")
        public static let dataCheckpointFailure = TapeFailureType(
            rawValue: "DATA_CHECKPOINT_FAILURE")
        public static let dataCheckpointFailureDueToReadOnly = TapeFailureType(
            rawValue: "DATA_CHECKPOINT_FAILURE_DUE_TO_READ_ONLY")
        public static let dataCheckpointMissing = TapeFailureType(
            rawValue: "DATA_CHECKPOINT_MISSING")
        public static let delayedOwnershipFailure = TapeFailureType(
            rawValue: "DELAYED_OWNERSHIP_FAILURE")
        public static let driveCleanFailed = TapeFailureType(rawValue: "DRIVE_CLEAN_FAILED")
        public static let driveCleaned = TapeFailureType(rawValue: "DRIVE_CLEANED")
        public static let driveTestFailed = TapeFailureType(rawValue: "DRIVE_TEST_FAILED")
        public static let driveTestFailedAllWritesTooSlow = TapeFailureType(
            rawValue: "DRIVE_TEST_FAILED_ALL_WRITES_TOO_SLOW")
        public static let driveTestFailedForwardWritesTooSlow = TapeFailureType(
            rawValue: "DRIVE_TEST_FAILED_FORWARD_WRITES_TOO_SLOW")
        public static let driveTestFailedReverseWritesTooSlow = TapeFailureType(
            rawValue: "DRIVE_TEST_FAILED_REVERSE_WRITES_TOO_SLOW")
        public static let driveTestSucceeded = TapeFailureType(rawValue: "DRIVE_TEST_SUCCEEDED")
        public static let encryptionError = TapeFailureType(rawValue: "ENCRYPTION_ERROR")
        public static let formatFailed = TapeFailureType(rawValue: "FORMAT_FAILED")
        public static let getTapeInformationFailed = TapeFailureType(
            rawValue: "GET_TAPE_INFORMATION_FAILED")
        public static let hardwareError = TapeFailureType(rawValue: "HARDWARE_ERROR")
        public static let importFailed = TapeFailureType(rawValue: "IMPORT_FAILED")
        public static let importIncomplete = TapeFailureType(rawValue: "IMPORT_INCOMPLETE")
        public static let importFailedDueToTakeOwnershipFailure = TapeFailureType(
            rawValue: "IMPORT_FAILED_DUE_TO_TAKE_OWNERSHIP_FAILURE")
        public static let importFailedDueToDataIntegrity = TapeFailureType(
            rawValue: "IMPORT_FAILED_DUE_TO_DATA_INTEGRITY")
        public static let incompatible = TapeFailureType(rawValue: "INCOMPATIBLE")
        public static let inspectFailed = TapeFailureType(rawValue: "INSPECT_FAILED")
        public static let moveFailed = TapeFailureType(rawValue: "MOVE_FAILED")
        public static let quiescingDrive = TapeFailureType(rawValue: "QUIESCING_DRIVE")
        public static let readFailed = TapeFailureType(rawValue: "READ_FAILED")
        public static let reimportRequired = TapeFailureType(rawValue: "REIMPORT_REQUIRED")
        public static let serialNumberMismatch = TapeFailureType(rawValue: "SERIAL_NUMBER_MISMATCH")
        public static let verifyFailed = TapeFailureType(rawValue: "VERIFY_FAILED")
        public static let writeFailed = TapeFailureType(rawValue: "WRITE_FAILED")
    }

    /// Words of the contract's `TapePartitionFailureType`.
    public struct TapePartitionFailureType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let autoQuiesced = TapePartitionFailureType(rawValue: "AUTO_QUIESCED")
        public static let cleaningTapeRequired = TapePartitionFailureType(
            rawValue: "CLEANING_TAPE_REQUIRED")
        public static let duplicateTapeBarCodesDetected = TapePartitionFailureType(
            rawValue: "DUPLICATE_TAPE_BAR_CODES_DETECTED")
        public static let ejectStalledDueToOfflineTapes = TapePartitionFailureType(
            rawValue: "EJECT_STALLED_DUE_TO_OFFLINE_TAPES")
        public static let minimumDriveCountNotMet = TapePartitionFailureType(
            rawValue: "MINIMUM_DRIVE_COUNT_NOT_MET")
        public static let moveFailed = TapePartitionFailureType(rawValue: "MOVE_FAILED")
        public static let moveFailedDueToPrepareTapeForRemovalFailure = TapePartitionFailureType(
            rawValue: "MOVE_FAILED_DUE_TO_PREPARE_TAPE_FOR_REMOVAL_FAILURE")
        public static let noUsableDrives = TapePartitionFailureType(rawValue: "NO_USABLE_DRIVES")
        public static let onlineStalledDueToNoStorageSlots = TapePartitionFailureType(
            rawValue: "ONLINE_STALLED_DUE_TO_NO_STORAGE_SLOTS")
        public static let tapeDriveInError = TapePartitionFailureType(
            rawValue: "TAPE_DRIVE_IN_ERROR")
        public static let tapeDriveMissing = TapePartitionFailureType(
            rawValue: "TAPE_DRIVE_MISSING")
        public static let tapeDriveNotCleaned = TapePartitionFailureType(
            rawValue: "TAPE_DRIVE_NOT_CLEANED")
        public static let tapeDriveQuiesced = TapePartitionFailureType(
            rawValue: "TAPE_DRIVE_QUIESCED")
        public static let tapeDriveTypeMismatch = TapePartitionFailureType(
            rawValue: "TAPE_DRIVE_TYPE_MISMATCH")
        public static let tapeEjectionByOperatorRequired = TapePartitionFailureType(
            rawValue: "TAPE_EJECTION_BY_OPERATOR_REQUIRED")
        public static let tapeMediaTypeIncompatible = TapePartitionFailureType(
            rawValue: "TAPE_MEDIA_TYPE_INCOMPATIBLE")
        public static let tapeRemovalUnexpected = TapePartitionFailureType(
            rawValue: "TAPE_REMOVAL_UNEXPECTED")
        public static let tapeInInvalidPartition = TapePartitionFailureType(
            rawValue: "TAPE_IN_INVALID_PARTITION")
    }

    /// Words of the contract's `TapePartitionState`.
    public struct TapePartitionState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let online = TapePartitionState(rawValue: "ONLINE")
        public static let offline = TapePartitionState(rawValue: "OFFLINE")
        public static let error = TapePartitionState(rawValue: "ERROR")
    }

    /// Words of the contract's `TapeRole`.
    public struct TapeRole: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let normal = TapeRole(rawValue: "NORMAL")
        public static let test = TapeRole(rawValue: "TEST")
    }

    /// Words of the contract's `TapeState`.
    public struct TapeState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let normal = TapeState(rawValue: "NORMAL")
        public static let offline = TapeState(rawValue: "OFFLINE")
        public static let onlinePending = TapeState(rawValue: "ONLINE_PENDING")
        public static let onlineInProgress = TapeState(rawValue: "ONLINE_IN_PROGRESS")
        public static let pendingInspection = TapeState(rawValue: "PENDING_INSPECTION")
        public static let unknown = TapeState(rawValue: "UNKNOWN")
        public static let dataCheckpointFailure = TapeState(rawValue: "DATA_CHECKPOINT_FAILURE")
        public static let dataCheckpointFailureDueToReadOnly = TapeState(
            rawValue: "DATA_CHECKPOINT_FAILURE_DUE_TO_READ_ONLY")
        public static let dataCheckpointMissing = TapeState(rawValue: "DATA_CHECKPOINT_MISSING")
        public static let ltfsWithForeignData = TapeState(rawValue: "LTFS_WITH_FOREIGN_DATA")
        public static let rawImportPending = TapeState(rawValue: "RAW_IMPORT_PENDING")
        public static let rawImportInProgress = TapeState(rawValue: "RAW_IMPORT_IN_PROGRESS")
        public static let foreign = TapeState(rawValue: "FOREIGN")
        public static let importPending = TapeState(rawValue: "IMPORT_PENDING")
        public static let importInProgress = TapeState(rawValue: "IMPORT_IN_PROGRESS")
        public static let incompatible = TapeState(rawValue: "INCOMPATIBLE")
        public static let lost = TapeState(rawValue: "LOST")
        public static let bad = TapeState(rawValue: "BAD")
        public static let cannotFormatDueToWriteProtection = TapeState(
            rawValue: "CANNOT_FORMAT_DUE_TO_WRITE_PROTECTION")
        public static let serialNumberMismatch = TapeState(rawValue: "SERIAL_NUMBER_MISMATCH")
        public static let barCodeMissing = TapeState(rawValue: "BAR_CODE_MISSING")
        public static let autoCompactionInProgress = TapeState(
            rawValue: "AUTO_COMPACTION_IN_PROGRESS")
        public static let formatPending = TapeState(rawValue: "FORMAT_PENDING")
        public static let formatInProgress = TapeState(rawValue: "FORMAT_IN_PROGRESS")
        public static let ejectToEeInProgress = TapeState(rawValue: "EJECT_TO_EE_IN_PROGRESS")
        public static let ejectFromEePending = TapeState(rawValue: "EJECT_FROM_EE_PENDING")
        public static let ejected = TapeState(rawValue: "EJECTED")
    }

    /// Words of the contract's `TapeType`.
    public struct TapeType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let lto5 = TapeType(rawValue: "LTO5")
        public static let lto6 = TapeType(rawValue: "LTO6")
        public static let lto7 = TapeType(rawValue: "LTO7")
        public static let ltom8 = TapeType(rawValue: "LTOM8")
        public static let lto8 = TapeType(rawValue: "LTO8")
        public static let lto9 = TapeType(rawValue: "LTO9")
        public static let lto10 = TapeType(rawValue: "LTO10")
        public static let ltoCleaningTape = TapeType(rawValue: "LTO_CLEANING_TAPE")
        public static let tsJc = TapeType(rawValue: "TS_JC")
        public static let tsJy = TapeType(rawValue: "TS_JY")
        public static let tsJk = TapeType(rawValue: "TS_JK")
        public static let tsJd = TapeType(rawValue: "TS_JD")
        public static let tsJz = TapeType(rawValue: "TS_JZ")
        public static let tsJl = TapeType(rawValue: "TS_JL")
        public static let tsJm = TapeType(rawValue: "TS_JM")
        public static let tsJe = TapeType(rawValue: "TS_JE")
        public static let tsJv = TapeType(rawValue: "TS_JV")
        public static let tsJf = TapeType(rawValue: "TS_JF")
        public static let tsJn = TapeType(rawValue: "TS_JN")
        public static let tsCleaningTape = TapeType(rawValue: "TS_CLEANING_TAPE")
        public static let unknown = TapeType(rawValue: "UNKNOWN")
        public static let forbidden = TapeType(rawValue: "FORBIDDEN")
    }

    /// Words of the contract's `Ds3TargetAccessControlReplication`.
    public struct Ds3TargetAccessControlReplication: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let none = Ds3TargetAccessControlReplication(rawValue: "NONE")
        public static let users = Ds3TargetAccessControlReplication(rawValue: "USERS")
    }

    /// Words of the contract's `TargetFailureType`.
    public struct TargetFailureType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let importFailed = TargetFailureType(rawValue: "IMPORT_FAILED")
        public static let importIncomplete = TargetFailureType(rawValue: "IMPORT_INCOMPLETE")
        public static let notOnline = TargetFailureType(rawValue: "NOT_ONLINE")
        public static let writeFailed = TargetFailureType(rawValue: "WRITE_FAILED")
        public static let writeInitiateFailed = TargetFailureType(rawValue: "WRITE_INITIATE_FAILED")
        public static let readFailed = TargetFailureType(rawValue: "READ_FAILED")
        public static let readInitiateFailed = TargetFailureType(rawValue: "READ_INITIATE_FAILED")
        public static let verifyFailed = TargetFailureType(rawValue: "VERIFY_FAILED")
        public static let verifyComplete = TargetFailureType(rawValue: "VERIFY_COMPLETE")
    }

    /// Words of the contract's `TargetReadPreferenceType`.
    public struct TargetReadPreferenceType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let minimumLatency = TargetReadPreferenceType(rawValue: "MINIMUM_LATENCY")
        public static let afterOnlinePool = TargetReadPreferenceType(rawValue: "AFTER_ONLINE_POOL")
        public static let afterNearlinePool = TargetReadPreferenceType(
            rawValue: "AFTER_NEARLINE_POOL")
        public static let afterNonEjectableTape = TargetReadPreferenceType(
            rawValue: "AFTER_NON_EJECTABLE_TAPE")
        public static let lastResort = TargetReadPreferenceType(rawValue: "LAST_RESORT")
        public static let never = TargetReadPreferenceType(rawValue: "NEVER")
    }

    /// Words of the contract's `TargetState`.
    public struct TargetState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let online = TargetState(rawValue: "ONLINE")
        public static let offline = TargetState(rawValue: "OFFLINE")
    }

    /// Words of the contract's `BlobStoreTaskState`.
    public struct BlobStoreTaskState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let notReady = BlobStoreTaskState(rawValue: "NOT_READY")
        public static let ready = BlobStoreTaskState(rawValue: "READY")
        public static let pendingExecution = BlobStoreTaskState(rawValue: "PENDING_EXECUTION")
        public static let inProgress = BlobStoreTaskState(rawValue: "IN_PROGRESS")
        public static let completed = BlobStoreTaskState(rawValue: "COMPLETED")
    }

    /// Words of the contract's `JobStatus`.
    public struct JobStatus: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let inProgress = JobStatus(rawValue: "IN_PROGRESS")
        public static let completed = JobStatus(rawValue: "COMPLETED")
        public static let canceled = JobStatus(rawValue: "CANCELED")
    }

    /// Words of the contract's `Application`.
    public struct Application: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let s3Server = Application(rawValue: "S3_SERVER")
        public static let dataPlanner = Application(rawValue: "DATA_PLANNER")
    }

    /// Words of the contract's `RestActionType`.
    public struct RestActionType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let bulkDelete = RestActionType(rawValue: "BULK_DELETE")
        public static let bulkModify = RestActionType(rawValue: "BULK_MODIFY")
        public static let create = RestActionType(rawValue: "CREATE")
        public static let delete = RestActionType(rawValue: "DELETE")
        public static let list = RestActionType(rawValue: "LIST")
        public static let modify = RestActionType(rawValue: "MODIFY")
        public static let show = RestActionType(rawValue: "SHOW")
    }

    /// Words of the contract's `RestDomainType`.
    public struct RestDomainType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let activeJob = RestDomainType(rawValue: "ACTIVE_JOB")
        public static let azureDataReplicationRule = RestDomainType(
            rawValue: "AZURE_DATA_REPLICATION_RULE")
        public static let azureTarget = RestDomainType(rawValue: "AZURE_TARGET")
        public static let azureTargetBucketName = RestDomainType(
            rawValue: "AZURE_TARGET_BUCKET_NAME")
        public static let azureTargetFailure = RestDomainType(rawValue: "AZURE_TARGET_FAILURE")
        public static let azureTargetFailureNotificationRegistration = RestDomainType(
            rawValue: "AZURE_TARGET_FAILURE_NOTIFICATION_REGISTRATION")
        public static let azureTargetReadPreference = RestDomainType(
            rawValue: "AZURE_TARGET_READ_PREFERENCE")
        public static let beansRetriever = RestDomainType(rawValue: "BEANS_RETRIEVER")
        public static let blobPersistence = RestDomainType(rawValue: "BLOB_PERSISTENCE")
        public static let blobStoreTask = RestDomainType(rawValue: "BLOB_STORE_TASK")
        public static let bucket = RestDomainType(rawValue: "BUCKET")
        public static let bucketAcl = RestDomainType(rawValue: "BUCKET_ACL")
        public static let bucketCapacitySummary = RestDomainType(
            rawValue: "BUCKET_CAPACITY_SUMMARY")
        public static let bucketChangesNotificationRegistration = RestDomainType(
            rawValue: "BUCKET_CHANGES_NOTIFICATION_REGISTRATION")
        public static let bucketHistory = RestDomainType(rawValue: "BUCKET_HISTORY")
        public static let cacheFilesystem = RestDomainType(rawValue: "CACHE_FILESYSTEM")
        public static let cacheState = RestDomainType(rawValue: "CACHE_STATE")
        public static let canceledJob = RestDomainType(rawValue: "CANCELED_JOB")
        public static let capacitySummary = RestDomainType(rawValue: "CAPACITY_SUMMARY")
        public static let completedJob = RestDomainType(rawValue: "COMPLETED_JOB")
        public static let dataPath = RestDomainType(rawValue: "DATA_PATH")
        public static let dataPathBackend = RestDomainType(rawValue: "DATA_PATH_BACKEND")
        public static let dataPersistenceRule = RestDomainType(rawValue: "DATA_PERSISTENCE_RULE")
        public static let dataPolicy = RestDomainType(rawValue: "DATA_POLICY")
        public static let dataPolicyAcl = RestDomainType(rawValue: "DATA_POLICY_ACL")
        public static let degradedAzureDataReplicationRule = RestDomainType(
            rawValue: "DEGRADED_AZURE_DATA_REPLICATION_RULE")
        public static let degradedBlob = RestDomainType(rawValue: "DEGRADED_BLOB")
        public static let degradedBucket = RestDomainType(rawValue: "DEGRADED_BUCKET")
        public static let degradedDataPersistenceRule = RestDomainType(
            rawValue: "DEGRADED_DATA_PERSISTENCE_RULE")
        public static let degradedDs3DataReplicationRule = RestDomainType(
            rawValue: "DEGRADED_DS3_DATA_REPLICATION_RULE")
        public static let degradedS3DataReplicationRule = RestDomainType(
            rawValue: "DEGRADED_S3_DATA_REPLICATION_RULE")
        public static let ds3DataReplicationRule = RestDomainType(
            rawValue: "DS3_DATA_REPLICATION_RULE")
        public static let ds3Target = RestDomainType(rawValue: "DS3_TARGET")
        public static let ds3TargetDataPolicies = RestDomainType(
            rawValue: "DS3_TARGET_DATA_POLICIES")
        public static let ds3TargetFailure = RestDomainType(rawValue: "DS3_TARGET_FAILURE")
        public static let ds3TargetFailureNotificationRegistration = RestDomainType(
            rawValue: "DS3_TARGET_FAILURE_NOTIFICATION_REGISTRATION")
        public static let ds3TargetReadPreference = RestDomainType(
            rawValue: "DS3_TARGET_READ_PREFERENCE")
        public static let featureKey = RestDomainType(rawValue: "FEATURE_KEY")
        public static let folder = RestDomainType(rawValue: "FOLDER")
        public static let genericDaoNotificationRegistration = RestDomainType(
            rawValue: "GENERIC_DAO_NOTIFICATION_REGISTRATION")
        public static let group = RestDomainType(rawValue: "GROUP")
        public static let groupMember = RestDomainType(rawValue: "GROUP_MEMBER")
        public static let heapDump = RestDomainType(rawValue: "HEAP_DUMP")
        public static let instanceIdentifier = RestDomainType(rawValue: "INSTANCE_IDENTIFIER")
        public static let job = RestDomainType(rawValue: "JOB")
        public static let jobChunk = RestDomainType(rawValue: "JOB_CHUNK")
        public static let jobChunkDao = RestDomainType(rawValue: "JOB_CHUNK_DAO")
        public static let jobCompletedNotificationRegistration = RestDomainType(
            rawValue: "JOB_COMPLETED_NOTIFICATION_REGISTRATION")
        public static let jobCreatedNotificationRegistration = RestDomainType(
            rawValue: "JOB_CREATED_NOTIFICATION_REGISTRATION")
        public static let jobCreationFailed = RestDomainType(rawValue: "JOB_CREATION_FAILED")
        public static let jobCreationFailedNotificationRegistration = RestDomainType(
            rawValue: "JOB_CREATION_FAILED_NOTIFICATION_REGISTRATION")
        public static let node = RestDomainType(rawValue: "NODE")
        public static let object = RestDomainType(rawValue: "OBJECT")
        public static let objectCachedNotificationRegistration = RestDomainType(
            rawValue: "OBJECT_CACHED_NOTIFICATION_REGISTRATION")
        public static let objectLostNotificationRegistration = RestDomainType(
            rawValue: "OBJECT_LOST_NOTIFICATION_REGISTRATION")
        public static let objectPersistedNotificationRegistration = RestDomainType(
            rawValue: "OBJECT_PERSISTED_NOTIFICATION_REGISTRATION")
        public static let pool = RestDomainType(rawValue: "POOL")
        public static let poolEnvironment = RestDomainType(rawValue: "POOL_ENVIRONMENT")
        public static let poolFailure = RestDomainType(rawValue: "POOL_FAILURE")
        public static let poolFailureNotificationRegistration = RestDomainType(
            rawValue: "POOL_FAILURE_NOTIFICATION_REGISTRATION")
        public static let poolPartition = RestDomainType(rawValue: "POOL_PARTITION")
        public static let requestHandler = RestDomainType(rawValue: "REQUEST_HANDLER")
        public static let requestHandlerContract = RestDomainType(
            rawValue: "REQUEST_HANDLER_CONTRACT")
        public static let s3DataReplicationRule = RestDomainType(
            rawValue: "S3_DATA_REPLICATION_RULE")
        public static let s3Target = RestDomainType(rawValue: "S3_TARGET")
        public static let s3TargetBucketName = RestDomainType(rawValue: "S3_TARGET_BUCKET_NAME")
        public static let s3TargetFailure = RestDomainType(rawValue: "S3_TARGET_FAILURE")
        public static let s3TargetFailureNotificationRegistration = RestDomainType(
            rawValue: "S3_TARGET_FAILURE_NOTIFICATION_REGISTRATION")
        public static let s3TargetReadPreference = RestDomainType(
            rawValue: "S3_TARGET_READ_PREFERENCE")
        public static let storageDomain = RestDomainType(rawValue: "STORAGE_DOMAIN")
        public static let storageDomainFailure = RestDomainType(rawValue: "STORAGE_DOMAIN_FAILURE")
        public static let storageDomainFailureNotificationRegistration = RestDomainType(
            rawValue: "STORAGE_DOMAIN_FAILURE_NOTIFICATION_REGISTRATION")
        public static let storageDomainMember = RestDomainType(rawValue: "STORAGE_DOMAIN_MEMBER")
        public static let suspectBlobAzureTarget = RestDomainType(
            rawValue: "SUSPECT_BLOB_AZURE_TARGET")
        public static let suspectBlobDs3Target = RestDomainType(rawValue: "SUSPECT_BLOB_DS3_TARGET")
        public static let suspectBlobPool = RestDomainType(rawValue: "SUSPECT_BLOB_POOL")
        public static let suspectBlobS3Target = RestDomainType(rawValue: "SUSPECT_BLOB_S3_TARGET")
        public static let suspectBlobTape = RestDomainType(rawValue: "SUSPECT_BLOB_TAPE")
        public static let suspectBucket = RestDomainType(rawValue: "SUSPECT_BUCKET")
        public static let suspectObject = RestDomainType(rawValue: "SUSPECT_OBJECT")
        public static let systemFailure = RestDomainType(rawValue: "SYSTEM_FAILURE")
        public static let systemFailureNotificationRegistration = RestDomainType(
            rawValue: "SYSTEM_FAILURE_NOTIFICATION_REGISTRATION")
        public static let systemHealth = RestDomainType(rawValue: "SYSTEM_HEALTH")
        public static let systemInformation = RestDomainType(rawValue: "SYSTEM_INFORMATION")
        public static let tape = RestDomainType(rawValue: "TAPE")
        public static let tapeBucket = RestDomainType(rawValue: "TAPE_BUCKET")
        public static let tapeDensityDirective = RestDomainType(rawValue: "TAPE_DENSITY_DIRECTIVE")
        public static let tapeDrive = RestDomainType(rawValue: "TAPE_DRIVE")
        public static let tapeEnvironment = RestDomainType(rawValue: "TAPE_ENVIRONMENT")
        public static let tapeFailure = RestDomainType(rawValue: "TAPE_FAILURE")
        public static let tapeFailureNotificationRegistration = RestDomainType(
            rawValue: "TAPE_FAILURE_NOTIFICATION_REGISTRATION")
        public static let tapeLibrary = RestDomainType(rawValue: "TAPE_LIBRARY")
        public static let tapePartition = RestDomainType(rawValue: "TAPE_PARTITION")
        public static let tapePartitionFailure = RestDomainType(rawValue: "TAPE_PARTITION_FAILURE")
        public static let tapePartitionFailureNotificationRegistration = RestDomainType(
            rawValue: "TAPE_PARTITION_FAILURE_NOTIFICATION_REGISTRATION")
        public static let targetEnvironment = RestDomainType(rawValue: "TARGET_ENVIRONMENT")
        public static let user = RestDomainType(rawValue: "USER")
        public static let userInternal = RestDomainType(rawValue: "USER_INTERNAL")
    }

    /// Words of the contract's `RestOperationType`.
    public struct RestOperationType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let allocate = RestOperationType(rawValue: "ALLOCATE")
        public static let cancelEject = RestOperationType(rawValue: "CANCEL_EJECT")
        public static let cancelFormat = RestOperationType(rawValue: "CANCEL_FORMAT")
        public static let cancelImport = RestOperationType(rawValue: "CANCEL_IMPORT")
        public static let cancelOnline = RestOperationType(rawValue: "CANCEL_ONLINE")
        public static let cancelTest = RestOperationType(rawValue: "CANCEL_TEST")
        public static let cancelVerify = RestOperationType(rawValue: "CANCEL_VERIFY")
        public static let clean = RestOperationType(rawValue: "CLEAN")
        public static let compact = RestOperationType(rawValue: "COMPACT")
        public static let deallocate = RestOperationType(rawValue: "DEALLOCATE")
        public static let dump = RestOperationType(rawValue: "DUMP")
        public static let eject = RestOperationType(rawValue: "EJECT")
        public static let format = RestOperationType(rawValue: "FORMAT")
        public static let getPhysicalPlacement = RestOperationType(
            rawValue: "GET_PHYSICAL_PLACEMENT")
        public static let `import` = RestOperationType(rawValue: "IMPORT")
        public static let inspect = RestOperationType(rawValue: "INSPECT")
        public static let markForCompaction = RestOperationType(rawValue: "MARK_FOR_COMPACTION")
        public static let online = RestOperationType(rawValue: "ONLINE")
        public static let pairBack = RestOperationType(rawValue: "PAIR_BACK")
        public static let regenerateSecretKey = RestOperationType(rawValue: "REGENERATE_SECRET_KEY")
        public static let startBulkGet = RestOperationType(rawValue: "START_BULK_GET")
        public static let startBulkPut = RestOperationType(rawValue: "START_BULK_PUT")
        public static let startBulkStage = RestOperationType(rawValue: "START_BULK_STAGE")
        public static let startBulkVerify = RestOperationType(rawValue: "START_BULK_VERIFY")
        public static let test = RestOperationType(rawValue: "TEST")
        public static let verify = RestOperationType(rawValue: "VERIFY")
        public static let verifySafeToStartBulkPut = RestOperationType(
            rawValue: "VERIFY_SAFE_TO_START_BULK_PUT")
        public static let verifyPhysicalPlacement = RestOperationType(
            rawValue: "VERIFY_PHYSICAL_PLACEMENT")
    }

    /// Words of the contract's `RestResourceType`.
    public struct RestResourceType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let singleton = RestResourceType(rawValue: "SINGLETON")
        public static let nonSingleton = RestResourceType(rawValue: "NON_SINGLETON")
    }

    /// Words of the contract's `SqlOperation`.
    public struct SqlOperation: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let select = SqlOperation(rawValue: "SELECT")
        public static let insert = SqlOperation(rawValue: "INSERT")
        public static let update = SqlOperation(rawValue: "UPDATE")
        public static let delete = SqlOperation(rawValue: "DELETE")
    }

    /// Words of the contract's `DatabasePhysicalSpaceState`.
    public struct DatabasePhysicalSpaceState: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let critical = DatabasePhysicalSpaceState(rawValue: "CRITICAL")
        public static let low = DatabasePhysicalSpaceState(rawValue: "LOW")
        public static let nearLow = DatabasePhysicalSpaceState(rawValue: "NEAR_LOW")
        public static let normal = DatabasePhysicalSpaceState(rawValue: "NORMAL")
    }

    /// Words of the contract's `HttpResponseFormatType`.
    public struct HttpResponseFormatType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let `default` = HttpResponseFormatType(rawValue: "DEFAULT")
        public static let json = HttpResponseFormatType(rawValue: "JSON")
        public static let xml = HttpResponseFormatType(rawValue: "XML")
    }

    /// Words of the contract's `RequestType`.
    public struct RequestType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let delete = RequestType(rawValue: "DELETE")
        public static let get = RequestType(rawValue: "GET")
        public static let head = RequestType(rawValue: "HEAD")
        public static let post = RequestType(rawValue: "POST")
        public static let put = RequestType(rawValue: "PUT")
    }

    /// Words of the contract's `NamingConventionType`.
    public struct NamingConventionType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let concatLowercase = NamingConventionType(rawValue: "CONCAT_LOWERCASE")
        public static let constant = NamingConventionType(rawValue: "CONSTANT")
        public static let underscored = NamingConventionType(rawValue: "UNDERSCORED")
        public static let camelCaseWithFirstLetterUppercase = NamingConventionType(
            rawValue: "CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE")
        public static let camelCaseWithFirstLetterLowercase = NamingConventionType(
            rawValue: "CAMEL_CASE_WITH_FIRST_LETTER_LOWERCASE")
    }

    /// Words of the contract's `ChecksumType`.
    public struct ChecksumType: DS3Word {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let crc32 = ChecksumType(rawValue: "CRC_32")
        public static let crc32c = ChecksumType(rawValue: "CRC_32C")
        public static let md5 = ChecksumType(rawValue: "MD5")
        public static let sha256 = ChecksumType(rawValue: "SHA_256")
        public static let sha512 = ChecksumType(rawValue: "SHA_512")
    }
}
