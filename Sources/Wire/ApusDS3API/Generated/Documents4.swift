// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

public import ApusXML

extension DS3 {
    /// The contract's `CompleteMultipartUploadResult`.
    public struct CompleteMultipartUploadResult: DS3Payload {
        public static let schema = "CompleteMultipartUploadResult"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucket: String {
            get { text("Bucket", "") }
            set { set("Bucket", newValue) }
        }

        public var eTag: String {
            get { text("ETag", "") }
            set { set("ETag", newValue) }
        }

        public var key: String {
            get { text("Key", "") }
            set { set("Key", newValue) }
        }

        public var location: String {
            get { text("Location", "") }
            set { set("Location", newValue) }
        }
    }

    /// The contract's `DeleteObjectError`.
    public struct DeleteObjectError: DS3Payload {
        public static let schema = "DeleteObjectError"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var code: String {
            get { text("Code", "") }
            set { set("Code", newValue) }
        }

        public var key: String {
            get { text("Key", "") }
            set { set("Key", newValue) }
        }

        public var message: String {
            get { text("Message", "") }
            set { set("Message", newValue) }
        }

        public var versionID: String? {
            get { text("VersionId") }
            set { set("VersionId", newValue) }
        }
    }

    /// The contract's `DeleteResult`.
    public struct DeleteResult: DS3Payload {
        public static let schema = "DeleteResult"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var deleted: [DeletedObject] {
            get { payloads("Deleted") }
            set { set("Deleted", payloads: newValue) }
        }

        public var errors: [DeleteObjectError] {
            get { payloads("Error") }
            set { set("Error", payloads: newValue) }
        }
    }

    /// The contract's `DetailedTapePartition`.
    public struct DetailedTapePartition: DS3Payload {
        public static let schema = "DetailedTapePartition"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var autoCompactionEnabled: Bool {
            get { boolean("AutoCompactionEnabled", false) }
            set { set("AutoCompactionEnabled", String(newValue)) }
        }

        public var autoQuiesceEnabled: Bool {
            get { boolean("AutoQuiesceEnabled", true) }
            set { set("AutoQuiesceEnabled", String(newValue)) }
        }

        public var availableStorageCapacity: Int {
            get { number("AvailableStorageCapacity", 0) }
            set { set("AvailableStorageCapacity", String(newValue)) }
        }

        public var driveIdleTimeoutInMinutes: Int? {
            get { number("DriveIdleTimeoutInMinutes") }
            set { set("DriveIdleTimeoutInMinutes", newValue.map { String($0) }) }
        }

        public var driveType: TapeDriveType? {
            get { word("DriveType") }
            set { set("DriveType", newValue?.rawValue) }
        }

