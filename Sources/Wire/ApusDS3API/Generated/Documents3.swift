// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

public import ApusXML

extension DS3 {
    /// The contract's `S3TargetFailure`.
    public struct S3TargetFailure: DS3Payload {
        public static let schema = "S3TargetFailure"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }

        public var type: TargetFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `S3TargetReadPreference`.
    public struct S3TargetReadPreference: DS3Payload {
        public static let schema = "S3TargetReadPreference"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucketID: String {
            get { text("BucketId", "") }
            set { set("BucketId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var readPreference: TargetReadPreferenceType {
            get { word("ReadPreference", "") }
            set { set("ReadPreference", newValue.rawValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }
    }

    /// The contract's `SuspectBlobAzureTarget`.
    public struct SuspectBlobAzureTarget: DS3Payload {
        public static let schema = "SuspectBlobAzureTarget"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var blobID: String {
            get { text("BlobId", "") }
            set { set("BlobId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }
    }

    /// The contract's `SuspectBlobDs3Target`.
    public struct SuspectBlobDs3Target: DS3Payload {
        public static let schema = "SuspectBlobDs3Target"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var blobID: String {
            get { text("BlobId", "") }
            set { set("BlobId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }
    }

    /// The contract's `SuspectBlobS3Target`.
    public struct SuspectBlobS3Target: DS3Payload {
        public static let schema = "SuspectBlobS3Target"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var blobID: String {
            get { text("BlobId", "") }
            set { set("BlobId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }
    }

    /// The contract's `BulkObject`.
    public struct BulkObject: DS3Payload {
        public static let schema = "BulkObject"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucket: String? {
            get { text("@Bucket") }
            set { set("@Bucket", newValue) }
        }

        public var id: String? {
            get { text("@Id") }
            set { set("@Id", newValue) }
        }

        public var inCache: Bool? {
            get { boolean("@InCache") }
            set { set("@InCache", newValue.map { String($0) }) }
        }

        public var latest: Bool {
            get { boolean("@Latest", false) }
            set { set("@Latest", String(newValue)) }
        }

        public var length: Int {
            get { number("@Length", 0) }
            set { set("@Length", String(newValue)) }
        }

        public var name: String {
            get { text("@Name", "") }
            set { set("@Name", newValue) }
        }

        public var offset: Int {
            get { number("@Offset", 0) }
            set { set("@Offset", String(newValue)) }
        }

        public var physicalPlacement: PhysicalPlacement? {
            get { payload("PhysicalPlacement") }
            set { set("PhysicalPlacement", payload: newValue) }
        }

        public var versionID: String {
            get { text("@VersionId", "") }
            set { set("@VersionId", newValue) }
        }
    }

    /// The contract's `BulkObjectList`.
    public struct BulkObjectList: DS3Payload {
        public static let schema = "BulkObjectList"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var objects: [BulkObject] {
            get { payloads("Object") }
            set { set("Object", payloads: newValue) }
        }
    }

    /// The contract's `BuildInformation`.
    public struct BuildInformation: DS3Payload {
        public static let schema = "BuildInformation"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var branch: String {
            get { text("Branch", "") }
            set { set("Branch", newValue) }
        }

        public var revision: String {
            get { text("Revision", "") }
            set { set("Revision", newValue) }
        }

        public var version: String {
            get { text("Version", "") }
            set { set("Version", newValue) }
        }
    }

    /// The contract's `AzureTargetFailureNotificationPayload`.
    public struct AzureTargetFailureNotificationPayload: DS3Payload {
        public static let schema = "AzureTargetFailureNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }

        public var type: TargetFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `BucketChangesNotificationPayload`.
    public struct BucketChangesNotificationPayload: DS3Payload {
        public static let schema = "BucketChangesNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var changes: [SequencedEvent] {
            get { payloads("Changes") }
            set { set("Changes", payloads: newValue) }
        }

        public var lastProcessedEvent: Int {
            get { number("LastProcessedEvent", 0) }
            set { set("LastProcessedEvent", String(newValue)) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }
    }

    /// The contract's `Ds3TargetFailureNotificationPayload`.
    public struct Ds3TargetFailureNotificationPayload: DS3Payload {
        public static let schema = "Ds3TargetFailureNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }

        public var type: TargetFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `GenericDaoNotificationPayload`.
    public struct GenericDaoNotificationPayload: DS3Payload {
        public static let schema = "GenericDaoNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var daoType: String {
            get { text("DaoType", "") }
            set { set("DaoType", newValue) }
        }

        public var ids: [String] {
            get { texts("Ids") }
            set { set("Ids", texts: newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var sqlOperation: SqlOperation {
            get { word("SqlOperation", "") }
            set { set("SqlOperation", newValue.rawValue) }
        }
    }

    /// The contract's `JobCompletedNotificationPayload`.
    public struct JobCompletedNotificationPayload: DS3Payload {
        public static let schema = "JobCompletedNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var cancelOccurred: Bool {
            get { boolean("CancelOccurred", false) }
            set { set("CancelOccurred", String(newValue)) }
        }

        public var jobID: String {
            get { text("JobId", "") }
            set { set("JobId", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var objectsNotPersisteds: [BulkObject] {
            get { payloads("ObjectsNotPersisted/Object") }
            set { set("ObjectsNotPersisted/Object", payloads: newValue) }
        }
    }

    /// The contract's `JobCreatedNotificationPayload`.
    public struct JobCreatedNotificationPayload: DS3Payload {
        public static let schema = "JobCreatedNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var jobID: String {
            get { text("JobId", "") }
            set { set("JobId", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }
    }

    /// The contract's `JobCreationFailedNotificationPayload`.
    public struct JobCreationFailedNotificationPayload: DS3Payload {
        public static let schema = "JobCreationFailedNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var tapesMustBeOnlined: TapesMustBeOnlined {
            get { requiredPayload("TapesMustBeOnlined") }
            set { set("TapesMustBeOnlined", payload: newValue) }
        }

        public var userName: String {
            get { text("UserName", "") }
            set { set("UserName", newValue) }
        }
    }

    /// The contract's `PoolFailureNotificationPayload`.
    public struct PoolFailureNotificationPayload: DS3Payload {
        public static let schema = "PoolFailureNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var poolID: String {
            get { text("PoolId", "") }
            set { set("PoolId", newValue) }
        }

        public var type: PoolFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `S3ObjectsCachedNotificationPayload`.
    public struct S3ObjectsCachedNotificationPayload: DS3Payload {
        public static let schema = "S3ObjectsCachedNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var jobID: String {
            get { text("JobId", "") }
            set { set("JobId", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var objects: [BulkObject] {
            get { payloads("Objects/Object") }
            set { set("Objects/Object", payloads: newValue) }
        }
    }

    /// The contract's `S3ObjectsLostNotificationPayload`.
    public struct S3ObjectsLostNotificationPayload: DS3Payload {
        public static let schema = "S3ObjectsLostNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var objects: [BulkObject] {
            get { payloads("Objects/Object") }
            set { set("Objects/Object", payloads: newValue) }
        }
    }

    /// The contract's `S3ObjectsPersistedNotificationPayload`.
    public struct S3ObjectsPersistedNotificationPayload: DS3Payload {
        public static let schema = "S3ObjectsPersistedNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var jobID: String {
            get { text("JobId", "") }
            set { set("JobId", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var objects: [BulkObject] {
            get { payloads("Objects/Object") }
            set { set("Objects/Object", payloads: newValue) }
        }
    }

    /// The contract's `S3TargetFailureNotificationPayload`.
    public struct S3TargetFailureNotificationPayload: DS3Payload {
        public static let schema = "S3TargetFailureNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }

        public var type: TargetFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `SetOfTapeBarCodes`.
    public struct SetOfTapeBarCodes: DS3Payload {
        public static let schema = "SetOfTapeBarCodes"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var tapeBarCodes: [String] {
            get { texts("TapeBarCodes") }
            set { set("TapeBarCodes", texts: newValue) }
        }
    }

    /// The contract's `StorageDomainFailureNotificationPayload`.
    public struct StorageDomainFailureNotificationPayload: DS3Payload {
        public static let schema = "StorageDomainFailureNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var storageDomainID: String {
            get { text("StorageDomainId", "") }
            set { set("StorageDomainId", newValue) }
        }

        public var type: StorageDomainFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `SystemFailureNotificationPayload`.
    public struct SystemFailureNotificationPayload: DS3Payload {
        public static let schema = "SystemFailureNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var type: SystemFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `TapeFailureNotificationPayload`.
    public struct TapeFailureNotificationPayload: DS3Payload {
        public static let schema = "TapeFailureNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var tapeDriveID: String {
            get { text("TapeDriveId", "") }
            set { set("TapeDriveId", newValue) }
        }

        public var tapeID: String {
            get { text("TapeId", "") }
            set { set("TapeId", newValue) }
        }

        public var type: TapeFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `TapePartitionFailureNotificationPayload`.
    public struct TapePartitionFailureNotificationPayload: DS3Payload {
        public static let schema = "TapePartitionFailureNotificationPayload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var date: Time {
            get { requiredTime("Date") }
            set { set("Date", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var notificationGenerationDate: Time {
            get { requiredTime("NotificationGenerationDate") }
            set { set("NotificationGenerationDate", newValue.description) }
        }

        public var partitionID: String {
            get { text("PartitionId", "") }
            set { set("PartitionId", newValue) }
        }

        public var type: TapePartitionFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `TapesMustBeOnlined`.
    public struct TapesMustBeOnlined: DS3Payload {
        public static let schema = "TapesMustBeOnlined"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var tapesToOnlines: [SetOfTapeBarCodes] {
            get { payloads("TapesToOnline") }
            set { set("TapesToOnline", payloads: newValue) }
        }
    }

    /// The contract's `BlobStoreTaskInformation`.
    public struct BlobStoreTaskInformation: DS3Payload {
        public static let schema = "BlobStoreTaskInformation"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var dateScheduled: Time {
            get { requiredTime("DateScheduled") }
            set { set("DateScheduled", newValue.description) }
        }

        public var dateStarted: Time? {
            get { time("DateStarted") }
            set { set("DateStarted", newValue?.description) }
        }

        public var description: String {
            get { text("Description", "") }
            set { set("Description", newValue) }
        }

        public var driveID: String? {
            get { text("DriveId") }
            set { set("DriveId", newValue) }
        }

        public var id: Int {
            get { number("Id", 0) }
            set { set("Id", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var poolID: String? {
            get { text("PoolId") }
            set { set("PoolId", newValue) }
        }

        public var priority: BlobStoreTaskPriority {
            get { word("Priority", "") }
            set { set("Priority", newValue.rawValue) }
        }

        public var state: BlobStoreTaskState {
            get { word("State", "") }
            set { set("State", newValue.rawValue) }
        }

        public var tapeID: String? {
            get { text("TapeId") }
            set { set("TapeId", newValue) }
        }

        public var targetID: String? {
            get { text("TargetId") }
            set { set("TargetId", newValue) }
        }

        public var targetType: String? {
            get { text("TargetType") }
            set { set("TargetType", newValue) }
        }
    }

    /// The contract's `BlobStoreTasksInformation`.
    public struct BlobStoreTasksInformation: DS3Payload {
        public static let schema = "BlobStoreTasksInformation"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var tasks: [BlobStoreTaskInformation] {
            get { payloads("Tasks") }
            set { set("Tasks", payloads: newValue) }
        }
    }

    /// The contract's `CacheEntryInformation`.
    public struct CacheEntryInformation: DS3Payload {
        public static let schema = "CacheEntryInformation"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var blob: Blob? {
            get { payload("Blob") }
            set { set("Blob", payload: newValue) }
        }

        public var state: CacheEntryState {
            get { word("State", "") }
            set { set("State", newValue.rawValue) }
        }
    }

    /// The contract's `CacheFilesystemInformation`.
    public struct CacheFilesystemInformation: DS3Payload {
        public static let schema = "CacheFilesystemInformation"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var availableCapacityInBytes: Int {
            get { number("AvailableCapacityInBytes", 0) }
            set { set("AvailableCapacityInBytes", String(newValue)) }
        }

        public var cacheFilesystem: CacheFilesystem {
            get { requiredPayload("CacheFilesystem") }
            set { set("CacheFilesystem", payload: newValue) }
        }

        public var entries: [CacheEntryInformation] {
            get { payloads("Entries") }
            set { set("Entries", payloads: newValue) }
        }

        public var jobLockedCacheInBytes: Int {
            get { number("JobLockedCacheInBytes", 0) }
            set { set("JobLockedCacheInBytes", String(newValue)) }
        }

        public var summary: String {
            get { text("Summary", "") }
            set { set("Summary", newValue) }
        }

        public var totalCapacityInBytes: Int {
            get { number("TotalCapacityInBytes", 0) }
            set { set("TotalCapacityInBytes", String(newValue)) }
        }

        public var unavailableCapacityInBytes: Int {
            get { number("UnavailableCapacityInBytes", 0) }
            set { set("UnavailableCapacityInBytes", String(newValue)) }
        }

        public var usedCapacityInBytes: Int {
            get { number("UsedCapacityInBytes", 0) }
            set { set("UsedCapacityInBytes", String(newValue)) }
        }
    }

    /// The contract's `CacheInformation`.
    public struct CacheInformation: DS3Payload {
        public static let schema = "CacheInformation"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var filesystems: [CacheFilesystemInformation] {
            get { payloads("Filesystems") }
            set { set("Filesystems", payloads: newValue) }
        }
    }

    /// The contract's `BucketDetails`.
    public struct BucketDetails: DS3Payload {
        public static let schema = "BucketDetails"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var creationDate: Time? {
            get { time("CreationDate") }
            set { set("CreationDate", newValue?.description) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }
    }

    /// The contract's `ListBucketResult`.
    public struct ListBucketResult: DS3Payload {
        public static let schema = "ListBucketResult"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var commonPrefixes: [String] {
            get { texts("CommonPrefixes+Prefix") }
            set { set("CommonPrefixes+Prefix", texts: newValue) }
        }

        public var creationDate: Time? {
            get { time("CreationDate") }
            set { set("CreationDate", newValue?.description) }
        }

        public var delimiter: String? {
            get { text("Delimiter") }
            set { set("Delimiter", newValue) }
        }

        public var marker: String? {
            get { text("Marker") }
            set { set("Marker", newValue) }
        }

        public var maxKeys: Int {
            get { number("MaxKeys", 0) }
            set { set("MaxKeys", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var nextMarker: String {
            get { text("NextMarker", "") }
            set { set("NextMarker", newValue) }
        }

        public var contents: [Contents] {
            get { payloads("Contents") }
            set { set("Contents", payloads: newValue) }
        }

        public var prefix: String? {
            get { text("Prefix") }
            set { set("Prefix", newValue) }
        }

        public var isTruncated: Bool {
            get { boolean("IsTruncated", false) }
            set { set("IsTruncated", String(newValue)) }
        }

        public var versions: [Contents] {
            get { payloads("Version") }
            set { set("Version", payloads: newValue) }
        }
    }

    /// The contract's `ListAllMyBucketsResult`.
    public struct ListAllMyBucketsResult: DS3Payload {
        public static let schema = "ListAllMyBucketsResult"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var buckets: [BucketDetails] {
            get { payloads("Buckets/Bucket") }
            set { set("Buckets/Bucket", payloads: newValue) }
        }

        public var owner: Owner {
            get { requiredPayload("Owner") }
            set { set("Owner", payload: newValue) }
        }
    }
}
