// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

/// What instances are made from (`Image` of LXD's description).
public struct Image: Creatable {
    public typealias Creation = NewImage

    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["images", "*"]
    public static let writableKeys: Set = [
        "auto_update", "expires_at", "profiles", "properties", "public",
    ]
    public static let readOnlyKeys: Set = [
        "access_entitlements", "aliases", "architecture", "cached", "created_at", "filename",
        "fingerprint", "last_used_at", "project", "release_codename", "release_title", "size",
        "type", "update_source", "uploaded_at",
    ]

    public static func keySegments(of members: [String: JSONValue]) -> [String]? {
        members["fingerprint"]?.text.map { [$0] }
    }

    /// Whether the server looks for a newer one where this came from.
    public var isAutoUpdated: Bool? {
        get { self[value: "auto_update"] }
        set { self[value: "auto_update"] = newValue }
    }

    /// When the server deletes it; nil for never.
    public var expiresAt: LXDTime? {
        get { self[value: "expires_at"] }
        set { self[value: "expires_at"] = newValue }
    }

    /// The names of the profiles that instances made from it get.
    public var profileNames: [String] {
        get { self[list: "profiles"] }
        set { self[list: "profiles"] = newValue }
    }

    /// What describes it, such as `os`, `release` and `description`.
    public var properties: [String: String] {
        get { self[map: "properties"] }
        set { self[map: "properties"] = newValue }
    }

    /// Whether clients that are not trusted see it.
    public var isPublic: Bool? {
        get { self[value: "public"] }
        set { self[value: "public"] = newValue }
    }

    public var accessEntitlements: [String] { self[list: "access_entitlements"] }
    /// The names it goes by.
    public var aliases: [Alias] { self[list: "aliases"] }
    public var architecture: String? { self[value: "architecture"] }
    /// Whether the server fetched it for an instance and forgets it when it is not used.
    public var isCached: Bool? { self[value: "cached"] }
    /// When it was made; nil when it does not say.
    public var createdAt: LXDTime? { self[value: "created_at"] }
    /// What the file was called that it came in.
    public var filename: String? { self[value: "filename"] }
    /// The SHA-256 of its files, in hexadecimal digits.
    public var fingerprint: String { self[value: "fingerprint"] ?? key }
    /// Nil when no instance was made from it.
    public var lastUsedAt: LXDTime? { self[value: "last_used_at"] }
    public var releaseCodename: String? { self[value: "release_codename"] }
    public var releaseTitle: String? { self[value: "release_title"] }
    public var sizeBytes: Int? { self[value: "size"] }
    /// What instances it makes.
    public var type: InstanceType? { self[value: "type"] }
    /// Where it came from; nil when it was uploaded.
    public var updateSource: UpdateSource? { self[value: "update_source"] }
    /// When it came to this server.
    public var uploadedAt: LXDTime? { self[value: "uploaded_at"] }

    /// The profiles that instances made from it get.
    public var profiles: References<Profile> { references(to: profileNames, in: "profiles") }

    /// The names it goes by, as resources.
    public var aliasEntries: References<ImageAlias> {
        references(to: aliases.compactMap(\.name), in: "images", "aliases")
    }

    /// A name of an image, as it stands in the image's document (`ImageAlias`).
    public struct Alias: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var description: String? {
            get { self[value: "description"] }
            set { self[value: "description"] = newValue }
        }

        public var name: String? {
            get { self[value: "name"] }
            set { self[value: "name"] = newValue }
        }

        public init(name: String, description: String? = nil) {
            self.init(contents: DocumentContents())
            self.name = name
            self.description = description
        }
    }

    /// Where a server fetched an image (`ImageSource`).
    public struct UpdateSource: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// Its name there.
        public var alias: String? { self[value: "alias"] }
        /// That server's certificate, PEM.
        public var certificate: String? { self[value: "certificate"] }
        public var imageRegistry: String? { self[value: "image_registry"] }
        public var imageType: InstanceType? { self[value: "image_type"] }
        /// `lxd` or `simplestreams`.
        public var `protocol`: String? { self[value: "protocol"] }
        /// URL of that server.
        public var server: String? { self[value: "server"] }
    }
}
