// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// A server and its configuration (`Server` of LXD's description).
public struct Server: Entity {
    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern: [String] = []
    public static let keyLength = 0
    public static let writableKeys: Set = ["config"]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "api_extensions", "api_status", "api_version", "auth",
        "auth_methods", "auth_user_method", "auth_user_name", "client_certificate", "environment",
        "public",
    ]
    public static let removesByEmptyText = true

    /// Its configuration. Values are texts; numbers and booleans of newer servers are kept and
    /// readable through `json`.
    public var config: [String: String] {
        get { self[map: "config"] }
        set { self[map: "config"] = newValue }
    }

    /// What it can do beyond the first version of the API.
    public var apiExtensions: [String] { self[list: "api_extensions"] }
    public var apiStatus: String? { self[value: "api_status"] }
    public var apiVersion: String? { self[value: "api_version"] }
    /// Whether the client is trusted.
    public var isTrusted: Bool { self[value: "auth"] == "trusted" }
    public var authMethods: [String] { self[list: "auth_methods"] }
    public var authUserMethod: String? { self[value: "auth_user_method"] }
    public var authUserName: String? { self[value: "auth_user_name"] }
    /// Whether the client sent a certificate.
    public var hasClientCertificate: Bool? { self[value: "client_certificate"] }
    public var isPublic: Bool? { self[value: "public"] }
    /// What it runs on; nil for clients that are not trusted.
    public var environment: Environment? { self[value: "environment"] }

    /// What a server runs on (`ServerEnvironment`).
    public struct Environment: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var addresses: [String] { self[list: "addresses"] }
        public var architectures: [String] { self[list: "architectures"] }
        /// Its certificate, PEM.
        public var certificate: String? { self[value: "certificate"] }
        /// The SHA-256 of its certificate, in hexadecimal digits.
        public var certificateFingerprint: String? { self[value: "certificate_fingerprint"] }
        public var driver: String? { self[value: "driver"] }
        public var driverVersion: String? { self[value: "driver_version"] }
        public var firewall: String? { self[value: "firewall"] }
        public var instanceTypes: [String] { self[list: "instance_types"] }
        public var kernel: String? { self[value: "kernel"] }
        public var kernelArchitecture: String? { self[value: "kernel_architecture"] }
        public var kernelFeatures: [String: String] { self[map: "kernel_features"] }
        public var kernelVersion: String? { self[value: "kernel_version"] }
        public var lxcFeatures: [String: String] { self[map: "lxc_features"] }
        public var osName: String? { self[value: "os_name"] }
        public var osVersion: String? { self[value: "os_version"] }
        public var project: String? { self[value: "project"] }
        /// `lxd` or `incus`.
        public var server: String? { self[value: "server"] }
        public var isClustered: Bool? { self[value: "server_clustered"] }
        public var eventMode: String? { self[value: "server_event_mode"] }
        public var isLongTermSupport: Bool? { self[value: "server_lts"] }
        public var serverName: String? { self[value: "server_name"] }
        public var serverProcessID: Int? { self[value: "server_pid"] }
        public var serverVersion: String? { self[value: "server_version"] }
        public var storage: String? { self[value: "storage"] }
        public var storageVersion: String? { self[value: "storage_version"] }
        public var storageDrivers: [StorageDriver] { self[list: "storage_supported_drivers"] }
        public var backupMetadataVersionRange: [Int] {
            self[list: "backup_metadata_version_range"]
        }
    }

    /// A storage driver that a server has (`ServerStorageDriverInfo`).
    public struct StorageDriver: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var name: String? { self[value: "Name"] }
        public var version: String? { self[value: "Version"] }
        public var isRemote: Bool? { self[value: "Remote"] }
    }
}
