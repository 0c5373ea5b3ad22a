// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes

/// What can be configured at a server and what can be allowed there (`MetadataConfiguration` of
/// LXD's description).
public struct MetadataConfiguration: LXDDocument {
    public var contents: DocumentContents
    public init(contents: DocumentContents) { self.contents = contents }

    /// Groups of keys, by the kind of thing that has them and by their own name.
    public var configs: [String: [String: Group]] { self[map: "configs"] }
    /// Kinds of things that permissions are about.
    public var entities: [String: Entity] { self[map: "entities"] }

    /// Keys that belong together (`MetadataConfigurationConfigKeys`).
    public struct Group: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        /// The keys in the server's order, each with its name.
        public var keys: [(name: String, key: Key)] {
            let elements: [[String: Key]] = self[list: "keys"]
            return elements.flatMap { element in
                element.sorted { $0.key < $1.key }.map { (name: $0.key, key: $0.value) }
            }
        }
    }

    /// A configuration key (`MetadataConfigurationConfigKey`).
    public struct Key: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var shortDescription: String? { self[value: "shortdesc"] }
        public var longDescription: String? { self[value: "longdesc"] }
        /// `string`, `bool`, `integer` and others.
        public var type: String? { self[value: "type"] }
        /// In words.
        public var defaultDescription: String? { self[value: "defaultdesc"] }
        /// When it has a meaning, in words.
        public var condition: String? { self[value: "condition"] }
        /// Who manages it, in words.
        public var managed: String? { self[value: "managed"] }
        /// When it has to be set, in words.
        public var required: String? { self[value: "required"] }
        /// `global` or `local`: whether members of a cluster have values of their own.
        public var scope: String? { self[value: "scope"] }
    }

    /// A kind of thing that permissions are about (`MetadataConfigurationEntity`).
    public struct Entity: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var isProjectSpecific: Bool? { self[value: "project_specific"] }
        public var entitlements: [Entitlement] { self[list: "entitlements"] }
    }

    /// Something that can be allowed (`MetadataConfigurationEntityEntitlement`).
    public struct Entitlement: LXDDocument {
        public var contents: DocumentContents
        public init(contents: DocumentContents) { self.contents = contents }

        public var name: String? { self[value: "name"] }
        public var description: String? { self[value: "description"] }
    }
}
