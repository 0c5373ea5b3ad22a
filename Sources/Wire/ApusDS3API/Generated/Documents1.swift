// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

public import ApusXML

extension DS3 {
    /// The contract's `PhysicalPlacement`.
    public struct PhysicalPlacement: DS3Payload {
        public static let schema = "PhysicalPlacement"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var azureTargets: [AzureTarget] {
            get { payloads("AzureTargets/AzureTarget") }
            set { set("AzureTargets/AzureTarget", payloads: newValue) }
        }

        public var ds3Targets: [Ds3Target] {
            get { payloads("Ds3Targets/Ds3Target") }
            set { set("Ds3Targets/Ds3Target", payloads: newValue) }
        }

        public var pools: [Pool] {
            get { payloads("Pools/Pool") }
            set { set("Pools/Pool", payloads: newValue) }
        }

        public var s3Targets: [S3Target] {
            get { payloads("S3Targets/S3Target") }
            set { set("S3Targets/S3Target", payloads: newValue) }
        }

        public var tapes: [Tape] {
            get { payloads("Tapes/Tape") }
            set { set("Tapes/Tape", payloads: newValue) }
        }
    }

    /// The contract's `AzureDataReplicationRule`.
    public struct AzureDataReplicationRule: DS3Payload {
        public static let schema = "AzureDataReplicationRule"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var dataPolicyID: String {
            get { text("DataPolicyId", "") }
            set { set("DataPolicyId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var maxBlobPartSizeInBytes: Int {
            get { number("MaxBlobPartSizeInBytes", 1073741824) }
            set { set("MaxBlobPartSizeInBytes", String(newValue)) }
        }

        public var replicateDeletes: Bool {
            get { boolean("ReplicateDeletes", true) }
            set { set("ReplicateDeletes", String(newValue)) }
        }

        public var state: DataPlacementRuleState {
            get { word("State", "") }
            set { set("State", newValue.rawValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }

        public var type: DataReplicationRuleType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `Blob`.
    public struct Blob: DS3Payload {
        public static let schema = "Blob"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var byteOffset: Int {
            get { number("ByteOffset", 0) }
            set { set("ByteOffset", String(newValue)) }
        }

        public var checksum: String? {
            get { text("Checksum") }
            set { set("Checksum", newValue) }
        }

        public var checksumType: ChecksumType? {
            get { word("ChecksumType") }
            set { set("ChecksumType", newValue?.rawValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var length: Int {
            get { number("Length", 0) }
            set { set("Length", String(newValue)) }
        }

        public var objectID: String {
            get { text("ObjectId", "") }
            set { set("ObjectId", newValue) }
        }
    }

    /// The contract's `Bucket`.
    public struct Bucket: DS3Payload {
        public static let schema = "Bucket"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var creationDate: Time {
            get { requiredTime("CreationDate") }
            set { set("CreationDate", newValue.description) }
        }

        public var dataPolicyID: String {
            get { text("DataPolicyId", "") }
            set { set("DataPolicyId", newValue) }
        }

        public var empty: Bool? {
            get { boolean("Empty") }
            set { set("Empty", newValue.map { String($0) }) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastPreferredChunkSizeInBytes: Int? {
            get { number("LastPreferredChunkSizeInBytes") }
            set { set("LastPreferredChunkSizeInBytes", newValue.map { String($0) }) }
        }

        public var logicalUsedCapacity: Int? {
            get { number("LogicalUsedCapacity") }
            set { set("LogicalUsedCapacity", newValue.map { String($0) }) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var protected: Bool {
            get { boolean("Protected", false) }
            set { set("Protected", String(newValue)) }
        }

        public var userID: String {
            get { text("UserId", "") }
            set { set("UserId", newValue) }
        }
    }

    /// The contract's `BucketAcl`.
    public struct BucketAcl: DS3Payload {
        public static let schema = "BucketAcl"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucketID: String? {
            get { text("BucketId") }
            set { set("BucketId", newValue) }
        }

        public var groupID: String? {
            get { text("GroupId") }
            set { set("GroupId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var permission: BucketAclPermission {
            get { word("Permission", "") }
            set { set("Permission", newValue.rawValue) }
        }

        public var userID: String? {
            get { text("UserId") }
            set { set("UserId", newValue) }
        }
    }

    /// The contract's `CanceledJob`.
    public struct CanceledJob: DS3Payload {
        public static let schema = "CanceledJob"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucketID: String {
            get { text("BucketId", "") }
            set { set("BucketId", newValue) }
        }

        public var cachedSizeInBytes: Int {
            get { number("CachedSizeInBytes", 0) }
            set { set("CachedSizeInBytes", String(newValue)) }
        }

        public var canceledDueToTimeout: Bool {
            get { boolean("CanceledDueToTimeout", false) }
            set { set("CanceledDueToTimeout", String(newValue)) }
        }

        public var chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee {
            get { word("ChunkClientProcessingOrderGuarantee", "IN_ORDER") }
            set { set("ChunkClientProcessingOrderGuarantee", newValue.rawValue) }
        }

        public var completedSizeInBytes: Int {
            get { number("CompletedSizeInBytes", 0) }
            set { set("CompletedSizeInBytes", String(newValue)) }
        }

        public var createdAt: Time {
            get { requiredTime("CreatedAt") }
            set { set("CreatedAt", newValue.description) }
        }

        public var dateCanceled: Time {
            get { requiredTime("DateCanceled") }
            set { set("DateCanceled", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var naked: Bool {
            get { boolean("Naked", false) }
            set { set("Naked", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "Untitled") }
            set { set("Name", newValue) }
        }

        public var originalSizeInBytes: Int {
            get { number("OriginalSizeInBytes", 0) }
            set { set("OriginalSizeInBytes", String(newValue)) }
        }

        public var priority: BlobStoreTaskPriority {
            get { word("Priority", "NORMAL") }
            set { set("Priority", newValue.rawValue) }
        }

        public var rechunked: Time? {
            get { time("Rechunked") }
            set { set("Rechunked", newValue?.description) }
        }

        public var requestType: JobRequestType {
            get { word("RequestType", "") }
            set { set("RequestType", newValue.rawValue) }
        }

        public var truncated: Bool {
            get { boolean("Truncated", false) }
            set { set("Truncated", String(newValue)) }
        }

        public var userID: String {
            get { text("UserId", "") }
            set { set("UserId", newValue) }
        }
    }

    /// The contract's `CapacitySummaryContainer`.
    public struct CapacitySummaryContainer: DS3Payload {
        public static let schema = "CapacitySummaryContainer"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var pool: StorageDomainCapacitySummary {
            get { requiredPayload("Pool") }
            set { set("Pool", payload: newValue) }
        }

        public var tape: StorageDomainCapacitySummary {
            get { requiredPayload("Tape") }
            set { set("Tape", payload: newValue) }
        }
    }

    /// The contract's `CompletedJob`.
    public struct CompletedJob: DS3Payload {
        public static let schema = "CompletedJob"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucketID: String {
            get { text("BucketId", "") }
            set { set("BucketId", newValue) }
        }

        public var cachedSizeInBytes: Int {
            get { number("CachedSizeInBytes", 0) }
            set { set("CachedSizeInBytes", String(newValue)) }
        }

        public var chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee {
            get { word("ChunkClientProcessingOrderGuarantee", "IN_ORDER") }
            set { set("ChunkClientProcessingOrderGuarantee", newValue.rawValue) }
        }

        public var completedSizeInBytes: Int {
            get { number("CompletedSizeInBytes", 0) }
            set { set("CompletedSizeInBytes", String(newValue)) }
        }

        public var createdAt: Time {
            get { requiredTime("CreatedAt") }
            set { set("CreatedAt", newValue.description) }
        }

        public var dateCompleted: Time {
            get { requiredTime("DateCompleted") }
            set { set("DateCompleted", newValue.description) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var naked: Bool {
            get { boolean("Naked", false) }
            set { set("Naked", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "Untitled") }
            set { set("Name", newValue) }
        }

        public var originalSizeInBytes: Int {
            get { number("OriginalSizeInBytes", 0) }
            set { set("OriginalSizeInBytes", String(newValue)) }
        }

        public var priority: BlobStoreTaskPriority {
            get { word("Priority", "NORMAL") }
            set { set("Priority", newValue.rawValue) }
        }

        public var rechunked: Time? {
            get { time("Rechunked") }
            set { set("Rechunked", newValue?.description) }
        }

        public var requestType: JobRequestType {
            get { word("RequestType", "") }
            set { set("RequestType", newValue.rawValue) }
        }

        public var truncated: Bool {
            get { boolean("Truncated", false) }
            set { set("Truncated", String(newValue)) }
        }

        public var userID: String {
            get { text("UserId", "") }
            set { set("UserId", newValue) }
        }
    }

    /// The contract's `DataPathBackend`.
    public struct DataPathBackend: DS3Payload {
        public static let schema = "DataPathBackend"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var activated: Bool {
            get { boolean("Activated", false) }
            set { set("Activated", String(newValue)) }
        }

        public var allowNewJobRequests: Bool {
            get { boolean("AllowNewJobRequests", true) }
            set { set("AllowNewJobRequests", String(newValue)) }
        }

        public var autoActivateTimeoutInMins: Int? {
            get { number("AutoActivateTimeoutInMins") }
            set { set("AutoActivateTimeoutInMins", newValue.map { String($0) }) }
        }

        public var autoInspect: AutoInspectMode {
            get { word("AutoInspect", "FULL") }
            set { set("AutoInspect", newValue.rawValue) }
        }

        public var cacheAvailableRetryAfterInSeconds: Int {
            get { number("CacheAvailableRetryAfterInSeconds", 60) }
            set { set("CacheAvailableRetryAfterInSeconds", String(newValue)) }
        }

        public var defaultVerifyDataAfterImport: BlobStoreTaskPriority? {
            get { word("DefaultVerifyDataAfterImport") }
            set { set("DefaultVerifyDataAfterImport", newValue?.rawValue) }
        }

        public var defaultVerifyDataPriorToImport: Bool {
            get { boolean("DefaultVerifyDataPriorToImport", true) }
            set { set("DefaultVerifyDataPriorToImport", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var instanceID: String {
            get { text("InstanceId", "") }
            set { set("InstanceId", newValue) }
        }

        public var iomCacheLimitationPercent: Double {
            get { fraction("IomCacheLimitationPercent", 0.5) }
            set { set("IomCacheLimitationPercent", "\(newValue)") }
        }

        public var iomEnabled: Bool {
            get { boolean("IomEnabled", true) }
            set { set("IomEnabled", String(newValue)) }
        }

        public var lastHeartbeat: Time {
            get { requiredTime("LastHeartbeat") }
            set { set("LastHeartbeat", newValue.description) }
        }

        public var maxAggregatedBlobsPerChunk: Int {
            get { number("MaxAggregatedBlobsPerChunk", 20000) }
            set { set("MaxAggregatedBlobsPerChunk", String(newValue)) }
        }

        public var maxNumberOfConcurrentJobs: Int {
            get { number("MaxNumberOfConcurrentJobs", 40000) }
            set { set("MaxNumberOfConcurrentJobs", String(newValue)) }
        }

        public var partiallyVerifyLastPercentOfTapes: Int? {
            get { number("PartiallyVerifyLastPercentOfTapes") }
            set { set("PartiallyVerifyLastPercentOfTapes", newValue.map { String($0) }) }
        }

        public var poolSafetyEnabled: Bool {
            get { boolean("PoolSafetyEnabled", true) }
            set { set("PoolSafetyEnabled", String(newValue)) }
        }

        public var unavailableMediaPolicy: UnavailableMediaUsagePolicy {
            get { word("UnavailableMediaPolicy", "DISCOURAGED") }
            set { set("UnavailableMediaPolicy", newValue.rawValue) }
        }

        public var unavailablePoolMaxJobRetryInMins: Int {
            get { number("UnavailablePoolMaxJobRetryInMins", 20) }
            set { set("UnavailablePoolMaxJobRetryInMins", String(newValue)) }
        }

        public var unavailableTapePartitionMaxJobRetryInMins: Int {
            get { number("UnavailableTapePartitionMaxJobRetryInMins", 20) }
            set { set("UnavailableTapePartitionMaxJobRetryInMins", String(newValue)) }
        }

        public var verifyCheckpointBeforeRead: Bool {
            get { boolean("VerifyCheckpointBeforeRead", true) }
            set { set("VerifyCheckpointBeforeRead", String(newValue)) }
        }
    }

    /// The contract's `DataPersistenceRule`.
    public struct DataPersistenceRule: DS3Payload {
        public static let schema = "DataPersistenceRule"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var dataPolicyID: String {
            get { text("DataPolicyId", "") }
            set { set("DataPolicyId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var isolationLevel: DataIsolationLevel {
            get { word("IsolationLevel", "") }
            set { set("IsolationLevel", newValue.rawValue) }
        }

        public var minimumDaysToRetain: Int? {
            get { number("MinimumDaysToRetain") }
            set { set("MinimumDaysToRetain", newValue.map { String($0) }) }
        }

        public var state: DataPlacementRuleState {
            get { word("State", "") }
            set { set("State", newValue.rawValue) }
        }

        public var storageDomainID: String {
            get { text("StorageDomainId", "") }
            set { set("StorageDomainId", newValue) }
        }

        public var type: DataPersistenceRuleType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `DataPolicy`.
    public struct DataPolicy: DS3Payload {
        public static let schema = "DataPolicy"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var alwaysForcePutJobCreation: Bool {
            get { boolean("AlwaysForcePutJobCreation", false) }
            set { set("AlwaysForcePutJobCreation", String(newValue)) }
        }

        public var alwaysMinimizeSpanningAcrossMedia: Bool {
            get { boolean("AlwaysMinimizeSpanningAcrossMedia", false) }
            set { set("AlwaysMinimizeSpanningAcrossMedia", String(newValue)) }
        }

        public var blobbingEnabled: Bool {
            get { boolean("BlobbingEnabled", true) }
            set { set("BlobbingEnabled", String(newValue)) }
        }

        public var checksumType: ChecksumType {
            get { word("ChecksumType", "MD5") }
            set { set("ChecksumType", newValue.rawValue) }
        }

        public var creationDate: Time {
            get { requiredTime("CreationDate") }
            set { set("CreationDate", newValue.description) }
        }

        public var defaultBlobSize: Int? {
            get { number("DefaultBlobSize") }
            set { set("DefaultBlobSize", newValue.map { String($0) }) }
        }

        public var defaultGetJobPriority: BlobStoreTaskPriority {
            get { word("DefaultGetJobPriority", "HIGH") }
            set { set("DefaultGetJobPriority", newValue.rawValue) }
        }

        public var defaultPutJobPriority: BlobStoreTaskPriority {
            get { word("DefaultPutJobPriority", "NORMAL") }
            set { set("DefaultPutJobPriority", newValue.rawValue) }
        }

        public var defaultVerifyAfterWrite: Bool {
            get { boolean("DefaultVerifyAfterWrite", false) }
            set { set("DefaultVerifyAfterWrite", String(newValue)) }
        }

        public var defaultVerifyJobPriority: BlobStoreTaskPriority {
            get { word("DefaultVerifyJobPriority", "LOW") }
            set { set("DefaultVerifyJobPriority", newValue.rawValue) }
        }

        public var endToEndCrcRequired: Bool {
            get { boolean("EndToEndCrcRequired", false) }
            set { set("EndToEndCrcRequired", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var maxVersionsToKeep: Int {
            get { number("MaxVersionsToKeep", 1000) }
            set { set("MaxVersionsToKeep", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var rebuildPriority: BlobStoreTaskPriority {
            get { word("RebuildPriority", "LOW") }
            set { set("RebuildPriority", newValue.rawValue) }
        }

        public var versioning: VersioningLevel {
            get { word("Versioning", "NONE") }
            set { set("Versioning", newValue.rawValue) }
        }
    }

    /// The contract's `DataPolicyAcl`.
    public struct DataPolicyAcl: DS3Payload {
        public static let schema = "DataPolicyAcl"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var dataPolicyID: String? {
            get { text("DataPolicyId") }
            set { set("DataPolicyId", newValue) }
        }

        public var groupID: String? {
            get { text("GroupId") }
            set { set("GroupId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var userID: String? {
            get { text("UserId") }
            set { set("UserId", newValue) }
        }
    }

    /// The contract's `DegradedBlob`.
    public struct DegradedBlob: DS3Payload {
        public static let schema = "DegradedBlob"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var azureReplicationRuleID: String? {
            get { text("AzureReplicationRuleId") }
            set { set("AzureReplicationRuleId", newValue) }
        }

        public var blobID: String {
            get { text("BlobId", "") }
            set { set("BlobId", newValue) }
        }

        public var bucketID: String {
            get { text("BucketId", "") }
            set { set("BucketId", newValue) }
        }

        public var ds3ReplicationRuleID: String? {
            get { text("Ds3ReplicationRuleId") }
            set { set("Ds3ReplicationRuleId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var persistenceRuleID: String? {
            get { text("PersistenceRuleId") }
            set { set("PersistenceRuleId", newValue) }
        }

        public var s3ReplicationRuleID: String? {
            get { text("S3ReplicationRuleId") }
            set { set("S3ReplicationRuleId", newValue) }
        }
    }

    /// The contract's `Ds3DataReplicationRule`.
    public struct Ds3DataReplicationRule: DS3Payload {
        public static let schema = "Ds3DataReplicationRule"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var dataPolicyID: String {
            get { text("DataPolicyId", "") }
            set { set("DataPolicyId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var replicateDeletes: Bool {
            get { boolean("ReplicateDeletes", true) }
            set { set("ReplicateDeletes", String(newValue)) }
        }

        public var state: DataPlacementRuleState {
            get { word("State", "") }
            set { set("State", newValue.rawValue) }
        }

        public var targetDataPolicy: String? {
            get { text("TargetDataPolicy") }
            set { set("TargetDataPolicy", newValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }

        public var type: DataReplicationRuleType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `FeatureKey`.
    public struct FeatureKey: DS3Payload {
        public static let schema = "FeatureKey"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var currentValue: Int? {
            get { number("CurrentValue") }
            set { set("CurrentValue", newValue.map { String($0) }) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var expirationDate: Time? {
            get { time("ExpirationDate") }
            set { set("ExpirationDate", newValue?.description) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var key: FeatureKeyType {
            get { word("Key", "") }
            set { set("Key", newValue.rawValue) }
        }

        public var limitValue: Int? {
            get { number("LimitValue") }
            set { set("LimitValue", newValue.map { String($0) }) }
        }
    }

    /// The contract's `Group`.
    public struct Group: DS3Payload {
        public static let schema = "Group"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var builtIn: Bool {
            get { boolean("BuiltIn", false) }
            set { set("BuiltIn", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }
    }

    /// The contract's `GroupMember`.
    public struct GroupMember: DS3Payload {
        public static let schema = "GroupMember"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var groupID: String {
            get { text("GroupId", "") }
            set { set("GroupId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var memberGroupID: String? {
            get { text("MemberGroupId") }
            set { set("MemberGroupId", newValue) }
        }

        public var memberUserID: String? {
            get { text("MemberUserId") }
            set { set("MemberUserId", newValue) }
        }
    }

    /// The contract's `ActiveJob`.
    public struct ActiveJob: DS3Payload {
        public static let schema = "ActiveJob"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var aggregating: Bool {
            get { boolean("Aggregating", false) }
            set { set("Aggregating", String(newValue)) }
        }

        public var bucketID: String {
            get { text("BucketId", "") }
            set { set("BucketId", newValue) }
        }

        public var cachedSizeInBytes: Int {
            get { number("CachedSizeInBytes", 0) }
            set { set("CachedSizeInBytes", String(newValue)) }
        }

        public var chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee {
            get { word("ChunkClientProcessingOrderGuarantee", "IN_ORDER") }
            set { set("ChunkClientProcessingOrderGuarantee", newValue.rawValue) }
        }

        public var completedSizeInBytes: Int {
            get { number("CompletedSizeInBytes", 0) }
            set { set("CompletedSizeInBytes", String(newValue)) }
        }

        public var createdAt: Time {
            get { requiredTime("CreatedAt") }
            set { set("CreatedAt", newValue.description) }
        }

        public var deadJobCleanupAllowed: Bool {
            get { boolean("DeadJobCleanupAllowed", true) }
            set { set("DeadJobCleanupAllowed", String(newValue)) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var implicitJobIdResolution: Bool {
            get { boolean("ImplicitJobIdResolution", false) }
            set { set("ImplicitJobIdResolution", String(newValue)) }
        }

        public var minimizeSpanningAcrossMedia: Bool {
            get { boolean("MinimizeSpanningAcrossMedia", false) }
            set { set("MinimizeSpanningAcrossMedia", String(newValue)) }
        }

        public var naked: Bool {
            get { boolean("Naked", false) }
            set { set("Naked", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "Untitled") }
            set { set("Name", newValue) }
        }

        public var originalSizeInBytes: Int {
            get { number("OriginalSizeInBytes", 0) }
            set { set("OriginalSizeInBytes", String(newValue)) }
        }

        public var priority: BlobStoreTaskPriority {
            get { word("Priority", "NORMAL") }
            set { set("Priority", newValue.rawValue) }
        }

        public var protected: Bool {
            get { boolean("Protected", false) }
            set { set("Protected", String(newValue)) }
        }

        public var rechunked: Time? {
            get { time("Rechunked") }
            set { set("Rechunked", newValue?.description) }
        }

        public var replicating: Bool {
            get { boolean("Replicating", false) }
            set { set("Replicating", String(newValue)) }
        }

        public var requestType: JobRequestType {
            get { word("RequestType", "") }
            set { set("RequestType", newValue.rawValue) }
        }

        public var restore: JobRestore {
            get { word("Restore", "NO") }
            set { set("Restore", newValue.rawValue) }
        }

        public var truncated: Bool {
            get { boolean("Truncated", false) }
            set { set("Truncated", String(newValue)) }
        }

        public var truncatedDueToTimeout: Bool {
            get { boolean("TruncatedDueToTimeout", false) }
            set { set("TruncatedDueToTimeout", String(newValue)) }
        }

        public var userID: String {
            get { text("UserId", "") }
            set { set("UserId", newValue) }
        }

        public var verifyAfterWrite: Bool {
            get { boolean("VerifyAfterWrite", false) }
            set { set("VerifyAfterWrite", String(newValue)) }
        }
    }

    /// The contract's `JobChunk`.
    public struct JobChunk: DS3Payload {
        public static let schema = "JobChunk"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var blobStoreState: JobChunkBlobStoreState {
            get { word("BlobStoreState", "PENDING") }
            set { set("BlobStoreState", newValue.rawValue) }
        }

        public var chunkNumber: Int {
            get { number("ChunkNumber", 0) }
            set { set("ChunkNumber", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var jobCreationDate: Time {
            get { requiredTime("JobCreationDate") }
            set { set("JobCreationDate", newValue.description) }
        }

        public var jobID: String {
            get { text("JobId", "") }
            set { set("JobId", newValue) }
        }

        public var nodeID: String? {
            get { text("NodeId") }
            set { set("NodeId", newValue) }
        }

        public var pendingTargetCommit: Bool {
            get { boolean("PendingTargetCommit", false) }
            set { set("PendingTargetCommit", String(newValue)) }
        }

        public var readFromAzureTargetID: String? {
            get { text("ReadFromAzureTargetId") }
            set { set("ReadFromAzureTargetId", newValue) }
        }

        public var readFromDs3TargetID: String? {
            get { text("ReadFromDs3TargetId") }
            set { set("ReadFromDs3TargetId", newValue) }
        }

        public var readFromPoolID: String? {
            get { text("ReadFromPoolId") }
            set { set("ReadFromPoolId", newValue) }
        }

        public var readFromS3TargetID: String? {
            get { text("ReadFromS3TargetId") }
            set { set("ReadFromS3TargetId", newValue) }
        }

        public var readFromTapeID: String? {
            get { text("ReadFromTapeId") }
            set { set("ReadFromTapeId", newValue) }
        }
    }

    /// The contract's `JobCreationFailed`.
    public struct JobCreationFailed: DS3Payload {
        public static let schema = "JobCreationFailed"
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

        public var tapeBarCodes: String? {
            get { text("TapeBarCodes") }
            set { set("TapeBarCodes", newValue) }
        }

        public var type: JobCreationFailedType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }

        public var userName: String {
            get { text("UserName", "") }
            set { set("UserName", newValue) }
        }
    }

    /// The contract's `Node`.
    public struct Node: DS3Payload {
        public static let schema = "Node"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var dataPathHttpPort: Int? {
            get { number("DataPathHttpPort") }
            set { set("DataPathHttpPort", newValue.map { String($0) }) }
        }

        public var dataPathHttpsPort: Int? {
            get { number("DataPathHttpsPort") }
            set { set("DataPathHttpsPort", newValue.map { String($0) }) }
        }

        public var dataPathIpAddress: String {
            get { text("DataPathIpAddress", "NOT_INITIALIZED_YET") }
            set { set("DataPathIpAddress", newValue) }
        }

        public var dnsName: String? {
            get { text("DnsName") }
            set { set("DnsName", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastHeartbeat: Time {
            get { requiredTime("LastHeartbeat") }
            set { set("LastHeartbeat", newValue.description) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var serialNumber: String {
            get { text("SerialNumber", "") }
            set { set("SerialNumber", newValue) }
        }
    }

    /// The contract's `S3DataReplicationRule`.
    public struct S3DataReplicationRule: DS3Payload {
        public static let schema = "S3DataReplicationRule"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var dataPolicyID: String {
            get { text("DataPolicyId", "") }
            set { set("DataPolicyId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var initialDataPlacement: S3InitialDataPlacementPolicy {
            get { word("InitialDataPlacement", "STANDARD_IA") }
            set { set("InitialDataPlacement", newValue.rawValue) }
        }

        public var maxBlobPartSizeInBytes: Int {
            get { number("MaxBlobPartSizeInBytes", 1073741824) }
            set { set("MaxBlobPartSizeInBytes", String(newValue)) }
        }

        public var replicateDeletes: Bool {
            get { boolean("ReplicateDeletes", true) }
            set { set("ReplicateDeletes", String(newValue)) }
        }

        public var state: DataPlacementRuleState {
            get { word("State", "") }
            set { set("State", newValue.rawValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }

        public var type: DataReplicationRuleType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `S3Object`.
    public struct S3Object: DS3Payload {
        public static let schema = "S3Object"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucketID: String {
            get { text("BucketId", "") }
            set { set("BucketId", newValue) }
        }

        public var creationDate: Time? {
            get { time("CreationDate") }
            set { set("CreationDate", newValue?.description) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var latest: Bool {
            get { boolean("Latest", false) }
            set { set("Latest", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var type: S3ObjectType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `StorageDomain`.
    public struct StorageDomain: DS3Payload {
        public static let schema = "StorageDomain"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var autoEjectMediaFullThreshold: Int? {
            get { number("AutoEjectMediaFullThreshold") }
            set { set("AutoEjectMediaFullThreshold", newValue.map { String($0) }) }
        }

        public var autoEjectUponCron: String? {
            get { text("AutoEjectUponCron") }
            set { set("AutoEjectUponCron", newValue) }
        }

        public var autoEjectUponJobCancellation: Bool {
            get { boolean("AutoEjectUponJobCancellation", false) }
            set { set("AutoEjectUponJobCancellation", String(newValue)) }
        }

        public var autoEjectUponJobCompletion: Bool {
            get { boolean("AutoEjectUponJobCompletion", false) }
            set { set("AutoEjectUponJobCompletion", String(newValue)) }
        }

        public var autoEjectUponMediaFull: Bool {
            get { boolean("AutoEjectUponMediaFull", false) }
            set { set("AutoEjectUponMediaFull", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var ltfsFileNaming: LtfsFileNamingMode {
            get { word("LtfsFileNaming", "OBJECT_ID") }
            set { set("LtfsFileNaming", newValue.rawValue) }
        }

        public var maxTapeFragmentationPercent: Int {
            get { number("MaxTapeFragmentationPercent", 65) }
            set { set("MaxTapeFragmentationPercent", String(newValue)) }
        }

        public var maximumAutoVerificationFrequencyInDays: Int? {
            get { number("MaximumAutoVerificationFrequencyInDays") }
            set { set("MaximumAutoVerificationFrequencyInDays", newValue.map { String($0) }) }
        }

        public var mediaEjectionAllowed: Bool {
            get { boolean("MediaEjectionAllowed", true) }
            set { set("MediaEjectionAllowed", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var secureMediaAllocation: Bool {
            get { boolean("SecureMediaAllocation", false) }
            set { set("SecureMediaAllocation", String(newValue)) }
        }

        public var verifyPriorToAutoEject: BlobStoreTaskPriority? {
            get { word("VerifyPriorToAutoEject") }
            set { set("VerifyPriorToAutoEject", newValue?.rawValue) }
        }

        public var writeOptimization: WriteOptimization {
            get { word("WriteOptimization", "CAPACITY") }
            set { set("WriteOptimization", newValue.rawValue) }
        }
    }

    /// The contract's `StorageDomainCapacitySummary`.
    public struct StorageDomainCapacitySummary: DS3Payload {
        public static let schema = "StorageDomainCapacitySummary"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var physicalAllocated: Int {
            get { number("PhysicalAllocated", 0) }
            set { set("PhysicalAllocated", String(newValue)) }
        }

        public var physicalFree: Int {
            get { number("PhysicalFree", 0) }
            set { set("PhysicalFree", String(newValue)) }
        }

        public var physicalUsed: Int {
            get { number("PhysicalUsed", 0) }
            set { set("PhysicalUsed", String(newValue)) }
        }
    }

    /// The contract's `StorageDomainFailure`.
    public struct StorageDomainFailure: DS3Payload {
        public static let schema = "StorageDomainFailure"
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

        public var storageDomainID: String {
            get { text("StorageDomainId", "") }
            set { set("StorageDomainId", newValue) }
        }

        public var type: StorageDomainFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `StorageDomainMember`.
    public struct StorageDomainMember: DS3Payload {
        public static let schema = "StorageDomainMember"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var autoCompactionThreshold: Int? {
            get { number("AutoCompactionThreshold") }
            set { set("AutoCompactionThreshold", newValue.map { String($0) }) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var poolPartitionID: String? {
            get { text("PoolPartitionId") }
            set { set("PoolPartitionId", newValue) }
        }

        public var state: StorageDomainMemberState {
            get { word("State", "NORMAL") }
            set { set("State", newValue.rawValue) }
        }

        public var storageDomainID: String {
            get { text("StorageDomainId", "") }
            set { set("StorageDomainId", newValue) }
        }

        public var tapePartitionID: String? {
            get { text("TapePartitionId") }
            set { set("TapePartitionId", newValue) }
        }

        public var tapeType: TapeType? {
            get { word("TapeType") }
            set { set("TapeType", newValue?.rawValue) }
        }

        public var writePreference: WritePreferenceLevel {
            get { word("WritePreference", "NORMAL") }
            set { set("WritePreference", newValue.rawValue) }
        }
    }

    /// The contract's `SystemFailure`.
    public struct SystemFailure: DS3Payload {
        public static let schema = "SystemFailure"
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

        public var type: SystemFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `SpectraUser`.
    public struct SpectraUser: DS3Payload {
        public static let schema = "SpectraUser"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var authID: String {
            get { text("AuthId", "") }
            set { set("AuthId", newValue) }
        }

        public var defaultDataPolicyID: String? {
            get { text("DefaultDataPolicyId") }
            set { set("DefaultDataPolicyId", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var maxBuckets: Int {
            get { number("MaxBuckets", 10000) }
            set { set("MaxBuckets", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var secretKey: String {
            get { text("SecretKey", "") }
            set { set("SecretKey", newValue) }
        }
    }

    /// The contract's `AzureTargetFailureNotificationRegistration`.
    public struct AzureTargetFailureNotificationRegistration: DS3Payload {
        public static let schema = "AzureTargetFailureNotificationRegistration"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var creationDate: Time {
            get { requiredTime("CreationDate") }
            set { set("CreationDate", newValue.description) }
        }

        public var format: HttpResponseFormatType {
            get { word("Format", "DEFAULT") }
            set { set("Format", newValue.rawValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastFailure: String? {
            get { text("LastFailure") }
            set { set("LastFailure", newValue) }
        }

        public var lastHttpResponseCode: Int? {
            get { number("LastHttpResponseCode") }
            set { set("LastHttpResponseCode", newValue.map { String($0) }) }
        }

        public var lastNotification: Time? {
            get { time("LastNotification") }
            set { set("LastNotification", newValue?.description) }
        }

        public var namingConvention: NamingConventionType {
            get { word("NamingConvention", "CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE") }
            set { set("NamingConvention", newValue.rawValue) }
        }

        public var notificationEndPoint: String {
            get { text("NotificationEndPoint", "") }
            set { set("NotificationEndPoint", newValue) }
        }

        public var notificationHttpMethod: RequestType {
            get { word("NotificationHttpMethod", "POST") }
            set { set("NotificationHttpMethod", newValue.rawValue) }
        }

        public var numberOfFailuresSinceLastSuccess: Int {
            get { number("NumberOfFailuresSinceLastSuccess", 0) }
            set { set("NumberOfFailuresSinceLastSuccess", String(newValue)) }
        }

        public var userID: String? {
            get { text("UserId") }
            set { set("UserId", newValue) }
        }
    }

    /// The contract's `BucketChangesNotificationRegistration`.
    public struct BucketChangesNotificationRegistration: DS3Payload {
        public static let schema = "BucketChangesNotificationRegistration"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucketID: String? {
            get { text("BucketId") }
            set { set("BucketId", newValue) }
        }

        public var creationDate: Time {
            get { requiredTime("CreationDate") }
            set { set("CreationDate", newValue.description) }
        }

        public var format: HttpResponseFormatType {
            get { word("Format", "DEFAULT") }
            set { set("Format", newValue.rawValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastFailure: String? {
            get { text("LastFailure") }
            set { set("LastFailure", newValue) }
        }

        public var lastHttpResponseCode: Int? {
            get { number("LastHttpResponseCode") }
            set { set("LastHttpResponseCode", newValue.map { String($0) }) }
        }

        public var lastNotification: Time? {
            get { time("LastNotification") }
            set { set("LastNotification", newValue?.description) }
        }

        public var lastSequenceNumber: Int? {
            get { number("LastSequenceNumber") }
            set { set("LastSequenceNumber", newValue.map { String($0) }) }
        }

        public var namingConvention: NamingConventionType {
            get { word("NamingConvention", "CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE") }
            set { set("NamingConvention", newValue.rawValue) }
        }

        public var notificationEndPoint: String {
            get { text("NotificationEndPoint", "") }
            set { set("NotificationEndPoint", newValue) }
        }

        public var notificationHttpMethod: RequestType {
            get { word("NotificationHttpMethod", "POST") }
            set { set("NotificationHttpMethod", newValue.rawValue) }
        }

        public var numberOfFailuresSinceLastSuccess: Int {
            get { number("NumberOfFailuresSinceLastSuccess", 0) }
            set { set("NumberOfFailuresSinceLastSuccess", String(newValue)) }
        }

        public var userID: String? {
            get { text("UserId") }
            set { set("UserId", newValue) }
        }
    }

    /// The contract's `BucketHistoryEvent`.
    public struct BucketHistoryEvent: DS3Payload {
        public static let schema = "BucketHistoryEvent"
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

        public var objectCreationDate: Time? {
            get { time("ObjectCreationDate") }
            set { set("ObjectCreationDate", newValue?.description) }
        }

        public var objectName: String {
            get { text("ObjectName", "") }
            set { set("ObjectName", newValue) }
        }

        public var sequenceNumber: Int {
            get { number("SequenceNumber", 0) }
            set { set("SequenceNumber", String(newValue)) }
        }

        public var type: BucketHistoryEventType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }

        public var versionID: String {
            get { text("VersionId", "") }
            set { set("VersionId", newValue) }
        }
    }

    /// The contract's `Ds3TargetFailureNotificationRegistration`.
    public struct Ds3TargetFailureNotificationRegistration: DS3Payload {
        public static let schema = "Ds3TargetFailureNotificationRegistration"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var creationDate: Time {
            get { requiredTime("CreationDate") }
            set { set("CreationDate", newValue.description) }
        }

        public var format: HttpResponseFormatType {
            get { word("Format", "DEFAULT") }
            set { set("Format", newValue.rawValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastFailure: String? {
            get { text("LastFailure") }
            set { set("LastFailure", newValue) }
        }

        public var lastHttpResponseCode: Int? {
            get { number("LastHttpResponseCode") }
            set { set("LastHttpResponseCode", newValue.map { String($0) }) }
        }

        public var lastNotification: Time? {
            get { time("LastNotification") }
            set { set("LastNotification", newValue?.description) }
        }

        public var namingConvention: NamingConventionType {
            get { word("NamingConvention", "CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE") }
            set { set("NamingConvention", newValue.rawValue) }
        }

        public var notificationEndPoint: String {
            get { text("NotificationEndPoint", "") }
            set { set("NotificationEndPoint", newValue) }
        }

        public var notificationHttpMethod: RequestType {
            get { word("NotificationHttpMethod", "POST") }
            set { set("NotificationHttpMethod", newValue.rawValue) }
        }

        public var numberOfFailuresSinceLastSuccess: Int {
            get { number("NumberOfFailuresSinceLastSuccess", 0) }
            set { set("NumberOfFailuresSinceLastSuccess", String(newValue)) }
        }

        public var userID: String? {
            get { text("UserId") }
            set { set("UserId", newValue) }
        }
    }

    /// The contract's `GenericDaoNotificationRegistration`.
    public struct GenericDaoNotificationRegistration: DS3Payload {
        public static let schema = "GenericDaoNotificationRegistration"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var creationDate: Time {
            get { requiredTime("CreationDate") }
            set { set("CreationDate", newValue.description) }
        }

        public var daoType: String {
            get { text("DaoType", "") }
            set { set("DaoType", newValue) }
        }

        public var format: HttpResponseFormatType {
            get { word("Format", "DEFAULT") }
            set { set("Format", newValue.rawValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastFailure: String? {
            get { text("LastFailure") }
            set { set("LastFailure", newValue) }
        }

        public var lastHttpResponseCode: Int? {
            get { number("LastHttpResponseCode") }
            set { set("LastHttpResponseCode", newValue.map { String($0) }) }
        }

        public var lastNotification: Time? {
            get { time("LastNotification") }
            set { set("LastNotification", newValue?.description) }
        }

        public var namingConvention: NamingConventionType {
            get { word("NamingConvention", "CAMEL_CASE_WITH_FIRST_LETTER_UPPERCASE") }
            set { set("NamingConvention", newValue.rawValue) }
        }

        public var notificationEndPoint: String {
            get { text("NotificationEndPoint", "") }
            set { set("NotificationEndPoint", newValue) }
        }

        public var notificationHttpMethod: RequestType {
            get { word("NotificationHttpMethod", "POST") }
            set { set("NotificationHttpMethod", newValue.rawValue) }
        }

        public var numberOfFailuresSinceLastSuccess: Int {
            get { number("NumberOfFailuresSinceLastSuccess", 0) }
            set { set("NumberOfFailuresSinceLastSuccess", String(newValue)) }
        }

        public var userID: String? {
            get { text("UserId") }
            set { set("UserId", newValue) }
        }
    }
}
