// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// What an instance's image says of it (`ImageMetadata` of LXD's description).
public struct InstanceMetadata: Entity {
    public var record: EntityRecord
    public init(record: EntityRecord) { self.record = record }

    public static let pattern = ["instances", "*", "metadata"]
    public static let keyLength = 0
    public static let writableKeys: Set = [
        "architecture", "creation_date", "expiry_date", "properties", "templates",
    ]
    public static let readOnlyKeys: Set<String> = []

    public var architecture: String? {
        get { self[value: "architecture"] }
        set { self[value: "architecture"] = newValue }
    }

    /// When the image was made, in seconds since 1970.
    public var creationSeconds: Int? {
        get { self[value: "creation_date"] }
        set { self[value: "creation_date"] = newValue }
    }

    /// When it ends, in seconds since 1970; nil or 0 for never.
    public var expirySeconds: Int? {
        get { self[value: "expiry_date"] }
        set { self[value: "expiry_date"] = newValue }
    }

    /// What describes the image, such as `os` and `release`.
    public var properties: [String: String] {
        get { self[map: "properties"] }
        set { self[map: "properties"] = newValue }
    }

    /// The files that are written by templates, by path within the instance.
    public var templates: [String: Template] {
        get { self[map: "templates"] }
        set { self[map: "templates"] = newValue }
    }

    /// The instance it is of.
    public var instance: Reference<Instance> { Reference(url: url.dropping(1)) }

    /// A file that is written by a template (`ImageMetadataTemplate`).
    public struct Template: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// Whether it is only written when it does not exist.
        public var isCreateOnly: Bool? {
            get { self[value: "create_only"] }
            set { self[value: "create_only"] = newValue }
        }

        /// What the template can ask for.
        public var properties: [String: String] {
            get { self[map: "properties"] }
            set { self[map: "properties"] = newValue }
        }

        /// The template's own name.
        public var file: String? {
            get { self[value: "template"] }
            set { self[value: "template"] = newValue }
        }

        /// The events that write it: `create`, `copy`, `rename`, `start`.
        public var when: [String] {
            get { self[list: "when"] }
            set { self[list: "when"] = newValue }
        }

        public init(
            isCreateOnly: Bool? = nil, properties: [String: String] = [:], file: String? = nil,
            when: [String] = []
        ) {
            self.init(contents: DocumentContents())
            self.isCreateOnly = isCreateOnly
            if !properties.isEmpty { self.properties = properties }
            self.file = file
            if !when.isEmpty { self.when = when }
        }
    }
}