        public var driveTypes: [TapeDriveType] {
            get { words("DriveTypes") }
            set { set("DriveTypes", texts: newValue.map(\.rawValue)) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var importExportConfiguration: ImportExportConfiguration {
            get { word("ImportExportConfiguration", "") }
            set { set("ImportExportConfiguration", newValue.rawValue) }
        }

        public var libraryID: String {
            get { text("LibraryId", "") }
            set { set("LibraryId", newValue) }
        }

        public var minimumReadReservedDrives: Int {
            get { number("MinimumReadReservedDrives", 0) }
            set { set("MinimumReadReservedDrives", String(newValue)) }
        }

        public var minimumWriteReservedDrives: Int {
            get { number("MinimumWriteReservedDrives", 0) }
            set { set("MinimumWriteReservedDrives", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var quiesced: Quiesced {
            get { word("Quiesced", "YES") }
            set { set("Quiesced", newValue.rawValue) }
        }

        public var serialNumber: String {
            get { text("SerialNumber", "") }
            set { set("SerialNumber", newValue) }
        }

        public var state: TapePartitionState {
            get { word("State", "ONLINE") }
            set { set("State", newValue.rawValue) }
        }

        public var tapeCount: Int {
            get { number("TapeCount", 0) }
            set { set("TapeCount", String(newValue)) }
        }

        public var tapeStateSummaries: [TapeStateSummaryApiBean] {
            get { payloads("TapeStateSummaries/TapeStateSummary") }
            set { set("TapeStateSummaries/TapeStateSummary", payloads: newValue) }
        }

        public var tapeTypeSummaries: [TapeTypeSummaryApiBean] {
            get { payloads("TapeTypeSummaries/TapeTypeSummary") }
            set { set("TapeTypeSummaries/TapeTypeSummary", payloads: newValue) }
        }

        public var tapeTypes: [TapeType] {
            get { words("TapeTypes") }
            set { set("TapeTypes", texts: newValue.map(\.rawValue)) }
        }

        public var totalStorageCapacity: Int {
            get { number("TotalStorageCapacity", 0) }
            set { set("TotalStorageCapacity", String(newValue)) }
        }

        public var usedStorageCapacity: Int {
            get { number("UsedStorageCapacity", 0) }
            set { set("UsedStorageCapacity", String(newValue)) }
        }
    }

    /// The contract's `Error`.
    public struct ErrorDocument: DS3Payload {
        public static let schema = "Error"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var code: String {
            get { text("Code", "") }
            set { set("Code", newValue) }
        }

        public var httpErrorCode: Int {
            get { number("HttpErrorCode", 0) }
            set { set("HttpErrorCode", String(newValue)) }
        }

        public var message: String {
            get { text("Message", "") }
            set { set("Message", newValue) }
        }

        public var resource: String {
            get { text("Resource", "") }
            set { set("Resource", newValue) }
        }

        public var resourceID: Int {
            get { number("ResourceId", 0) }
            set { set("ResourceId", String(newValue)) }
        }
    }

    /// The contract's `InitiateMultipartUploadResult`.
    public struct InitiateMultipartUploadResult: DS3Payload {
        public static let schema = "InitiateMultipartUploadResult"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucket: String {
            get { text("Bucket", "") }
            set { set("Bucket", newValue) }
        }

        public var key: String {
            get { text("Key", "") }
            set { set("Key", newValue) }
        }

        public var uploadID: String {
            get { text("UploadId", "") }
            set { set("UploadId", newValue) }
        }
    }

    /// The contract's `Job`.
    public struct Job: DS3Payload {
        public static let schema = "Job"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var aggregating: Bool {
            get { boolean("@Aggregating", false) }
            set { set("@Aggregating", String(newValue)) }
        }

        public var bucketName: String {
            get { text("@BucketName", "") }
            set { set("@BucketName", newValue) }
        }

        public var cachedSizeInBytes: Int {
            get { number("@CachedSizeInBytes", 0) }
            set { set("@CachedSizeInBytes", String(newValue)) }
        }

        public var chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee {
            get { word("@ChunkClientProcessingOrderGuarantee", "") }
            set { set("@ChunkClientProcessingOrderGuarantee", newValue.rawValue) }
        }

        public var completedSizeInBytes: Int {
            get { number("@CompletedSizeInBytes", 0) }
            set { set("@CompletedSizeInBytes", String(newValue)) }
        }

        public var entirelyInCache: Bool? {
            get { boolean("@EntirelyInCache") }
            set { set("@EntirelyInCache", newValue.map { String($0) }) }
        }

        public var jobID: String {
            get { text("@JobId", "") }
            set { set("@JobId", newValue) }
        }

        public var naked: Bool {
            get { boolean("@Naked", false) }
            set { set("@Naked", String(newValue)) }
        }

        public var name: String {
            get { text("@Name", "") }
            set { set("@Name", newValue) }
        }

        public var nodes: [JobNode] {
            get { payloads("Nodes/Node") }
            set { set("Nodes/Node", payloads: newValue) }
        }

        public var originalSizeInBytes: Int {
            get { number("@OriginalSizeInBytes", 0) }
            set { set("@OriginalSizeInBytes", String(newValue)) }
        }

        public var priority: BlobStoreTaskPriority {
            get { word("@Priority", "") }
            set { set("@Priority", newValue.rawValue) }
        }

        public var requestType: JobRequestType {
            get { word("@RequestType", "") }
            set { set("@RequestType", newValue.rawValue) }
        }

        public var startDate: Time {
            get { requiredTime("@StartDate") }
            set { set("@StartDate", newValue.description) }
        }

        public var status: JobStatus {
            get { word("@Status", "") }
            set { set("@Status", newValue.rawValue) }
        }

        public var userID: String {
            get { text("@UserId", "") }
            set { set("@UserId", newValue) }
        }

        public var userName: String {
            get { text("@UserName", "") }
            set { set("@UserName", newValue) }
        }
    }

    /// The contract's `Objects`.
    public struct Objects: DS3Payload {
        public static let schema = "Objects"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var chunkID: String {
            get { text("@ChunkId", "") }
            set { set("@ChunkId", newValue) }
        }

        public var chunkNumber: Int {
            get { number("@ChunkNumber", 0) }
            set { set("@ChunkNumber", String(newValue)) }
        }

        public var nodeID: String? {
            get { text("@NodeId") }
            set { set("@NodeId", newValue) }
        }

        public var objects: [BulkObject] {
            get { payloads("Object") }
            set { set("Object", payloads: newValue) }
        }
    }

    /// The contract's `MasterObjectList`.
    public struct MasterObjectList: DS3Payload {
        public static let schema = "MasterObjectList"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var aggregating: Bool {
            get { boolean("@Aggregating", false) }
            set { set("@Aggregating", String(newValue)) }
        }

        public var bucketName: String {
            get { text("@BucketName", "") }
            set { set("@BucketName", newValue) }
        }

        public var cachedSizeInBytes: Int {
            get { number("@CachedSizeInBytes", 0) }
            set { set("@CachedSizeInBytes", String(newValue)) }
        }

        public var chunkClientProcessingOrderGuarantee: JobChunkClientProcessingOrderGuarantee {
            get { word("@ChunkClientProcessingOrderGuarantee", "") }
            set { set("@ChunkClientProcessingOrderGuarantee", newValue.rawValue) }
        }

        public var completedSizeInBytes: Int {
            get { number("@CompletedSizeInBytes", 0) }
            set { set("@CompletedSizeInBytes", String(newValue)) }
        }

        public var entirelyInCache: Bool? {
            get { boolean("@EntirelyInCache") }
            set { set("@EntirelyInCache", newValue.map { String($0) }) }
        }

        public var jobID: String {
            get { text("@JobId", "") }
            set { set("@JobId", newValue) }
        }

        public var naked: Bool {
            get { boolean("@Naked", false) }
            set { set("@Naked", String(newValue)) }
        }

        public var name: String {
            get { text("@Name", "") }
            set { set("@Name", newValue) }
        }

        public var nodes: [JobNode] {
            get { payloads("Nodes/Node") }
            set { set("Nodes/Node", payloads: newValue) }
        }

        public var objects: [Objects] {
            get { payloads("Objects") }
            set { set("Objects", payloads: newValue) }
        }

        public var originalSizeInBytes: Int {
            get { number("@OriginalSizeInBytes", 0) }
            set { set("@OriginalSizeInBytes", String(newValue)) }
        }

        public var priority: BlobStoreTaskPriority {
            get { word("@Priority", "") }
            set { set("@Priority", newValue.rawValue) }
        }

        public var requestType: JobRequestType {
            get { word("@RequestType", "") }
            set { set("@RequestType", newValue.rawValue) }
        }

        public var startDate: Time {
            get { requiredTime("@StartDate") }
            set { set("@StartDate", newValue.description) }
        }

        public var status: JobStatus {
            get { word("@Status", "") }
            set { set("@Status", newValue.rawValue) }
        }

        public var userID: String {
            get { text("@UserId", "") }
            set { set("@UserId", newValue) }
        }

        public var userName: String {
            get { text("@UserName", "") }
            set { set("@UserName", newValue) }
        }
    }

    /// The contract's `JobList`.
    public struct JobList: DS3Payload {
        public static let schema = "JobList"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var jobs: [Job] {
            get { payloads("Job") }
            set { set("Job", payloads: newValue) }
        }
    }

    /// The contract's `ListPartsResult`.
    public struct ListPartsResult: DS3Payload {
        public static let schema = "ListPartsResult"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucket: String {
            get { text("Bucket", "") }
            set { set("Bucket", newValue) }
        }

        public var key: String {
            get { text("Key", "") }
            set { set("Key", newValue) }
        }

        public var maxParts: Int {
            get { number("MaxParts", 0) }
            set { set("MaxParts", String(newValue)) }
        }

        public var nextPartNumberMarker: Int {
            get { number("NextPartNumberMarker", 0) }
            set { set("NextPartNumberMarker", String(newValue)) }
        }

        public var owner: Owner {
            get { requiredPayload("Owner") }
            set { set("Owner", payload: newValue) }
        }

        public var partNumberMarker: Int {
            get { number("PartNumberMarker", 0) }
            set { set("PartNumberMarker", String(newValue)) }
        }

        public var parts: [MultiPartUploadPart] {
            get { payloads("Part") }
            set { set("Part", payloads: newValue) }
        }

        public var isTruncated: Bool {
            get { boolean("IsTruncated", false) }
            set { set("IsTruncated", String(newValue)) }
        }

        public var uploadID: String {
            get { text("UploadId", "") }
            set { set("UploadId", newValue) }
        }
    }

    /// The contract's `ListMultipartUploadsResult`.
    public struct ListMultipartUploadsResult: DS3Payload {
        public static let schema = "ListMultipartUploadsResult"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var bucket: String {
            get { text("Bucket", "") }
            set { set("Bucket", newValue) }
        }

        public var commonPrefixes: [String] {
            get { texts("CommonPrefixes+Prefix") }
            set { set("CommonPrefixes+Prefix", texts: newValue) }
        }

        public var delimiter: String {
            get { text("Delimiter", "") }
            set { set("Delimiter", newValue) }
        }

        public var keyMarker: String {
            get { text("KeyMarker", "") }
            set { set("KeyMarker", newValue) }
        }

        public var maxUploads: Int {
            get { number("MaxUploads", 0) }
            set { set("MaxUploads", String(newValue)) }
        }

        public var nextKeyMarker: String {
            get { text("NextKeyMarker", "") }
            set { set("NextKeyMarker", newValue) }
        }

        public var nextUploadIdMarker: String {
            get { text("NextUploadIdMarker", "") }
            set { set("NextUploadIdMarker", newValue) }
        }

        public var prefix: String {
            get { text("Prefix", "") }
            set { set("Prefix", newValue) }
        }

        public var isTruncated: Bool {
            get { boolean("IsTruncated", false) }
            set { set("IsTruncated", String(newValue)) }
        }

        public var uploadIdMarker: String {
            get { text("UploadIdMarker", "") }
            set { set("UploadIdMarker", newValue) }
        }

        public var uploads: [MultiPartUpload] {
            get { payloads("Upload") }
            set { set("Upload", payloads: newValue) }
        }
    }

    /// The contract's `MultiPartUpload`.
    public struct MultiPartUpload: DS3Payload {
        public static let schema = "MultiPartUpload"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var initiated: Time {
            get { requiredTime("Initiated") }
            set { set("Initiated", newValue.description) }
        }

        public var key: String {
            get { text("Key", "") }
            set { set("Key", newValue) }
        }

        public var owner: Owner {
            get { requiredPayload("Owner") }
            set { set("Owner", payload: newValue) }
        }

        public var uploadID: String {
            get { text("UploadId", "") }
            set { set("UploadId", newValue) }
        }
    }

    /// The contract's `MultiPartUploadPart`.
    public struct MultiPartUploadPart: DS3Payload {
        public static let schema = "MultiPartUploadPart"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var eTag: String {
            get { text("ETag", "") }
            set { set("ETag", newValue) }
        }

        public var lastModified: Time {
            get { requiredTime("LastModified") }
            set { set("LastModified", newValue.description) }
        }

        public var partNumber: Int {
            get { number("PartNumber", 0) }
            set { set("PartNumber", String(newValue)) }
        }
    }

    /// The contract's `JobNode`.
    public struct JobNode: DS3Payload {
        public static let schema = "JobNode"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var endPoint: String {
            get { text("@EndPoint", "") }
            set { set("@EndPoint", newValue) }
        }

        public var httpPort: Int? {
            get { number("@HttpPort") }
            set { set("@HttpPort", newValue.map { String($0) }) }
        }

        public var httpsPort: Int? {
            get { number("@HttpsPort") }
            set { set("@HttpsPort", newValue.map { String($0) }) }
        }

        public var id: String {
            get { text("@Id", "") }
            set { set("@Id", newValue) }
        }
    }

    /// The contract's `Contents`.
    public struct Contents: DS3Payload {
        public static let schema = "Contents"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var eTag: String? {
            get { text("ETag") }
            set { set("ETag", newValue) }
        }

        public var isLatest: Bool? {
            get { boolean("IsLatest") }
            set { set("IsLatest", newValue.map { String($0) }) }
        }

        public var key: String {
            get { text("Key", "") }
            set { set("Key", newValue) }
        }

        public var lastModified: Time? {
            get { time("LastModified") }
            set { set("LastModified", newValue?.description) }
        }

        public var owner: Owner {
            get { requiredPayload("Owner") }
            set { set("Owner", payload: newValue) }
        }

        public var size: Int {
            get { number("Size", 0) }
            set { set("Size", String(newValue)) }
        }

        public var storageClass: String? {
            get { text("StorageClass") }
            set { set("StorageClass", newValue) }
        }

        public var versionID: String? {
            get { text("VersionId") }
            set { set("VersionId", newValue) }
        }
    }

    /// The contract's `DeletedObject`.
    public struct DeletedObject: DS3Payload {
        public static let schema = "DeletedObject"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var key: String {
            get { text("Key", "") }
            set { set("Key", newValue) }
        }

        public var versionID: String? {
            get { text("VersionId") }
            set { set("VersionId", newValue) }
        }
    }

    /// The contract's `TapeStateSummaryApiBean`.
    public struct TapeStateSummaryApiBean: DS3Payload {
        public static let schema = "TapeStateSummaryApiBean"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var count: Int {
            get { number("Count", 0) }
            set { set("Count", String(newValue)) }
        }

        public var fullOfData: Int {
            get { number("FullOfData", 0) }
            set { set("FullOfData", String(newValue)) }
        }

        public var tapeState: TapeState {
            get { word("TapeState", "") }
            set { set("TapeState", newValue.rawValue) }
        }

        public var typeCounts: [TypeTypeCountApiBean] {
            get { payloads("TypeCounts") }
            set { set("TypeCounts", payloads: newValue) }
        }
    }

    /// The contract's `TapeTypeSummaryApiBean`.
    public struct TapeTypeSummaryApiBean: DS3Payload {
        public static let schema = "TapeTypeSummaryApiBean"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var availableStorageCapacity: Int {
            get { number("AvailableStorageCapacity", 0) }
            set { set("AvailableStorageCapacity", String(newValue)) }
        }

        public var count: Int {
            get { number("Count", 0) }
            set { set("Count", String(newValue)) }
        }

        public var totalStorageCapacity: Int {
            get { number("TotalStorageCapacity", 0) }
            set { set("TotalStorageCapacity", String(newValue)) }
        }

        public var type: TapeType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }

        public var usedStorageCapacity: Int {
            get { number("UsedStorageCapacity", 0) }
            set { set("UsedStorageCapacity", String(newValue)) }
        }
    }

    /// The contract's `TypeTypeCountApiBean`.
    public struct TypeTypeCountApiBean: DS3Payload {
        public static let schema = "TypeTypeCountApiBean"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var count: Int {
            get { number("Count", 0) }
            set { set("Count", String(newValue)) }
        }

        public var fullOfData: Int {
            get { number("FullOfData", 0) }
            set { set("FullOfData", String(newValue)) }
        }

        public var type: TapeType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `Owner`.
    public struct Owner: DS3Payload {
        public static let schema = "Owner"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var displayName: String {
            get { text("DisplayName", "") }
            set { set("DisplayName", newValue) }
        }

        public var id: String {
            get { text("ID", "") }
            set { set("ID", newValue) }
        }
    }

    /// The contract's `DetailedS3Object`.
    public struct DetailedS3Object: DS3Payload {
        public static let schema = "DetailedS3Object"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var blobs: BulkObjectList? {
            get { payload("Blobs") }
            set { set("Blobs", payload: newValue) }
        }

        public var blobsBeingPersisted: Int? {
            get { number("BlobsBeingPersisted") }
            set { set("BlobsBeingPersisted", newValue.map { String($0) }) }
        }

        public var blobsDegraded: Int? {
            get { number("BlobsDegraded") }
            set { set("BlobsDegraded", newValue.map { String($0) }) }
        }

        public var blobsInCache: Int? {
            get { number("BlobsInCache") }
            set { set("BlobsInCache", newValue.map { String($0) }) }
        }

        public var blobsTotal: Int? {
            get { number("BlobsTotal") }
            set { set("BlobsTotal", newValue.map { String($0) }) }
        }

        public var bucketID: String {
            get { text("BucketId", "") }
            set { set("BucketId", newValue) }
        }

        public var creationDate: Time? {
            get { time("CreationDate") }
            set { set("CreationDate", newValue?.description) }
        }

        public var eTag: String {
            get { text("ETag", "") }
            set { set("ETag", newValue) }
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

        public var owner: String {
            get { text("Owner", "") }
            set { set("Owner", newValue) }
        }

        public var size: Int {
            get { number("Size", 0) }
            set { set("Size", String(newValue)) }
        }

        public var type: S3ObjectType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `SystemInformationApiBean`.
    public struct SystemInformationApiBean: DS3Payload {
        public static let schema = "SystemInformationApiBean"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var apiVersion: String {
            get { text("ApiVersion", "") }
            set { set("ApiVersion", newValue) }
        }

        public var backendActivated: Bool {
            get { boolean("BackendActivated", false) }
            set { set("BackendActivated", String(newValue)) }
        }

        public var buildInformation: BuildInformation {
            get { requiredPayload("BuildInformation") }
            set { set("BuildInformation", payload: newValue) }
        }

        public var instanceID: String {
            get { text("InstanceId", "") }
            set { set("InstanceId", newValue) }
        }

        public var now: Int {
            get { number("Now", 0) }
            set { set("Now", String(newValue)) }
        }

        public var serialNumber: String {
            get { text("SerialNumber", "") }
            set { set("SerialNumber", newValue) }
        }
    }

    /// The contract's `HealthVerificationResult`.
    public struct HealthVerificationResult: DS3Payload {
        public static let schema = "HealthVerificationResult"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var databaseFilesystemFreeSpace: DatabasePhysicalSpaceState {
            get { word("DatabaseFilesystemFreeSpace", "") }
            set { set("DatabaseFilesystemFreeSpace", newValue.rawValue) }
        }

        public var msRequiredToVerifyDataPlannerHealth: Int {
            get { number("MsRequiredToVerifyDataPlannerHealth", 0) }
            set { set("MsRequiredToVerifyDataPlannerHealth", String(newValue)) }
        }
    }

    /// The contract's `NamedDetailedTapePartition`.
    public struct NamedDetailedTapePartition: DS3Payload {
        public static let schema = "NamedDetailedTapePartition"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var autoCompactionEnabled: Bool {
            get { boolean("AutoCompactionEnabled", false) }
            set { set("AutoCompactionEnabled", String(newValue)) }
        }

        public var autoQuiesceEnabled: Bool {
            get { boolean("AutoQuiesceEnabled", true) }
            set { set("AutoQuiesceEnabled", String(newValue)) }
        }

        public var availableStorageCapacity: Int {
            get { number("AvailableStorageCapacity", 0) }
            set { set("AvailableStorageCapacity", String(newValue)) }
        }

        public var driveIdleTimeoutInMinutes: Int? {
            get { number("DriveIdleTimeoutInMinutes") }
            set { set("DriveIdleTimeoutInMinutes", newValue.map { String($0) }) }
        }

        public var driveType: TapeDriveType? {
            get { word("DriveType") }
            set { set("DriveType", newValue?.rawValue) }
        }

        public var driveTypes: [TapeDriveType] {
            get { words("DriveTypes") }
            set { set("DriveTypes", texts: newValue.map(\.rawValue)) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var importExportConfiguration: ImportExportConfiguration {
            get { word("ImportExportConfiguration", "") }
            set { set("ImportExportConfiguration", newValue.rawValue) }
        }

        public var libraryID: String {
            get { text("LibraryId", "") }
            set { set("LibraryId", newValue) }
        }

        public var minimumReadReservedDrives: Int {
            get { number("MinimumReadReservedDrives", 0) }
            set { set("MinimumReadReservedDrives", String(newValue)) }
        }

        public var minimumWriteReservedDrives: Int {
            get { number("MinimumWriteReservedDrives", 0) }
            set { set("MinimumWriteReservedDrives", String(newValue)) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var quiesced: Quiesced {
            get { word("Quiesced", "YES") }
            set { set("Quiesced", newValue.rawValue) }
        }

        public var serialNumber: String {
            get { text("SerialNumber", "") }
            set { set("SerialNumber", newValue) }
        }

        public var state: TapePartitionState {
            get { word("State", "ONLINE") }
            set { set("State", newValue.rawValue) }
        }

        public var tapeCount: Int {
            get { number("TapeCount", 0) }
            set { set("TapeCount", String(newValue)) }
        }

        public var tapeStateSummaries: [TapeStateSummaryApiBean] {
            get { payloads("TapeStateSummaries/TapeStateSummary") }
            set { set("TapeStateSummaries/TapeStateSummary", payloads: newValue) }
        }

        public var tapeTypeSummaries: [TapeTypeSummaryApiBean] {
            get { payloads("TapeTypeSummaries/TapeTypeSummary") }
            set { set("TapeTypeSummaries/TapeTypeSummary", payloads: newValue) }
        }

        public var tapeTypes: [TapeType] {
            get { words("TapeTypes") }
            set { set("TapeTypes", texts: newValue.map(\.rawValue)) }
        }

        public var totalStorageCapacity: Int {
            get { number("TotalStorageCapacity", 0) }
            set { set("TotalStorageCapacity", String(newValue)) }
        }

        public var usedStorageCapacity: Int {
            get { number("UsedStorageCapacity", 0) }
            set { set("UsedStorageCapacity", String(newValue)) }
        }
    }

    /// The contract's `TapeFailureApiBean`.
    public struct TapeFailureApiBean: DS3Payload {
        public static let schema = "TapeFailureApiBean"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var cause: String {
            get { text("Cause", "") }
            set { set("Cause", newValue) }
        }

        public var tape: Tape {
            get { requiredPayload("Tape") }
            set { set("Tape", payload: newValue) }
        }
    }

    /// The contract's `TapeFailuresApiBean`.
    public struct TapeFailuresApiBean: DS3Payload {
        public static let schema = "TapeFailuresApiBean"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var failures: [TapeFailureApiBean] {
            get { payloads("Failure") }
            set { set("Failure", payloads: newValue) }
        }
    }

    /// The contract's `CreateHeapDumpParams`.
    public struct CreateHeapDumpParams: DS3Payload {
        public static let schema = "CreateHeapDumpParams"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var application: Application {
            get { word("Application", "") }
            set { set("Application", newValue.rawValue) }
        }

        public var path: String {
            get { text("Path", "") }
            set { set("Path", newValue) }
        }
    }

    /// The contract's `DatabaseContents`.
    public struct DatabaseContents: DS3Payload {
        public static let schema = "DatabaseContents"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var types: [TypeT] {
            get { payloads("Types") }
            set { set("Types", payloads: newValue) }
        }
    }

    /// The contract's `TypeT`.
    public struct TypeT: DS3Payload {
        public static let schema = "TypeT"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var beansRetrieverName: String {
            get { text("BeansRetrieverName", "") }
            set { set("BeansRetrieverName", newValue) }
        }

        public var domainName: String {
            get { text("DomainName", "") }
            set { set("DomainName", newValue) }
        }

        public var numberOfType: Int {
            get { number("NumberOfType", 0) }
            set { set("NumberOfType", String(newValue)) }
        }
    }

    /// The contract's `Duration`.
    public struct ElapsedTime: DS3Payload {
        public static let schema = "Duration"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var elapsedHours: Int {
            get { number("ElapsedHours", 0) }
            set { set("ElapsedHours", String(newValue)) }
        }

        public var elapsedMillis: Int {
            get { number("ElapsedMillis", 0) }
            set { set("ElapsedMillis", String(newValue)) }
        }

        public var elapsedMinutes: Int {
            get { number("ElapsedMinutes", 0) }
            set { set("ElapsedMinutes", String(newValue)) }
        }

        public var elapsedNanos: Int {
            get { number("ElapsedNanos", 0) }
            set { set("ElapsedNanos", String(newValue)) }
        }

        public var elapsedSeconds: Int {
            get { number("ElapsedSeconds", 0) }
            set { set("ElapsedSeconds", String(newValue)) }
        }
    }

    /// The contract's `SequencedEvent`.
    public struct SequencedEvent: DS3Payload {
        public static let schema = "SequencedEvent"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var sequenceNumber: Int {
            get { number("SequenceNumber", 0) }
            set { set("SequenceNumber", String(newValue)) }
        }
    }
}
