// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new snapshot of a volume (`StorageVolumeSnapshotsPost` of LXD's description).
public struct NewStorageVolumeSnapshot: RequestDocument {
    /// Nil for one that the server chooses.
    public var name: String?
    public var description: String?
    /// When the server deletes it; nil for what `snapshots.expiry` says.
    public var expiresAt: LXDTime?
    public var extra: [String: JSONValue]

    public init(
        name: String? = nil, description: String? = nil, expiresAt: LXDTime? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.expiresAt = expiresAt
        self.extra = extra
    }

    public var json: JSONValue {
        document(["name": name, "description": description, "expires_at": expiresAt])
    }
}
