// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new backup of a volume (`StoragePoolVolumeBackupsPost` of LXD's description).
public struct NewVolumeBackup: RequestDocument {
    /// Nil for one that the server chooses.
    public var name: String?
    /// When the server deletes it; nil for never.
    public var expiresAt: LXDTime?
    /// Whether snapshots are left out.
    public var isVolumeOnly: Bool
    /// Whether it is in the storage driver's own format, which only like pools read.
    public var isOptimizedStorage: Bool
    /// A program such as `gzip` or `zstd`, `none`; nil for what the server is set to.
    public var compressionAlgorithm: String?
    /// Of the format; nil for the server's newest.
    public var version: Int?
    public var extra: [String: JSONValue]

    public init(
        name: String? = nil, expiresAt: LXDTime? = nil, isVolumeOnly: Bool = false,
        isOptimizedStorage: Bool = false, compressionAlgorithm: String? = nil, version: Int? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.expiresAt = expiresAt
        self.isVolumeOnly = isVolumeOnly
        self.isOptimizedStorage = isOptimizedStorage
        self.compressionAlgorithm = compressionAlgorithm
        self.version = version
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "expires_at": expiresAt, "volume_only": isVolumeOnly,
            "optimized_storage": isOptimizedStorage, "compression_algorithm": compressionAlgorithm,
            "version": version,
        ])
    }
}
