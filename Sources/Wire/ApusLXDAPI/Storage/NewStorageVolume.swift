// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new volume (`StorageVolumesPost` of LXD's description).
public struct NewStorageVolume: RequestDocument {
    public var name: String
    public var type: VolumeType
    /// Nil for a file system, or what the source has.
    public var contentType: VolumeContentType?
    /// Nil for an empty volume.
    public var source: StorageVolumeSource?
    /// Such as `size`.
    public var config: [String: String]
    public var description: String?
    public var extra: [String: JSONValue]

    public init(
        name: String, type: VolumeType = .custom, contentType: VolumeContentType? = nil,
        source: StorageVolumeSource? = nil, config: [String: String] = [:],
        description: String? = nil, extra: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.type = type
        self.contentType = contentType
        self.source = source
        self.config = config
        self.description = description
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "name": name, "type": type, "content_type": contentType, "source": source?.json,
            "config": config, "description": description,
        ])
    }
}
