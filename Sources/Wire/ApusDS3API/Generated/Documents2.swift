// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/generate-ds3 from Tables/DS3; changes belong there.

public import ApusXML

extension DS3 {
    /// The contract's `JobCompletedNotificationRegistration`.
    public struct JobCompletedNotificationRegistration: DS3Payload {
        public static let schema = "JobCompletedNotificationRegistration"
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

        public var jobID: String? {
            get { text("JobId") }
            set { set("JobId", newValue) }
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

    /// The contract's `JobCreatedNotificationRegistration`.
    public struct JobCreatedNotificationRegistration: DS3Payload {
        public static let schema = "JobCreatedNotificationRegistration"
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

    /// The contract's `JobCreationFailedNotificationRegistration`.
    public struct JobCreationFailedNotificationRegistration: DS3Payload {
        public static let schema = "JobCreationFailedNotificationRegistration"
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

    /// The contract's `PoolFailureNotificationRegistration`.
    public struct PoolFailureNotificationRegistration: DS3Payload {
        public static let schema = "PoolFailureNotificationRegistration"
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

    /// The contract's `S3ObjectCachedNotificationRegistration`.
    public struct S3ObjectCachedNotificationRegistration: DS3Payload {
        public static let schema = "S3ObjectCachedNotificationRegistration"
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

        public var jobID: String? {
            get { text("JobId") }
            set { set("JobId", newValue) }
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

    /// The contract's `S3ObjectLostNotificationRegistration`.
    public struct S3ObjectLostNotificationRegistration: DS3Payload {
        public static let schema = "S3ObjectLostNotificationRegistration"
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

    /// The contract's `S3ObjectPersistedNotificationRegistration`.
    public struct S3ObjectPersistedNotificationRegistration: DS3Payload {
        public static let schema = "S3ObjectPersistedNotificationRegistration"
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

        public var jobID: String? {
            get { text("JobId") }
            set { set("JobId", newValue) }
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

    /// The contract's `S3TargetFailureNotificationRegistration`.
    public struct S3TargetFailureNotificationRegistration: DS3Payload {
        public static let schema = "S3TargetFailureNotificationRegistration"
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

    /// The contract's `StorageDomainFailureNotificationRegistration`.
    public struct StorageDomainFailureNotificationRegistration: DS3Payload {
        public static let schema = "StorageDomainFailureNotificationRegistration"
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

    /// The contract's `SystemFailureNotificationRegistration`.
    public struct SystemFailureNotificationRegistration: DS3Payload {
        public static let schema = "SystemFailureNotificationRegistration"
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

    /// The contract's `TapeFailureNotificationRegistration`.
    public struct TapeFailureNotificationRegistration: DS3Payload {
        public static let schema = "TapeFailureNotificationRegistration"
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

    /// The contract's `TapePartitionFailureNotificationRegistration`.
    public struct TapePartitionFailureNotificationRegistration: DS3Payload {
        public static let schema = "TapePartitionFailureNotificationRegistration"
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

    /// The contract's `CacheFilesystem`.
    public struct CacheFilesystem: DS3Payload {
        public static let schema = "CacheFilesystem"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var autoReclaimInitiateThreshold: Double {
            get { fraction("AutoReclaimInitiateThreshold", 0.82) }
            set { set("AutoReclaimInitiateThreshold", "\(newValue)") }
        }

        public var autoReclaimTerminateThreshold: Double {
            get { fraction("AutoReclaimTerminateThreshold", 0.72) }
            set { set("AutoReclaimTerminateThreshold", "\(newValue)") }
        }

        public var burstThreshold: Double {
            get { fraction("BurstThreshold", 0.85) }
            set { set("BurstThreshold", "\(newValue)") }
        }

        public var cacheSafetyEnabled: Bool {
            get { boolean("CacheSafetyEnabled", false) }
            set { set("CacheSafetyEnabled", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var maxCapacityInBytes: Int? {
            get { number("MaxCapacityInBytes") }
            set { set("MaxCapacityInBytes", newValue.map { String($0) }) }
        }

        public var maxPercentUtilizationOfFilesystem: Double? {
            get { fraction("MaxPercentUtilizationOfFilesystem") }
            set { set("MaxPercentUtilizationOfFilesystem", newValue.map { "\($0)" }) }
        }

        public var needsReconcile: Bool {
            get { boolean("NeedsReconcile", true) }
            set { set("NeedsReconcile", String(newValue)) }
        }

        public var nodeID: String {
            get { text("NodeId", "") }
            set { set("NodeId", newValue) }
        }

        public var path: String {
            get { text("Path", "") }
            set { set("Path", newValue) }
        }
    }

    /// The contract's `Pool`.
    public struct Pool: DS3Payload {
        public static let schema = "Pool"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var assignedToStorageDomain: Bool {
            get { boolean("AssignedToStorageDomain", false) }
            set { set("AssignedToStorageDomain", String(newValue)) }
        }

        public var availableCapacity: Int {
            get { number("AvailableCapacity", 0) }
            set { set("AvailableCapacity", String(newValue)) }
        }

        public var bucketID: String? {
            get { text("BucketId") }
            set { set("BucketId", newValue) }
        }

        public var guid: String {
            get { text("Guid", "") }
            set { set("Guid", newValue) }
        }

        public var health: PoolHealth {
            get { word("Health", "") }
            set { set("Health", newValue.rawValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastAccessed: Time? {
            get { time("LastAccessed") }
            set { set("LastAccessed", newValue?.description) }
        }

        public var lastModified: Time? {
            get { time("LastModified") }
            set { set("LastModified", newValue?.description) }
        }

        public var lastVerified: Time? {
            get { time("LastVerified") }
            set { set("LastVerified", newValue?.description) }
        }

        public var mountpoint: String {
            get { text("Mountpoint", "") }
            set { set("Mountpoint", newValue) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var partitionID: String? {
            get { text("PartitionId") }
            set { set("PartitionId", newValue) }
        }

        public var poweredOn: Bool {
            get { boolean("PoweredOn", false) }
            set { set("PoweredOn", String(newValue)) }
        }

        public var quiesced: Quiesced {
            get { word("Quiesced", "NO") }
            set { set("Quiesced", newValue.rawValue) }
        }

        public var reservedCapacity: Int {
            get { number("ReservedCapacity", 0) }
            set { set("ReservedCapacity", String(newValue)) }
        }

        public var state: PoolState {
            get { word("State", "") }
            set { set("State", newValue.rawValue) }
        }

        public var storageDomainMemberID: String? {
            get { text("StorageDomainMemberId") }
            set { set("StorageDomainMemberId", newValue) }
        }

        public var totalCapacity: Int {
            get { number("TotalCapacity", 0) }
            set { set("TotalCapacity", String(newValue)) }
        }

        public var type: PoolType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }

        public var usedCapacity: Int {
            get { number("UsedCapacity", 0) }
            set { set("UsedCapacity", String(newValue)) }
        }
    }

    /// The contract's `PoolFailure`.
    public struct PoolFailure: DS3Payload {
        public static let schema = "PoolFailure"
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

        public var poolID: String {
            get { text("PoolId", "") }
            set { set("PoolId", newValue) }
        }

        public var type: PoolFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `PoolPartition`.
    public struct PoolPartition: DS3Payload {
        public static let schema = "PoolPartition"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var type: PoolType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `SuspectBlobPool`.
    public struct SuspectBlobPool: DS3Payload {
        public static let schema = "SuspectBlobPool"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var blobID: String {
            get { text("BlobId", "") }
            set { set("BlobId", newValue) }
        }

        public var bucketID: String {
            get { text("BucketId", "") }
            set { set("BucketId", newValue) }
        }

        public var dateWritten: Time {
            get { requiredTime("DateWritten") }
            set { set("DateWritten", newValue.description) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastAccessed: Time {
            get { requiredTime("LastAccessed") }
            set { set("LastAccessed", newValue.description) }
        }

        public var poolID: String {
            get { text("PoolId", "") }
            set { set("PoolId", newValue) }
        }
    }

    /// The contract's `SuspectBlobTape`.
    public struct SuspectBlobTape: DS3Payload {
        public static let schema = "SuspectBlobTape"
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

        public var orderIndex: Int {
            get { number("OrderIndex", 0) }
            set { set("OrderIndex", String(newValue)) }
        }

        public var tapeID: String {
            get { text("TapeId", "") }
            set { set("TapeId", newValue) }
        }
    }

    /// The contract's `Tape`.
    public struct Tape: DS3Payload {
        public static let schema = "Tape"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var assignedToStorageDomain: Bool {
            get { boolean("AssignedToStorageDomain", false) }
            set { set("AssignedToStorageDomain", String(newValue)) }
        }

        public var availableRawCapacity: Int? {
            get { number("AvailableRawCapacity") }
            set { set("AvailableRawCapacity", newValue.map { String($0) }) }
        }

        public var barCode: String {
            get { text("BarCode", "") }
            set { set("BarCode", newValue) }
        }

        public var bucketID: String? {
            get { text("BucketId") }
            set { set("BucketId", newValue) }
        }

        public var descriptionForIdentification: String? {
            get { text("DescriptionForIdentification") }
            set { set("DescriptionForIdentification", newValue) }
        }

        public var ejectDate: Time? {
            get { time("EjectDate") }
            set { set("EjectDate", newValue?.description) }
        }

        public var ejectLabel: String? {
            get { text("EjectLabel") }
            set { set("EjectLabel", newValue) }
        }

        public var ejectLocation: String? {
            get { text("EjectLocation") }
            set { set("EjectLocation", newValue) }
        }

        public var ejectPending: Time? {
            get { time("EjectPending") }
            set { set("EjectPending", newValue?.description) }
        }

        public var fullOfData: Bool {
            get { boolean("FullOfData", false) }
            set { set("FullOfData", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastAccessed: Time? {
            get { time("LastAccessed") }
            set { set("LastAccessed", newValue?.description) }
        }

        public var lastCheckpoint: String? {
            get { text("LastCheckpoint") }
            set { set("LastCheckpoint", newValue) }
        }

        public var lastModified: Time? {
            get { time("LastModified") }
            set { set("LastModified", newValue?.description) }
        }

        public var lastVerified: Time? {
            get { time("LastVerified") }
            set { set("LastVerified", newValue?.description) }
        }

        public var partiallyVerifiedEndOfTape: Time? {
            get { time("PartiallyVerifiedEndOfTape") }
            set { set("PartiallyVerifiedEndOfTape", newValue?.description) }
        }

        public var partitionID: String? {
            get { text("PartitionId") }
            set { set("PartitionId", newValue) }
        }

        public var previousState: TapeState? {
            get { word("PreviousState") }
            set { set("PreviousState", newValue?.rawValue) }
        }

        public var role: TapeRole {
            get { word("Role", "NORMAL") }
            set { set("Role", newValue.rawValue) }
        }

        public var serialNumber: String? {
            get { text("SerialNumber") }
            set { set("SerialNumber", newValue) }
        }

        public var state: TapeState {
            get { word("State", "PENDING_INSPECTION") }
            set { set("State", newValue.rawValue) }
        }

        public var storageDomainMemberID: String? {
            get { text("StorageDomainMemberId") }
            set { set("StorageDomainMemberId", newValue) }
        }

        public var takeOwnershipPending: Bool {
            get { boolean("TakeOwnershipPending", false) }
            set { set("TakeOwnershipPending", String(newValue)) }
        }

        public var totalRawCapacity: Int? {
            get { number("TotalRawCapacity") }
            set { set("TotalRawCapacity", newValue.map { String($0) }) }
        }

        public var type: TapeType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }

        public var verifyPending: BlobStoreTaskPriority? {
            get { word("VerifyPending") }
            set { set("VerifyPending", newValue?.rawValue) }
        }

        public var writeProtected: Bool {
            get { boolean("WriteProtected", false) }
            set { set("WriteProtected", String(newValue)) }
        }
    }

    /// The contract's `TapeDensityDirective`.
    public struct TapeDensityDirective: DS3Payload {
        public static let schema = "TapeDensityDirective"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var density: TapeDriveType {
            get { word("Density", "") }
            set { set("Density", newValue.rawValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var partitionID: String {
            get { text("PartitionId", "") }
            set { set("PartitionId", newValue) }
        }

        public var tapeType: TapeType {
            get { word("TapeType", "") }
            set { set("TapeType", newValue.rawValue) }
        }
    }

    /// The contract's `TapeDrive`.
    public struct TapeDrive: DS3Payload {
        public static let schema = "TapeDrive"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var cleaningRequired: Bool {
            get { boolean("CleaningRequired", false) }
            set { set("CleaningRequired", String(newValue)) }
        }

        public var errorMessage: String? {
            get { text("ErrorMessage") }
            set { set("ErrorMessage", newValue) }
        }

        public var forceTapeRemoval: Bool {
            get { boolean("ForceTapeRemoval", false) }
            set { set("ForceTapeRemoval", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastCleaned: Time? {
            get { time("LastCleaned") }
            set { set("LastCleaned", newValue?.description) }
        }

        public var maxFailedTapes: Int? {
            get { number("MaxFailedTapes") }
            set { set("MaxFailedTapes", newValue.map { String($0) }) }
        }

        public var mfgSerialNumber: String? {
            get { text("MfgSerialNumber") }
            set { set("MfgSerialNumber", newValue) }
        }

        public var minimumTaskPriority: BlobStoreTaskPriority? {
            get { word("MinimumTaskPriority") }
            set { set("MinimumTaskPriority", newValue?.rawValue) }
        }

        public var partitionID: String {
            get { text("PartitionId", "") }
            set { set("PartitionId", newValue) }
        }

        public var quiesced: Quiesced {
            get { word("Quiesced", "NO") }
            set { set("Quiesced", newValue.rawValue) }
        }

        public var reservedTaskType: ReservedTaskType {
            get { word("ReservedTaskType", "ANY") }
            set { set("ReservedTaskType", newValue.rawValue) }
        }

        public var serialNumber: String {
            get { text("SerialNumber", "") }
            set { set("SerialNumber", newValue) }
        }

        public var state: TapeDriveState {
            get { word("State", "NORMAL") }
            set { set("State", newValue.rawValue) }
        }

        public var tapeID: String? {
            get { text("TapeId") }
            set { set("TapeId", newValue) }
        }

        public var type: TapeDriveType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `TapeFailure`.
    public struct TapeFailure: DS3Payload {
        public static let schema = "TapeFailure"
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

    /// The contract's `TapeLibrary`.
    public struct TapeLibrary: DS3Payload {
        public static let schema = "TapeLibrary"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var managementURL: String {
            get { text("ManagementUrl", "") }
            set { set("ManagementUrl", newValue) }
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

    /// The contract's `TapePartition`.
    public struct TapePartition: DS3Payload {
        public static let schema = "TapePartition"
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

        public var driveIdleTimeoutInMinutes: Int? {
            get { number("DriveIdleTimeoutInMinutes") }
            set { set("DriveIdleTimeoutInMinutes", newValue.map { String($0) }) }
        }

        public var driveType: TapeDriveType? {
            get { word("DriveType") }
            set { set("DriveType", newValue?.rawValue) }
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
    }

    /// The contract's `TapePartitionFailure`.
    public struct TapePartitionFailure: DS3Payload {
        public static let schema = "TapePartitionFailure"
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

        public var partitionID: String {
            get { text("PartitionId", "") }
            set { set("PartitionId", newValue) }
        }

        public var type: TapePartitionFailureType {
            get { word("Type", "") }
            set { set("Type", newValue.rawValue) }
        }
    }

    /// The contract's `AzureTarget`.
    public struct AzureTarget: DS3Payload {
        public static let schema = "AzureTarget"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var accountKey: String? {
            get { text("AccountKey") }
            set { set("AccountKey", newValue) }
        }

        public var accountName: String {
            get { text("AccountName", "") }
            set { set("AccountName", newValue) }
        }

        public var autoVerifyFrequencyInDays: Int? {
            get { number("AutoVerifyFrequencyInDays") }
            set { set("AutoVerifyFrequencyInDays", newValue.map { String($0) }) }
        }

        public var cloudBucketPrefix: String {
            get { text("CloudBucketPrefix", "") }
            set { set("CloudBucketPrefix", newValue) }
        }

        public var cloudBucketSuffix: String {
            get { text("CloudBucketSuffix", "") }
            set { set("CloudBucketSuffix", newValue) }
        }

        public var defaultReadPreference: TargetReadPreferenceType {
            get { word("DefaultReadPreference", "LAST_RESORT") }
            set { set("DefaultReadPreference", newValue.rawValue) }
        }

        public var https: Bool {
            get { boolean("Https", true) }
            set { set("Https", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastFullyVerified: Time? {
            get { time("LastFullyVerified") }
            set { set("LastFullyVerified", newValue?.description) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var namingMode: CloudNamingMode {
            get { word("NamingMode", "BLACK_PEARL") }
            set { set("NamingMode", newValue.rawValue) }
        }

        public var permitGoingOutOfSync: Bool {
            get { boolean("PermitGoingOutOfSync", false) }
            set { set("PermitGoingOutOfSync", String(newValue)) }
        }

        public var quiesced: Quiesced {
            get { word("Quiesced", "NO") }
            set { set("Quiesced", newValue.rawValue) }
        }

        public var state: TargetState {
            get { word("State", "ONLINE") }
            set { set("State", newValue.rawValue) }
        }
    }

    /// The contract's `AzureTargetBucketName`.
    public struct AzureTargetBucketName: DS3Payload {
        public static let schema = "AzureTargetBucketName"
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

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }
    }

    /// The contract's `AzureTargetFailure`.
    public struct AzureTargetFailure: DS3Payload {
        public static let schema = "AzureTargetFailure"
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

    /// The contract's `AzureTargetReadPreference`.
    public struct AzureTargetReadPreference: DS3Payload {
        public static let schema = "AzureTargetReadPreference"
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

    /// The contract's `Ds3Target`.
    public struct Ds3Target: DS3Payload {
        public static let schema = "Ds3Target"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var accessControlReplication: Ds3TargetAccessControlReplication {
            get { word("AccessControlReplication", "NONE") }
            set { set("AccessControlReplication", newValue.rawValue) }
        }

        public var adminAuthID: String {
            get { text("AdminAuthId", "") }
            set { set("AdminAuthId", newValue) }
        }

        public var adminSecretKey: String {
            get { text("AdminSecretKey", "") }
            set { set("AdminSecretKey", newValue) }
        }

        public var dataPathEndPoint: String {
            get { text("DataPathEndPoint", "") }
            set { set("DataPathEndPoint", newValue) }
        }

        public var dataPathHttps: Bool {
            get { boolean("DataPathHttps", true) }
            set { set("DataPathHttps", String(newValue)) }
        }

        public var dataPathPort: Int? {
            get { number("DataPathPort") }
            set { set("DataPathPort", newValue.map { String($0) }) }
        }

        public var dataPathProxy: String? {
            get { text("DataPathProxy") }
            set { set("DataPathProxy", newValue) }
        }

        public var dataPathVerifyCertificate: Bool {
            get { boolean("DataPathVerifyCertificate", true) }
            set { set("DataPathVerifyCertificate", String(newValue)) }
        }

        public var defaultReadPreference: TargetReadPreferenceType {
            get { word("DefaultReadPreference", "LAST_RESORT") }
            set { set("DefaultReadPreference", newValue.rawValue) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var permitGoingOutOfSync: Bool {
            get { boolean("PermitGoingOutOfSync", false) }
            set { set("PermitGoingOutOfSync", String(newValue)) }
        }

        public var quiesced: Quiesced {
            get { word("Quiesced", "NO") }
            set { set("Quiesced", newValue.rawValue) }
        }

        public var replicatedUserDefaultDataPolicy: String? {
            get { text("ReplicatedUserDefaultDataPolicy") }
            set { set("ReplicatedUserDefaultDataPolicy", newValue) }
        }

        public var state: TargetState {
            get { word("State", "ONLINE") }
            set { set("State", newValue.rawValue) }
        }
    }

    /// The contract's `Ds3TargetFailure`.
    public struct Ds3TargetFailure: DS3Payload {
        public static let schema = "Ds3TargetFailure"
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

    /// The contract's `Ds3TargetReadPreference`.
    public struct Ds3TargetReadPreference: DS3Payload {
        public static let schema = "Ds3TargetReadPreference"
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

    /// The contract's `S3Target`.
    public struct S3Target: DS3Payload {
        public static let schema = "S3Target"
        public var element: XMLElement

        public init(unchecked element: XMLElement) { self.element = element }

        public var accessKey: String {
            get { text("AccessKey", "") }
            set { set("AccessKey", newValue) }
        }

        public var autoVerifyFrequencyInDays: Int? {
            get { number("AutoVerifyFrequencyInDays") }
            set { set("AutoVerifyFrequencyInDays", newValue.map { String($0) }) }
        }

        public var cloudBucketPrefix: String {
            get { text("CloudBucketPrefix", "") }
            set { set("CloudBucketPrefix", newValue) }
        }

        public var cloudBucketSuffix: String {
            get { text("CloudBucketSuffix", "") }
            set { set("CloudBucketSuffix", newValue) }
        }

        public var dataPathEndPoint: String? {
            get { text("DataPathEndPoint") }
            set { set("DataPathEndPoint", newValue) }
        }

        public var defaultReadPreference: TargetReadPreferenceType {
            get { word("DefaultReadPreference", "LAST_RESORT") }
            set { set("DefaultReadPreference", newValue.rawValue) }
        }

        public var https: Bool {
            get { boolean("Https", true) }
            set { set("Https", String(newValue)) }
        }

        public var id: String {
            get { text("Id", "") }
            set { set("Id", newValue) }
        }

        public var lastFullyVerified: Time? {
            get { time("LastFullyVerified") }
            set { set("LastFullyVerified", newValue?.description) }
        }

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var namingMode: CloudNamingMode {
            get { word("NamingMode", "BLACK_PEARL") }
            set { set("NamingMode", newValue.rawValue) }
        }

        public var offlineDataStagingWindowInTb: Int {
            get { number("OfflineDataStagingWindowInTb", 64) }
            set { set("OfflineDataStagingWindowInTb", String(newValue)) }
        }

        public var permitGoingOutOfSync: Bool {
            get { boolean("PermitGoingOutOfSync", false) }
            set { set("PermitGoingOutOfSync", String(newValue)) }
        }

        public var proxyDomain: String? {
            get { text("ProxyDomain") }
            set { set("ProxyDomain", newValue) }
        }

        public var proxyHost: String? {
            get { text("ProxyHost") }
            set { set("ProxyHost", newValue) }
        }

        public var proxyPassword: String? {
            get { text("ProxyPassword") }
            set { set("ProxyPassword", newValue) }
        }

        public var proxyPort: Int? {
            get { number("ProxyPort") }
            set { set("ProxyPort", newValue.map { String($0) }) }
        }

        public var proxyUsername: String? {
            get { text("ProxyUsername") }
            set { set("ProxyUsername", newValue) }
        }

        public var quiesced: Quiesced {
            get { word("Quiesced", "NO") }
            set { set("Quiesced", newValue.rawValue) }
        }

        public var region: S3Region? {
            get { word("Region") }
            set { set("Region", newValue?.rawValue) }
        }

        public var restrictedAccess: Bool {
            get { boolean("RestrictedAccess", false) }
            set { set("RestrictedAccess", String(newValue)) }
        }

        public var secretKey: String? {
            get { text("SecretKey") }
            set { set("SecretKey", newValue) }
        }

        public var stagedDataExpirationInDays: Int {
            get { number("StagedDataExpirationInDays", 30) }
            set { set("StagedDataExpirationInDays", String(newValue)) }
        }

        public var state: TargetState {
            get { word("State", "ONLINE") }
            set { set("State", newValue.rawValue) }
        }
    }

    /// The contract's `S3TargetBucketName`.
    public struct S3TargetBucketName: DS3Payload {
        public static let schema = "S3TargetBucketName"
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

        public var name: String {
            get { text("Name", "") }
            set { set("Name", newValue) }
        }

        public var targetID: String {
            get { text("TargetId", "") }
            set { set("TargetId", newValue) }
        }
    }
}
