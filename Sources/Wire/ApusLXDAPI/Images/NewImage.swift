// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// A new image (`ImagesPost` of LXD's description): fetched, made of an instance, or uploaded.
public struct NewImage: RequestDocument {
    /// Nil for one that is uploaded.
    public var source: ImageSource?
    /// Names it gets.
    public var aliases: [Image.Alias]
    /// Whether clients that are not trusted see it.
    public var isPublic: Bool
    /// Whether the server looks for a newer one where it came from.
    public var isAutoUpdated: Bool
    /// What describes it; on top of what its source says.
    public var properties: [String: String]
    /// The names of the profiles that instances made from it get; nil for `default`.
    public var profiles: [String]?
    /// When the server deletes it; nil for never.
    public var expiresAt: LXDTime?
    /// What the uploaded file is called.
    public var filename: String?
    /// A program such as `gzip` or `zstd`, `none`; nil for what the server is set to. Only for
    /// images made of instances.
    public var compressionAlgorithm: String?
    public var extra: [String: JSONValue]

    public init(
        source: ImageSource? = nil, aliases: [Image.Alias] = [], isPublic: Bool = false,
        isAutoUpdated: Bool = false, properties: [String: String] = [:], profiles: [String]? = nil,
        expiresAt: LXDTime? = nil, filename: String? = nil, compressionAlgorithm: String? = nil,
        extra: [String: JSONValue] = [:]
    ) {
        self.source = source
        self.aliases = aliases
        self.isPublic = isPublic
        self.isAutoUpdated = isAutoUpdated
        self.properties = properties
        self.profiles = profiles
        self.expiresAt = expiresAt
        self.filename = filename
        self.compressionAlgorithm = compressionAlgorithm
        self.extra = extra
    }

    public var json: JSONValue {
        document([
            "source": source?.json, "aliases": aliases, "public": isPublic,
            "auto_update": isAutoUpdated, "properties": properties, "profiles": profiles,
            "expires_at": expiresAt, "filename": filename,
            "compression_algorithm": compressionAlgorithm,
        ])
    }
}
