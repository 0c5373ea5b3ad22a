// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What DS3's administration tells of the server, beside what it keeps itself.
public struct DS3Premises: Sendable {
    /// Where clients reach the server.
    public var address = "127.0.0.1"
    /// The name that clients resolve to it.
    public var hostName: String?
    public var httpPort: Int?
    public var httpsPort: Int?
    /// The version of the program, and which build of it this is.
    public var version = "5.8.0"
    public var revision = "0"
    /// Where bodies lie until they are on slow media, and where the volumes are; only shown.
    public var cachePath = "cache"
    public var volumesPath = "volumes"
    /// Where bodies lie that stay on line; only shown.
    public var dataPath = "data"
    /// How large the file system below the store is, and how much of it is free, in bytes.
    public var diskSpace: (@Sendable () async throws -> (totalBytes: UInt64, freeBytes: UInt64)?)?
    /// Who is told of jobs and objects; nobody unless set.
    public var webhooks: Webhooks?

    /// The defaults.
    public init() {}
}
